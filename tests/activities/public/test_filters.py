"""The door from a query string to rows, on UNDP's real pledge. What is expected was read off UNDP's page."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.models import Country, Region
from activities.public.filters import ActivityFilterSet
from activities.public.index import FACETS
from commitments.models import Partner, Pledge
from tests import factories
from tests.reading import ALL, all_pages, choices, csv_references, kept, links, references, rows, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

# The five activities whose text states a date of their own.
DATED = ["4.1", "6.8", "7.1", "7.2", "7.3"]
COMMITMENT_5 = " ".join(bullet for bullet in ALL if bullet.startswith("5."))
UNDATED = " ".join(bullet for bullet in ALL if bullet not in DATED)

# What a person who reads the source finds under each query, in the order of the page.
READ_IN_THE_SOURCE = {
    "country=KGZ": "1.1 1.2 5.13 5.17 5.18 6.10",
    "country=MDA": "1.2 5.14 5.16 6.7 6.8 7.4",
    "country=XKX": "2.2 5.8",
    "country=VNM": "7.4",
    "country=GHA": "1.1 2.1",
    "country=COL": "6.4",
    "country=VEN": "",
    "country=NER": "",
    "country=MDA&country=SRB&kind=publication": "5.15",
    "country=KGZ&country=MDA": "1.1 1.2 5.13 5.14 5.16 5.17 5.18 6.7 6.8 6.10 7.4",
    "region=western-balkans": "1.1 1.2 2.2 2.3 2.4 5.8 5.15 6.9",
    "region=eac": "1.1 1.3 2.1",
    "region=rba": "1.1 1.2 2.1 5.10 5.11",
    "year=undated": UNDATED,
    "year=2021": "7.2",
    "year=2022": "7.2 7.3",
    "year=2023": "6.8 7.1 7.2",
    "year=2024": "4.1 6.8",
    "year=2022&year=2027": "6.8 7.2 7.3",
    "commitment=undp-gcm-3": "",
    "commitment=undp-gcm-4": "4.1",
    "commitment=undp-gcm-5&year=undated": COMMITMENT_5,
    "objective=gcm-20": COMMITMENT_5,
    "objective=gcm-20&country=KGZ": "5.13 5.17 5.18",
    "partner=iom": "1.2 2.1 5.11 5.12 7.2",
    "partner=undp": "",
    "kind=event": "5.2 5.3 5.6",
    "kind=event&kind=advocacy": "5.1 5.2 5.3 5.6",
    "kind=event&country=MEX": "5.6",
    "status=completed": "1.4 1.5 2.5 2.6 5.4 5.5 5.15 5.17 7.2 7.3",
    "q=INTÉGRATE": "1.1 1.2 1.3 2.1 2.4 5.13 6.1 7.4",
    "q=integrate": "1.1 1.2 1.3 2.1 2.4 5.13 6.1 7.4",
    "q=remittances+kyrgyz": "5.17 5.18",
    "q=moldavia": "1.2 5.14 5.16 6.7 6.8 7.4",
    "q=vietnam": "7.4",
    "q=ghana": "1.1 2.1",
    "q=niger": "",
    "q=oman": "",
    "q=tegrate": "",
    "q=ilo": "6.3",
    "q=batken": "6.10",
}


@pytest.mark.parametrize(("query", "bullets"), READ_IN_THE_SOURCE.items())
def test_a_filter_finds_what_a_reader_of_the_source_finds(client, query, bullets):
    found, stated = all_pages(client, query)
    assert found == undp(bullets)
    assert stated == len(bullets.split())


@pytest.mark.parametrize(("number", "count"), [(1, 5), (2, 6), (3, 0), (4, 1), (5, 18), (6, 11), (7, 4)])
def test_each_commitment_counts_its_bullets(client, number, count):
    assert total(client.get(f"/activities/?commitment=undp-gcm-{number}")) == count


def test_the_ferghana_valley_is_not_ghana(client):
    in_ghana, _ = all_pages(client, "country=GHA")
    found, _ = all_pages(client, "q=ferghana")
    assert found == undp("6.10 6.11")
    assert not set(found) & set(in_ghana)


def test_venezuela_is_an_origin_and_no_place(client):
    row = rows(client.get("/activities.csv?q=venezuela"))
    assert [(each["reference"], each["country_codes"]) for each in row] == [(undp("6.4")[0], "COL")]
    assert ("country", "VEN") not in choices(client.get("/activities/choose/country/"))


@pytest.mark.parametrize("facet", [name for name in FACETS if name != "pledge"])
def test_every_count_is_the_total_and_the_rows_of_its_choice(client, facet):
    """Of every value that is offered on the whole list."""
    whole = choices(client.get(f"/activities/choose/{facet}/"))
    assert whole
    for (name, value), count in whole.items():
        query = f"{name}={value}"
        assert (query, count) == (query, total(client.get(f"/activities/?{query}")))
        assert (query, count) == (query, len(csv_references(client.get(f"/activities.csv?{query}"))))
        assert count > 0 or query == "commitment=undp-gcm-3"  # the one that the register has no activity of


FILTERED = [
    "country=KGZ",
    "country=MDA&country=SRB&kind=publication",
    "commitment=undp-gcm-5&year=undated",
    "q=integrate",
]


@pytest.mark.parametrize("query", FILTERED)
def test_every_count_on_a_filtered_list_is_what_choosing_it_gives(client, query):
    """Within the other filters: the values that its own filter already has do not narrow it."""
    offered = choices(client.get(f"/activities/?{query}"))
    asked = [pair.split("=") for pair in query.split("&")]
    assert len(offered) > 15
    for (facet, value), count in offered.items():
        chosen = "&".join(f"{name}={code}" for name, code in [*asked, (facet, value)] if name != facet or code == value)
        assert (chosen, count) == (chosen, len(csv_references(client.get(f"/activities.csv?{chosen}"))))
        if "country" in query:  # few results, quick pages
            assert (chosen, count) == (chosen, total(client.get(f"/activities/?{chosen}")))


def test_a_selected_choice_is_offered_with_its_count_of_none(client):
    offered = choices(client.get("/activities/?country=VEN&kind=event"))
    assert offered["country", "VEN"] == 0
    assert ("country", "NER") not in offered


def test_a_region_counts_an_activity_of_several_of_its_countries_once(client):
    # 1.1 is in five countries of Central Asia, 7.2 in one; 2.3 names the Western Balkans and three countries there.
    offered = choices(client.get("/activities/choose/region/"))
    assert offered["region", "western-balkans"] == 8
    assert offered["region", "central-asia"] == len(["1.1", "1.2", "5.13", "5.17", "5.18", "6.10", "6.11", "7.2"])


def test_blank_and_unknown_parameters_change_nothing(client):
    plain = all_pages(client, "country=KGZ")
    assert all_pages(client, "country=KGZ&country=&region=&q=&sort=&year=+&utm_source=mail&region[]=1&x=%00") == plain


def test_a_known_value_that_no_activity_has_shows_none_and_is_no_error(client):
    page = client.get("/activities/?country=VEN")
    assert page.status_code == 200
    assert (total(page), references(page)) == (0, [])
    assert not page.context["filterset"].errors
    assert csv_references(client.get("/activities.csv?country=VEN")) == []


UNKNOWN = [
    ("country", "XXX"),
    ("country", "kgz"),
    ("country", "KG"),
    ("region", "atlantis"),
    ("partner", "nobody"),
    ("pledge", "no-such-pledge"),
    ("commitment", "undp-gcm-8"),
    ("objective", "gcm-24"),
    ("kind", "dance"),
    ("status", "done"),
    ("year", "1899"),
    ("year", "2101"),
    ("year", "20234"),
    ("year", "²"),
    ("sort", "random"),
]


@pytest.mark.parametrize(("name", "value"), UNKNOWN)
def test_an_unknown_value_is_named_and_shows_no_rows(client, name, value):
    query = {"kind": ["programme"], "country": ["MDA"], "sort": "title"}
    query[name] = [*query[name], value] if isinstance(query.get(name), list) else value
    page = client.get("/activities/", query)
    assert page.status_code == 200
    assert (total(page), references(page)) == (0, [])
    assert value in text(page)
    assert any(value in error for error in page.context["filterset"].errors[name])
    # The rest of the filter is not lost.
    assert ("country", "MDA") in choices(page)
    download = client.get("/activities.csv", query)
    assert download.status_code == 400
    assert download["Content-Type"] == "text/plain; charset=utf-8"
    assert value in download.content.decode()


def test_words_of_more_than_200_characters_are_refused(client):
    longest = "q=" + "remittances+" * 16 + "kyrgyzst"
    assert len(longest) == 202
    assert all_pages(client, longest)[0] == undp("5.17 5.18")
    assert total(client.get(f"/activities/?{longest}a")) == 0
    assert client.get("/activities/?" + longest + "a").context["filterset"].errors["q"]
    assert client.get(f"/activities.csv?{longest}a").status_code == 400


@pytest.mark.parametrize("nothing", ["%2E%2E%2E", "_", "%FF", "%00", "_%25_"])
def test_words_without_a_letter_or_digit_are_an_error_and_not_everything(client, nothing):
    assert total(client.get(f"/activities/?q={nothing}")) == 0
    assert client.get(f"/activities.csv?q={nothing}").status_code == 400


def test_sort_orders_by_publication_or_title(client):
    page_order, _ = all_pages(client, "")
    assert page_order == undp(" ".join(ALL))
    assert all_pages(client, "sort=newest")[0] == page_order
    assert all_pages(client, "sort=oldest")[0] == page_order[::-1]
    assert len(all_pages(client, "sort=title")[0]) == 45
    # Read off the titles of 7.2, 6.9, 5.11 and 1.2: "Joint IOM-...", "Joint project ...", "Joint UNDP-..."
    joint, _ = all_pages(client, "sort=title&q=joint")
    assert [each for each in joint if each in undp("1.2 5.11 6.9 7.2")] == undp("5.11 1.2 6.9 7.2")


def test_a_later_load_is_newest_and_keeps_its_own_page_order(client):
    pledge = Pledge.objects.get()
    later = [factories.activity(pledge=pledge, title=f"Later {place}") for place in (1, 2)]
    publishing.publish(later)
    found, _ = all_pages(client, "")
    assert found == [activity.reference for activity in later] + undp(" ".join(ALL))


@pytest.mark.parametrize(
    "asked", ["0", "-1", "3", "999999999999999999999", "²", "٢", "1.0", "%2B1", "01", "x", "%00", "1e0", "last"]
)
def test_a_page_that_is_not_there_is_404_with_a_way_back_and_the_download_ignores_it(client, asked):
    response = client.get(f"/activities/?page={asked}")
    assert response.status_code == 404
    assert "/activities/" in links(response)
    assert csv_references(client.get(f"/activities.csv?page={asked}")) == undp(" ".join(ALL))


@pytest.mark.parametrize("asked", ["", "1", "%201%20"])
def test_a_blank_page_is_the_first(client, asked):
    assert references(client.get(f"/activities/?page={asked}")) == undp(" ".join(ALL))[:25]


def test_the_links_between_pages_keep_the_filter(client):
    page = client.get("/activities/?year=undated&sort=title&page=1")
    [following] = {href for href in links(page) if href.startswith("?") and "page=2" in href}
    assert references(client.get(f"/activities/{following}")) == all_pages(client, "year=undated&sort=title")[0][25:]


@pytest.mark.parametrize(
    ("model", "facet", "slug"), [(Partner, "partner", "iom"), (Region, "region", "western-balkans")]
)
def test_a_former_slug_finds_what_its_present_one_does(client, model, facet, slug):
    before = all_pages(client, f"{facet}={slug}")
    model.objects.filter(slug=slug).update(slug="new-slug")
    publishing.slug_changed(facet, slug, "new-slug")
    assert before[1] > 3
    assert all_pages(client, f"{facet}={slug}") == before
    assert all_pages(client, f"{facet}={slug}&{facet}=new-slug") == before
    assert csv_references(client.get(f"/activities.csv?{facet}={slug}")) == before[0]
    assert choices(client.get(f"/activities/?{facet}={slug}"))[facet, "new-slug"] == before[1]


def test_each_chip_leads_to_the_list_without_it(client):
    page = client.get("/activities/?country=MDA&country=SRB&kind=publication&q=diaspora&sort=oldest")
    assert references(page) == undp("5.15")
    chips = {(chip.name, chip.code): chip.remove_url for chip in page.context["filterset"].chips}
    assert chips == {
        ("country", "MDA"): "/activities/?country=SRB&kind=publication&q=diaspora&sort=oldest",
        ("country", "SRB"): "/activities/?country=MDA&kind=publication&q=diaspora&sort=oldest",
        ("kind", "publication"): "/activities/?country=MDA&country=SRB&q=diaspora&sort=oldest",
        ("q", ""): "/activities/?country=MDA&country=SRB&kind=publication&sort=oldest",
    }
    assert set(chips.values()) < set(links(page))


def test_an_empty_result_says_what_to_loosen_and_what_that_gives(client):
    page = client.get("/activities/?country=KGZ&kind=event&q=remittances")
    assert total(page) == 0
    ways = {way.url: way.count for way in page.context["filterset"].loosen}
    assert ways == {
        "/activities/?kind=event&q=remittances": 3,
        "/activities/?country=KGZ&q=remittances": 2,
    }
    for url, count in ways.items():
        assert url in links(page)
        assert total(client.get(url)) == count


def test_the_sentence_says_what_is_shown(client):
    def sentence(query):
        return client.get(f"/activities/?{query}").context["filterset"].sentence

    assert sentence("") == "45 activities"
    assert sentence("country=KGZ") == "6 of 45 activities · Kyrgyzstan"
    assert sentence("country=XKX&q=diaspora") == "1 of 45 activities · Kosovo* · diaspora"
    assert "6 of 45 activities · Kyrgyzstan" in text(client.get("/activities/?country=KGZ"))


def test_the_chooser_offers_every_choice_and_keeps_the_rest_of_the_filter(client):
    address = "/activities/choose/country/?kind=programme&q=diaspora&sort=title&country=MDA"
    page = client.get(address)
    assert kept(page) == [("kind", "programme"), ("q", "diaspora"), ("sort", "title")]
    offered = choices(page)
    assert offered["country", "MDA"] == len(undp("1.2 5.14 5.16 6.7"))
    # All that such an activity names, and no other.
    named = {
        code
        for row in rows(client.get("/activities.csv?kind=programme&q=diaspora"))
        for code in row["country_codes"].split("; ")
    }
    assert {code for _country, code in offered} == named - {""}
    assert len(offered) > 8


@pytest.mark.parametrize(
    ("facet", "typed", "code"),
    [
        ("country", "Vietnam", "VNM"),
        ("country", "kyrgyz rep", "KGZ"),
        ("country", "kosova", "XKX"),
        ("partner", "UNMN", "un-network-on-migration"),
        ("region", "balkans", "western-balkans"),
    ],
)
def test_the_chooser_finds_names_that_it_does_not_show(client, facet, typed, code):
    page = client.get(f"/activities/choose/{facet}/", {"find": typed})
    assert list(choices(page)) == [(facet, code)]


def test_the_chooser_finds_tuerkiye_as_turkey(client):
    activity = factories.activity(pledge=Pledge.objects.get(), countries=[Country.objects.get(alpha3="TUR")])
    publishing.publish([activity])
    page = client.get("/activities/choose/country/?find=Turkey")
    assert choices(page) == {("country", "TUR"): 1}
    assert "Türkiye" in text(page)
    assert text(page).count("Turkey") == 0


def test_the_chooser_says_when_it_finds_nothing(client):
    page = client.get("/activities/choose/country/?find=zz&kind=event")
    assert page.status_code == 200
    assert choices(page) == {}
    assert kept(page) == [("kind", "event")]


def test_there_is_a_chooser_for_each_filter_and_no_other(client):
    for facet in FACETS:
        assert client.get(f"/activities/choose/{facet}/").status_code == 200
    assert client.get("/activities/choose/colour/").status_code == 404
    assert client.get("/activities/choose/q/").status_code == 404


def test_large_numbers_are_written_as_everywhere_else(monkeypatch):
    monkeypatch.setattr(ActivityFilterSet, "all_total", 12345)
    monkeypatch.setattr(ActivityFilterSet, "total", 12345)
    assert ActivityFilterSet(QueryDict("")).sentence == "12,345 activities"
