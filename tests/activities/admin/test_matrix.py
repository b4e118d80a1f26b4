"""No way round the roles, the workflow and the lock: every way to write x role x own or other pledge x state.

Generated from what is registered: a model, an action or an address without an expectation fails, and so does an
expectation for what is no longer there.

Who may do what is no question of the database, and the requests are thousands: `make test` takes turns, so that SQLite
tries one half of the cells and PostgreSQL the other. `make soak` tries all of them on one.
"""

import pytest
from django.contrib import admin
from django.db import connection

from tests.activities.admin.matrix import expectations, pages
from tests.activities.admin.matrix.cells import Row
from tests.activities.admin.matrix.expectations import SAYS, WRITES, expected, may_change, public_changes, rules
from tests.activities.admin.matrix.ways import WAYS
from tests.activities.admin.matrix.world import MARK, ROLES
from tests.conftest import SOAK

pytestmark = pytest.mark.django_db
LABELS = sorted(model._meta.label_lower for model in admin.site._registry)
EVERY = [(label, way) for label in WRITES for way in rules(label)]


# These have no record of their own: which activities they name is part of what is sent.
WITHOUT_RECORD = {"add", "same project", "not the same", "upload"}


def on(vendor, *places):
    """Whether a cell is tried on this database. Squares of one colour: each row and column is tried on both."""
    return SOAK or sum(places) % 2 == (vendor == "postgresql")


def cells(world, label, way, roles, vendor):
    """(whose, state, role) of all that there is to try on this database."""
    first = list(WAYS).index(way)
    for other, (whose, by_state) in enumerate(world.records[label].items()):
        for number, state in enumerate(by_state):
            for place, role in enumerate(roles, first):
                if not on(vendor, other, number, place):
                    continue
                # Who it is is asked before the record is looked at, and to an administrator no pledge is another one.
                alike = role in ("anonymous", "visitor") or (role == "administrator" and whose == "other")
                if number == 0 or not (alike or way in WITHOUT_RECORD):
                    yield whose, state, role


def check(trials, label, way, role, whose, state, in_one_step=False):
    """A complaint, or None."""
    address, data = WAYS[way](trials.world, label, whose, state)
    came = trials.take(role, "post", address, data)
    should = expected(label, way, role, whose, state, in_one_step)
    cell = f"{way} of {whose} {label} ({state}) as {role}{', in one step' if in_one_step else ''}"
    if came.outcome != should:
        return f"{cell}: {came.outcome}, not {should}"
    if should != "done" and (came.changed or came.kept):
        return f"{cell}: {should}, and yet changed {came.changed} {came.kept}"
    if MARK in came.text and role != "administrator":
        return f"{cell}: tells of another pledge's records"
    return (
        complaint_of_done(trials, came, cell, label, way, role, whose, state, in_one_step) if should == "done" else None
    )


def complaint_of_done(trials, came, cell, label, way, role, whose, state, in_one_step):
    public = public_changes(label, way, role, in_one_step)
    if bool(came.public_changed) != public:
        return f"{cell}: the public record {'should change' if public else 'changed'}: {came.public_changed}"
    kinds = {row.kind for row in came.changed}
    if kinds - may_change(label, way, public):
        return f"{cell}: touched {kinds - may_change(label, way, public)}"
    record = trials.world.records[label][whose][state]
    strangers = {row for row in came.changed if row.kind == label} - {Row(label, record.pk)}
    if way not in {"add", "same project"} and strangers:
        return f"{cell}: changed others too: {strangers}"
    if way in expectations.KEEPS_NOTHING:
        return f"{cell}: kept {came.kept}" if came.kept else None
    if not came.kept or {each.by for each in came.kept} != {trials.world.people[role]}:
        return f"{cell}: the history does not say who: {came.kept}"
    last = came.kept[-1].action
    says = SAYS[way]
    if in_one_step and role in ("both", "administrator") and way in expectations.PUBLISHING_IN_ONE_STEP:
        says = "published"
    return f"{cell}: the history says {last}, not {says}" if last != says else None


def tried(trials, label, way, roles=ROLES, in_one_step=False):
    found = [
        check(trials, label, way, role, whose, state, in_one_step)
        for whose, state, role in cells(trials.world, label, way, roles, connection.vendor)
    ]
    assert found
    complaints = [each for each in found if each]
    assert not complaints, "\n".join(complaints)


@pytest.mark.turns
@pytest.mark.parametrize(("label", "way"), EVERY)
def test_every_way_to_write_comes_to_what_it_should(trials, label, way):
    tried(trials, label, way)


# --- Where one person may submit and publish in one step --------------------------------------------------------------
IN_ONE_STEP = ["publish", "action publish", "save and publish", "confirm", "action confirm"]


@pytest.mark.turns
@pytest.mark.parametrize(
    ("label", "way"), [(label, way) for label in WRITES for way in IN_ONE_STEP if way in rules(label)]
)
def test_one_person_may_publish_in_one_step_only_where_the_site_says_so_and_with_both_roles(
    trials, settings, label, way
):
    settings.SUBMIT_AND_PUBLISH = True
    tried(trials, label, way, ["editor", "publisher", "both", "administrator"], in_one_step=True)


# --- Nothing left out -------------------------------------------------------------------------------------------------
@pytest.mark.skipif(SOAK, reason="one database tries every cell")
def test_the_two_databases_try_every_cell_between_them(trials, monkeypatch):
    for label, way in EVERY:
        one, other = (list(cells(trials.world, label, way, ROLES, vendor)) for vendor in ("sqlite", "postgresql"))
        with monkeypatch.context() as patch:
            patch.setattr(f"{__name__}.SOAK", True)
            assert sorted(one + other) == sorted(cells(trials.world, label, way, ROLES, "sqlite"))
        assert one, "each database tries some"
        assert other, "each database tries some"


# --- Nothing without an expectation -----------------------------------------------------------------------------------
def test_every_registered_model_has_an_expectation_and_each_expectation_a_model():
    assert set(WRITES) == set(LABELS)
    assert set(pages.OF_MODELS) == set(LABELS)


def test_every_action_has_an_expectation_and_each_expectation_an_action(trials, rf):
    request = rf.get("/")
    request.user = trials.world.people["administrator"]
    there = {
        (model._meta.label_lower, f"action {name}")
        for model, desk in admin.site._registry.items()
        for name in desk.get_actions(request)
    }
    assert there == {(label, way) for label in WRITES for way in rules(label) if way.startswith("action ")}


def test_every_address_has_an_expectation_and_each_expectation_an_address():
    assert pages.addresses() == set(pages.expectations())


def test_no_list_is_edited_in_place():
    assert not [desk for desk in admin.site._registry.values() if desk.list_editable]


def test_every_way_is_expected_somewhere():
    assert {way for label in WRITES for way in rules(label)} == set(WAYS)


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.turns
@pytest.mark.parametrize("label", ["", *LABELS])
def test_every_page_is_shown_to_whom_it_should_be_and_changes_nothing(trials, label):
    complaints = []
    for number, page in enumerate(page for of, page in pages.expectations() if of == label):
        # What belongs to no pledge is nobody's other.
        for whose in ("own", "other") if "other" in trials.world.records.get(label, ["other"]) else ("own",):
            address = pages.asked(trials.world, label, page, whose)
            for place, role in enumerate(ROLES):
                if not on(connection.vendor, number, whose == "other", place):
                    continue
                came, should = trials.take(role, "get", address), pages.expected(label, page, role, whose)
                cell = f"{address} ({whose}) as {role}"
                if came.outcome != should:
                    complaints.append(f"{cell}: {came.outcome}, not {should}")
                if came.changed or came.kept:
                    complaints.append(f"{cell}: changed {came.changed} {came.kept}")
                if MARK in came.text and role != "administrator":
                    complaints.append(f"{cell}: tells of another pledge's records")
    assert not complaints, "\n".join(complaints)
