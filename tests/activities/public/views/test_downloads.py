"""Downloads as visitors meet them: kept for all, prepared with progress, or not at the moment."""

import time
from contextlib import ExitStack

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.public.exports import formats, limits, prepared
from tests.activities.reading import drafts, edit, public
from tests.reading import body, csv_references, text, xlsx_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.KEPT_DIR = tmp_path / "kept"
    return settings.KEPT_DIR


@pytest.fixture
def three(db):
    activities = drafts(3)
    publishing.publish(activities)
    return activities


def files(folder):
    return [each for each in folder.rglob("*") if each.is_file() and not each.suffix]


# --- One file an edition ----------------------------------------------------------------------------------------------


def test_the_unfiltered_csv_is_made_once_for_an_edition(client, three, folder):
    first = body(client.get("/activities.csv"))
    for query in ("", "?page=2", "?sort=newest&country=", "?unknown=1"):
        with CaptureQueriesContext(connection) as queries:
            again = client.get(f"/activities.csv{query}")
            assert body(again) == first
        # The newest edition.
        assert len(queries) == 1
        assert int(again["Content-Length"]) == len(first)
    assert len(files(folder)) == 1
    for query in ("?sort=oldest", "?kind=programme", "?q=text"):
        assert sorted(csv_references(client.get(f"/activities.csv{query}"))) == sorted(each.reference for each in three)
    assert len(files(folder)) == 1


def test_another_edition_is_another_file_and_what_is_withdrawn_is_in_none(client, three, folder):
    etag = client.get("/activities.csv")["ETag"]
    publishing.withdraw([three[1]])
    again = client.get("/activities.csv", headers={"if-none-match": etag})
    assert csv_references(again) == [three[0].reference, three[2].reference]
    assert len(files(folder)) == 1
    assert three[1].title.encode() not in files(folder)[0].read_bytes()
    edit(three[0], title="Another title")
    publishing.publish([three[0]])
    assert b"Another title" in body(client.get("/activities.csv"))


def test_nothing_is_kept_of_an_empty_site_nor_for_head(client, db, folder):
    assert body(client.get("/activities.csv")).startswith(b"\xef\xbb\xbfreference,")
    public()
    assert client.head("/activities.csv").status_code == 200
    assert not folder.exists()


def test_where_no_file_can_be_written_the_rows_are_streamed_and_the_log_says_so(client, three, folder, caplog):
    folder.write_text("not a folder")
    for _ in range(2):
        assert len(csv_references(client.get("/activities.csv"))) == 3
    assert "A download could not be kept" in caplog.text


def test_who_asks_while_it_is_made_is_sent_the_rows_beside_it(client, three, folder, monkeypatch):
    asked = []
    pieces = formats.csv.pieces

    def and_meanwhile(filterset):
        if not asked:
            asked.append(True)
            asked.append(csv_references(client.get("/activities.csv")))
        yield from pieces(filterset)

    monkeypatch.setitem(formats.BY_NAME["csv"].__dict__, "pieces", and_meanwhile)
    assert csv_references(client.get("/activities.csv")) == asked[1] == [each.reference for each in three]
    assert len(files(folder)) == 1


# --- Two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*(each.path for each in formats.FORMATS), "data/pledge-tracker.zip"])
def test_a_third_download_at_once_is_503_until_another_ends(client, three, monkeypatch, path):
    monkeypatch.setattr(limits, "SMALL", 0)
    address = f"/{path}?kind=programme"
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(limits.slot(1))
        told = client.get(address)
        page = client.get(address, headers=BROWSER)
        for answer in (told, page):
            assert answer.status_code == 503
            assert int(answer["Retry-After"]) > 0
            assert answer["Cache-Control"] == "no-store"
            assert "ETag" not in answer
        assert told["Content-Type"] == "text/plain; charset=utf-8"
        assert "Try again in a minute" in told.content.decode()
        assert "Try again in a minute" in text(page)
        assert f'<a href="{address}">' in page.content.decode()
        assert client.head(address).status_code == 200
    assert body(client.get(address))


def test_a_download_that_breaks_off_gives_its_slot_back(client, transactional_db, monkeypatch):
    """By a closed answer, which ends its connection too."""
    public()
    monkeypatch.setattr(limits, "SMALL", 0)
    for _ in range(3):
        broken = client.get("/activities.jsonl")
        next(iter(broken))
        broken.close()
    for _ in range(3):
        client.get("/activities.json").close()
    answers = [client.get("/activities.jsonl") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 503]
    for each in answers:
        each.close()


def test_a_kept_file_needs_no_slot(client, three, monkeypatch):
    monkeypatch.setattr(limits, "SMALL", 0)
    body(client.get("/activities.csv"))
    with limits.slot(1), limits.slot(1):
        assert len(csv_references(client.get("/activities.csv"))) == 3


# --- Prepared ---------------------------------------------------------------------------------------------------------


def ready(client, address):
    """The file at this address, once it is ready."""
    for _ in range(200):
        answer = client.get(address)
        if answer.status_code != 202:
            return answer
        time.sleep(0.05)
    raise AssertionError("It was not ready in ten seconds.")


def test_a_large_xlsx_is_prepared_kept_and_then_sent(client, transactional_db, folder, monkeypatch):
    activities = drafts(3)
    publishing.publish(activities)
    direct = xlsx_rows(client.get("/activities.xlsx?sort=oldest"))
    monkeypatch.setattr(formats, "MOST_AT_ONCE", 2)

    assert client.head("/activities.xlsx?sort=oldest").status_code == 202
    assert not folder.exists()
    page = client.get("/activities.xlsx?sort=oldest")
    assert page.status_code == 202
    assert (page["Retry-After"], page["Refresh"], page["Cache-Control"]) == ("5", "5", "no-store")
    assert "ETag" not in page
    assert "of 3 rows are written. The file is packed after that" in text(page)

    answer = ready(client, "/activities.xlsx?sort=oldest")
    assert answer["Content-Type"] == XLSX
    assert answer["Content-Disposition"].startswith('attachment; filename="activities-edition-')
    assert xlsx_rows(answer) == direct
    assert client.head("/activities.xlsx?sort=oldest")["ETag"] == answer["ETag"]
    # Another query is another file; one of few rows is made at once.
    assert [row["reference"] for row in xlsx_rows(ready(client, "/activities.xlsx"))] == [
        row["reference"] for row in reversed(direct)
    ]
    assert len(files(folder)) == 2
    publishing.withdraw([activities[0]])
    assert len(xlsx_rows(client.get("/activities.xlsx"))) == 2


def test_the_page_can_be_told_not_to_look_again_by_itself(client, three, monkeypatch):
    monkeypatch.setattr(formats, "MOST_AT_ONCE", 2)
    page = client.head("/activities.xlsx?sort=title")
    assert "Refresh" in page
    quiet = client.head("/activities.xlsx?sort=title&reload=no")
    assert quiet.status_code == 202
    assert "Refresh" not in quiet
    assert quiet["Retry-After"] == "5"


def test_what_cannot_be_prepared_is_503_with_the_way_out(client, three, monkeypatch):
    monkeypatch.setattr(formats, "MOST_AT_ONCE", 2)

    def failed(*_):
        raise prepared.Failed

    monkeypatch.setattr("activities.public.views.downloads.prepare", failed)
    answer = client.get("/activities.xlsx")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "download the same rows as CSV" in answer.content.decode()


def test_where_nothing_can_be_kept_a_large_xlsx_is_sent_as_it_is_made(client, three, folder, monkeypatch):
    monkeypatch.setattr(formats, "MOST_AT_ONCE", 2)
    folder.write_text("not a folder")
    assert len(xlsx_rows(client.get("/activities.xlsx"))) == 3
