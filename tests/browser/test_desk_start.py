"""The start page, the pairs that read alike and the editors' guide, in a real browser."""

import pytest
from django.urls import reverse

from activities import publishing
from activities.models import NotSame
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge
from commitments import history
from commitments.models import Pledge, Revision
from tests import factories

WIDTHS = {"wide": 1280, "narrow": 390}


@pytest.fixture
def desk(page, transactional_db, settings):
    """An editor and publisher of UNDP's pledge, signed in; the pledge as loaded, and some work on it."""
    load_reference()
    load_undp_pledge()
    pledge = Pledge.objects.get(slug="undp-gcm")
    pledge.reporting_interval = 12
    pledge.save()
    editor = factories.user(username="editor", first_name="Aigul", is_staff=True)
    other = factories.user(username="other", first_name="Bermet", last_name="Osmonova", is_staff=True)
    for person, role in ((editor, "editor"), (editor, "publisher"), (other, "editor"), (other, "publisher")):
        factories.membership(person, pledge, role=role)
    first, second, third, *_rest = pledge.activities.order_by("pk")
    first.same_project.clear()
    pledge.activities.get(reference="undp-gcm-0008").same_project.clear()
    first.save()
    history.record(first, Revision.Action.CHANGED, other)
    type(first).objects.filter(pk=second.pk).update(submitted_version=second.version, submitted_by=editor)
    type(first).objects.filter(pk=third.pk).update(submitted_version=third.version, submitted_by=other)
    history.record(factories.activity(pledge=pledge, title="A draft"), Revision.Action.ADDED, editor)
    factories.target(commitment=pledge.commitments.first(), indicator=first.results.first().indicator, value=40)
    publishing.publish_pledge(pledge)
    page.goto(reverse("admin:index"))
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="For you").wait_for()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_accessible_in_light_and_dark_wide_and_narrow(desk, scheme, axe, shot):
    desk.emulate_media(color_scheme=scheme)
    for name, address in {
        "index": reverse("admin:index"),
        "guide": reverse("admin:guide"),
        "alike": f"{reverse('admin:activities_activity_alike')}?kind=project",
        "list": f"{reverse('admin:activities_activity_changelist')}?worklist=overdue",
        "commitments": reverse("admin:commitments_commitment_changelist"),
    }.items():
        desk.goto(address)
        for size, width in WIDTHS.items():
            desk.set_viewport_size({"width": width, "height": 900})
            shot(desk, f"desk-{name}-{scheme}-{size}")
            assert axe(desk) == [], (name, size)
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, (name, size)


def test_a_count_leads_to_its_list_by_keyboard_alone(desk):
    card = desk.get_by_role("link", name="Overdue").first
    card.focus()
    shown = int(card.inner_text().split()[0])
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="Activities", exact=True).wait_for()
    assert desk.locator("#result_list tbody tr").count() == min(shown, 50)
    desk.get_by_role("link", name="The editors' guide").press("Enter")
    desk.get_by_role("heading", name="Your month in half an hour").wait_for()


def test_two_that_are_different_are_not_asked_about_again(desk):
    desk.goto(f"{reverse('admin:activities_activity_alike')}?kind=project")
    pairs = desk.locator(".desk-pair").count()
    desk.get_by_role("button", name="Not the same").first.press("Enter")
    desk.get_by_text("They will not be asked about again.").wait_for()
    assert desk.locator(".desk-pair").count() == pairs - 1
    assert NotSame.objects.count() == 1
