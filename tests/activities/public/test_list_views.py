"""The views of the list: the same activities by the same filter, and nothing that a download knows of."""

import re

import pytest

from activities import publishing
from activities.models import Country, PublicActivity
from activities.public.exports.formats import FORMATS
from activities.public.index import current_index
from activities.public.list_views import VIEWS
from activities.public.orders import parts
from tests.activities.reading import drafts, edit
from tests.reading import all_pages, body, kept, links, page_of, references, text, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

FILTERS = ["", "country=KGZ&country=MDA", "year=undated&sort=title", "q=migration", "country=KGZ&kind=event", "year=x"]
OTHERS = [name for name in VIEWS if name != "cards"]


@pytest.mark.parametrize("query", FILTERS)
def test_every_view_has_the_same_total_and_the_same_downloads_by_the_same_filter(client, query):
    cards = client.get(f"/activities/?{query}")
    downloads = {each for each in links(cards) if re.match(r"/activities[-.]", each)}
    for name in OTHERS:
        page = client.get(f"/activities/?{query}&view={name}")
        assert total(page) == total(cards), name
        assert {each for each in links(page) if re.match(r"/activities[-.]", each)} == downloads
        assert "view=" not in "".join(downloads)


@pytest.mark.parametrize("name", OTHERS)
def test_whatever_is_chosen_or_taken_off_keeps_the_view(client, name):
    page = client.get(f"/activities/?country=KGZ&country=MDA&q=project&view={name}")
    assert ("view", name) in kept(page)
    assert f"/activities/?country=MDA&q=project&view={name}" in links(page), "a chip"
    assert f"/activities/?view={name}" in links(page), "remove all"
    chooser = f"/activities/choose/partner/?country=KGZ&country=MDA&q=project&view={name}"
    assert ("view", name) in kept(client.get(chooser))
    tabs = [
        f"/activities/?country=KGZ&country=MDA&q=project{f'&view={each}' if each != 'cards' else ''}" for each in VIEWS
    ]
    assert set(tabs) <= set(links(page))


def test_cards_table_and_timeline_show_the_same_activities_on_the_same_pages(client):
    for number in (1, 2):
        cards, *others = (
            references(client.get(f"/activities/?sort=year&page={number}&view={name}"))
            for name in ("cards", "table", "timeline")
        )
        assert len(cards) == (25 if number == 1 else 20)
        assert others == [cards, cards]
    assert all_pages(client, "view=table&sort=title") == all_pages(client, "sort=title")


def test_downloads_feed_and_api_neither_know_a_view_nor_refuse_one(client):
    for path in (*(f"/{each.path}" for each in FORMATS if each.name != "xlsx"), "/api/v1/activities/"):
        plain = body(client.get(f"{path}?country=KGZ"))
        for view in ("table", "none-such"):
            asked = client.get(f"{path}?country=KGZ&view={view}")
            assert (asked.status_code, body(asked)) == (200, plain), (path, view)


@pytest.mark.parametrize("view", ["none-such", "%00", "%FF", "Table", "<b>", "table&view=none-such"])
def test_an_unknown_view_is_named_and_the_list_still_shown(client, view):
    page = client.get(f"/activities/?country=KGZ&view={view}")
    assert (page.status_code, total(page)) == (200, 6)
    assert "This list has no view" in text(page)
    assert "<b>" not in re.findall("This list has no view.*", page.content.decode())[0]


def test_a_view_has_an_etag_of_its_own(client):
    etags = {client.get(f"/activities/?view={name}")["ETag"] for name in VIEWS}
    assert len(etags) == len(VIEWS)


def test_each_head_of_the_table_says_how_it_is_sorted_and_leads_to_its_order(client):
    for order, column in (("reported", "Last reported"), ("year", "Active in"), ("title", "Title")):
        page = client.get(f"/activities/?country=KGZ&view=table&sort={order}").content.decode()
        assert page.count("aria-sort=") == 1
        assert re.search(rf"<th[^>]* aria-sort=[^>]*>\s*<a[^>]*>{column}</a>", page)
        assert f"?country=KGZ&amp;sort={order}&amp;view=table" in page


def test_a_row_of_many_countries_names_the_first_and_says_how_many_more_and_keeps_the_notes(client):
    noted = Country.objects.get(alpha3="XKX")
    countries = Country.objects.exclude(pk=noted.pk)[:41]
    [one] = drafts(1, countries=[noted, *countries], title="A long title " * 15)
    publishing.publish([one])
    page = client.get("/activities/?view=table&sort=newest")
    assert references(page)[0] == one.reference
    assert "and 37 more" in text(page)
    assert f"note-{noted.alpha3}" in page_of(page).ids


# --- The timeline -----------------------------------------------------------------------------------------------------


@pytest.fixture
def dated():
    activities = drafts(4)
    for activity, (start, end) in zip(
        activities, [("2031", "2033"), ("", "2031-01"), ("", ""), ("2032-05", "2032-05")], strict=True
    ):
        edit(activity, start=start, end=end)
    publishing.publish(activities)
    return activities


def test_each_activity_stands_once_under_its_first_stated_year_with_its_span(client, dated):
    pledge = dated[0].pledge.slug
    page = client.get(f"/activities/?pledge={pledge}&view=timeline")
    groups = page.context["page_obj"].object_list.groups
    assert [(group.code, group.count, len(group.entries)) for group in groups] == [
        ("2032", 1, 1),
        ("2031", 2, 2),
        ("undated", 1, 1),
    ]
    assert references(page) == [dated[at].reference for at in (3, 0, 1, 2)]
    for said in ("2031 to 2033", "until January 2031 (start not stated)", "No dates stated"):
        assert said in text(page)


def test_a_years_count_is_of_every_page_and_of_the_filter(client):
    counted = {}
    for number in (1, 2):
        for group in client.get(f"/activities/?view=timeline&page={number}").context["page_obj"].object_list.groups:
            counted.setdefault(group.code, [group.count, 0])[1] += len(group.entries)
    assert all(count == found for count, found in counted.values())
    assert sum(count for count, _found in counted.values()) == 45
    filtered = client.get("/activities/?country=KGZ&view=timeline").context["page_obj"].object_list.groups
    assert sum(group.count for group in filtered) == 6


def test_the_parts_of_an_order_hold_each_listed_activity_once():
    index = current_index()
    for sort in ("reported", "year"):
        ordinals = [ordinal for _code, part in parts(index, sort) for ordinal in part]
        assert len(ordinals) == PublicActivity.objects.listed().count() == 45
        assert set(ordinals) == set(index.listed)
