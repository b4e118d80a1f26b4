"""Freshness: last reported, and due only where the pledge's maker set an interval. Nothing is ever called failed."""

from datetime import date

import pytest

from commitments import freshness


@pytest.fixture
def on(settings):
    def set_today(day):
        settings.TODAY = date.fromisoformat(day)

    return set_today


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2023-11-11", "current"),
        ("2024-05-11", "current"),
        ("2024-05-12", "due"),
        ("2024-06-10", "due"),
        ("2024-06-11", "overdue"),
        ("2030-01-01", "overdue"),
    ],
)
def test_it_is_current_to_the_day_due_for_thirty_days_and_then_overdue(on, today, state):
    on(today)
    assert freshness.state("2023-11-11", 6) == state


@pytest.mark.parametrize(
    ("reported", "interval", "last_current_day", "first_due_day"),
    [
        ("2023", 12, "2024-12-31", "2025-01-01"),
        ("2023-11", 1, "2023-12-30", "2023-12-31"),
        ("2023-01-31", 1, "2023-02-28", "2023-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2023-11-11", 2, "2024-01-11", "2024-01-12"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2023-12", 12, "2024-12-31", "2025-01-01"),
    ],
)
def test_a_date_of_which_only_the_year_or_month_is_known_counts_to_its_last_day(
    on, reported, interval, last_current_day, first_due_day
):
    on(last_current_day)
    assert freshness.state(reported, interval) == "current"
    on(first_due_day)
    assert freshness.state(reported, interval) == "due"


@pytest.mark.parametrize(("reported", "interval"), [("", 12), ("2023", None), ("", None)])
def test_without_a_report_or_an_interval_nothing_is_due(on, reported, interval):
    on("2099-01-01")
    assert freshness.state(reported, interval) == ""


@pytest.mark.parametrize(
    ("reported", "interval", "sentence"),
    [
        ("2023-11-11", None, "Reporting interval: not set."),
        ("", None, "Reporting interval: not set."),
        ("", 12, "Reporting interval: 12 months."),
        ("2024-01-01", 1, "Reporting interval: 1 month. The latest report is current."),
        ("2023-11-30", 1, "Reporting interval: 1 month. The next report is due."),
        ("2023-10", 1, "Reporting interval: 1 month. The next report is overdue."),
    ],
)
def test_the_sentence_says_the_interval_and_where_the_next_report_stands(on, reported, interval, sentence):
    on("2024-01-01")
    assert freshness.sentence(reported, interval) == sentence


@pytest.mark.parametrize(
    ("reported", "sentence"),
    [
        ("2023-11-11", "Last reported: 11 November 2023."),
        ("2023-11", "Last reported: November 2023."),
        ("2023", "Last reported: 2023."),
        ("", "No activity reported in this register."),
    ],
)
def test_last_reported_is_said_as_precisely_as_it_is_known(reported, sentence):
    assert freshness.reported(reported) == sentence


@pytest.mark.parametrize(
    ("reported", "interval", "word"),
    [
        ("2023-12", 1, "current"),
        ("2023-11-30", 1, "due"),
        ("2023", None, "reporting interval: not set"),
        ("2022", 6, "overdue"),
        ("", 6, ""),
    ],
)
def test_a_cell_has_one_word(on, reported, interval, word):
    on("2024-01-01")
    assert freshness.word(reported, interval) == word
