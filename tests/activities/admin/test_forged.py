"""What no page of the desk offers, sent all the same: fields, buttons, keys, rows, pages that were never looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from commitments.models import Membership
from tests.activities.admin.matrix.cells import Row
from tests.activities.admin.matrix.ways import DECIDED, WAYS, fields, form, page, seen
from tests.activities.admin.matrix.world import MARK

pytestmark = pytest.mark.django_db
ACTIVITY, PLEDGE, COMMITMENT = "activities.activity", "commitments.pledge", "commitments.commitment"


def record(trials, label, whose="own", state="draft"):
    return trials.world.records[label][whose][state]


def values(trials, label, state="draft", whose="own"):
    """{column: value} of a record as it now is."""
    return (
        type(record(trials, label, whose, state))._base_manager.values().get(pk=record(trials, label, whose, state).pk)
    )


def sent(trials, role, label, forged, state="draft"):
    address, data = form(trials.world, label, "own", state)
    return trials.take(role, "post", address, data | forged, lambda: values(trials, label, state))


# --- Fields -----------------------------------------------------------------------------------------------------------
FORGED = {
    "state": "published", "published_version": "1", "submitted_version": "2", "submitted_by": "1", "by": "1",
    "submitted_at": "2024-01-01", "reference": "stolen-0001", "version": "77", "confirmed": "2024-01-01",
    "activity_counter": "900", "id": "900", "_state": "x", "do_no_harm": "on",
}  # fmt: skip


@pytest.mark.parametrize("label", [ACTIVITY, PLEDGE, COMMITMENT])
@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_fields_that_no_form_has_are_not_read(trials, label, role):
    before, came = values(trials, label), sent(trials, role, label, FORGED)
    assert came.outcome == "done"
    changed = {name for name in before if before[name] != came.seen[name]}
    # The text is another one: the tick is taken back, whatever is sent.
    assert changed <= {"title", "short_title", "value", "version", "do_no_harm"}
    assert not came.seen.get("do_no_harm")
    assert came.seen["version"] == before["version"] + 1
    assert not came.public_changed


@pytest.mark.parametrize("state", ["in review", "published", "change in review"])
def test_what_was_submitted_stays_submitted_by_nobody_once_it_is_edited(trials, state):
    came = sent(trials, "editor", ACTIVITY, FORGED, state)
    assert came.outcome == "done"
    assert came.seen["submitted_version"] is None
    assert came.seen["submitted_by_id"] is None
    assert came.seen["published_version"] != came.seen["version"]
    assert not came.public_changed


@pytest.mark.parametrize("role", ["editor", "both", "administrator"])
def test_a_record_stays_in_its_pledge(trials, role):
    other = record(trials, PLEDGE, "other")
    fixed = {"pledge": other.pk, "slug": "stolen", "number": "1"}
    for label, column in ((ACTIVITY, "pledge_id"), (COMMITMENT, "pledge_id")):
        before, came = values(trials, label), sent(trials, role, label, fixed)
        assert came.seen[column] == before[column], label
    before, came = values(trials, PLEDGE), sent(trials, role, PLEDGE, fixed)
    assert came.seen["slug"] == before["slug"]


@pytest.mark.parametrize(
    ("name", "label"), [("commitments", COMMITMENT), ("same_project", ACTIVITY), ("commitments", ACTIVITY)]
)
@pytest.mark.parametrize("role", ["editor", "both"])
def test_nothing_of_another_pledge_can_be_named(trials, role, name, label):
    came = sent(trials, role, ACTIVITY, {name: [record(trials, label, "other").pk]})
    assert came.outcome == "refused"
    assert MARK not in came.text


@pytest.mark.parametrize("typed", [MARK, f"Activity {MARK} draft", "first"])
@pytest.mark.parametrize("role", ["editor", "both"])
def test_nothing_of_another_pledge_is_found_by_what_is_typed(trials, role, typed):
    came = sent(trials, role, ACTIVITY, {"same_project-typed": typed})
    assert came.outcome == "refused"
    assert MARK not in came.text.replace(typed, "")


def test_nobody_matches_a_pledge_that_is_not_theirs_to_see(trials):
    forged = {"kind": "matching", "matched_pledge": record(trials, PLEDGE, "other").pk}
    came = sent(trials, "editor", PLEDGE, forged)
    assert came.outcome == "refused"
    assert MARK not in came.text


@pytest.mark.parametrize("role", ["editor", "publisher", "both"])
def test_nobody_gives_roles_but_an_administrator(trials, role):
    rows = {
        "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-role": "publisher",
        "memberships-0-user": trials.world.people[role].pk, "memberships-0-pledge": record(trials, PLEDGE).pk,
    }  # fmt: skip
    before = set(Membership.objects.values_list("user", "pledge", "role"))
    address, data = form(trials.world, PLEDGE, "own", "draft", **rows)
    came = trials.take(
        role, "post", address, data, lambda: set(Membership.objects.values_list("user", "pledge", "role"))
    )
    assert came.seen == before


@pytest.mark.parametrize("role", ["idle", "editor", "publisher", "both"])
def test_nobody_makes_themselves_an_administrator(trials, role):
    person = trials.world.people[role]
    forged = {"username": person.username, "is_active": "on", "is_staff": "on", "is_superuser": "on", "_seen": "1"}
    came = trials.take(role, "post", page("commitments.user", "change", person.pk), forged)
    assert (came.outcome, came.changed) == ("forbidden", set())
    passwords = {"old_password": "password", "new_password1": "another long one", "new_password2": "another long one"}
    came = trials.take(
        role, "post", reverse("admin:password_change"), forged | passwords,
        lambda: type(person).objects.values_list("is_superuser", "is_staff").get(pk=person.pk),
    )  # fmt: skip
    assert came.seen == (False, True)
    assert {row.kind for row in came.changed} == {"commitments.user"}


# --- Rows -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", ["editor", "both", "administrator"])
def test_a_row_of_another_activity_stays_as_it_is(trials, role, whose):
    theirs = record(trials, ACTIVITY, whose, "published")
    for part in ("updates", "placements", "participations", "sources", "results"):
        row = getattr(theirs, part).get()
        for more in ({}, {f"{part}-0-DELETE": "on"}, {f"{part}-0-activity": theirs.pk}):
            came = sent(trials, role, ACTIVITY, {f"{part}-0-id": row.pk} | more)
            strangers = {Row(row._meta.label_lower, row.pk), Row(ACTIVITY, theirs.pk)}
            assert not came.changed & strangers, (part, more)
            assert not came.public_changed
            assert MARK not in came.text


def test_a_commitment_is_not_changed_on_the_form_of_its_pledge(trials):
    address, data = form(trials.world, PLEDGE, "own", "draft", **{"commitments-0-short_title": "Forged"})
    came = trials.take("editor", "post", address, data)
    assert not {row for row in came.changed if row.kind == COMMITMENT}


# --- Buttons ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("label", [ACTIVITY, PLEDGE])
@pytest.mark.parametrize(
    ("role", "button", "outcome"),
    [("editor", "_publish", "forbidden"), ("publisher", "_publish", "forbidden"), ("publisher", "_submit", "forbidden"),
     ("idle", "_publish", "forbidden"), ("both", "_publish", "done")],
)  # fmt: skip
def test_a_button_that_is_not_offered_publishes_nothing(trials, label, role, button, outcome):
    came = sent(trials, role, label, {button: "x"}, "change in review")
    assert came.outcome == outcome
    assert not came.public_changed


@pytest.mark.parametrize("button", ["_publish", "_submit"])
def test_a_new_record_is_not_published_by_who_may_not(trials, button):
    address, data = WAYS["add"](trials.world, ACTIVITY, "own", "draft")
    came = trials.take("editor", "post", address, data | {button: "x"})
    assert came.outcome == ("forbidden" if button == "_publish" else "done")
    assert not came.public_changed


# --- Lists ------------------------------------------------------------------------------------------------------------
def chosen(trials, *records, **more):
    return {"_selected_action": [each.pk for each in records], **DECIDED, **more}


@pytest.mark.parametrize("role", ["editor", "publisher", "both"])
@pytest.mark.parametrize("name", ["submit", "return", "publish", "withdraw", "confirm", "delete_selected"])
def test_all_of_a_list_are_all_that_the_person_may_see(trials, role, name):
    """Whoever may see nothing of it, or has not looked at it, changes nothing of it."""
    data = {"action": name, "select_across": "1", "post": "yes", **DECIDED}
    # Nothing chosen at all is no question: the list answers as it does to everybody.
    for more, outcome in (({}, "page"), ({"_selected_action": record(trials, ACTIVITY, "other").pk}, "refused")):
        came = trials.take(role, "post", page(ACTIVITY, "changelist"), data | more)
        assert came.outcome == outcome, more
        assert MARK not in came.text


@pytest.mark.parametrize("role", ["editor", "publisher", "both"])
@pytest.mark.parametrize("name", ["submit", "return", "publish", "withdraw", "confirm", "delete_selected"])
def test_one_of_another_pledge_among_the_chosen_stops_all(trials, role, name):
    own, other = record(trials, ACTIVITY, "own", "in review"), record(trials, ACTIVITY, "other", "in review")
    versions = [seen(trials.world, ACTIVITY, whose, "in review")["_seen"] for whose in ("own", "other")]
    came = trials.take(
        role, "post", page(ACTIVITY, "changelist"), chosen(trials, own, other, action=name, post="yes", _seen=versions)
    )
    assert came.outcome == "refused"
    assert MARK not in came.text


def test_an_empty_list_has_nothing_to_decide_on(trials):
    data = {"action": "publish", "select_across": "1", "decided": "yes", "_selected_action": "1"}
    came = trials.take("publisher", "post", f"{page(ACTIVITY, 'changelist')}?q=nothingatall", data)
    assert came.outcome == "refused"


# --- Pages that were not looked at ------------------------------------------------------------------------------------
@pytest.mark.parametrize("versions", [{}, {"_seen": ""}, {"_seen": "x"}, {"_seen": "1:2:3"}, {"_seen": "\0:1"}])
@pytest.mark.parametrize(
    ("way", "state"),
    [("submit", "draft"), ("return", "in review"), ("publish", "in review"), ("withdraw", "published"),
     ("confirm", "published"), ("action submit", "draft"), ("action publish", "in review"), ("restore", "draft"),
     ("form", "draft"), ("rows", "draft"), ("delete", "draft"), ("action delete_selected", "draft")],
)  # fmt: skip
def test_who_has_not_seen_the_version_decides_nothing(trials, way, state, versions):
    address, data = WAYS[way](trials.world, ACTIVITY, "own", state)
    data.pop("_seen")
    came = trials.take("both", "post", address, data | versions)
    assert came.outcome == "refused"
    assert came.text


@pytest.mark.parametrize("as_of", ["", "soon", "2999-01-01", "0000-00-00", "\0"])
def test_a_day_that_cannot_be_confirmed_is_refused(trials, as_of):
    address, data = WAYS["confirm"](trials.world, ACTIVITY, "own", "published")
    assert trials.take("editor", "post", address, data | {"as_of": as_of}).outcome == "refused"


@pytest.mark.parametrize("comment", ["", "   ", "\0"])
def test_nothing_is_sent_back_without_a_word(trials, comment):
    address, data = WAYS["return"](trials.world, ACTIVITY, "own", "in review")
    assert trials.take("publisher", "post", address, data | {"comment": comment}).outcome == "refused"


def test_what_another_uploaded_is_not_confirmed(trials):
    from tests.activities.admin.matrix.pages import intake

    for role, outcome in (("idle", "absent"), ("editor", "absent"), ("both", "absent"), ("publisher", "absent")):
        assert trials.take(role, "post", page(ACTIVITY, "intake_preview", intake(trials.world).pk)).outcome == outcome


def test_the_fields_of_a_form_are_those_of_the_record(trials):
    """What the trials send is what the page holds, the version seen with it."""
    held = fields(trials.world, ACTIVITY, "own", "draft")
    assert held["_seen"] == [str(values(trials, ACTIVITY)["version"])]


# --- The history ------------------------------------------------------------------------------------------------------
def with_a_past(trials, label, **said):
    """The address that goes back to a version of the own draft that said so."""
    from commitments import history
    from commitments.models import Revision

    draft = record(trials, label)
    step = history.record(trials.world.get(label, "own", "draft"), Revision.Action.CHANGED)
    Revision.objects.filter(pk=step.pk).update(document=step.document | said)
    return page(label, "restore", draft.pk, step.pk)


@pytest.mark.parametrize("role", ["editor", "both"])
def test_no_past_names_what_is_another_pledges(trials, role):
    """A tie is left out of what is restored; what a whole text is about cannot be."""
    other = record(trials, ACTIVITY, "other")
    for label, said, outcome in (
        (ACTIVITY, {"same_project": [other.reference], "title": "Then"}, "done"),
        (PLEDGE, {"matched_pledge": other.pledge.slug, "kind": "matching"}, "refused"),
    ):
        with transaction.atomic():
            address = with_a_past(trials, label, **said)
            sent = seen(trials.world, label, "own", "draft")
            came = trials.take(role, "post", address, sent, lambda: list(other.same_project.all()))
            transaction.set_rollback(True)
        assert came.outcome == outcome
        assert outcome == "done" or "You have no right to name that record" in came.text
        assert Row(ACTIVITY, other.pk) not in came.changed
        assert not came.seen


def test_a_past_sets_nothing_that_only_steps_set_and_no_pledge_and_no_tick(trials):
    other = record(trials, PLEDGE, "other")
    said = {"state": "published", "published_version": 1, "submitted_version": 9, "pledge": other.slug,
            "version": 77, "do_no_harm": True, "title": "Then"}  # fmt: skip
    with transaction.atomic():
        before = values(trials, ACTIVITY)
        address = with_a_past(trials, ACTIVITY, **said)
        came = trials.take(
            "editor", "post", address, seen(trials.world, ACTIVITY, "own", "draft"), lambda: values(trials, ACTIVITY)
        )
        transaction.set_rollback(True)
    assert came.outcome == "done"
    assert {name for name in before if before[name] != came.seen[name]} == {"title", "do_no_harm", "version"}
    assert came.seen["do_no_harm"] is False
    assert not came.public_changed


# --- Spreadsheets -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["editor", "both"])
def test_a_file_changes_nothing_of_another_pledge_and_tells_nothing_of_it(trials, role):
    """Its activity by reference; its commitment, or its activity as the same project, in a row of the own one."""
    own, other = record(trials, ACTIVITY), record(trials, ACTIVITY, "other")
    commitment = record(trials, COMMITMENT, "other")
    for header, row in (
        ("reference,title", f"{other.reference},Typed"),
        ("reference,title,commitments", f"{own.reference},Typed,{commitment.identity}"),
        ("reference,title,same_project", f"{own.reference},Typed,{other.reference}"),
        ("reference,pledge,title,description,kind,reported", f",{other.pledge.slug},Typed,Text,event,2024"),
    ):
        with transaction.atomic():
            client = trials.world.client(role)
            file = SimpleUploadedFile("a.csv", f"{header}\n{row}\n".encode(), "text/csv")
            preview = client.post(page(ACTIVITY, "intake"), {"file": file})
            came = trials.take(role, "get", preview["Location"])
            assert MARK not in came.text, header
            assert came.response.context["outcomes"][0][2] == 1, "the row is rejected"
            came = trials.take(role, "post", preview["Location"])
            transaction.set_rollback(True)
        assert {each.kind for each in came.changed} <= {"activities.intake"}, header
        assert not came.kept
