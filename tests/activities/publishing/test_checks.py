"""What an activity must have before it is published."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from activities import publishing
from activities.models import FormerSlug
from tests import factories
from tests.activities.reading import drafts, public_pledge

pytestmark = pytest.mark.django_db


def said(activity):
    with pytest.raises(ValidationError) as problem:
        publishing.check(activity)
    return problem.value.messages


def test_a_complete_activity_passes():
    (activity,) = drafts(1)
    publishing.check(activity)


def test_nobody_at_risk_must_be_ticked():
    (activity,) = drafts(1, do_no_harm=False)
    assert said(activity) == [f"{activity.reference}: Tick that nobody at risk can be identified from the text."]


def test_a_place_with_a_semicolon_is_refused_because_it_separates_places_in_downloads():
    (activity,) = drafts(1, places="Osh\nBatken; Jalal-Abad")
    assert len(said(activity)) == 1
    assert "Write each place on its own line" in said(activity)[0]


def test_its_pledge_must_be_public():
    activity = factories.activity()
    assert said(activity) == [f"{activity.reference}: Publish its pledge first."]


def test_it_must_serve_a_commitment():
    (activity,) = drafts(1)
    activity.commitments.clear()
    assert said(activity) == [f"{activity.reference}: Choose the commitment that it serves."]


def test_its_commitment_must_be_of_its_own_pledge():
    (activity,) = drafts(1)
    activity.commitments.add(factories.commitment(pledge=public_pledge()))
    assert len(said(activity)) == 1
    assert "belongs to another pledge" in said(activity)[0]


def test_its_commitment_must_be_on_the_public_record():
    pledge = public_pledge()
    added = factories.commitment(pledge=pledge)
    activity = factories.activity(commitments=[added])
    assert said(activity) == [
        f"{activity.reference}: Commitment {added.number} is not public yet: publish the pledge again first."
    ]
    publishing.publish_pledge(pledge)
    publishing.check(activity)


def test_every_problem_is_named_at_once():
    activity = factories.activity(do_no_harm=False, places="a;b")
    assert len(said(activity)) == 3


def test_a_slug_that_published_versions_name_another_by_is_not_free():
    FormerSlug.objects.create(facet="partner", former="old", current="new")
    assert not publishing.slug_is_free("partner", "old")
    assert not publishing.slug_is_free("partner", "old", current="other")
    assert publishing.slug_is_free("partner", "old", current="new"), "its own former slug it may take back"
    assert publishing.slug_is_free("region", "old"), "regions and partners have slugs of their own"
    assert publishing.slug_is_free("partner", "new")


# --- Dates ------------------------------------------------------------------------------------------------------------
AHEAD = "This date is after today, 25 November 2026 (UTC). Only a start, an end or a deadline may be in the future."


@pytest.fixture
def today(settings):
    settings.TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("fields", "parts", "named"),
    [
        ({"reported": "2026-12"}, {}, "Activity, reported 2026-12"),
        ({"confirmed": "2026-11-26"}, {}, "Activity, confirmed as of 2026-11-26"),
        ({}, {"update": {"date": "2027"}}, "Update, date 2027"),
        ({}, {"source": {"accessed": date(2026, 11, 26)}}, "Source, accessed 2026-11-26"),
        ({}, {"source": {"published_on": "2026-12"}}, "Source, published on 2026-12"),
        ({}, {"result": {"as_of": "2027-01-01"}}, "Result, as of 2027-01-01"),
    ],
)
def test_nothing_is_submitted_or_published_with_a_date_after_today(fields, parts, named, today):
    (activity,) = drafts(1, **fields)
    for part, values in parts.items():
        getattr(factories, part)(activity, **values)
    assert said(activity) == [f"{activity.reference}: {named}: {AHEAD}"]
    with pytest.raises(ValidationError) as problem:
        publishing.check_ready(activity)
    assert problem.value.messages == said(activity)
    with pytest.raises(ValidationError):
        publishing.publish([activity])
    assert list(type(activity).objects.dated_after_today()) == [activity]


def test_today_this_month_this_year_and_planned_dates_pass(today):
    (activity,) = drafts(1, reported="2026-11", confirmed="2026-11-25", start="2027", end="2099-12-31")
    factories.update(activity, date="2026")
    factories.source(activity, accessed=date(2026, 11, 25), published_on="2026-11")
    factories.result(activity, as_of="2026-11-25")
    publishing.check(activity)
    assert not type(activity).objects.dated_after_today().exists()


def test_a_pledge_is_not_taken_from_its_page_tomorrow(today):
    pledge = factories.pledge(retrieved=date(2026, 11, 26))
    with pytest.raises(ValidationError) as problem:
        publishing.check_pledges(pledge)
    assert problem.value.messages == [f"{pledge.slug}: Pledge, date retrieved 2026-11-26: {AHEAD}"]


def test_a_source_is_not_read_before_it_is_published():
    (activity,) = drafts(1)
    factories.source(activity, accessed=date(2023, 12, 31), published_on="2024")
    sentence = "Source: The source was read before it was published. Correct one of the two dates."
    assert said(activity) == [f"{activity.reference}: {sentence}"]


def test_a_source_may_be_read_in_the_month_in_which_it_is_published():
    (activity,) = drafts(1)
    factories.source(activity, accessed=date(2024, 5, 1), published_on="2024-05")
    publishing.check(activity)


def test_an_update_older_than_the_report_does_not_decide_the_status():
    (activity,) = drafts(1, reported="2023-11-11", status="completed")
    old = factories.update(activity, date="2021-03", status="in-progress")
    (sentence,) = said(activity)
    assert sentence.startswith(
        f"{activity.reference}: The update of March 2021 is older than the report of 11 November 2023,"
    )
    old.status = ""
    old.save()
    publishing.check(activity)


def test_an_older_status_is_history_where_a_newer_one_decides():
    (activity,) = drafts(1, reported="2023-11-11")
    factories.update(activity, date="2021-03", status="in-progress")
    factories.update(activity, date="2023", status="completed")
    publishing.check(activity)
