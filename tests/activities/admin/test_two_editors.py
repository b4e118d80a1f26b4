"""Two people at one record, on every way to write: a save over a newer version is refused, and nothing is lost."""

import pytest
from django.db import transaction
from django.urls import reverse

from activities.models import Activity
from commitments import history
from commitments.admin.locking import REFUSAL
from commitments.models import Revision
from tests import factories
from tests.activities.admin.matrix.expectations import WRITES, rules
from tests.activities.admin.matrix.ways import TYPED, WAYS, editable, fields, form
from tests.forms import fields_of

pytestmark = pytest.mark.django_db
EDITABLE = [label for label in WRITES if editable(label)]
# What these send names no version: a new record; a password, which is no text of the record; two activities, of which
# nothing is overwritten; a file, whose preview names the versions and is tried below.
WITHOUT_VERSION = {"add", "password", "same project", "not the same", "upload", "bring back"}
# The state in which a way has something to do.
IN_STATE = {"submit": "draft", "return": "in review", "publish": "in review", "withdraw": "published",
            "confirm": "published"}  # fmt: skip


@pytest.fixture
def desk(trials):
    """The world in a transaction of its own, as the administrator sees it."""
    with transaction.atomic():
        yield trials.world
        transaction.set_rollback(True)


def meanwhile(world, label, state, **values):
    """Someone else saves the record."""
    record = world.get(label, "own", state)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    history.record(record, Revision.Action.CHANGED, world.colleague)
    return record


def state_of(world, label, way="form"):
    there = world.records[label]["own"]
    wanted = IN_STATE.get(way.removeprefix("action "), "draft")
    return wanted if wanted in there else next(iter(there))


def as_sent(values):
    """{name: [texts]} as a browser sends them, without what differs from page to page."""
    sent = {name: value if isinstance(value, list) else [str(value)] for name, value in values.items()}
    return {name: value for name, value in sent.items() if name not in ("_seen", "csrfmiddlewaretoken")}


@pytest.mark.parametrize(
    ("label", "way"), [(label, way) for label in EDITABLE for way in rules(label) if way not in WITHOUT_VERSION]
)
def test_every_way_to_write_refuses_what_was_changed_meanwhile(desk, label, way):
    state = state_of(desk, label, way)
    address, data = WAYS[way](desk, label, "own", state)
    theirs = meanwhile(desk, label, state)
    answer = desk.client("administrator").post(address, data, follow=True)
    text = answer.content.decode()
    # A pledge goes only when all that it holds is gone: that is said first.
    said = [str(REFUSAL), "Nothing was done because someone else changed this meanwhile", "Cannot delete pledge"]
    assert any(sentence in text for sentence in said)
    now = desk.get(label, "own", state)
    assert now.version == theirs.version
    assert history.document(now) == history.document(theirs)
    assert history.of(now).first().by == desk.colleague


@pytest.mark.parametrize("label", EDITABLE)
def test_a_refused_form_holds_both_texts_and_is_saved_when_it_is_sent_again(desk, label):
    state = state_of(desk, label)
    name, typed = TYPED[label]
    address, data = form(desk, label, "own", state)
    theirs = "9" if label == "commitments.target" else "Saved by them"
    meanwhile(desk, label, state, **{name: theirs})
    client = desk.client("administrator")
    answer = client.post(address, data)
    page = answer.content.decode()
    assert 'id="conflict"' in page
    assert theirs in page
    held = fields_of(answer)
    assert as_sent(held) == as_sent(data)
    assert client.post(address, held).status_code == 302
    assert str(getattr(desk.get(label, "own", state), name)) in (typed, f"{typed}.00")
    assert history.of(desk.get(label, "own", state)).first().by == desk.people["administrator"]


# --- Rows -------------------------------------------------------------------------------------------------------------
# A field of each kind of row, and what is typed into it.
ROWS = {"updates": ("text", "Typed update"), "placements": ("planned", "on"), "participations": ("role", "funding"),
        "results": ("value", "77.00"), "sources": ("title", "Typed source")}  # fmt: skip
PARTS = {part: getattr(Activity, part).rel.related_model for part in ROWS}


def typed_rows(world, state="draft"):
    data = fields(world, "activities.activity", "own", state)
    return data | {f"{part}-0-{name}": [value] for part, (name, value) in ROWS.items()}


def row_of(activity, part):
    name, value = ROWS[part]
    wanted = {"on": True, "77.00": 77}.get(value, value)
    return getattr(activity, part).filter(**{name: wanted})


@pytest.mark.parametrize("gone", [*ROWS, "all"])
def test_rows_that_someone_else_removed_come_back_as_they_were_typed(desk, gone):
    activity = desk.get("activities.activity", "own", "draft")
    data = typed_rows(desk)
    address = reverse("admin:activities_activity_change", args=[activity.pk])
    for part in ROWS if gone == "all" else [gone]:
        getattr(activity, part).all().delete()
    meanwhile(desk, "activities.activity", "draft")
    client = desk.client("administrator")
    answer = client.post(address, data)
    held = fields_of(answer)
    for part, (name, value) in ROWS.items():
        row = 1 if part == "updates" and gone in ("updates", "all") else 0
        names = [f"{part}-{row}-{name}", f"{part}-0-{name}"]
        assert any(held.get(each) == [value] for each in names), part
    again = client.post(address, held)
    assert again.status_code == 302, again.context["errors"]
    for part in ROWS:
        assert row_of(activity, part).count() == 1, part


# Its role is all that tells a participation from another one of the same partner: with another role it is another one.
@pytest.mark.parametrize("part", [part for part in ROWS if part != "participations"])
def test_rows_that_someone_else_wrote_anew_are_there_once(desk, part):
    """A spreadsheet and a restored version write every row anew: the ones on the form are those, and no others."""
    activity = desk.get("activities.activity", "own", "draft")
    data = typed_rows(desk)
    address = reverse("admin:activities_activity_change", args=[activity.pk])
    for row in getattr(activity, part).all():
        type(row).objects.filter(pk=row.pk).delete()
        row.pk, row._state.adding = None, True
        row.save()
    meanwhile(desk, "activities.activity", "draft")
    client = desk.client("administrator")
    held = fields_of(client.post(address, data))
    again = client.post(address, held)
    assert again.status_code == 302, again.context["errors"]
    assert getattr(activity, part).count() == 1
    assert row_of(activity, part).count() == 1


def test_a_country_that_both_add_is_there_once(desk):
    activity = desk.get("activities.activity", "own", "draft")
    address, data = WAYS["rows"](desk, "activities.activity", "own", "draft")
    factories.placement(activity, desk.records["activities.country"]["own"]["one"])
    meanwhile(desk, "activities.activity", "draft")
    client = desk.client("administrator")
    again = client.post(address, fields_of(client.post(address, data)))
    assert again.status_code == 302, again.context["errors"]
    assert activity.placements.count() == 2


def test_a_number_that_both_give_to_a_commitment_is_an_error_of_the_form(desk):
    address, data = WAYS["rows"](desk, "commitments.pledge", "own", "draft")
    factories.commitment(pledge=desk.get("commitments.pledge", "own", "draft"), number=9, short_title="Theirs")
    meanwhile(desk, "commitments.pledge", "draft")
    client = desk.client("administrator")
    held = fields_of(client.post(address, data))
    answer = client.post(address, held)
    assert "The pledge already has a commitment with this number." in answer.content.decode()
    assert ["Row"] in [value for name, value in fields_of(answer).items() if name.endswith("short_title")]


def test_a_new_row_that_someone_else_does_not_know_of_stays(desk):
    activity = desk.get("activities.activity", "own", "draft")
    address, data = WAYS["rows"](desk, "activities.activity", "own", "draft")
    factories.update(activity, date="2026-01", text="News of theirs")
    meanwhile(desk, "activities.activity", "draft")
    client = desk.client("administrator")
    assert client.post(address, fields_of(client.post(address, data))).status_code == 302
    assert {each.text for each in activity.updates.all()} == {"Something new.", "News of theirs", "News."}


def test_what_is_wrong_and_outdated_is_both_said_and_kept(desk):
    address, data = form(desk, "activities.activity", "own", "draft")
    meanwhile(desk, "activities.activity", "draft", description="Theirs")
    answer = desk.client("administrator").post(address, data | {"reported": "last week"})
    assert str(REFUSAL) in answer.content.decode()
    assert "reported" in answer.context["adminform"].form.errors
    assert fields_of(answer)["reported"] == ["last week"]


# --- Files and pairs --------------------------------------------------------------------------------------------------
def test_a_file_is_not_read_in_over_what_was_changed_since_its_preview(desk):
    address, data = WAYS["upload"](desk, "activities.activity", "own", "published")
    client = desk.client("administrator")
    preview = client.post(address, data)["Location"]
    theirs = meanwhile(desk, "activities.activity", "published", title="Theirs")
    answer = client.post(preview)
    assert answer.status_code == 409
    assert "Nothing was written: someone else changed" in answer.content.decode()
    assert desk.get("activities.activity", "own", "published").title == theirs.title


def test_a_tie_leaves_what_someone_else_wrote_meanwhile(desk):
    address, data = WAYS["same project"](desk, "activities.activity", "own", "draft")
    meanwhile(desk, "activities.activity", "draft", title="Theirs")
    desk.client("administrator").post(address, data)
    tied = desk.get("activities.activity", "own", "draft")
    assert tied.title == "Theirs"
    assert tied.same_project.count() == 1


def test_what_is_back_already_is_not_brought_back_over_it(desk):
    address, data = WAYS["bring back"](desk, "commitments.revision", "own", "one")
    client = desk.client("administrator")
    assert client.post(address, data).status_code == 302
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "It is there again already." in answer.content.decode()


def test_what_is_back_is_no_version_that_an_old_form_has_seen(desk):
    step = desk.records["commitments.revision"]["own"]["one"]
    address, data = WAYS["bring back"](desk, "commitments.revision", "own", "one")
    desk.client("administrator").post(address, data)
    back = Activity.objects.get(pk=step.record_key)
    assert back.version > step.version
    assert back.state == "draft"
    assert back.reference == step.document["reference"]
    assert history.document(back) == step.document
