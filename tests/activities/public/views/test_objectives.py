"""The objectives of the agreements under which pledges are made."""

import pytest

from activities import publishing
from commitments.models import Pledge
from tests import factories
from tests.reading import links, references, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def test_the_list_has_every_objective_of_the_framework_with_its_counts(client):
    page = client.get("/objectives/")
    framework, *others = page.context["frameworks"]
    assert not others
    assert [entry.code for entry in framework["objectives"]] == [f"gcm-{number}" for number in range(1, 24)]
    for entry in framework["objectives"][::4]:
        assert entry.url in links(page)
        assert total(client.get(entry.url)) == entry.count
    assert "linked a commitment" in text(page)


def test_an_objective_shows_the_commitments_linked_to_it_and_their_activities(client):
    page = client.get("/objectives/gcm-20/")
    assert references(page) == references(client.get("/activities/?objective=gcm-20"))
    said = text(page)
    assert "Objective 20: " in said
    assert "The register's editors linked them" in said
    numbers = [
        each["number"]
        for each in Pledge.objects.get().publications.first().document["commitments"]
        if "gcm-20" in each["objectives"]
    ]
    assert {f"/pledges/undp-gcm/{number}/" for number in numbers} <= set(links(page))
    assert len(page.context["commitments"]) == len(numbers) > 0
    assert {"/objectives/gcm-19/", "/objectives/gcm-21/"} <= set(links(page))


def test_one_that_nothing_is_linked_to_says_so(client):
    unlinked = next(
        each for each in client.get("/objectives/").context["frameworks"][0]["objectives"] if not each.remark
    )
    said = text(client.get(unlinked.url))
    assert "No pledge in this register takes it up" in said
    assert "linked no commitment to it" in said


def test_an_objective_without_activities_says_whether_a_pledge_takes_it_up(client):
    page = client.get("/objectives/")
    said = text(page)
    assert (
        "Pledges take up 10 of 23 objectives: the editors linked a commitment to each. For 2 of these no activity"
        in said
    )
    idle = [each for each in page.context["frameworks"][0]["objectives"] if not each.count]
    taken_up = [each for each in idle if each.remark]
    assert (len(idle), len(taken_up)) == (15, 2)
    assert (said.count("not taken up"), said.count("none reported")) == (13, 2)
    for each in taken_up:
        own = text(client.get(each.url))
        assert "1 commitment is linked to this objective, and no activity is reported for it" in own
        assert "takes it up" not in own


@pytest.mark.parametrize("code", ["gcm-24", "gcm-0", "gcm-020", "gcm", "GCM-20", "gcm-99999999999999999999", "20"])
def test_what_is_not_there_is_404_with_a_way_on(client, code):
    response = client.get(f"/objectives/{code}/")
    assert response.status_code == 404
    assert "/activities/" in links(response)


def test_the_framework_of_a_draft_is_not_given_away(client):
    objective = factories.objective()
    pledge = factories.pledge(framework=objective.framework)
    factories.commitment(pledge=pledge, objectives=[objective])
    assert client.get(f"/objectives/{objective.key}/").status_code == 404
    assert objective.framework.name not in text(client.get("/objectives/"))
    publishing.publish_pledge(pledge)
    assert client.get(f"/objectives/{objective.key}/").status_code == 200
    assert objective.framework.name in text(client.get("/objectives/"))


def test_an_objective_that_a_pledge_of_another_framework_serves_has_its_page(client):
    objective = factories.objective()
    pledge = factories.pledge()
    commitment = factories.commitment(pledge=pledge, objectives=[objective])
    activity = factories.activity(commitments=[commitment])
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    page = client.get(f"/objectives/{objective.key}/")
    assert references(page) == [activity.reference]
    assert f"/objectives/{objective.key}/" in links(client.get(f"/activities/{activity.reference}/"))


def test_a_site_without_a_pledge_says_so(client):
    publishing.withdraw_pledge(Pledge.objects.get())
    assert "No pledge is published" in text(client.get("/objectives/"))
    assert client.get("/objectives/gcm-20/").status_code == 404


def test_activities_lead_to_their_objectives(client):
    assert "/objectives/gcm-20/" in links(client.get(f"/activities/{undp('5.1')[0]}/"))
