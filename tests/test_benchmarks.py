"""The benchmarks measure two ways that give the same answers."""

import pytest
from django.http import QueryDict

from benchmarks import data, measure, report, usual


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


def test_a_run_on_one_database_leaves_the_figures_of_the_other(tmp_path):
    results = tmp_path / "RESULTS.md"
    for database, part in [("SQLite", "old"), ("PostgreSQL", "kept"), ("SQLite", "new")]:
        report.write(results, "# Results\n", database, f"\n## {database}\n\n{part}\n")
    assert results.read_text() == "# Results\n\n## PostgreSQL\n\nkept\n\n## SQLite\n\nnew\n"
