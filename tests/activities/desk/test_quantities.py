"""Quantities in prose: found where the field's texts have them, and nothing else taken for one."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.desk.quantities import quantities, unrecorded
from activities.reference.loading import read_toml


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It trained over 900 policy makers.", [("900 policy makers", 900)]),
        ("2.2k beneficiaries were supported", [("2.2k beneficiaries", 2200)]),
        ("20 coordination mechanisms were supported", [("20 coordination mechanisms", 20)]),
        ("more than 600 diaspora and private sector partners", [("600 diaspora and private sector partners", 600)]),
        ("about 1,200 people and 1 500 women", [("1,200 people", 1200), ("1 500 women", 1500)]),
        ("2.5 million workers", [("2.5 million workers", 2_500_000)]),
        ("three pilot countries (Kenya, ...)", [("three pilot countries", 3)]),
        ("The 5 training courses.", [("5 training courses", 5)]),
        ("En total 300 familias fueron atendidas", [("300 familias", 300)]),
    ],
)
def test_a_number_of_things_is_a_quantity(text, found):
    assert quantities(text) == [(said, Decimal(value)) for said, value in found]


@pytest.mark.parametrize(
    "text",
    [
        "45,000 USD for research", "$45 thousand grants", "3.5 million US dollars", "400 euros vouchers",
        "sells 46,000 copies per month", "an estimated reach of 500,000 readers",
        "From 2023 to 2027 the Government", "in 2022 workshops were held", "Strategy 2022-2042 documents", "since 2011",
        "Vision 2050 goals", "resolution 1244 (1999) notes", "objective 19: Create conditions", "objective 19 measures",
        "Workstream 6 on supporting Member States", "Phase 3 activities", "COVID-19 cases", "SDG 8 targets",
        "with 6 thematic priorities", "the six major trends", "Six-Steps Guidance", "over 18 months", "12% of men",
        "30 per cent of workers", "4.1 (until January 2024)", "5.16, 6.7 and others", "1) Trainings", "a 3-day events",
        "", "no number of things", "twenty things", "7",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_left_out(text):
    assert quantities(text) == []


def test_in_the_real_pledge_every_quantity_has_its_result_and_without_results_each_is_named():
    activities = read_toml("undp_gcm_pledge.toml")["activity"]
    for entry in activities:
        values = [Decimal(result["value"]) for result in entry.get("results", [])]
        assert unrecorded([entry["description"]], values) == [], entry["bullet"]
    found = {entry["bullet"]: unrecorded([entry["description"]], []) for entry in activities}
    assert {bullet: said for bullet, said in found.items() if said} == {
        "1.1": ["20 workshops"],
        "1.2": [
            "11 countries", "2.2k beneficiaries", "900 policy makers", "20 coordination mechanisms",
            "600 diaspora and private sector partners", "187 private sector partners", "124 diaspora members",
            "16 diaspora guidance tools",
        ],
        "2.1": ["three pilot countries", "three trainings"],
        "2.5": ["five training courses"],
    }  # fmt: skip


def test_a_quantity_that_a_result_holds_is_not_named_nor_one_twice():
    text = "It trained 900 policy makers. Of the 900 policy makers 20 teachers stayed. 900 policy makers!"
    assert unrecorded([text, text], [Decimal("20.00")]) == ["900 policy makers"]


@given(st.text(alphabet="1234567890., kmthreseven\n'’-–%()abc", max_size=400))
def test_no_text_breaks_it(text):
    for said, value in quantities(text):
        assert said
        assert value >= 0


def test_a_long_text_of_numbers_takes_no_longer_than_it_is_long():
    started = time.monotonic()
    for text in ("1 " * 50_000, "1," * 50_000, "900 a" * 20_000, "1 million " * 10_000, "three " * 20_000):
        quantities(text)
    assert time.monotonic() - started < 5
