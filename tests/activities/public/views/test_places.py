"""Countries and areas, regions, partners: the list of each, and each one's page."""

import pytest

from activities import publishing
from activities.models import Activity, Country, Region
from commitments.models import Partner
from tests import factories
from tests.reading import body, links, page_of, references, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def entries(page):
    return [entry for section in page.context["sections"] for entry in (*section.lines, *section.empty)]


def counts(page):
    return {entry.code: entry.count for entry in entries(page) if entry.count}


def test_the_lists_name_those_that_an_activity_names_with_their_counts(client):
    countries, regions, partners = (counts(client.get(f"/{name}/")) for name in ("countries", "regions", "partners"))
    assert (countries["KGZ"], countries["MDA"], countries["XKX"], countries["GHA"]) == (6, 6, 2, 2)
    assert not {"VEN", "NER", "OMN", "TUR", "CHE", "RUS", "GBR"} & set(countries)
    assert (regions["western-balkans"], regions["eac"]) == (8, 3)
    assert "oceania" not in regions
    assert (partners["iom"], partners["switzerland"]) == (5, 2)


def test_the_lists_name_those_of_which_nothing_is_reported_as_such(client):
    countries, regions, partners = (client.get(f"/{name}/") for name in ("countries", "regions", "partners"))
    every = entries(countries)
    # Antarctica alone lies in no region.
    assert len(every) == len({entry.code for entry in every}) == Country.objects.count() - 1
    empty = {entry.code for each in countries.context["sections"] for entry in each.empty}
    assert {"VEN", "TUR", "DEU"} <= empty
    assert not empty & set(counts(countries))
    assert "Activities are reported in 47 of 248 countries and areas." in text(countries)
    assert "No activity reported in this register: Azerbaijan, Belarus, Montenegro, Türkiye." in text(countries)
    assert "Oceania" in text(regions)
    assert "No activity reported in this register" not in text(partners)
    # A name that bears a note bears it here too, with or without an activity.
    assert {"note-XKX", "note-FLK"} <= set(page_of(countries).ids)


def test_a_region_or_country_that_only_a_draft_may_name_is_not_listed(client):
    factories.region(name="A place of a draft")
    factories.country(name="A land of a draft", alpha3="QQQ", alpha2="QQ")
    publishing.vocabulary_changed()
    for listing in ("countries", "regions"):
        assert "of a draft" not in text(client.get(f"/{listing}/"))


def test_countries_stand_under_undps_regions_and_partners_under_their_kinds(client):
    countries, partners = client.get("/countries/"), client.get("/partners/")
    under = {entry.code: str(each.heading.label) for each in countries.context["sections"] for entry in each.lines}
    assert under["KGZ"] == "Europe and the CIS (UNDP RBEC)"
    assert under["KEN"] == "Africa (UNDP RBA)"
    assert {"/regions/rbec/", "#group-4"} <= set(links(countries))
    assert [str(each.heading.label) for each in partners.context["sections"]][:2] == ["UN entity", "government"]
    assert [entry.code for entry in partners.context["sections"][0].lines] == [
        "ilo",
        "iom",
        "ohchr",
        "un-migration-regional-network",
        "un-network-on-migration",
    ]


def test_a_line_says_of_its_activities_what_its_page_says(client):
    lines = {entry.code: entry for each in client.get("/countries/").context["sections"] for entry in each.lines}
    for code in ("KGZ", "GHA"):
        page = client.get(f"/countries/{code}/")
        figures = {figure["label"]: figure["count"] for figure in page.context["figures"]}
        line = lines[code]
        served = figures.get("Commitments served", figures.get("Commitment served"))
        assert (line.count, line.commitments) == (total(page), served)
        assert total(client.get(line.list_url)) == line.count
        assert line.last_reported == "2023-11-11"


@pytest.mark.parametrize("listing", ["countries", "regions", "partners"])
def test_a_list_in_another_order_has_the_same_lines(client, listing):
    page = client.get(f"/{listing}/?sort=activities")
    sizes = [entry.count for entry in entries(page)]
    assert sizes == sorted(sizes, reverse=True)
    assert counts(page) == counts(client.get(f"/{listing}/"))
    unknown = client.get(f"/{listing}/?sort=weight")
    assert "This list cannot be sorted by “weight”" in text(unknown)
    assert counts(unknown) == counts(page)


def test_who_was_reported_last_stands_first(client):
    activity = Activity.objects.get(reference=undp("7.2")[0])
    factories.update(activity, date="2024-06-01")
    publishing.publish([activity])
    page = client.get("/regions/?sort=reported")
    dates = [entry.last_reported for each in page.context["sections"] for entry in each.lines]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2024-06-01"


@pytest.mark.parametrize("listing", ["countries", "regions", "partners"])
def test_every_count_of_a_list_is_the_total_of_its_page(client, listing):
    page = client.get(f"/{listing}/")
    for place, (code, count) in enumerate(counts(page).items()):
        assert f"/{listing}/{code}/" in links(page)
        if place % 3 == 0:  # the counts come from one function; every third page is proof enough
            assert (code, count) == (code, total(client.get(f"/{listing}/{code}/")))


def test_a_country_page_shows_the_activities_of_the_list_and_leads_there(client):
    page = client.get("/countries/KGZ/")
    assert references(page) == references(client.get("/activities/?country=KGZ")) == undp("1.1 1.2 5.13 5.17 5.18 6.10")
    assert total(page) == 6
    assert "/activities/?country=KGZ" in links(page)
    figures = {figure["label"]: figure["count"] for figure in page.context["figures"]}
    # Commitments 1, 5 and 6; the Network, IOM and the Russian Trust Fund.
    assert figures == {"Activities": 6, "Commitments served": 3, "Partners": 3}


def test_regional_activities_stand_apart_and_are_not_counted(client):
    page = client.get("/countries/BIH/")
    assert (total(page), references(page)) == (1, undp("1.1"))
    # Those that name the Western Balkans, and the Europe and the CIS bureau.
    assert [row.reference for row in page.context["regional"]] == undp("2.3 6.9 7.1")
    assert {f"/activities/{reference}/" for reference in undp("2.3 6.9 7.1")} <= set(links(page))
    # What names the country itself is not said twice.
    assert [row.reference for row in client.get("/countries/ALB/").context["regional"]] == undp("7.1")


def test_a_country_without_activity_shows_what_there_is_in_its_region(client):
    page = client.get("/countries/MNE/")
    assert total(page) == 0
    assert "No activity reported in this register." in text(page)
    assert {"/countries/ALB/", "/regions/western-balkans/"} <= set(links(page))
    assert [row.reference for row in page.context["regional"]] == undp("2.3 6.9 7.1")
    bureau = page.context["bureau"]
    assert "MNE" not in {each.code for each in bureau["reported"]}
    listed = {each.code: each.count for each in bureau["reported"]}
    assert (listed["KGZ"], listed["XKX"]) == (6, 2)
    # Kosovo* is named here, and its note stands here too.
    assert "note-XKX" in page_of(page).ids


def test_no_profile_speaks_of_borders(client):
    for address in ("/countries/KGZ/", "/countries/MNE/", "/regions/western-balkans/"):
        assert "neighbour" not in text(client.get(address)).casefold()
        assert "designations" in text(client.get(address))


def test_a_region_page_tells_its_members_and_where_they_are_from(client):
    page = client.get("/regions/western-balkans/")
    region = page.context["region"]
    assert {each.code for each in region["reported"]} == {"ALB", "BIH", "XKX", "MKD", "SRB"}
    assert [each.code for each in region["empty"]] == ["MNE"]
    assert "No activity reported in this register: Montenegro ." in text(page)
    assert "/countries/MNE/" in links(page)
    assert page.context["region"]["source"]
    assert page.context["region"]["source"] in text(page)
    assert references(page) == undp("1.1 1.2 2.2 2.3 2.4 5.8 5.15 6.9")
    assert "designations" in text(page)


def test_a_partner_page_shows_its_pledges_and_its_activities(client):
    undp_page, iom = client.get("/partners/undp/"), client.get("/partners/iom/")
    assert [pledge.slug for pledge in undp_page.context["pledges"]] == ["undp-gcm"]
    assert total(undp_page) == 45
    assert references(undp_page) == references(client.get("/activities/?pledge=undp-gcm"))
    assert "It made 1 pledge, with 7 commitments. 45 activities are reported for them" in text(undp_page)
    assert references(iom) == undp("1.2 2.1 5.11 5.12 7.2")
    assert not iom.context["pledges"]
    assert "/pledges/undp-gcm/" in links(undp_page)


def test_who_makes_pledges_stands_first_with_the_number_that_its_link_leads_to(client):
    page = client.get("/partners/")
    [undp_itself] = page.context["makers"]
    assert (undp_itself.pledges, undp_itself.commitments, undp_itself.last_reported) == (1, 7, "2023-11-11")
    assert undp_itself.list_url in links(page)
    assert total(client.get(undp_itself.list_url)) == undp_itself.count == 45
    assert undp_itself.code not in counts(page)
    said = text(page)
    assert "1 organisation makes pledges. 21 partners take part in reported activities." in said
    assert said.index("Organisations that made pledges") < said.index("Partners in activities")


def test_a_maker_of_several_pledges_that_takes_part_in_activities_is_told_from_both_sides(client):
    iom = Partner.objects.get(slug="iom")
    ours, idle = factories.pledge(made_by=[iom], title="Ours"), factories.pledge(made_by=[iom], title="Idle")
    commitments = [factories.commitment(pledge=pledge) for pledge in (ours, ours, idle)]
    for pledge in (ours, idle):
        publishing.publish_pledge(pledge)
    own = factories.activity(commitments=commitments[:2])
    factories.participation(own, iom)
    publishing.publish([own])
    [_undp, maker] = sorted(client.get("/partners/").context["makers"], key=lambda each: each.code, reverse=True)
    assert (maker.code, maker.pledges, maker.commitments, maker.count) == ("iom", 2, 3, 1)
    assert total(client.get(maker.list_url)) == 1
    assert counts(client.get("/partners/"))["iom"] == 6
    page = client.get("/partners/iom/")
    assert references(page) == [own.reference]
    assert "It made 2 pledges, with 3 commitments. 1 activity is reported for them" in text(page)
    part = page.context["part"]
    assert part["total"] == total(client.get(part["url"])) == 6
    assert [row.reference for row in part["activities"]] == undp("1.2 2.1 5.11 5.12 7.2")


def test_a_section_with_nothing_to_show_is_left_out(client):
    undated, dated = client.get("/pledges/undp-gcm/5/"), client.get("/countries/MDA/")
    assert total(client.get("/activities/?commitment=undp-gcm-5&year=undated")) == total(undated) == 18
    assert "chart-year" not in page_of(undated).ids
    assert "chart-year" in page_of(dated).ids


def test_what_the_cards_leave_out_is_said_once_above_them_and_on_the_page_of_the_activity(client):
    sentence = "Where a card names no date or status, its source states none."
    for address in ("/countries/MDA/", "/pledges/undp-gcm/", "/pledges/undp-gcm/5/", "/activities/", "/search/?q=gcm"):
        said = text(client.get(address))
        assert said.count(sentence) == 1, address
        assert "dates not stated" not in said, address
        assert "status not stated" not in said, address
    said = text(client.get(f"/activities/{undp('5.1')[0]}/"))
    assert "Dates not stated" in said
    assert "Status not stated, as last reported, 11 November 2023" in said
    stated = factories.activity(start="2023", status="completed", countries=[Country.objects.get(alpha3="NZL")])
    publishing.publish_pledge(stated.pledge)
    publishing.publish([stated])
    assert sentence not in text(client.get("/countries/NZL/"))


def test_a_partner_that_the_record_no_longer_names_has_no_page(client):
    assert client.get("/partners/samuel-hall/").status_code == 200
    publishing.withdraw([Activity.objects.get(reference=undp("4.1")[0])])
    assert client.get("/partners/samuel-hall/").status_code == 404
    assert "samuel-hall" not in body(client.get("/partners/")).decode()


@pytest.mark.parametrize(
    ("model", "path", "slug"), [(Partner, "partners", "iom"), (Region, "regions", "western-balkans")]
)
def test_a_former_slug_leads_to_the_present_page_for_good(client, model, path, slug):
    model.objects.filter(slug=slug).update(slug="second")
    publishing.slug_changed(path[:-1], slug, "second")
    model.objects.filter(slug="second").update(slug="third")
    publishing.slug_changed(path[:-1], "second", "third")
    for former in (slug, "second"):
        moved = client.get(f"/{path}/{former}/")
        assert (moved.status_code, moved["Location"]) == (301, f"/{path}/third/")
    assert client.get(f"/{path}/third/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "countries/XXX",
        "countries/kgz",
        "countries/KG",
        "regions/atlantis",
        "partners/nobody",
        "regions/Western-Balkans",
        "countries/KGZ/?page=2",
        "regions/africa/?page=0",
        "partners/iom/?page=²",
    ],
)
def test_what_is_not_there_is_404_with_a_way_on(client, path):
    response = client.get(f"/{path}{'' if '?' in path else '/'}")
    assert response.status_code == 404
    assert "/activities/" in links(response)


ADDRESSES = ["/countries/", "/countries/XKX/", "/regions/", "/regions/western-balkans/", "/partners/", "/partners/iom/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_304_and_head_is_get_without_a_body(client, address):
    page = client.get(address)
    assert (page.status_code, page["Cache-Control"]) == (200, "public, no-cache")
    assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304
    head = client.head(address)
    assert (head.status_code, body(head), head["ETag"]) == (200, b"", page["ETag"])


def test_kosovo_is_written_with_its_asterisk_and_the_note_beside_it(client):
    page = client.get("/countries/XKX/")
    said = text(page)
    assert page.context["country"]["label"] == "Kosovo*"
    assert "Kosovo *" in said
    assert "resolution 1244 (1999)" in said
    assert "note-XKX" in page_of(page).ids
    assert "#note-XKX" in links(page)
    assert "not an ISO code" in said
