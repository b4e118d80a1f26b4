"""Every page of the desk: nothing that axe holds against it, in light and dark, on a wide screen and a narrow one."""

import pytest
from django.contrib import admin
from django.urls import reverse

from activities import publishing
from activities.admin.decisions import DECISIONS
from activities.models import FormerSlug
from commitments import history
from commitments.models import Membership, Revision
from tests import factories
from tests.browser.conftest import SEEN

# axe leaves out the size of targets (24 px) unless asked.
EVERYTHING = {"rules": {"target-size": {"enabled": True}}, "preload": False}
VIEWS = [
    (1280, "light", EVERYTHING),
    (390, "dark", {"runOnly": SEEN, "preload": False}),
]
KINDS = {model._meta.label_lower: model for model in admin.site._registry}


@pytest.fixture
def register(transactional_db):
    """A record of each kind, with every row that a form can have."""
    country = factories.country(name="Kyrgyzstan", alpha3="KGZ", alpha2="KG")
    partner = factories.partner(name="International Organization for Migration", acronym="IOM")
    region = factories.region(name="Central Asia", countries=[country])
    framework = factories.framework(short_name="GCM")
    pledge = factories.pledge(made_by=[partner], title="A pledge", framework=framework)
    commitment = factories.commitment(
        pledge=pledge,
        objectives=[factories.objective(framework=framework)],
        principles=[factories.principle(framework=framework)],
    )
    factories.target(commitment=commitment)
    activity = factories.activity(
        pledge=pledge, title="Training in Bishkek", countries=[country], regions=[region], office=factories.office()
    )
    factories.participation(activity, partner)
    factories.update(activity)
    factories.source(activity)
    factories.result(activity)
    factories.membership(factories.user(is_staff=True), pledge, role=Membership.Role.values[0])
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    FormerSlug.objects.create(facet="partner", former="iom-old", current=partner.slug)
    history.record(factories.activity(pledge=pledge, title="A draft"), Revision.Action.ADDED)
    return activity


@pytest.fixture
def desk(page, context, client, base_url, register):
    """A page of the browser where an administrator is signed in."""
    client.force_login(factories.administrator(username="chief"))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
    return page


@pytest.fixture
def examine(axe, shot):
    """`examine(page, name)`: the complaints about the page in light and wide, then in dark and narrow; [] when none."""

    def complaints(page, name):
        found = []
        for width, scheme, rules in VIEWS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            # As high as the page: what stays in sight at the foot of the window would hide a part of it.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
            shot(page, f"desk-{name}-{width}-{scheme}")
            found += [f"{name}, {scheme}: {line}" for line in axe(page, **rules)]
            if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                found.append(f"{name}: at {width} px it scrolls sideways by {over} px")
        return found

    return complaints


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_and_form_passes(desk, kind, examine):
    address = f"admin:{kind.replace('.', '_')}"
    first, last = (KINDS[kind]._default_manager.order_by(order).first() for order in ("pk", "-pk"))
    desk.goto(reverse(f"{address}_changelist"))
    complaints = examine(desk, f"{kind}-list")
    if desk.locator(".object-tools .addlink").count():
        desk.goto(reverse(f"{address}_add"))
        complaints += examine(desk, f"{kind}-add")
    desk.goto(reverse(f"{address}_change", args=[first.pk]))
    complaints += examine(desk, f"{kind}-change")
    desk.goto(reverse(f"{address}_change", args=[last.pk]))
    if desk.locator(".submit-row .deletelink").count():
        with desk.expect_navigation():
            desk.locator(".submit-row .deletelink").click()
        complaints += examine(desk, f"{kind}-delete")
    assert not complaints, "\n".join(complaints)


def test_pages_around_a_record_pass(desk, register, examine):
    register.title = "Training in Osh"
    register.save()
    history.record(register, Revision.Action.CHANGED)
    page_of = "admin:activities_activity_{}".format
    complaints = []
    for name in ["review", *DECISIONS, "preview", "history"]:
        desk.goto(reverse(page_of(name), args=[register.pk]))
        complaints += examine(desk, name)
    assert not complaints, "\n".join(complaints)


def test_answers_to_a_form_pass(desk, register, examine, allow_console):
    """What is wrong is said, beside the field and in a form that still holds all; so is what another saved."""
    allow_console("400|409")
    address = reverse("admin:activities_activity_change", args=[register.pk])
    desk.goto(address)
    desk.get_by_label("Title", exact=False).first.fill("")
    desk.locator("#updates-0").get_by_label("Date").fill("last week")
    desk.get_by_role("combobox", name="Office").fill("nowhere")
    desk.locator("input[name=_save]").click()
    desk.locator(".errornote").first.wait_for()
    complaints = examine(desk, "errors")
    desk.goto(address)
    register.refresh_from_db()
    register.description = "Meanwhile another text."
    register.save()
    desk.locator("#id_title").fill("My title")
    desk.locator("input[name=_save]").click()
    desk.locator("#conflict").wait_for()
    complaints += examine(desk, "conflict")
    assert not complaints, "\n".join(complaints)


def test_an_action_on_a_list_passes(desk, examine):
    desk.goto(reverse("admin:activities_activity_changelist"))
    for box in desk.locator(".action-select").all():
        box.check()
    complaints = examine(desk, "list-chosen")
    desk.locator("select[name=action]").select_option("delete_selected")
    desk.get_by_role("button", name="Go").click()
    desk.get_by_text("Nothing was deleted").wait_for()
    complaints += examine(desk, "list-delete")
    assert not complaints, "\n".join(complaints)


def test_other_pages_pass(desk, examine):
    complaints = []
    for name, address in {
        "index": reverse("admin:index"),
        "app": reverse("admin:app_list", args=["activities"]),
        "password": reverse("admin:password_change"),
    }.items():
        desk.goto(address)
        complaints += examine(desk, name)
    desk.context.clear_cookies()
    desk.goto(reverse("admin:login"))
    complaints += examine(desk, "login")
    desk.get_by_label("Username").fill("nobody")
    desk.get_by_label("Password").fill("wrong")
    desk.get_by_role("button", name="Log in").click()
    desk.locator(".errornote").wait_for()
    complaints += examine(desk, "login-refused")
    assert not complaints, "\n".join(complaints)
