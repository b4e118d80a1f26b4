import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import Activity, Edition, PublicActivity, Publication, PublicPledge
from activities.querysets import highest
from tests import factories

pytestmark = pytest.mark.django_db


def titles(queryset):
    return {record.title for record in queryset}


@pytest.fixture
def pledge():
    return factories.commitment().pledge


@pytest.fixture
def publish(pledge):
    """Publish activities of these titles, of one pledge, all at once; gives them in that order."""

    def publish(*names, **fields):
        publishing.publish_pledge(pledge)
        activities = [factories.activity(pledge=pledge, title=name, **fields) for name in names]
        publishing.publish(activities)
        return [Activity.objects.get(pk=activity.pk) for activity in activities]

    return publish


# --- The staff's side -------------------------------------------------------------------------------------------------
def test_published_are_those_on_the_record_whatever_changes_wait(pledge, publish):
    quiet, changed, withdrawn = publish("quiet", "changed", "withdrawn")
    factories.activity(pledge=pledge, title="draft")
    changed.save()
    publishing.withdraw([withdrawn])
    assert titles(Activity.objects.published()) == {"quiet", "changed"}
    assert titles(Activity.objects.with_unpublished_changes()) == {"changed"}
    assert quiet.has_unpublished_changes is False


def test_undated_are_those_with_neither_start_nor_end():
    for title, dates in [("none", {}), ("start", {"start": "2023"}), ("end", {"end": "2023"})]:
        factories.activity(title=title, **dates)
    assert titles(Activity.objects.undated()) == {"none"}


def test_a_planned_country_is_a_country():
    factories.activity(title="nowhere", regions=[factories.region()])
    factories.activity(title="somewhere", countries=[factories.country(), factories.country()])
    factories.activity(title="planned", planned=[factories.country()])
    assert titles(Activity.objects.without_country()) == {"nowhere"}
    assert Activity.objects.without_country().count() == 1


def test_without_source_are_those_with_no_evidence():
    factories.activity(title="bare")
    backed = factories.activity(title="backed")
    factories.source(backed)
    factories.source(backed)
    assert titles(Activity.objects.without_source()) == {"bare"}


def test_the_last_update_is_the_newest_by_its_date_not_by_its_entry():
    activity = factories.activity(title="reported")
    for date in ("2024-05", "2024-05-02", "2023"):
        factories.update(activity, date=date)
    factories.activity(title="silent")
    last = {each.title: each.last_update for each in Activity.objects.with_last_update()}
    assert last == {"reported": "2024-05-02", "silent": None}


def test_a_document_takes_as_many_queries_for_one_activity_as_for_many():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            for activity in Activity.objects.with_document():
                publishing.snapshot(activity)
        return len(captured)

    def full(pledge):
        activity = factories.activity(
            pledge=pledge, countries=[factories.country()], regions=[factories.region()], office=factories.office()
        )
        factories.participation(activity, factories.partner())
        factories.update(activity)
        factories.source(activity)
        factories.result(activity)
        return activity

    pledge = factories.pledge()
    first = full(pledge)
    first.same_project.add(full(pledge))
    few = queries()
    for _ in range(5):
        first.same_project.add(full(pledge))
    # Activities with pledge and office; commitments, placements, countries, regions, participations, partners, updates,
    # sources, results, indicators, same project.
    assert queries() == few == 12


# --- Publications -----------------------------------------------------------------------------------------------------
def test_the_latest_version_knows_when_the_first_was_published(publish):
    one, two = publish("one", "two")
    one.title = "one, again"
    one.save()
    publishing.publish([one])
    latest = {each.activity_id: each for each in Publication.objects.latest_of("activity")}
    assert {pk: each.number for pk, each in latest.items()} == {one.pk: 2, two.pk: 1}
    assert latest[one.pk].document["title"] == "one, again"
    assert latest[one.pk].first_at == Publication.objects.get(activity=one, number=1).at < latest[one.pk].at
    assert [each.pledge_id for each in Publication.objects.latest_of("pledge")] == [one.pledge_id]


def test_versions_stand_latest_first(publish):
    one, _two = publish("one", "two")
    for number in range(2, 12):
        one.title = f"one, version {number}"
        one.save()
        publishing.publish([one])
    versions = Publication.objects.versions_of(one.reference)
    assert [version.number for version in versions] == list(range(11, 0, -1))


# --- The public record ------------------------------------------------------------------------------------------------
def test_rows_come_in_the_order_of_the_ordinals_asked_for(publish):
    publish("a", "b", "c")
    by_title = {row.title: row.ordinal for row in PublicActivity.objects.all()}
    asked = [by_title["b"], by_title["c"], by_title["a"], 999]
    assert [row.title for row in PublicActivity.objects.at(asked)] == ["b", "c", "a"]
    assert PublicActivity.objects.at([]) == []


def test_a_withdrawn_row_is_asked_for_in_vain(publish):
    one, two = publish("one", "two")
    publishing.withdraw([one])
    assert titles(PublicActivity.objects.listed()) == {"two"}
    assert titles(PublicActivity.objects.of_references([one.reference, two.reference])) == {"two"}
    publishing.withdraw_pledge(two.pledge)
    assert not PublicActivity.objects.listed().exists()
    assert not PublicPledge.objects.listed().exists()


def test_titles_are_in_one_order_on_both_databases(publish):
    publish("École", "eclair", "Zebra", "a b", "a-b", "aB", "Ábc", "10", "9", "zebra")
    folded = [row.folded_title for row in PublicActivity.objects.by_title()]
    assert folded == sorted(folded)
    assert folded == ["10", "9", "a b", "a-b", "ab", "abc", "eclair", "ecole", "zebra", "zebra"]
    assert [row.title for row in PublicActivity.objects.by_title()][-2:] == ["Zebra", "zebra"]


def test_a_statement_sees_the_edition_of_its_own_moment(publish):
    publish("one")
    publish("two")
    newest = Edition.objects.first().number
    assert {row.current_edition for row in PublicActivity.objects.with_current_edition()} == {newest}


def test_the_highest_of_nothing_is_0(publish):
    assert highest(PublicActivity.objects, "ordinal") == 0
    publish("one", "two")
    assert highest(PublicActivity.objects, "ordinal") == 2
