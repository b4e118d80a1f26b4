"""A record as a document and back: what it says, whatever it says, is what comes of writing it back."""

import json
from datetime import date

import hypothesis
import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from hypothesis import assume, given
from hypothesis import strategies as st

from activities.models import Activity, Source
from commitments import history
from commitments.models import Commitment, Revision
from pledgetracker.models import WebField
from pledgetracker.partial_dates import PartialDateField
from tests import factories

pytestmark = pytest.mark.django_db

# Each builds records of several kinds: a few of each here, thousands in the long trial.
A_FEW = hypothesis.settings(max_examples=max(hypothesis.settings().max_examples // 6, 1))

# --- Documents of each kind of record ---------------------------------------------------------------------------------
KINDS = ["activity", "pledge", "commitment", "partner", "framework", "objective", "principle", "indicator", "country",
         "region", "office", "user"]  # fmt: skip
# Nothing that a database or a file cannot hold, and no semicolon, which separates names in the downloads.
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"], exclude_characters=";")
# What these may be depends on others, and is chosen below; the rest names the record.
TOGETHER = {"start", "end", "kind", "matched_pledge", "language", "commitments"}
NAMES = {"slug", "key", "reference", "username", "alpha3", "alpha2", "m49", "number", "letter", "framework", "pledge",
         "scheme", "activity_counter"}  # fmt: skip
LANGUAGES = st.sampled_from(["en", "es", "pt-BR", "zh-Hans"])


def texts(field):
    least = 0 if field.blank else 1
    return st.text(LETTERS, min_size=least, max_size=min(field.max_length or 60, 12))


def values(field):
    """A strategy for the value of a field in a document."""
    if field.choices:
        return st.sampled_from([value for value, _label in field.flatchoices] + ([""] if field.blank else []))
    if field.name == "language":
        return LANGUAGES
    if isinstance(field, PartialDateField):
        return st.sampled_from(["2023", "2023-11", "2023-11-24", "1999"] + ([""] if field.blank else []))
    if isinstance(field, WebField):
        return st.sampled_from(["https://example.org/a", "http://example.org/ä?b=c#d"] + ([""] if field.blank else []))
    if isinstance(field, models.EmailField):
        return st.sampled_from(["", "jane@example.org"])
    if isinstance(field, models.BooleanField):
        return st.booleans()
    if isinstance(field, models.DecimalField):
        numbers = st.decimals(0, 10**12, places=2).map(plain)
        return numbers | st.none() if field.null else numbers
    if isinstance(field, models.DateField):
        return st.none() | st.dates(date(1900, 1, 1), date(2026, 11, 24)).map(str)
    if isinstance(field, models.IntegerField):
        return st.none() | st.integers(1, 99) if field.null else st.integers(1, 99)
    return texts(field)


def plain(number):
    text = format(number, "f").rstrip("0").rstrip(".")
    return text or "0"


def identities(model, count=3):
    """Of records that there are for documents to name."""
    made = getattr(factories, model._meta.model_name)
    return [made().identity for _ in range(count)]


def related(draw, field, many=False):
    found = identities(field.related_model)
    if many:
        return sorted(draw(st.sets(st.sampled_from(found), min_size=0 if field.blank else 1)))
    return draw(st.sampled_from(found + ([""] if field.null else [])))


def row(draw, model, but):
    said = {}
    for field in history._own_fields(model, but=but):
        said[field.name] = related(draw, field) if field.remote_field else draw(values(field))
    if model is Source and said["accessed"]:
        said["published_on"] = ""  # nobody reads what is not published yet
    return said


def documents(draw, record):
    """What `record` might say instead: everything but what names it."""
    model, said = type(record), history.document(record)
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.name in said and field.name not in TOGETHER | NAMES:
            many = field.many_to_many
            said[field.name] = related(draw, field, many) if field.remote_field else draw(values(field))
    for part in getattr(model, "parts", {}):
        relation = model._meta.get_field(part)
        rows = [row(draw, relation.related_model, relation.field) for _ in range(draw(st.integers(0, 3)))]
        said[part] = once(relation.related_model, relation.field, rows)
    if "language" in said:
        said["language"] = draw(LANGUAGES)
    if isinstance(record, Activity):
        said["start"], said["end"] = draw(st.sampled_from([("", ""), ("2023", "2024-05"), ("", "2023-01-31")]))
        said["commitments"] = draw(st.sampled_from([[each] for each in commitments(record)] + [commitments(record)]))
        said["placements"] = [each | {"planned": draw(st.booleans())} for each in said["placements"]]
    return said


def commitments(activity):
    while activity.pledge.commitments.count() < 2:
        factories.commitment(pledge=activity.pledge)
    return sorted(each.identity for each in activity.pledge.commitments.all())


def once(model, key, rows):
    """Without rows of which there may be only one."""
    unique = [set(each.fields) - {key.name} for each in model._meta.constraints
              if isinstance(each, models.UniqueConstraint)]  # fmt: skip
    kept = []
    for each in rows:
        if not any(all(each[name] == other[name] for name in names) for names in unique for other in kept):
            kept.append(each)
    return kept


# What rows are read by, and whether the last comes first; what that leaves open, and all others, as they were written.
READ_BY = {"updates": ("date", True), "targets": ("due", False), "memberships": ("pledge", False)}


def in_reading_order(said):
    for part, (name, last_first) in READ_BY.items():
        if part in said:
            said = said | {part: sorted(said[part], key=lambda each, by=name: each[by], reverse=last_first)}
    return said


@pytest.mark.parametrize("kind", KINDS)
@A_FEW
@given(data=st.data())
def test_a_record_says_what_was_written_back_to_it(kind, data):
    with transaction.atomic():
        record = getattr(factories, kind)()
        model = type(record)
        wanted = in_reading_order(documents(data.draw, record))
        assume(wanted != history.document(record))
        version = record.version
        assert history.apply(record, json.loads(json.dumps(wanted)))
        now = model._base_manager.get(pk=record.pk)
        assert history.document(now) == wanted
        assert now.version == record.version == version + 1
        # What it says already is no change, and no version.
        assert not history.apply(now, wanted)
        assert model._base_manager.get(pk=record.pk).version == version + 1
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", KINDS)
@A_FEW
@given(data=st.data())
def test_every_document_of_the_past_is_what_it_was_when_it_is_gone_back_to(kind, data):
    with transaction.atomic():
        record = getattr(factories, kind)()
        past = [history.document(record)]
        for _ in range(2):
            history.apply(record, in_reading_order(documents(data.draw, record)))
            past.append(history.document(type(record)._base_manager.get(pk=record.pk)))
        for wanted in [*reversed(past), *past]:
            now = type(record)._base_manager.get(pk=record.pk)
            history.apply(now, wanted)
            assert history.document(type(record)._base_manager.get(pk=record.pk)) == wanted
        transaction.set_rollback(True)


# --- Refused ----------------------------------------------------------------------------------------------------------
def test_what_is_named_and_gone_is_said_and_nothing_is_written():
    activity = factories.activity(countries=[factories.country()], regions=[factories.region()])
    wanted = history.document(activity) | {
        "title": "Then", "office": "gone-office", "regions": ["gone-region"],
        "placements": [{"country": "XXX", "planned": False}],
    }  # fmt: skip
    before = history.document(activity)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        history.apply(activity, wanted)
    assert refused.value.messages == [
        "The office “gone-office” no longer exists.",
        "The region “gone-region” no longer exists.",
        "The country or area “XXX” no longer exists.",
    ]
    assert history.document(Activity.objects.get(pk=activity.pk)) == before


@pytest.mark.parametrize(
    "said",
    [{"reported": "last week"}, {"reported": "2999"}, {"updates": [{"date": "2999-01", "text": "What will be."}]},
     {"start": "2024", "end": "2023"}, {"language": "English, mostly"}, {"title": ""},
     {"kind": "dance"}, {"placements": [{"country": "", "planned": False}]}, {"updates": [{"date": "x", "text": ""}]},
     {"results": [{"value": "many", "indicator": ""}]}],
)  # fmt: skip
def test_what_the_present_rules_do_not_allow_is_refused(said):
    activity = factories.activity()
    with pytest.raises(ValidationError), transaction.atomic():
        history.apply(activity, said)
    assert Activity.objects.get(pk=activity.pk).version == 1
    assert not Activity.objects.get(pk=activity.pk).placements.exists()


def test_what_a_document_leaves_out_or_nobody_knows_stays():
    activity = factories.activity(countries=[factories.country()])
    before = history.document(activity)
    assert history.apply(activity, {"title": "Then", "state": "published", "version": 9, "nonsense": 1})
    assert history.document(Activity.objects.get(pk=activity.pk)) == before | {"title": "Then"}
    assert Activity.objects.get(pk=activity.pk).state == "draft"


# --- Kept -------------------------------------------------------------------------------------------------------------
def test_many_are_kept_in_as_many_statements_as_one(django_assert_num_queries):
    for _ in range(12):
        made = factories.activity(countries=[factories.country()], regions=[factories.region()])
        factories.update(made)
        factories.result(made)
    counts = []
    for number in (1, 12):
        keys = list(Activity.objects.values_list("pk", flat=True)[:number])
        with django_assert_num_queries(13) as queries:
            history.record_all(Activity.objects.filter(pk__in=keys).with_history(), Revision.Action.CHANGED)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Revision.objects.count() == 13


def test_a_revision_names_who_when_and_the_whole_record():
    user, activity = factories.user(), factories.activity()
    kept = history.record(activity, Revision.Action.CHANGED, user, "Why")
    assert (kept.by, kept.comment, kept.version, kept.pledge) == (user, "Why", 1, activity.pledge)
    assert kept.name == str(activity)
    assert kept.document == history.document(activity)
    assert list(history.of(activity)) == [kept]
    assert not history.of(factories.activity())


def test_no_document_of_a_person_holds_a_password():
    person = factories.user(password="correct horse battery")
    said = json.dumps(history.document(person))
    assert "password" not in said
    assert person.password not in said


def test_a_document_of_an_earlier_release_is_compared_with_what_it_said_then():
    """With a field that the model has no longer, in the record and in its rows, and a choice that is gone."""
    before = {"short_title": "As it is", "colour": "green", "targets": [{"indicator": "", "due": "2030", "shade": "x"}]}
    after = {"short_title": "As it is", "targets": [{"indicator": "", "due": "2030"}]}
    found = history.differences(Commitment, before, after)
    assert [(each.name, each.before, each.after) for each in found if each.shape == "text"] == [
        ("colour", "green", None)
    ]
    assert [each.name for each in found] == ["targets", "colour"]
