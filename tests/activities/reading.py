"""What tests of the public record share: publishing what they made, and reading the record as it lies there."""

import csv
import io
import os
from contextlib import contextmanager

from django.db import connection, transaction

from activities import publishing
from activities.models import Change, PublicActivity, PublicPledge
from tests import factories


def public_pledge(commitments=1, **fields):
    """A published pledge with so many commitments."""
    pledge = factories.pledge(**fields)
    for _ in range(commitments):
        factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


def drafts(number, **fields):
    """So many drafts of one public pledge."""
    pledge = fields.pop("pledge", None) or public_pledge()
    return [factories.activity(pledge=pledge, **fields) for _ in range(number)]


def public(**fields):
    """A published activity."""
    activity = drafts(1, **fields)[0]
    publishing.publish([activity])
    return activity


def row(activity):
    return PublicActivity.objects.get(reference=activity.reference)


def streamed(rows):
    """The references of the lines that `rows` streams, in order."""
    lines = b"".join(rows.stream()).decode()
    return [cells[0] for cells in csv.reader(io.StringIO(lines, newline=""))]


def record(activity):
    return row(activity).record


def edit(model_object, **fields):
    """What an editor does: open, set fields, save."""
    model_object.refresh_from_db()
    for name, value in fields.items():
        setattr(model_object, name, value)
    model_object.save()


def contents(without=("id", "edition_id"), **only):
    """Every public row, whole: what must be equal before and after whatever must change nothing."""
    models = [(PublicActivity, "reference"), (PublicPledge, "slug")] if not only else [(PublicActivity, "reference")]
    return {
        getattr(each, name): {
            field.attname: getattr(each, field.attname) for field in model._meta.fields if field.attname not in without
        }
        for model, name in models
        for each in model.objects.filter(**only)
    }


def changes(edition):
    """{reference or slug: what the edition did to it}."""
    return dict(Change.objects.filter(edition=edition).values_list("reference", "action"))


@contextmanager
def undone():
    """What is written inside is rolled back at the end: for examples that share one test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address():
    """The test database, as DATABASE_URL says it: for processes that tests start."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{said['NAME']}"
