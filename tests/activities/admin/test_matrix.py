"""No way round the roles, the workflow and the lock: every way to write x role x own or other pledge x state.

Generated from what is registered: a model, an action or an address without an expectation fails, and so does an
expectation for what is no longer there.
"""

import pytest
from django.contrib import admin
from django.db import transaction

from tests.activities.admin.matrix import expectations
from tests.activities.admin.matrix.cells import Row, Trials
from tests.activities.admin.matrix.expectations import SAYS, WRITES, expected, may_change, public_changes, rules
from tests.activities.admin.matrix.ways import WAYS
from tests.activities.admin.matrix.world import HELD, MARK, ROLES, STATES, World

pytestmark = pytest.mark.django_db
LABELS = sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.fixture(scope="module")
def trials(django_db_setup, django_db_blocker):
    """What a test changes is gone after each of its steps, and what this makes after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Trials(World())
        transaction.set_rollback(True)


# These have no record of their own: which activities they name is part of what is sent.
WITHOUT_RECORD = {"add", "same project", "not the same", "upload"}


def cells(world, label, way, roles):
    """(whose, state, role) of all that there is to try."""
    for whose, by_state in world.records[label].items():
        for number, state in enumerate(by_state):
            for role in roles:
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
    return complaint_of_done(trials, came, cell, label, way, role, whose, state, in_one_step) if should == "done" else None


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
        for whose, state, role in cells(trials.world, label, way, roles)
    ]
    assert found
    complaints = [each for each in found if each]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(("label", "way"), [(label, way) for label in WRITES for way in rules(label)])
def test_every_way_to_write_comes_to_what_it_should(trials, label, way):
    tried(trials, label, way)
