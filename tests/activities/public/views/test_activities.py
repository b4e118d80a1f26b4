"""The list, its fragment and chooser, each activity and its versions: what they hold, and how they end."""

import pytest

from activities import publishing
from activities.models import Activity
from commitments.models import Pledge
from tests import factories
from tests.reading import body, links, page_of, references, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

FRAGMENT = {"HX-Request-Type": "partial"}


def activity(bullet):
    return Activity.objects.get(reference=undp(bullet)[0])


def change(activity, **fields):
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.save()
    publishing.publish([activity])


def test_the_fragment_is_what_the_list_shows_and_nothing_around_it(client):
    address = "/activities/?country=KGZ&sort=oldest"
    whole, fragment = client.get(address), client.get(address, headers=FRAGMENT)
    assert references(fragment) == references(whole) == undp("1.1 1.2 5.13 5.17 5.18 6.10")[::-1]
    assert total(fragment) == 6
    assert fragment.content.decode().strip() in whole.content.decode()
    assert "<html" not in fragment.content.decode()
    for response in (whole, fragment):
        assert "HX-Request-Type" in response["Vary"]
    assert whole["ETag"] != fragment["ETag"]
    assert client.get(address, headers=FRAGMENT | {"If-None-Match": whole["ETag"]}).status_code == 200


def test_the_list_shows_25_to_a_page(client):
    assert len(references(client.get("/activities/"))) == 25
    assert len(references(client.get("/activities/?page=2"))) == 20
    assert {"?page=2", "?page=1"} <= {*links(client.get("/activities/")), *links(client.get("/activities/?page=2"))}


def test_an_activity_says_what_it_is_as_published(client):
    page = client.get("/activities/undp-gcm-0041/")
    said = text(page)
    assert "implements the projectAdapting population skills" in said
    assert "Fergana Valley" in said
    assert {"/countries/UZB/", "/partners/ministry-of-employment-of-uzbekistan/", "/pledges/undp-gcm/6/"} <= set(
        links(page)
    )
    assert page.context["activity"].reference == "undp-gcm-0041"


def test_a_planned_country_is_called_so(client):
    said = text(client.get("/activities/undp-gcm-0001/"))
    for name in ("Kyrgyzstan", "Tajikistan", "Turkmenistan"):
        assert f"{name} (planned)" in said
    assert "Ghana (planned)" not in said


def test_a_text_in_another_language_is_marked(client):
    assert 'lang="es"' in client.get("/activities/undp-gcm-0034/").content.decode()
    assert 'lang="es"' not in client.get("/activities/undp-gcm-0033/").content.decode()


def test_activities_of_one_project_lead_to_each_other(client):
    page = client.get(f"/activities/{undp('6.7')[0]}/")
    assert [row.reference for row in page.context["ties"]] == undp("5.7 5.16")
    assert f"/activities/{undp('5.7')[0]}/" in links(page)
    assert [row.reference for row in client.get(f"/activities/{undp('2.3')[0]}/").context["ties"]] == undp("6.9")


def test_it_leads_to_the_others_of_its_commitment_and_country(client):
    groups = {
        group["url"]: group["count"] for group in client.get(f"/activities/{undp('5.13')[0]}/").context["related"]
    }
    assert groups == {"/activities/?commitment=undp-gcm-5": 17, "/activities/?country=KGZ": 5}


def test_one_in_many_countries_leads_to_each_ones_list_and_shows_rows_of_its_commitment_alone(client):
    related = client.get(f"/activities/{undp('1.1')[0]}/").context["related"]
    shown = {group["url"]: [row.reference for row in group["activities"]] for group in related}
    assert shown["/activities/?commitment=undp-gcm-1"] == undp("1.2 1.3 1.4")
    # Of its 23 countries those that another activity names, by the page.
    others = ["MAR", "LBN", "LBY", "DZA", "GHA", "RWA", "KEN", "KWT", "KAZ", "UZB", "MEX", "SLV", "KGZ"]
    assert [url for url, rows in shown.items() if not rows] == [f"/activities/?country={code}" for code in others]


def test_every_published_version_can_be_read_and_says_that_it_is_old(client):
    change(activity("5.13"), title="The second title")
    change(activity("5.13"), description="The third text.")
    [reference] = undp("5.13")
    first, second = (client.get(f"/activities/{reference}/v/{number}/") for number in (1, 2))
    third, current = client.get(f"/activities/{reference}/v/3/"), client.get(f"/activities/{reference}/")
    assert "Kyrgyzstan Integrated National Financing Framework" in first.context["activity"].title
    assert second.context["activity"].title == third.context["activity"].title == "The second title"
    assert "The third text." in text(current)
    assert "The third text." not in text(second)
    assert [page.context["version"] for page in (first, second, third, current)] == [1, 2, None, None]
    assert [each["number"] for each in current.context["versions"]] == [3, 2, 1]
    assert {f"/activities/{reference}/v/1/", f"/activities/{reference}/v/2/"} <= set(links(current))
    assert "noindex" in first.content.decode()
    assert "noindex" not in current.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "undp-gcm-0046",
        "undp-gcm-0001/v/2",
        "undp-gcm-0001/v/0",
        "undp-gcm-0001/v/01",
        "undp-gcm-0001/v/9999999",
        "undp-gcm-1",
        "UNDP-GCM-0001",
        "choose",
        "choose/q",
        "undp-gcm-0046/v/1",
    ],
)
def test_what_was_never_published_is_404_with_a_way_on(client, path):
    response = client.get(f"/activities/{path}/")
    assert response.status_code == 404
    assert "/activities/" in links(response)
    assert "ETag" not in response


def test_withdrawn_answers_410_at_once_with_every_version_and_whatever_is_kept(client):
    one = activity("5.13")
    change(one, title="The second title")
    addresses = [f"/activities/{one.reference}/{rest}" for rest in ("", "v/1/", "v/2/")]
    etags = [client.get(address)["ETag"] for address in addresses]
    publishing.withdraw([one])
    for address, etag in zip(addresses, etags, strict=True):
        for condition in ({}, {"If-None-Match": etag}, {"If-None-Match": f"W/{etag}"}, {"If-None-Match": "*"}):
            gone = client.get(address, headers=condition)
            assert (address, condition, gone.status_code) == (address, condition, 410)
            assert one.reference in text(gone)
            assert "Financing" not in text(gone)
            assert "second title" not in text(gone)
            assert "ETag" not in gone
        assert client.head(address).status_code == 410
    publishing.publish([one])
    assert client.get(addresses[0], headers={"If-None-Match": etags[0]}).status_code == 200


def test_a_list_kept_before_a_withdrawal_is_not_answered_304_after_it(client):
    kept = {address: client.get(address)["ETag"] for address in ("/activities/?country=KGZ", "/activities.csv", "/")}
    publishing.withdraw([activity("5.13")])
    for address, etag in kept.items():
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 200
    assert total(client.get("/activities/?country=KGZ")) == 5


def test_a_page_that_is_not_there_is_never_called_unchanged(client):
    for address, status in {
        "/activities/undp-gcm-0046/": 404,
        "/activities/?page=9": 404,
        "/activities.csv?year=x": 400,
    }.items():
        assert client.get(address, headers={"If-None-Match": "*"}).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/activities/",
        "/activities/?q=integrate&page=1",
        "/activities/choose/country/",
        "/activities/undp-gcm-0017/",
        "/activities/undp-gcm-0017/v/1/",
    ],
)
def test_what_did_not_change_is_304_and_head_is_get_without_a_body(client, address):
    page = client.get(address)
    assert page["Cache-Control"] == "public, no-cache"
    kept = client.get(address, headers={"If-None-Match": page["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert kept["Cache-Control"] == page["Cache-Control"]
    head = client.head(address)
    assert (head.status_code, body(head), head["ETag"]) == (200, b"", page["ETag"])
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_another_day_or_release_makes_a_kept_page_old(client, settings):
    etag = client.get("/activities/")["ETag"]
    settings.SHAPE = "another"
    assert client.get("/activities/", headers={"If-None-Match": etag}).status_code == 200


def test_it_carries_the_note_wherever_it_names_kosovo(client):
    for bullet in ("2.2", "5.8"):
        assert "note-XKX" in page_of(client.get(f"/activities/{undp(bullet)[0]}/")).ids
    assert "note-XKX" not in page_of(client.get(f"/activities/{undp('6.3')[0]}/")).ids


def test_an_update_shows_once_it_is_published_and_decides_the_status(client):
    one = activity("5.13")
    factories.update(one, date="2026-03", text="The framework was adopted.", status="completed")
    assert "adopted" not in text(client.get(f"/activities/{one.reference}/"))
    publishing.publish([one])
    assert "The framework was adopted." in text(client.get(f"/activities/{one.reference}/"))
    assert one.reference in references(client.get("/activities/?status=completed"))
    assert Pledge.objects.get().activities.count() == 45


def test_each_source_says_what_it_is_and_how_far_it_goes_and_where_that_is_explained(client):
    one = activity("5.13")
    factories.source(
        one,
        title="Informe",
        publisher="A ministry",
        kind="report",
        language="es",
        published_on="2024-04",
        verification="documented",
    )
    assert "The register holds no other source" in text(client.get(f"/activities/{one.reference}/"))
    publishing.publish([one])
    page = client.get(f"/activities/{one.reference}/")
    said = "Informe , A ministry, April 2024 report · in Spanish (es) · documented"
    assert said in text(page)
    assert "/data/#verification" in links(page)
    assert "verification" in page_of(client.get("/data/")).ids


@pytest.mark.parametrize("view", ["cards", "map"])
def test_a_register_without_activities_says_so_and_speaks_of_no_filter(client, view):
    publishing.withdraw(Activity.objects.all())
    page = client.get(f"/activities/?view={view}")
    assert "No activity is reported in this register yet." in text(page)
    assert "filters" not in text(page).partition("No activity is reported")[2]
    assert not page.context["notes"]


def test_money_put_in_stands_apart_from_results(client):
    page = text(client.get("/activities/undp-gcm-0012/"))
    results, inputs = page.index("Results reported"), page.index("Inputs reported")
    assert "The text states no number as a result." in page[results:inputs]
    assert "45,000 US dollars allocated for research" in page[inputs:]
    assert "US dollars" not in page[results:inputs]
    assert "Inputs reported" not in text(client.get("/activities/undp-gcm-0002/"))


@pytest.mark.parametrize("address", ["/activities/", "/activities/?country=KGZ", "/activities/choose/commitment/"])
def test_a_commitment_for_which_nothing_is_reported_stands_in_the_filter_with_none(client, address):
    page = client.get(address)
    values = [each["value"] for each in page_of(page).inputs if each.get("name") == "commitment"]
    assert values == [f"undp-gcm-{number}" for number in range(1, 8)]
    assert "3. Regular migration pathways 0" in text(page)
    assert total(client.get("/activities/?commitment=undp-gcm-3")) == 0
