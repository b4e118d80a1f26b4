"""What an activity must have before it is published."""

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
    assert "write one place a line" in said(activity)[0]


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
