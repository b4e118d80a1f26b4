"""The models' rules, asked without a query, answer as the models do."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from hypothesis import given
from hypothesis import strategies as st

from activities.intake import checks
from activities.models import Activity, Participation, Placement, Result, Source, Update
from pledgetracker.partial_dates import constraint_name

MODELS = [Activity, *checks.ROWS.values()]
DATES = st.sampled_from(["", "2023", "2023-11", "2023-11-24", "2022-12", "2024-01-01"])


def constraint(name):
    return next((model, each) for model in MODELS for each in model._meta.constraints if each.name == name)


def test_every_constraint_of_an_activity_is_known_here():
    """A new one has to be said in RULES, or be among those that the readers and validators see to."""
    dates = {
        constraint_name(model._meta.model_name, field.name)
        for model in MODELS
        for field in model._meta.fields
        if any(validator.__name__ == "validate_partial_date" for validator in field.validators if callable(validator)
               and hasattr(validator, "__name__"))
    }  # fmt: skip
    named = {each.name for model in MODELS for each in model._meta.constraints if isinstance(each, CheckConstraint)}
    assert named == dates | set(checks.RULES)
    # `parts.once` sees to these.
    for model in (Placement, Participation):
        assert [type(each).__name__ for each in model._meta.constraints] == ["UniqueConstraint"]


@pytest.mark.django_db
@given(DATES, DATES)
def test_the_order_of_dates_is_judged_as_the_database_judges_it(start, end):
    name = "activity_end_is_not_before_start"
    assert checks.RULES[name]({"start": start, "end": end}) == holds(name, Activity(start=start, end=end))


@pytest.mark.django_db
@given(st.text(alphabet=";a ", max_size=4))
def test_a_semicolon_is_judged_as_the_database_judges_it(title):
    name = "source_title_has_no_semicolon"
    assert checks.RULES[name]({"title": title}) == holds(name, Source(title=title))


def holds(name, record):
    model, rule = constraint(name)
    try:
        rule.validate(model, record)
    except ValidationError:
        return False
    return True


def test_dates_are_judged_as_forms_judge_them(settings):
    settings.TODAY = date(2026, 11, 25)
    bare = {"title": "A page", "url": "https://example.org/", "archived_url": "", "publisher": "", "kind": "page",
            "language": "en", "verification": "self-reported"}  # fmt: skip
    document = {
        "reported": "2026-12",
        "updates": [{"date": "2027", "text": "What will be.", "status": "", "language": "en"}],
        "sources": [
            bare | {"accessed": "2026-11-26", "published_on": ""},
            bare | {"accessed": None, "published_on": "2026-12"},
            bare | {"accessed": "2023-12-31", "published_on": "2024"},
            bare | {"accessed": "0001-01-01", "published_on": ""},
        ],
        "results": [{"qualifier": "over", "value": "9", "indicator": "people", "as_of": "2026-12-01"}],
    }
    found = checks.problems(document, list(document))
    assert [(key, re.split("[,.]", sentence)[0]) for key, sentence in found] == [
        ("reported", "This date is after today"),
        ("updates", "This date is after today"),
        ("sources", "This date is after today"),
        ("sources", "This date is after today"),
        ("sources", "The source was read before it was published"),
        ("sources", "This date is before 1900"),
        ("results", "This date is after today"),
    ]


def test_sentences_are_those_of_the_fields():
    document = {
        "title": "x" * 201,
        "updates": [{"date": "2023-13", "text": "", "status": "bad", "language": "English"}],
    }
    found = checks.problems(document, ["title", "updates"])
    assert [key for key, _sentence in found] == ["title"] + ["updates"] * 4
    assert "at most 200 characters" in found[0][1]
    assert {Result, Update} <= set(MODELS)
