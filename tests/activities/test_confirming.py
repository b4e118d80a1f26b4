"""Confirming as of a date: recorded and public, in one edition, and no news where there is none."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from activities import publishing, workflow
from activities.models import Activity, Edition, PublicActivity
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 17)


@pytest.fixture
def administrator(settings):
    settings.SUBMIT_AND_PUBLISH = True
    return factories.administrator()


@pytest.fixture
def public():
    pledge = factories.commitment().pledge
    publishing.publish_pledge(pledge)
    publishing.publish([factories.activity(pledge=pledge) for _ in range(3)])


def confirm(by, as_of=DAY):
    activities = list(Activity.objects.order_by("pk"))
    return workflow.confirm(activities, by, {str(each.pk): str(each.version) for each in activities}, as_of)


def test_many_confirmed_at_once_are_one_edition(administrator, public):
    before = Edition.objects.count()
    assert len(confirm(administrator)) == 3
    assert Edition.objects.count() == before + 1
    assert set(PublicActivity.objects.values_list("confirmed", flat=True)) == {"2024-05-17"}
    assert not Activity.objects.with_unpublished_changes().exists()


def test_no_earlier_day_takes_the_place_of_a_later_one(administrator, public):
    confirm(administrator)
    with pytest.raises(ValidationError, match="A confirmation cannot be earlier"):
        confirm(administrator, date(2024, 5, 16))
