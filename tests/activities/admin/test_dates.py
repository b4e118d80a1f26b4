"""The dates of a report on the forms of the desk: none is after today, and the field that is wrong says so."""

from datetime import date

import pytest
from django.urls import reverse

from activities import publishing
from activities.models import Activity
from tests import factories
from tests.forms import fields_of

from .test_editorial import LIST, selected

AHEAD = "This date is after today, 25 November 2026 (UTC). Only a start, an end or a deadline may be in the future."


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = date(2026, 11, 25)


def form_of(activity):
    return reverse("admin:activities_activity_change", args=[activity.pk])


def wrong(response):
    """[(form's prefix and field, sentence)] of the page of an activity that was sent back."""
    assert response.status_code == 200
    context = response.context
    found = [(name, sentence) for name, errors in context["adminform"].form.errors.items() for sentence in errors]
    for formset in context["inline_admin_formsets"]:
        for form in formset.formset.forms:
            found += [(form.add_prefix(name), sentence) for name, errors in form.errors.items() for sentence in errors]
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reported", "2026-12"),
        ("updates-0-date", "2027"),
        ("results-0-as_of", "2026-11-26"),
        ("sources-0-accessed", "2026-11-26"),
        ("sources-0-published_on", "2026-12"),
    ],
)
def test_the_field_with_a_date_after_today_says_so_and_nothing_is_saved(client, editor, published, name, value):
    factories.update(published)
    factories.result(published)
    factories.source(published)
    answer = client.post(form_of(published), fields_of(client.get(form_of(published))) | {name: value})
    assert wrong(answer) == [(name, AHEAD)]
    assert Activity.objects.get(pk=published.pk).version == published.version


def test_a_planned_start_and_end_may_lie_ahead(client, editor, published):
    typed = {"start": "2027-03", "end": "2099", "reported": "2026"}
    assert client.post(form_of(published), fields_of(client.get(form_of(published))) | typed).status_code == 302
    assert Activity.objects.get(pk=published.pk).start == "2027-03"


def test_a_date_that_was_saved_before_is_named_on_the_next_save(client, editor, published):
    factories.update(published, date="2031")
    answer = client.post(form_of(published), fields_of(client.get(form_of(published))) | {"title": "Another"})
    assert wrong(answer) == [("updates-0-date", AHEAD)]


def test_the_start_page_leads_to_records_that_have_such_a_date_already(client, editor, published):
    ahead = factories.update(factories.activity(pledge=published.pledge), date="2026-12").activity
    listed = client.get(reverse(LIST), {"worklist": "ahead"})
    assert [each.pk for each in listed.context["cl"].result_list] == [ahead.pk]
    cards = [card for section in client.get("/admin/").context["desk"]["sections"] for card in section["some"]]
    (card,) = [card for card in cards if card.label == "Dated after today"]
    assert card.count == 1
    assert "worklist=ahead" in card.url


def test_the_field_of_a_confirmation_says_so(client, editor, published):
    asked = client.post(reverse(LIST), selected([published], "confirm"))
    answer = client.post(reverse(LIST), fields_of(asked) | {"as_of": "2026-11-26"})
    assert answer.context["form"].errors == {"as_of": [AHEAD]}
    assert Activity.objects.get(pk=published.pk).confirmed == ""


def test_a_pledge_is_not_taken_from_its_page_tomorrow(client, editor, published):
    address = reverse("admin:commitments_pledge_change", args=[published.pledge_id])
    answer = client.post(address, fields_of(client.get(address)) | {"retrieved": "2026-11-26"})
    assert answer.context["adminform"].form.errors == {"retrieved": [AHEAD]}


def test_a_day_of_the_year_1_is_a_slip(client, editor, published):
    factories.source(published)
    sent = fields_of(client.get(form_of(published))) | {"sources-0-accessed": "0001-01-01"}
    assert wrong(client.post(form_of(published), sent)) == [
        ("sources-0-accessed", "This date is before 1900. Check the year.")
    ]


def test_a_source_read_before_it_is_published_says_so_at_one_field(client, editor, published):
    factories.source(published)
    dates = {"sources-0-accessed": "2023-12-31", "sources-0-published_on": "2024"}
    answer = client.post(form_of(published), fields_of(client.get(form_of(published))) | dates)
    assert wrong(answer) == [
        ("sources-0-accessed", "The source was read before it was published. Correct one of the two dates.")
    ]
    publishing.check(published)
