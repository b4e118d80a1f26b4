"""What a profile breaks its activities down by: every number is that of the list it leads to, and long ones are cut."""

import pytest

from activities import publishing
from activities.models import Country, PublicActivity
from activities.public.facets import FIRST
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.profiles.breakdown import breakdown, number_of, roles
from tests import factories
from tests.reading import links, text, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def filterset(**values):
    return ActivityFilterSet({name: [code] for name, code in values.items()}, index=current_index())


def test_every_number_is_the_total_of_the_list_that_it_leads_to(client):
    by = client.get("/countries/MDA/").context["by"]
    assert [entry.code for entry in by["commitment"].entries] == [f"undp-gcm-{number}" for number in (1, 5, 6, 7)]
    for each in by.values():
        for entry in each.entries:
            assert total(client.get(entry.list_url)) == entry.count
            assert client.get(entry.url).status_code == 200


def test_the_busiest_are_shown_and_the_rest_is_one_link_away(client):
    by = breakdown(filterset(pledge="undp-gcm"), "country")
    counted = [row.facets["country"] for row in PublicActivity.objects.listed()]
    every = {code for codes in counted for code in codes}
    assert by.total == len(every) == number_of(current_index(), current_index().listed, "country")
    assert (len(by.entries), by.more) == (FIRST, len(every) - FIRST)
    assert by.entries[0].count == max(sum(code in codes for codes in counted) for code in every)
    assert {by.all_url} <= set(links(client.get("/pledges/undp-gcm/")))
    assert client.get(by.all_url).status_code == 200


def test_commitments_of_many_pledges_are_cut_too_the_busiest_first_each_with_its_pledge(db):
    country = Country.objects.get(alpha3="NZL")
    activities, pledges = [], [factories.pledge() for _each in range(2)]
    for pledge in pledges:
        commitments = [factories.commitment(pledge=pledge) for _commitment in range(FIRST)]
        served = (commitments, commitments[-2:])
        activities += [factories.activity(commitments=each, countries=[country]) for each in served]
        publishing.publish_pledge(pledge)
    publishing.publish(activities)
    by = breakdown(filterset(country=country.alpha3), "commitment")
    assert (len(by.entries), by.more, by.total) == (FIRST, FIRST, 2 * FIRST)
    assert [entry.count for entry in by.entries] == [2] * 4 + [1] * (FIRST - 4)
    assert {entry.remark for entry in by.entries[:4]} == {pledge.title for pledge in pledges}


def test_a_partner_has_the_roles_that_activities_state_and_no_other(client):
    pledge, partner, country = factories.pledge(), factories.partner(), Country.objects.get(alpha3="NZL")
    made = [factories.activity(pledge=pledge, countries=[country]) for _each in range(3)]
    factories.participation(made[0], partner, role="funding")
    factories.participation(made[0], partner, role="implementing")
    factories.participation(made[1], partner, role="funding")
    factories.participation(made[2], partner, role="co-lead")
    publishing.publish_pledge(pledge)
    publishing.publish(made)
    index = current_index()
    assert roles(index, partner.slug, index.listed) == [("implementing", 1), ("funding", 2), ("co-lead", 1)]
    said = text(client.get(f"/partners/{partner.slug}/"))
    assert "implementing · 1 activity funding · 2 activities co-lead · 1 activity" in said
    assert f"{partner.name} · implementing, funding, co-lead" in text(client.get(f"/countries/{country.alpha3}/"))


def test_a_country_where_something_is_only_planned_is_said_so_wherever_it_is_counted(client):
    said = text(client.get("/pledges/undp-gcm/1/"))
    assert "· 1 of them only planned" in said
    assert "Tajikistan 1 activity · only planned" in text(client.get("/countries/KGZ/"))
