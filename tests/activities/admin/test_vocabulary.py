"""A name changed on the desk is changed wherever the public record shows it."""

import pytest
from django.urls import reverse

from activities import publishing
from activities.models import Edition, FormerSlug, PublicActivity, Region
from commitments import history
from tests import factories
from tests.forms import fields_of

from .test_editorial import address, send


@pytest.fixture
def row(published):
    """Reads the published activity's public row anew."""
    return lambda: PublicActivity.objects.get(reference=published.reference)


def test_a_renamed_country_is_renamed_in_the_record(client, editor, published, row):
    send(client, published.countries.get(), name="Renamed")
    assert row().record["countries"][0]["name"] == "Renamed"


def test_a_country_added_to_a_region_brings_its_activities(client, editor, published, row):
    region = factories.region()
    send(client, region, countries=[published.countries.get().pk])
    assert row().facets["region"] == [region.slug]


def test_a_new_slug_leads_on_from_the_old_one(client, editor, published, row):
    partner = factories.partner(slug="before")
    factories.participation(published, partner)
    publishing.publish([published])
    send(client, partner, slug="after")
    assert row().facets["partner"] == ["after"]
    assert str(FormerSlug.objects.get(facet="partner")) == "before → after"
    other = factories.partner()
    page = send(client, other, slug="before")
    assert "This slug is taken" in page.content.decode()
    send(client, partner, slug="before")
    assert row().facets["partner"] == ["before"]


def test_a_slug_restored_leads_on_from_the_one_between(client, editor, published, row):
    """Published versions name the slug between: without a way from it the public record would lose the partner."""
    partner = factories.partner(slug="before")
    first = history.record(partner, "added", editor)
    factories.participation(published, partner)
    send(client, partner, slug="between")
    publishing.publish([published])
    restore = reverse("admin:commitments_partner_restore", args=[partner.pk, first.pk])
    edition = Edition.objects.first().number
    client.post(restore, fields_of(client.get(restore)))
    assert row().facets["partner"] == ["before"]
    assert str(FormerSlug.objects.get(facet="partner")) == "between → before"
    assert Edition.objects.first().number == edition + 1
    assert client.get("/partners/between/", follow=True).status_code == 200


def test_an_objective_added_with_its_framework_tells_the_record(client, editor, published):
    framework, edition = factories.framework(), Edition.objects.first()
    typed = {
        "objectives-TOTAL_FORMS": "1", "objectives-0-number": "1", "objectives-0-title": "New",
        "objectives-0-short_title": "New", "objectives-0-id": "", "objectives-0-framework": framework.pk,
    }  # fmt: skip
    send(client, framework, **typed)
    assert framework.objectives.exists()
    assert Edition.objects.first() != edition


def test_every_vocabulary_tells_the_record(client, editor, published):
    made = [
        factories.framework(), factories.objective(), factories.indicator(), factories.partner(), factories.country(),
        factories.region(), factories.office(),
    ]  # fmt: skip
    for record in made:
        edition = Edition.objects.first()
        send(client, record)
        assert Edition.objects.first() == edition, "sent back as it came"
        send(client, record, **{field: "Renamed" for field in ("name", "title") if hasattr(record, field)})
        assert Edition.objects.first() != edition, record
        edition = Edition.objects.first()
        page = client.get(address(record, "delete"))
        assert client.post(address(record, "delete"), fields_of(page)).status_code == 302
        assert Edition.objects.first() != edition, record
        assert not type(record).objects.filter(pk=record.pk).exists()


def test_what_a_published_version_names_is_kept_though_no_draft_does(client, editor, published, row):
    kept = published.countries.get()
    indicator = factories.indicator()
    factories.result(published, indicator=indicator)
    publishing.publish([published])
    published.placements.all().delete()
    published.results.all().delete()
    for record in (kept, indicator):
        page = client.post(address(record, "delete"), {"post": "yes"})
        assert published.reference in page.content.decode()
        record.refresh_from_db()


def test_what_a_many_to_many_names_is_kept(client, editor):
    region = factories.region()
    activity = factories.activity(regions=[region])
    chosen = {"action": "delete_selected", "_selected_action": [region.pk], "post": "yes"}
    page = client.post(reverse("admin:activities_region_changelist"), chosen)
    assert activity.reference in page.content.decode()
    assert Region.objects.filter(pk=region.pk).exists()


def test_keys_in_published_documents_are_fixed(client, editor):
    for record, key in (
        (factories.country(), "alpha3"), (factories.indicator(), "key"), (factories.framework(), "slug"),
        (factories.office(), "slug"), (factories.objective(), "number"),
    ):  # fmt: skip
        assert f'name="{key}"' not in client.get(address(record)).content.decode()
