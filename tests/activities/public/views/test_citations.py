"""Citations as files and on pages: the same text, with the answers of the page that they are of."""

import pytest

from activities import publishing
from activities.models import Activity
from tests.reading import links, page_of, text, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

NOTE = "* References to Kosovo shall be understood to be in the context of"
PAGES = {
    "/activities/undp-gcm-0007/": "undp-gcm-0007-v1",
    "/activities/undp-gcm-0007/v/1/": "undp-gcm-0007-v1",
    "/pledges/undp-gcm/": "undp-gcm",
    "/pledges/undp-gcm/5/": "undp-gcm-5",
    "/countries/XKX/": "country-XKX",
}


@pytest.mark.parametrize(("address", "key"), PAGES.items())
def test_a_page_shows_what_its_files_hold_in_fields_that_can_be_selected(client, address, key):
    page = client.get(address)
    own = address.replace("/v/1/", "/") if "/v/1/" in address else address
    for ending, kind in (("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")):
        file = client.get(f"{address[:-1]}.{ending}")
        assert file.status_code == 200
        assert file["Content-Type"] == f"{kind}; charset=utf-8"
        assert file["Content-Disposition"] == f'attachment; filename="{key}.{ending}"'
        assert page_of(page).said[f"cite-{ending}"].strip() == file.content.decode().replace("\r\n", "\n").strip()
        assert f"{own[:-1]}.{ending}" in links(page)
    assert f"http://testserver{own}" in page.content.decode()


def test_a_version_is_cited_by_the_address_that_keeps_it(client):
    one = Activity.objects.get(reference="undp-gcm-0007")
    one.title = "The second title"
    one.save()
    publishing.publish([one])
    first, second = (client.get(f"/activities/undp-gcm-0007{path}.ris").content.decode() for path in ("/v/1", ""))
    assert "/activities/undp-gcm-0007/v/1/\r\n" in first
    assert "second title" not in first
    assert "TI  - The second title\r\n" in second
    assert "/activities/undp-gcm-0007/v/2/\r\n" in second
    assert "/activities/undp-gcm-0007/v/1.ris" in links(client.get("/activities/undp-gcm-0007/v/1/"))


def test_a_citation_carries_the_note_for_whoever_copies_it_alone(client):
    for style in ("apa", "bib", "ris"):
        assert NOTE in page_of(client.get(f"/activities/{undp('2.2')[0]}/")).said[f"cite-{style}"]
        assert "References to" not in page_of(client.get(f"/activities/{undp('6.3')[0]}/")).said[f"cite-{style}"]


@pytest.mark.parametrize(
    "path",
    ["activities/undp-gcm-9999", "activities/undp-gcm-0001/v/9", "pledges/x", "pledges/undp-gcm/8", "countries/XYZ"],
)
def test_what_has_no_page_has_no_citation(client, path):
    assert client.get(f"/{path}.bib").status_code == client.get(f"/{path}.ris").status_code == 404


def test_a_withdrawn_activity_is_cited_no_more(client):
    publishing.withdraw([Activity.objects.get(reference="undp-gcm-0007")])
    for path in ("undp-gcm-0007", "undp-gcm-0007/v/1"):
        assert client.get(f"/activities/{path}.bib").status_code == 410


def test_sharing_sends_nothing_anywhere_before_somebody_does(client):
    page = client.get("/activities/undp-gcm-0007/")
    [mail] = [each for each in links(page) if each.startswith("mailto:")]
    assert mail.startswith("mailto:?subject=Active%20Labour%20Market")
    assert "http%3A%2F%2Ftestserver%2Factivities%2Fundp-gcm-0007%2F%0D%0A" in mail
    assert "References%20to%20Kosovo" in mail
    assert "Send by e-mail" in text(page)
