"""Whether a record is refused: in a sentence by a form, and, past every form, by the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pledgetracker.clock import today
from pledgetracker.partial_dates import reported_fields


def sentences(record):
    """What a form would say against the record; [] where it would take it."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.messages
    return []


def assert_refused(record, sentence):
    """A form says `sentence`, and the database does not keep the record either."""
    assert sentence in sentences(record)
    assert_database_refuses(record)


def assert_database_refuses(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def assert_kept(record):
    """A form takes the record, and the database keeps it."""
    assert sentences(record) == []
    record.save()
    record.refresh_from_db()


def assert_holds_partial_dates(record, field, *, blank=True):
    """The field takes a year, a month or a day from 1900 to 2100, or to today where a report states it; the database
    refuses what looks like none."""
    for value in ("1899", "2101", "2023-13", "2023-1", "soon"):
        setattr(record, field, value)
        assert_refused(record, f"“{value}” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100.")
    # Forms strip a line end; other ways in do not.
    setattr(record, field, "2023\n")
    assert_database_refuses(record)
    # Only a calendar knows this one.
    setattr(record, field, "2023-02-30")
    assert sentences(record) == ["“2023-02-30” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100."]
    if not blank:
        setattr(record, field, "")
        assert sentences(record) == ["This field cannot be blank."]
    last = "2100-12-31"
    if field in {each.name for each in reported_fields(type(record))}:
        setattr(record, field, last)
        assert "This date is after today" in sentences(record)[0]
        last = today().isoformat()
    for value in ("1900", last, "2023-11", *([""] if blank else [])):
        setattr(record, field, value)
        assert_kept(record)
        assert getattr(record, field) == value
