"""What every model of both apps keeps to."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.db.models import CASCADE, DO_NOTHING, PROTECT, SET_NULL, DateField

from pledgetracker.models import StaffModel
from pledgetracker.partial_dates import PartialDateField, constraint_name, reported_fields

MODELS = [model for app in ("commitments", "activities") for model in apps.get_app_config(app).get_models()]
# What a person fills in: the records of staff, and the rows that stand in their forms.
EDITED = [model for model in MODELS if issubclass(model, StaffModel)] + [
    apps.get_model(name) for name in ("commitments.Membership", "activities.Placement", "activities.Participation")
]
# A part goes with its whole; a whole that was published is protected by its publications.
PARTS = {
    ("Membership", "user"),
    ("Placement", "activity"),
    ("Participation", "activity"),
    ("Update", "activity"),
    ("Source", "activity"),
    ("Result", "activity"),
    ("Opening", "user"),
    ("NotSame", "one"),
    ("NotSame", "other"),
}


def of_models(models):
    return pytest.mark.parametrize("model", models, ids=lambda model: model.__name__)


def test_there_are_models_to_look_at():
    assert len(MODELS) > 20
    assert {model.__name__ for model in EDITED} >= {"Pledge", "Commitment", "Activity", "Update", "Source", "Country"}


@of_models(EDITED)
def test_every_field_an_editor_sees_says_what_to_write(model):
    own = [*model._meta.fields, *model._meta.many_to_many]
    # A through table is filled in row by row, and its rows have help of their own; so is a part of its whole.
    silent = [
        field.name
        for field in own
        if field.editable
        and not hasattr(AbstractUser, field.name)
        and not field.auto_created
        and not field.help_text
        and not (field.many_to_many and not field.remote_field.through._meta.auto_created)
        and (model.__name__, field.name) not in PARTS
    ]
    assert silent == []


@of_models(MODELS)
def test_every_order_is_total(model):
    """Rows of equal standing would change places from page to page."""
    ordering = [name.lstrip("-") for name in model._meta.ordering]
    together = {
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if getattr(constraint, "fields", ()) and not constraint.condition
    }
    assert ordering
    last = ordering[-1]
    assert last == "pk" or model._meta.get_field(last).unique or tuple(ordering) in together


@of_models(MODELS)
def test_nothing_that_another_record_names_can_vanish(model):
    rules = {field.name: field.remote_field.on_delete for field in model._meta.fields if field.is_relation}
    for name, rule in rules.items():
        if (model.__name__, name) in PARTS:
            assert rule is CASCADE
        elif (model.__name__, name) == ("Publication", "by"):
            assert rule is SET_NULL
        elif (model.__name__, name) == ("Revision", "pledge"):
            assert rule is DO_NOTHING  # history outlives what it is about
        else:
            assert rule is PROTECT, name


@of_models(EDITED)
def test_every_rule_has_a_sentence_of_its_own(model):
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


@of_models(MODELS)
def test_every_partial_date_has_its_rule_in_the_database(model):
    rules = {constraint.name for constraint in model._meta.constraints}
    dates = [field for field in model._meta.fields if isinstance(field, PartialDateField)]
    assert {constraint_name(model._meta.model_name, field.name) for field in dates} <= rules


# What is planned.
MAY_LIE_AHEAD = {
    "activity.start", "activity.end", "pledge.deadline", "commitment.deadline", "target.due",
}  # fmt: skip


def test_every_date_is_one_that_a_report_states_or_may_lie_ahead():
    """A new date has to be declared the one or the other."""
    names = {
        f"{model._meta.model_name}.{field.name}": field in reported_fields(model)
        for model in EDITED
        for field in model._meta.fields
        if isinstance(field, PartialDateField) or type(field) is DateField
    }
    assert {name for name, reported in names.items() if not reported} == MAY_LIE_AHEAD
    assert {name for name, reported in names.items() if reported} == {
        "activity.reported", "activity.confirmed", "update.date", "source.accessed", "source.published_on",
        "result.as_of", "pledge.retrieved", "region.as_of",
    }  # fmt: skip


@pytest.mark.django_db
def test_no_change_of_a_model_is_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
