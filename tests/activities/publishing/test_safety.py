"""What must not reach a page or a download, whoever wrote it into the database: the last check is the projection."""

import json

import pytest

from activities import publishing
from activities.models import PublicActivity, PublicPledge
from activities.public.exports import csv
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import drafts, public, public_pledge, record, row

pytestmark = pytest.mark.django_db

RUNS = "javascript:alert(1)"


NO_PAGES = [RUNS, RUNS.upper(), f" {RUNS}", "java\nscript:alert(1)", "data:text/html,x", "//x", "http://[", ""]


@pytest.mark.parametrize("address", NO_PAGES)
def test_a_source_whose_address_is_no_page_is_left_out(address):
    (activity,) = drafts(1)
    factories.source(activity, url=address)
    kept = factories.source(activity, title="Kept")
    publishing.publish([activity])
    assert [source["url"] for source in record(activity)["sources"]] == [kept.url]


def test_no_other_link_runs_either():
    pledge = public_pledge(original_page=RUNS)
    (activity, own) = drafts(1, pledge=pledge) + drafts(1, pledge=pledge, source_page=RUNS)
    factories.source(activity, archived_url=RUNS)
    publishing.publish([activity, own])
    for holder in (row(activity), row(own), PublicPledge.objects.get(slug=pledge.slug)):
        assert RUNS not in json.dumps(holder.record)
    assert record(activity)["sources"][0]["archived_url"] == record(activity)["source_page"] == ""


def test_control_characters_in_names_and_texts_are_taken_out():
    """U+001E in a download stands for the site's address: no name may bring one of its own."""
    bad = "A\x1eB\x07C\ufffe"
    (activity,) = drafts(
        1,
        title=bad,
        description=bad,
        places=bad,
        countries=[factories.country(name=f"{bad} country")],
        regions=[factories.region(name=f"{bad} region")],
        office=factories.office(name=f"{bad} office"),
    )
    factories.participation(activity, factories.partner(name=f"{bad} partner"))
    factories.result(activity, indicator=factories.indicator(name=f"{bad} indicator"))
    factories.source(activity, url="https://example.org/\x07\x1e", title=bad)
    publishing.publish([activity])
    line = row(activity).csv_line
    assert line.count("\x1e") == 1
    assert not {"\x07", "\ufffe"} & set(line)
    assert not {"\x1e", "\x07", "\ufffe"} & set("".join(_texts(record(activity))))
    assert record(activity)["partners"][0]["name"] == "ABC partner"


def test_control_characters_in_the_names_of_a_pledge_are_taken_out():
    maker = factories.partner(name="Ma\x1eker")
    pledge = public_pledge(made_by=[maker], title="Pro\x07mise")
    public_row = PublicPledge.objects.get(slug=pledge.slug)
    assert public_row.title == "Promise"
    assert public_row.record["made_by"][0]["name"] == "Maker"


@pytest.mark.parametrize("start", ["=1+1", "+a", "-a", "@a", "==1"])
def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it_in_the_csv_alone(start):
    activity = public(title=start)
    assert f",'{start}," in row(activity).csv_line
    assert row(activity).title == start


def test_a_withdrawn_rows_line_is_in_no_download():
    activity = public(title="Gone again")
    publishing.withdraw([activity])
    body = b"".join(csv.pieces(ActivityFilterSet({})))
    assert b"Gone again" not in body
    assert not PublicActivity.objects.filter(csv_line__contains="Gone again").exists()


def _texts(value):
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif hasattr(value, "__iter__"):
        for each in value:
            yield from _texts(each)
