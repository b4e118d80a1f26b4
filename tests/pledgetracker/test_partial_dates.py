import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pledgetracker.partial_dates import (
    PartialDateField,
    ago,
    display,
    is_after,
    last_day,
    partial_date_constraint,
    validate_partial_date,
    validate_reported,
    years,
)

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
PRECISIONS = st.sampled_from([4, 7, 10])


@given(DAYS, PRECISIONS)
def test_every_day_from_1900_to_2100_is_a_date_at_every_precision(day, precision):
    assert validate_partial_date(day.isoformat()[:precision]) is None


@pytest.mark.parametrize("value", ["1900", "2100", "1900-01-01", "2100-12-31", "2024-02-29"])
def test_the_bounds_and_leap_days_are_dates(value):
    assert validate_partial_date(value) is None


@pytest.mark.parametrize(
    "value",
    [
        *("2023-02-30", "2023-02-29", "2023-04-31", "2023-13", "2023-00", "2023-11-00", "2023-11-32"),
        *("1899", "1899-12-31", "2101", "2101-01-01", "0000", "23", "202", "20231", "2023-1", "2023-11-4"),
        *("2023-", "-2023", "2023/11", "11/2023", "2023-11-24-01", "2023-11-24T00:00", "year"),
        *(" 2023", "2023\n", "2023-11-24\n", "٢٠٢٣"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(value):
    with pytest.raises(ValidationError, match="is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100"):
        validate_partial_date(value)


# --- What a report may state ------------------------------------------------------------------------------------------
TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize("value", ["2026", "2026-11", "2026-11-25", "1900", TODAY, datetime.date(1900, 1, 1)])
def test_today_and_what_is_past_can_be_reported(value, settings):
    settings.TODAY = TODAY
    assert validate_reported(value) is None


@pytest.mark.parametrize("value", ["2027", "2026-12", "2026-11-26", "2100", datetime.date(2026, 11, 26)])
def test_what_begins_after_today_cannot_be_reported(value, settings):
    settings.TODAY = TODAY
    with pytest.raises(ValidationError, match=r"^\['This date is after today, 25 November 2026 \(UTC\). Only a start"):
        validate_reported(value)


@pytest.mark.parametrize("value", [datetime.date.min, datetime.date(1899, 12, 31)])
def test_a_day_before_1900_is_a_slip(value):
    with pytest.raises(ValidationError, match=r"before 1900. Check the year"):
        validate_reported(value)


@pytest.mark.parametrize("value", ["soon", "2026-13", "99999", ""])
def test_what_is_no_date_has_one_sentence_and_not_two(value):
    assert validate_reported(value) is None


@given(DAYS, PRECISIONS)
def test_a_date_is_after_another_where_all_of_it_is(day, precision):
    value = day.isoformat()[:precision]
    first = datetime.date(*[int(part) for part in [*value.split("-"), "1", "1"][:3]])
    assert is_after(value, TODAY) == (first > TODAY)


@isolate_apps("activities")
def test_a_field_without_its_constraint_fails_the_system_check():
    class Forgetful(models.Model):  # noqa: DJ008
        when = PartialDateField()

        class Meta:
            app_label = "activities"

    class Careful(models.Model):  # noqa: DJ008
        when = PartialDateField()

        class Meta:
            app_label = "activities"
            constraints = [partial_date_constraint("careful", "when")]

    assert [error.id for error in Forgetful._meta.get_field("when").check()] == ["pledgetracker.E001"]
    assert Careful._meta.get_field("when").check() == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023", "2027", [2023, 2024, 2025, 2026, 2027]),
        ("2022-12-31", "2023-01", [2022, 2023]),
        ("2023-11", "", [2023]),
        ("", "2024-01", [2024]),
        ("", "", []),
    ],
)
def test_an_activity_is_active_from_start_to_end_or_in_the_one_year_stated(start, end, expected):
    assert list(years(start, end)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023", datetime.date(2023, 12, 31)),
        ("2023-02", datetime.date(2023, 2, 28)),
        ("2024-02", datetime.date(2024, 2, 29)),
        ("2023-11-24", datetime.date(2023, 11, 24)),
    ],
)
def test_the_last_day_a_date_can_mean(value, expected):
    assert last_day(value) == expected


@given(DAYS, PRECISIONS)
def test_the_last_day_lies_within_what_is_known(day, precision):
    value = day.isoformat()[:precision]
    assert day <= last_day(value)
    assert last_day(value).isoformat().startswith(value)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("", "", ""),
        ("2023", "2023", "2023"),
        ("2023-11", "November 2023", "novembre 2023"),
        ("2023-11-04", "4 November 2023", "4 novembre 2023"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(value, english, french):
    assert display(value) == english
    with translation.override("fr"):
        assert display(value) == french


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-11-25", "today"),
        ("2026-11-24", "1 day ago"),
        ("2026-10-26", "30 days ago"),
        ("2026-10-25", "1 month ago"),
        ("2025-11-26", "11 months ago"),
        ("2025-11-25", "1 year ago"),
        ("2023-11-11", "3 years ago"),
        ("2023-10-26", "3 years ago"),
        ("2023-10-25", "3 years and 1 month ago"),
        ("2024-02-29", "2 years and 8 months ago"),
        ("2023-11", ""),
        ("2023", ""),
        ("", ""),
        ("2026-11-26", ""),
    ],
)
def test_how_long_ago_is_told_in_whole_years_and_months(value, said):
    assert ago(value, datetime.date(2026, 11, 25)) == said


@given(DAYS, DAYS)
def test_how_long_ago_can_be_told_of_every_day(then, day):
    assert bool(ago(then.isoformat(), day)) == (then <= day)
