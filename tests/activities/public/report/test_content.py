"""What a report holds of UNDP's pledge, and of a pledge made for the purpose."""

from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import Activity, Country
from activities.public.index import current_index
from activities.public.report import Period, html_of, may_belong, report_of
from commitments.models import Pledge
from tests import factories
from tests.reading import ALL, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def report(*period, slug="undp-gcm"):
    index = current_index()
    return report_of(index, index.pledges[slug], Period(*period))


def references(rows):
    return [row.reference for row in rows]


def test_without_a_period_every_activity_stands_under_its_commitment_in_the_order_of_the_page():
    whole = report()
    assert [part.total for part in whole.parts] == [5, 6, 0, 1, 18, 11, 4]
    assert [reference for part in whole.parts for reference in references(part.activities)] == undp(" ".join(ALL))
    assert (whole.undated, whole.outside) == ([], 0)


def test_of_the_time_after_its_report_only_what_was_active_then_is_there_and_the_undated_stand_apart():
    later = report("2024")
    assert set(references(later.activities)) == set(undp("4.1 6.8"))
    assert len(later.undated) == 40
    assert set(undp("7.1 7.2 7.3")).isdisjoint(references([*later.activities, *later.undated]))
    assert later.outside == 3


def test_what_was_reported_in_the_period_belongs_to_it_dated_or_not():
    assert len(report("2023-11", "2023-11").activities) == 45
    before = report("2022", "2022")
    assert set(references(before.activities)) == set(undp("7.2 7.3"))


def test_an_older_report_counts_though_a_newer_one_came_since():
    first = Activity.objects.get(reference="undp-gcm-0001")
    factories.update(first, date="2024-05")
    factories.update(first, date="2025-06")
    publishing.publish([first])
    assert "undp-gcm-0001" in references(report("2024", "2024").activities)
    assert "undp-gcm-0001" in references(report("2024-06", "2024-12").undated)


def test_the_index_leaves_out_nothing_that_the_rows_would_let_in():
    index = current_index()
    pledge = index.pledges["undp-gcm"]
    for period in (Period("2024"), Period("", "2022"), Period("2022-06", "2023-02"), Period("2050", "2060"), Period()):
        read = set(may_belong(index, pledge, period))
        whole = report_of(index, pledge, period)
        assert {row.ordinal for row in [*whole.activities, *whole.undated]} <= read


def test_an_activity_of_two_commitments_is_in_full_once_and_counted_with_both():
    pledge = factories.pledge()
    first, second = factories.commitment(pledge=pledge), factories.commitment(pledge=pledge)
    activity = factories.activity(pledge=pledge, commitments=[first, second])
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    parts = report(slug=pledge.slug).parts
    assert [part.total for part in parts] == [1, 1]
    assert [references(part.activities) for part in parts] == [[activity.reference], []]
    assert references(parts[1].printed_before) == [activity.reference]


def test_like_is_summed_with_like_alone():
    pledge = factories.pledge()
    commitment = factories.commitment(pledge=pledge)
    people, workshops = factories.indicator(name="people trained"), factories.indicator(name="workshops")
    one, two = (factories.activity(pledge=pledge, commitments=[commitment]) for _ in range(2))
    factories.result(one, indicator=people, value=900, qualifier="over")
    factories.result(two, indicator=people, value=20, qualifier="exactly")
    factories.result(two, indicator=workshops, value=3, qualifier="exactly")
    publishing.publish_pledge(pledge)
    publishing.publish([one, two])
    found = {each.name: (each.total, references(each.made_of)) for each in report(slug=pledge.slug).results}
    assert found["workshops"] == ("3", [two.reference])
    assert found["people trained"][0] == "over 920"
    assert set(found["people trained"][1]) == {one.reference, two.reference}


def test_a_draft_never_leaks_into_a_report():
    factories.activity(pledge=Pledge.objects.get(slug="undp-gcm"), title="A draft")
    changed = Activity.objects.get(reference="undp-gcm-0001")
    changed.title = "An unreviewed title"
    changed.save()
    whole = report()
    assert len(whole.activities) == 45
    assert "An unreviewed title" not in {row.title for row in whole.activities}


def test_however_many_activities_one_query_reads_them():
    index = current_index()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report_of(index, index.pledges["undp-gcm"], Period("2023"))
    # The rows.
    assert len(queries) == 1


def test_the_register_is_its_author_as_of_all_that_it_compiles():
    cited = report("2023", "2024").citation
    assert cited.startswith(f"{settings.SITE_NAME}. (")
    assert "Report on a pledge: UNDP Pledge" in cited
    assert "Period: 2023 to 2024 (edition" in cited
    assert f"{settings.SITE_URL}/pledges/undp-gcm/report/?from=2023&to=2024" in cited


def test_it_has_notes_on_the_names_that_it_names_alone():
    assert [note["code"] for note in report().notes] == ["XKX"]
    assert "Falkland" not in html_of(report())
    pledge = factories.pledge()
    activity = factories.activity(pledge=pledge, countries=[Country.objects.get(alpha3="FLK")])
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    assert [note["code"] for note in report(slug=pledge.slug).notes] == ["FLK"]


def test_what_was_pledged_ends_with_every_commitment():
    html = unescape(html_of(report()))
    pledged = html[html.index("What was pledged") : html.index("Where, and when</h2>")]
    for commitment in current_index().pledges["undp-gcm"].record["commitments"]:
        assert f"{commitment['number']}. {commitment['text'] or commitment['heading']}" in pledged
    assert pledged.index("UNDP commits to:") < pledged.index("1. ")


def test_money_put_in_is_no_result():
    whole = report()
    assert [each.name for each in whole.inputs] == ["US dollars allocated for research"]
    assert "US dollars allocated for research" not in {each.name for each in whole.results}
    assert [len(part.inputs) for part in whole.parts] == [0, 0, 0, 1, 0, 0, 0]
    assert [len(part.results) for part in whole.parts][3] == 0
    html = html_of(whole)
    place = html.rindex("45,000")
    assert html.rindex("Inputs reported", 0, place) > html.rindex("Results reported", 0, place)
