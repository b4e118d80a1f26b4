"""From draft to withdrawal by keyboard alone, two people in two browsers, and what the public reads at each moment."""

import pytest
from django.test import Client
from django.urls import reverse

from activities import publishing
from activities.models import Activity
from commitments.models import Membership
from tests import factories

from .keyboard import Keyboard

DESK = reverse("admin:index")
LIST = reverse("admin:activities_activity_changelist")


@pytest.fixture
def pledge(transactional_db):
    """A published pledge with three published activities."""
    country = factories.country(name="Kyrgyzstan", alpha3="KGZ", alpha2="KG")
    pledge = factories.pledge(made_by=[factories.partner()], title="Pledge on migration")
    factories.commitment(pledge=pledge, short_title="Regular pathways")
    publishing.publish_pledge(pledge)
    publishing.publish(
        [factories.activity(pledge=pledge, title=title, countries=[country]) for title in ("Talks", "Fairs", "Study")]
    )
    return pledge


@pytest.fixture
def person(open_context, base_url, pledge):
    """`person(name, role)`: a member of the pledge at a keyboard of their own, signed in."""

    def signed_in(name, *roles):
        user = factories.user(username=name, first_name=name.capitalize(), email=f"{name}@example.org", is_staff=True)
        for role in roles:
            factories.membership(user, pledge, role=role)
        client = Client()
        client.force_login(user)
        context = open_context()
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
        return Keyboard(context.new_page())

    return signed_in


@pytest.fixture
def ana(person):
    return person("ana", Membership.Role.EDITOR)


@pytest.fixture
def ben(person):
    return person("ben", Membership.Role.PUBLISHER)


@pytest.fixture
def look(axe, shot):
    """`look(keyboard, name)`: a picture, and nothing that axe holds against the page."""

    def examine(keyboard, name):
        shot(keyboard.page, f"walk-{name}")
        # Its preloading would add styles of its own, which the policy forbids.
        assert axe(keyboard.page, preload=False) == [], name

    return examine


def public(activity):
    """What the public page of `activity` says now; "" where there is none."""
    answer = Client().get(activity.get_absolute_url())
    return "" if answer.status_code == 404 else answer.content.decode()


def opened(keyboard, worklist, title):
    """From the start page by a count to its list, and on to the form of one activity."""
    keyboard.page.goto(DESK)
    keyboard.follow(worklist)
    keyboard.follow(title)


def submits(keyboard):
    """Saves, reads the text, ticks that nobody can be identified, and submits."""
    keyboard.follow("Save and submit for review")
    keyboard.skips_to("Submit for review?")
    keyboard.to("Nobody at risk can be identified…")
    keyboard.press("Space")
    keyboard.follow("Submit for review")
    keyboard.told("waits for review.")


def test_from_draft_to_withdrawal_by_keyboard_alone(ana, ben, look, shot):
    # Ana drafts and submits.
    ana.page.goto(DESK)
    ana.skips_to("The staff's desk")
    look(ana, "desk")
    ana.follow("Add an activity")
    ana.choose("Pledge", "Pledge on migration")
    ana.fill("Title", "Training in Osh")
    ana.fill("Description", "Officials were trained.")
    ana.to("Kind")
    ana.page.keyboard.type("training")
    ana.fill("Reported", "2026-10")
    look(ana, "add")
    ana.follow("Save")
    ana.told("Choose the commitments that it serves, then submit it.")
    ana.to("1. Regular pathways")
    ana.press("Space")
    submits(ana)
    look(ana, "submitted")
    activity = Activity.objects.get(title="Training in Osh")
    title = f"{activity.reference} · Training in Osh"
    assert not public(activity)

    # Ben sends it back.
    opened(ben, "1 Waiting for my review", "Training in Osh")
    ben.follow("What changes")
    ben.skips_to(f"Review: {title}")
    look(ben, "review")
    ben.follow("Send back")
    ben.skips_to("Send back to its editor?")
    ben.fill("What has to change", "Say how many officials.")
    look(ben, "return")
    ben.follow("Send back")
    ben.told("was sent back.")
    assert not public(activity)

    # Ana mends it, Ben publishes it.
    opened(ana, "1 Sent back to me", "Training in Osh")
    ana.page.get_by_text("Say how many officials.").wait_for()
    look(ana, "returned")
    ana.fill("Description", "Twenty officials were trained.")
    submits(ana)
    opened(ben, "1 Waiting for my review", "Training in Osh")
    ben.follow("Publish")
    ben.skips_to("Publish?")
    look(ben, "publish")
    ben.follow("Publish")
    ben.told("is published.")
    assert "Twenty officials were trained." in public(activity)

    # An update waits for review; the public reads the old text meanwhile.
    ana.page.goto(DESK)
    ana.fill("Find an activity, to add an update", "Osh")
    with ana.page.expect_navigation():
        ana.press("Enter")
    ana.follow("Training in Osh")
    ana.skips_to(title)
    ana.fill("Date", "2026-11")
    ana.fill("Text", "Ten more were trained.")
    look(ana, "update")
    submits(ana)
    assert "Ten more" not in public(activity)
    opened(ben, "1 Waiting for my review", "Training in Osh")
    ben.follow("What changes")
    assert ben.page.get_by_text("Public now").count()
    assert ben.page.get_by_text("Ten more were trained.").count()
    look(ben, "compare")
    ben.follow("Publish")
    ben.follow("Publish")
    ben.told("is published.")
    assert "Ten more were trained." in public(activity)

    # Nothing new of all four: confirmed from the list, and published as one batch.
    ana.page.goto(LIST)
    ana.to("Select all objects on this page for an action")
    ana.press("Space")
    ana.to("Action…", key="Shift+Tab")
    ana.page.keyboard.type("Confirm")
    ana.follow("Go")
    ana.skips_to("Still correct?")
    look(ana, "confirm")
    ana.follow("Confirm as of a date")
    ana.told("4 activities are confirmed.")
    assert "confirmed as still correct on" not in public(activity)
    ben.page.goto(DESK)
    ben.follow("4 Waiting for my review")
    ben.to("Select all objects on this page for an action")
    ben.press("Space")
    ben.to("Action…", key="Shift+Tab")
    ben.page.keyboard.type("Publish")
    ben.follow("Go")
    ben.follow("Publish")
    ben.told("4 records are published.")
    assert "confirmed as still correct on" in public(activity)

    # Ana takes an earlier state back, as a draft.
    ana.page.goto(reverse("admin:activities_activity_change", args=[activity.pk]))
    ana.follow("History")
    ana.skips_to(f"History: {title}")
    look(ana, "history")
    for _earlier in range(ana.page.get_by_role("link", name="Compare with now, and restore").count()):
        ana.to("Compare with now, and restore…")
    with ana.page.expect_navigation():
        ana.press("Enter")
    look(ana, "restore")
    ana.follow("Restore this")
    ana.told("Restored.")
    shot(ana.page, "walk-restored")
    activity.refresh_from_db()
    assert activity.description == "Officials were trained."
    assert "Twenty officials were trained." in public(activity)

    # Ben takes it off the public record.
    ben.page.goto(reverse("admin:activities_activity_change", args=[activity.pk]))
    ben.follow("Withdraw")
    ben.skips_to("Withdraw?")
    look(ben, "withdraw")
    ben.follow("Withdraw")
    ben.told("is withdrawn.")
    shot(ben.page, "walk-withdrawn")
    assert "Twenty officials" not in public(activity)
    assert "withdrawn" in public(activity)


def test_two_editors_and_a_mistake_by_keyboard_alone(ana, person, pledge, look):
    cem = person("cem", Membership.Role.EDITOR)
    talks = pledge.activities.get(title="Talks")
    form = reverse("admin:activities_activity_change", args=[talks.pk])

    # Both have it open; the second to save is shown both texts, keeps what was typed, and saves after all.
    for keyboard in (ana, cem):
        keyboard.page.goto(form)
    cem.page.get_by_text("Ana opened this at").wait_for()
    ana.fill("Title", "Talks in schools")
    ana.follow("Save")
    cem.fill("Title", "Talks on the radio")
    cem.follow("Save")
    cem.told("Someone else saved this while you had it open.")
    look(cem, "conflict")
    both = cem.page.locator("#conflict").inner_text()
    assert "in schools" in both
    assert "on the radio" in both
    cem.follow("Save")
    cem.told("was changed successfully.")
    talks.refresh_from_db()
    assert talks.title == "Talks on the radio"

    # What is typed wrong is named first, and led to.
    ana.page.goto(form)
    ana.fill("Reported", "last week")
    ana.follow("Save")
    ana.told("Correct this:")
    look(ana, "mistake")
    ana.to("Reported")
    ana.press("Enter", "Tab", "Shift+Tab")
    ana.write("2026-10")
    ana.follow("Save")
    ana.told("was changed successfully.")


def test_a_link_beside_the_form_does_not_lose_what_was_typed(ana, pledge):
    form = reverse("admin:activities_activity_change", args=[pledge.activities.first().pk])
    asked = []
    ana.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    ana.page.goto(form)
    ana.follow("History")
    assert not asked
    ana.page.goto(form)
    ana.fill("Title", "Typed, and not saved")
    with ana.page.expect_event("dialog"):
        ana.page.get_by_role("link", name="History").press("Enter", no_wait_after=True)
    assert asked == ["beforeunload"]
    assert ana.page.locator("#id_title").input_value() == "Typed, and not saved"
    ana.follow("Save")
    assert len(asked) == 1
