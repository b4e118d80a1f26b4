"""The pledges and their commitments."""

from datetime import date

import pytest
from django.urls import reverse

from activities import publishing
from activities.models import Activity, PublicActivity
from activities.public.list_views import DEFAULT, VIEWS
from activities.public.views import pledges
from activities.public.views.pledges import NEWEST
from commitments.models import Pledge
from tests import factories
from tests.reading import ALL, body, links, page_of, references, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def test_the_pledge_reads_like_the_page_it_replaces(client):
    page = client.get("/pledges/undp-gcm/")
    commitments = page.context["commitments"]
    assert [each.total for each in commitments] == [5, 6, 0, 1, 18, 11, 4]
    assert [[row.reference for row in each.activities] for each in commitments] == [
        undp(" ".join(bullet for bullet in ALL if bullet.startswith(f"{number}."))) for number in range(1, 8)
    ]
    said = text(page)
    assert "As an active member of the United Nations Network on Migration" in said
    for row in Activity.objects.all():
        assert " ".join(row.description.split()) in said
    assert page.context["total"] == 45


def test_a_pledge_with_more_than_fits_shows_the_newest_of_each_commitment_and_leads_to_all(client, monkeypatch):
    monkeypatch.setattr(pledges, "FULL", 44)
    page = client.get("/pledges/undp-gcm/")
    numbers = {each.number: each for each in page.context["commitments"]}
    assert [row.reference for row in numbers[5].activities] == undp("5.1 5.2 5.3 5.4 5.5")
    assert [len(each.activities) for each in numbers.values()] == [5, NEWEST, 0, 1, NEWEST, NEWEST, 4]
    leading = {number for number, each in numbers.items() if each.more_url}
    assert leading == {2, 5, 6}
    for number in leading:
        assert numbers[number].more_url in links(page)
        assert total(client.get(numbers[number].more_url)) == numbers[number].total
        assert f"See all {numbers[number].total} activities of this commitment" in text(page)
    # The report has them all.
    assert "/pledges/undp-gcm/report/" in links(page)
    assert Activity.objects.get(reference=undp("5.18")[0]).title not in text(page)


def test_an_activity_of_several_commitments_has_its_card_under_the_first_and_is_named_under_the_others(client):
    activity = Activity.objects.get(reference=undp("1.1")[0])
    activity.commitments.add(Pledge.objects.get().commitments.get(number=4))
    publishing.publish([activity])
    page = client.get("/pledges/undp-gcm/")
    fourth = page.context["commitments"][3]
    assert [row.reference for row in fourth.activities] == undp("4.1")
    assert [row.reference for row in fourth.shown_before] == [activity.reference]
    assert fourth.total == 2
    [_before, section] = page.content.decode().split('id="commitment-4"')
    said = section.split("</section>")[0]
    assert "These activities serve this commitment too." in said
    assert activity.title in said
    assert activity.description[:60] not in said


def test_the_commitment_without_activity_says_so_and_no_other_does(client):
    page = client.get("/pledges/undp-gcm/")
    sections = [section.split("</section>")[0] for section in page.content.decode().split('id="commitment-')[1:]]
    assert [section[0] for section in sections] == list("1234567")
    assert ["No activity reported in this register" in section for section in sections] == [
        number == 3 for number in range(1, 8)
    ]
    assert "No activity reported in this register" in text(client.get("/pledges/undp-gcm/3/"))


def test_what_the_pledge_does_not_state_is_called_so(client):
    said = text(client.get("/pledges/undp-gcm/"))
    assert "Deadline not stated" in said
    assert "Reporting interval: not set" in said
    assert "11 November 2023" in said
    assert "24 November 2026" in said
    assert "states no terms of use" in said


def test_the_pledge_at_a_glance_says_of_each_commitment_what_its_page_says(client):
    page = client.get("/pledges/undp-gcm/")
    said = page_of(page).said["content"]
    assert "No activity reported in this register" in said
    for each in page.context["commitments"]:
        assert each.url in links(page)
        rows = [row for row in PublicActivity.objects.all() if each.key in row.facets["commitment"]]
        assert (each.total, each.countries) == (
            len(rows),
            len({code for row in rows for code in row.facets["country"]}),
        )


def test_the_pledge_leads_to_every_view_of_its_activities_its_report_and_its_downloads(client):
    views = {f"/activities/?pledge=undp-gcm&view={name}" for name in VIEWS if name != DEFAULT}
    others = {"/activities/?pledge=undp-gcm", "/pledges/undp-gcm/report/", "/activities.csv?pledge=undp-gcm"}
    assert views | others <= set(links(client.get("/pledges/undp-gcm/")))


def test_the_list_of_pledges_says_of_each_what_its_page_says(client):
    pledge = Pledge.objects.get()
    indicator = factories.indicator(name="dashboards in use")
    factories.target(commitment=pledge.commitments.get(number=4), indicator=indicator, value=2000)
    publishing.publish_pledge(pledge)
    page = client.get("/pledges/")
    [told] = page.context["pledges"]
    figures = {str(figure["label"]): figure["count"] for figure in told["figures"]}
    assert figures == {"Commitments": 7, "Commitments served": 6, "Activities": 45, "Countries and areas": 47}
    said = text(page)
    assert "Something is reported towards 0 of 1 targets." in said
    assert "Last reported 11 November 2023. Reporting interval: not set." in said
    assert {"/pledges/undp-gcm/", "/activities/?pledge=undp-gcm"} <= set(links(page))


def test_a_commitment_leads_to_those_around_it(client):
    around = {number: links(client.get(f"/pledges/undp-gcm/{number}/")) for number in (1, 3, 7)}
    assert {"/pledges/undp-gcm/2/", "/pledges/undp-gcm/4/"} <= set(around[3])
    assert "/pledges/undp-gcm/0/" not in around[1]
    assert "/pledges/undp-gcm/8/" not in around[7]


def test_what_is_reported_towards_a_target_stands_beside_it(client):
    pledge = Pledge.objects.get()
    indicator = factories.indicator(name="dashboards in use")
    factories.target(commitment=pledge.commitments.get(number=4), indicator=indicator, value=2000)
    publishing.publish_pledge(pledge)
    activity = Activity.objects.get(reference=undp("4.1")[0])
    factories.result(activity, indicator=indicator, value=900, qualifier="over")
    publishing.publish([activity])
    for address in ("/pledges/undp-gcm/4/", "/pledges/undp-gcm/"):
        said = text(client.get(address))
        assert "over 900" in said
        assert "%" not in said


def test_the_pledge_carries_the_note_and_leads_to_its_source(client):
    page = client.get("/pledges/undp-gcm/")
    assert "note-XKX" in page_of(page).ids
    assert any(href.startswith("https://migrationnetwork.un.org/pledge/") for href in links(page))


def test_a_commitment_shows_its_text_objectives_and_activities(client):
    page = client.get("/pledges/undp-gcm/5/")
    assert "Enabling migrants and diasporas to invest" in text(page)
    assert [row.reference for row in page.context["page_obj"]] == undp(" ".join(b for b in ALL if b.startswith("5.")))
    assert {
        "/objectives/gcm-19/",
        "/objectives/gcm-20/",
        "/activities/?commitment=undp-gcm-5",
    } <= set(links(page))
    assert "linked by the register" in text(page)


@pytest.mark.parametrize(
    "path",
    [
        "none",
        "undp-gcm/8",
        "undp-gcm/0",
        "undp-gcm/05",
        "undp-gcm/²",
        "undp-gcm-5",
        "UNDP-GCM",
        "undp-gcm/99999999999999999999",
        "undp-gcm/5/?page=2",
        "undp-gcm/5/?page=-1",
        "undp-gcm/3/?page=2",
    ],
)
def test_what_is_not_there_is_404_with_a_way_on(client, path):
    response = client.get(f"/pledges/{path}{'' if '?' in path else '/'}")
    assert response.status_code == 404
    assert "/pledges/" in links(response)


@pytest.mark.parametrize("address", ["/", "/pledges/", "/pledges/undp-gcm/", "/pledges/undp-gcm/5/"])
def test_what_did_not_change_is_304_and_head_is_get_without_a_body(client, address):
    page = client.get(address)
    assert (page.status_code, page["Cache-Control"]) == (200, "public, no-cache")
    assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304
    head = client.head(address)
    assert (head.status_code, body(head), head["ETag"]) == (200, b"", page["ETag"])


def test_a_hidden_pledge_is_404_with_its_activities_and_comes_back_as_it_was(client):
    pledge = Pledge.objects.get()
    addresses = ["/pledges/undp-gcm/", "/pledges/undp-gcm/5/", "/activities/undp-gcm-0001/"]
    etags = [client.get(address)["ETag"] for address in addresses]
    publishing.withdraw_pledge(pledge)
    for address, etag in zip(addresses, etags, strict=True):
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 404
    assert references(client.get("/activities/")) == []
    assert "No pledge" in text(client.get("/pledges/"))
    publishing.publish_pledge(pledge)
    assert [each.total for each in client.get(addresses[0]).context["commitments"]] == [5, 6, 0, 1, 18, 11, 4]


@pytest.fixture
def measured(settings):
    """A function: publish a pledge anew with a commitment that states some of how it is measured; gives its address."""

    def publish(shown):
        settings.MEASURABILITY_PUBLIC = shown
        pledge = Pledge.objects.get(slug="undp-gcm")
        pledge.commitments.filter(number=1).update(where="Kosovo and Ghana", verification="A yearly survey.")
        pledge.commitments.filter(number=1).update(lead_unit="Bureau", deadline="2030")
        publishing.publish_pledge(pledge)
        return reverse("commitment", args=["undp-gcm", 1])

    return publish


def test_measurability_is_for_staff_alone_unless_the_site_says_otherwise(measured, client):
    said = text(client.get(measured(False)))
    assert "Bureau" in said
    assert "Measurability" not in said
    assert "A yearly survey." not in said
    assert "A yearly survey." not in str(Pledge.objects.get(slug="undp-gcm").publications.first().document)


def test_where_the_site_shows_it_what_is_missing_is_named_and_never_counted(measured, client):
    said = text(client.get(measured(True)))
    assert "Kosovo and Ghana" in said
    assert "A yearly survey." in said
    assert "Measurability Not stated: how much, from what baseline." in said
    assert "UNITED NATIONS SECURITY COUNCIL RESOLUTION 1244" in said.upper(), "the text names Kosovo"


def test_a_commitment_that_states_none_of_it_is_published_as_before(settings):
    pledge = Pledge.objects.with_document().get(slug="undp-gcm")
    before = publishing.snapshot_pledge(pledge)
    settings.MEASURABILITY_PUBLIC = True
    assert publishing.snapshot_pledge(pledge) == before


def test_a_confirmation_is_told_beside_the_report_and_counts_as_news(client, settings):
    Pledge.objects.update(reporting_interval=12)
    settings.TODAY = date(2024, 12, 1)
    activity = Activity.objects.get(reference="undp-gcm-0012")
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    said = text(client.get("/pledges/undp-gcm/4/"))
    assert "The next report is due." in said
    Activity.objects.filter(pk=activity.pk).update(confirmed="2024-11-30")
    publishing.publish([activity])
    said = text(client.get("/pledges/undp-gcm/4/"))
    assert "11 November 2023; confirmed as still correct on 30 November 2024" in said
    assert "The latest report is current." in said
    assert "confirmed as still correct on 30 November 2024" in text(client.get("/activities/undp-gcm-0012/"))
    assert "confirmed as still correct on 30 November 2024" in text(client.get("/activities/?commitment=undp-gcm-4"))
