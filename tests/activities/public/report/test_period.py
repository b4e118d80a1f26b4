"""What belongs to a period: dates of which only the year may be known, open ends, and what nobody dated."""

import pytest

from activities.public.report import Period, PeriodForm

pytestmark = pytest.mark.no_database


def record(start="", end="", reported="", confirmed="", updates=()):
    dates = [{"date": date} for date in updates]
    return {"start": start, "end": end, "reported": reported, "confirmed": confirmed, "updates": dates}


ACTIVE = [
    # period, start, end, whether it was active in it
    (("2023", "2023"), "2022", "2024", True),
    (("2023", "2023"), "2023-11", "", True),
    (("2024", ""), "2023-11", "", False),  # a start alone: until the end of that year
    (("2023-01", "2023-06"), "2023-11-24", "", False),
    (("2023-12", ""), "2023-11-24", "", True),
    (("2024", "2024"), "", "2024-01", True),
    (("2024-02", ""), "", "2024-01", False),
    (("2023", "2023"), "", "2024-01", False),  # an end alone: from the beginning of that year
    (("2023-11", "2023-11"), "2023", "2023", True),  # at the shorter precision
    (("", "2022"), "2023", "", False),
    (("", "2022"), "2022-12-31", "2027", True),
    (("2023-11-24", "2023-11-24"), "2023-11-24", "2023-11-24", True),
    (("2023-11-24", "2023-11-24"), "2023-11-25", "2023-11-25", False),
    (("2023", "2023"), "", "", False),
]


@pytest.mark.parametrize(("period", "start", "end", "active"), ACTIVE)
def test_active_in_a_period(period, start, end, active):
    assert Period(*period).had_active(record(start, end)) is active


@pytest.mark.parametrize(
    ("dates", "heard"),
    [
        ({"reported": "2023-11-11"}, True),
        ({"reported": "2023"}, True),
        ({"reported": "2022-12-31"}, False),
        ({"updates": ["2025-01", "2023-06"]}, True),
        ({"confirmed": "2023-12-01"}, True),
        ({"reported": "2022", "updates": ["2025"], "confirmed": "2026-01-01"}, False),
        ({}, False),
    ],
)
def test_reported_in_a_period(dates, heard):
    assert Period("2023-03", "2023-12").heard_of(record(**dates)) is heard


@pytest.mark.parametrize(
    ("period", "words", "query"),
    [
        (Period(), "everything in this register", ""),
        (Period("2023", "2023"), "2023", "from=2023&to=2023"),
        (Period("2023-11", "2024"), "November 2023 to 2024", "from=2023-11&to=2024"),
        (Period("2023"), "from 2023", "from=2023"),
        (Period("", "2023-11-24"), "until 24 November 2023", "to=2023-11-24"),
    ],
)
def test_a_period_in_words_and_in_an_address(period, words, query):
    assert str(period) == words
    assert period.address("/") == (f"/?{query}" if query else "/")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"from": "last year"},
            "From: “last year” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100.",
        ),
        ({"to": "2023-13"}, "To: “2023-13” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100."),
        ({"to": "2023-02-30"}, "To: “2023-02-30” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100."),
        ({"from": "2024", "to": "2023-12"}, "To: The end of the period is before its beginning."),
    ],
)
def test_what_is_no_period_is_said_in_a_sentence_and_kept(typed, sentence):
    form = PeriodForm(typed)
    assert form.sentences == [sentence]
    assert not form.period
    for name, value in typed.items():
        assert f'value="{value}"' in str(form[name])


@pytest.mark.parametrize("typed", ["\0", "9" * 5000, "2023\n", "２０２３"])
def test_odd_text_is_answered_like_any_other(typed):
    form = PeriodForm({"from": typed})
    assert form.is_valid() == (typed == "2023\n")
    assert all(len(sentence) < 200 and "\0" not in sentence for sentence in form.sentences)


def test_spaces_around_a_date_do_not_matter():
    assert PeriodForm({"from": " 2023 ", "to": ""}).period == Period("2023")
