"""The benchmarks measure two ways that give the same answers."""

import csv

import pytest
from django.http import QueryDict

from activities import publishing
from activities.columns import COLUMNS
from activities.models import Activity, Change, PublicActivity, Publication
from benchmarks import __main__ as run
from benchmarks import data, measure, pages, report, usual


def text_of(response):
    return b"".join(response).decode("utf-8-sig")


@pytest.mark.django_db
def test_both_ways_find_the_same_activities():
    data.generate(100, seed=3)
    totals = measure.totals()
    assert len(totals) == 8
    assert totals[""] == (100, 100)
    assert all(door == usual for door, usual in totals.values()), totals


@pytest.mark.django_db
def test_both_ways_download_every_activity():
    data.generate(20, seed=3)
    everything = QueryDict("")
    assert len(text_of(measure.door_download(everything)).splitlines()) == 1 + 20
    assert len(text_of(usual.a_download(everything)).splitlines()) == 20


@pytest.mark.django_db
def test_what_is_measured_of_one_process_can_be_measured():
    data.generate(100, seed=3)
    assert measure.lists(1).keys() == {"door", "page", "usual"}
    assert measure.downloads(1).keys() == {"door", "usual"}
    assert measure.index_build(1)["bitmaps"] > 20
    drawn = pages.pages(1, most=1)
    assert {page for page, _first in drawn} == run.PAGES.keys()
    assert min(drawn.values()) > 0
    figures = dict(run.page_figures(drawn))
    assert len(figures) == len(drawn)
    assert all(figure({"pages": drawn}) for figure in figures.values())
    assert measure.publishing(data.drafts(2, seed=4)) > 0


@pytest.mark.django_db
def test_what_is_generated_is_what_publishing_would_have_left():
    assert data.generate(50, seed=3) > 0
    generated = public_record()
    assert len(generated["rows"]) == 50
    for model in (Change, PublicActivity, Publication):
        model.objects.filter(**({"activity__isnull": False} if model is Publication else {})).delete()
    states = list(Activity.objects.values_list("pk", "state", "published_version"))
    Activity.objects.update(state="draft", published_version=None)
    publishing.publish(Activity.objects.all())
    # Page order within a load is by reference; the generator's is by number.
    assert sorted(public_record()["ordinals"]) == sorted(generated["ordinals"])
    assert public_record()["rows"] == generated["rows"]
    assert public_record()["documents"] == generated["documents"]
    assert list(Activity.objects.values_list("pk", "state", "published_version")) == states


def public_record():
    """Without what says when and in which edition, and with the ordinals apart."""
    told = ("id", "edition_id", "first_published", "updated", "ordinal")
    rows = {
        row["reference"]: {name: value for name, value in row.items() if name not in told}
        for row in PublicActivity.objects.values()
    }
    for row in rows.values():
        cells = next(csv.reader([row["csv_line"]]))
        row["csv_line"] = [cell for column, cell in zip(COLUMNS, cells, strict=True) if column.name not in told]
    return {
        "rows": rows,
        "ordinals": list(PublicActivity.objects.values_list("ordinal", flat=True)),
        "documents": {each.activity.reference: each.document for each in Publication.objects.exclude(activity=None)},
    }


def test_a_run_on_one_database_leaves_the_figures_of_the_other(tmp_path):
    results = tmp_path / "RESULTS.md"
    for database, part in [("SQLite", "old"), ("PostgreSQL", "kept"), ("SQLite", "new")]:
        report.write(results, "# Results\n", database, f"\n## {database}\n\n{part}\n")
    assert results.read_text() == "# Results\n\n## PostgreSQL\n\nkept\n\n## SQLite\n\nnew\n"
