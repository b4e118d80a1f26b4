"""The report as a page and as a PDF: what is asked for, kept, refused, and made while nobody waits."""

import io

import pytest
from pypdf import PdfReader

from activities.public import typeset
from activities.public.exports import limits, prepared
from activities.public.views import reports
from tests.reading import body, links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

PAGE, PDF = "/pledges/undp-gcm/report/", "/pledges/undp-gcm/report.pdf"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.KEPT_DIR = tmp_path


def pages(response):
    return len(PdfReader(io.BytesIO(body(response))).pages)


def test_the_page_shows_the_period_and_leads_to_the_same_as_pdf(client):
    page = client.get(PAGE, {"from": "2024", "to": ""})
    text = page.content.decode()
    assert 'name="from" value="2024"' in text
    assert f"{PDF}?from=2024" in links(page)
    assert "This report holds\n" not in text
    assert page.context["report"].period.start == "2024"
    assert page.content.count(b"<h1") == 1


def test_a_period_that_is_none_is_said_beside_its_box_and_kept(client):
    page = client.get(PAGE, {"from": "soon", "to": "2024"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "“soon” is not a date" in text
    assert 'value="soon"' in text and 'value="2024"' in text
    assert page.context["report"] is None
    answer = client.get(PDF, {"from": "soon"})
    assert answer.status_code == 400
    assert answer.content.decode().startswith("From: “soon” is not a date")


def test_the_pdf_is_named_and_opens(client):
    answer = client.get(PDF, {"from": "2023", "to": "2024"})
    assert answer["Content-Type"] == "application/pdf"
    edition = answer["Content-Disposition"]
    assert edition.startswith('inline; filename="undp-gcm-report-2023-to-2024-edition-')
    assert pages(answer) > 10


def test_a_pledge_that_is_not_public_has_no_report(client):
    for address in (PAGE, PDF):
        assert client.get(address.replace("undp-gcm", "no-such")).status_code == 404


def test_a_pdf_is_made_once_and_kept(client, monkeypatch):
    first = body(client.get(PDF))
    monkeypatch.setattr(reports, "pdf_of", None)
    assert body(client.get(PDF)) == first
    assert client.get(PDF, headers={"If-None-Match": client.get(PDF)["ETag"]}).status_code == 304


def test_nothing_is_made_for_who_asks_for_the_head(client, monkeypatch):
    monkeypatch.setattr(reports, "pdf_of", None)
    assert client.head(PDF).status_code == 200


def test_where_no_file_can_be_kept_it_is_made_for_each(client, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.KEPT_DIR = tmp_path / "file"
    assert pages(client.get(PDF)) > 10


def test_as_many_are_made_at_once_as_a_worker_makes_and_then_503(client):
    with limits.core(), limits.core():
        answer = client.get(PDF)
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_what_typst_cannot_set_is_said_in_a_sentence(client, monkeypatch):
    def fails(report):
        raise typeset.Failed("reason")

    monkeypatch.setattr(reports, "pdf_of", fails)
    answer = client.get(PDF, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert "print the page" in answer.content.decode()


def test_a_large_report_is_prepared_while_the_reader_is_told(client, monkeypatch):
    monkeypatch.setattr(reports, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(limits, "SMALL", 10)
    # The thread, which has a connection of its own, does not see what this test's transaction holds.
    monkeypatch.setattr(reports, "report_of", lambda *of: None)
    monkeypatch.setattr(reports, "pdf_of", lambda report: b"%PDF")
    page = client.get(PAGE)
    assert "Choose a shorter period" in page.content.decode()
    assert PDF in links(page)
    answer = client.get(PDF)
    assert (answer.status_code, answer["Refresh"]) == (202, "5")
    assert f"{PDF}?reload=no" in links(answer)
    for thread in [each for each in prepared.threading.enumerate() if each.name == "export"]:
        thread.join(10)
    assert body(client.get(PDF)) == b"%PDF"


def test_a_report_that_nobody_could_print_is_refused_with_what_to_do(client, monkeypatch):
    monkeypatch.setattr(reports, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(reports, "MOST", 20)
    answer = client.get(PDF)
    assert answer.status_code == 400
    assert "up to 45 activities. A PDF holds at most 20" in answer.content.decode()
    page = client.get(PAGE)
    assert PDF not in links(page)
    assert "/activities.csv?pledge=undp-gcm" in links(page)


def test_the_pledge_leads_to_its_report(client):
    assert PAGE in links(client.get("/pledges/undp-gcm/"))
