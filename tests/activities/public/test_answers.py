"""Whole answers kept before Django's layers: the same as fresh ones, exact for every edition and day, bounded."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils.http import http_date

from activities import newest, publishing
from activities.models import Edition
from activities.public import answers, pages
from pledgetracker.wsgi import Handler
from tests import factories

pytestmark = pytest.mark.django_db
# What is told at a commit needs one.
committed = pytest.mark.django_db(transaction=True)


def total(body):
    """The number of activities that a page of the list states."""
    return int(re.search(rb'data-total="(\d+)"', body)[1])


ADDRESSES = ["/", "/activities/", "/activities/?country=XXX", "/data/", "/pledges/of-us/", "/partners/", "/countries/"]


class Site:
    """A process of the site, as a WSGI server calls it."""

    def __init__(self):
        self.handler = Handler()
        self.drawn = 0
        draw = self.handler.get_response

        def counted(request):
            self.drawn += 1
            return draw(request)

        self.handler.get_response = counted

    def ask(self, address, method="GET", **headers):
        """(status, {header: value}, body)"""
        path, _mark, query = address.partition("?")
        extra = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ = RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=method, **extra)
        environ.pop("CONTENT_TYPE", None)
        said = {}

        def start_response(status, headers, exc_info=None):
            said["status"], said["headers"] = int(status.split()[0]), headers

        response = self.handler(environ, start_response)
        body = b"".join(response)
        getattr(response, "close", lambda: None)()
        assert len(said["headers"]) == len(dict(said["headers"])), "no header twice"
        return said["status"], dict(said["headers"]), body


@pytest.fixture
def activity():
    pledge = factories.pledge(slug="of-us")
    commitment = factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    activity = factories.activity(pledge=pledge, commitments=[commitment], title="The first of all")
    publishing.publish([activity])
    return activity


@pytest.fixture
def site(activity):
    newest.newest_token.forget()
    # As the test client does: the connection is the test's, and stays open.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Site()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_a_kept_answer_is_the_fresh_one_header_for_header(site, address, accept):
    fresh, kept = (site.ask(address, accept_encoding=accept, x_request_id="12345678") for _ in range(2))
    assert site.drawn == 1
    assert kept == fresh
    assert kept[0] == 200
    assert kept[1].get("Content-Encoding", "") == accept


@pytest.mark.parametrize("accept", ["", "gzip", "br"])
def test_head_and_304_are_answered_from_what_is_kept(site, accept):
    _status, headers, body = site.ask("/activities/", accept_encoding=accept, x_request_id="12345678")
    status, of_head, nothing = site.ask("/activities/", "HEAD", accept_encoding=accept, x_request_id="12345678")
    assert (status, of_head, nothing) == (200, headers, b"")
    assert int(headers["Content-Length"]) == len(body)
    for condition in (
        {"if_none_match": headers["ETag"]},
        {"if_none_match": f'"other", {headers["ETag"]}'},
        {"if_none_match": "*"},
    ):
        condition |= {"accept_encoding": accept, "x_request_id": "12345678"}
        kept = site.ask("/activities/", **condition)
        assert kept == Site().ask("/activities/", **condition), "one that is drawn is the same, header for header"
        status, of_known, nothing = kept
        assert (status, nothing) == (304, b"")
        # And no more: the policies that came with the kept copy stay in force (RFC 9110, 15.4.5).
        said = ("ETag", "Last-Modified", "Cache-Control", "Vary", "X-Request-ID")
        assert of_known == {name: headers[name] for name in said}
    assert site.drawn == 1
    assert site.ask("/activities/", if_none_match='"other"', accept_encoding=accept)[0] == 200


def test_by_date_alone_only_the_very_date_is_answered_304(site):
    with override_settings(TODAY=date(2000, 1, 1)):  # a day that made no page another one after the edition
        alone = Edition.objects.first()
        Edition.objects.exclude(pk=alone.pk).update(at=alone.at - timedelta(hours=1))
        date_given = site.ask("/activities/")[1]["Last-Modified"]
        for address in ("/activities/", "/activities.csv"):
            assert site.ask(address, if_modified_since=date_given)[::2] == (304, b"")
        # With an ETag the date does not count. And another date is of another page, or of a clock that is not ours.
        assert site.ask("/activities/", if_none_match='"other"', if_modified_since=date_given)[0] == 200
        for other in ("nonsense", http_date(alone.at.timestamp() - 60), http_date(alone.at.timestamp() + 60)):
            assert site.ask("/activities/", if_modified_since=other)[0] == 200
        # What is not there is not there, whoever asks.
        for condition in ({"if_modified_since": date_given}, {"if_none_match": "*"}):
            assert site.ask("/activities/?page=99", **condition)[0] == 404


def test_a_second_edition_in_one_second_is_not_taken_for_the_first(site, activity):
    with override_settings(TODAY=date(2000, 1, 1)):
        date_given = site.ask("/activities/")[1]["Last-Modified"]
        edition = publishing.withdraw([activity])
        Edition.objects.filter(pk=edition.pk).update(at=Edition.objects.before(edition).at)
        status, headers, body = site.ask("/activities/", if_modified_since=date_given)
        assert headers["Last-Modified"] == date_given
        assert (status, total(body)) == (200, 0)


@committed
def test_whoever_publishes_shows_it_at_once(site, activity):
    first = site.ask("/activities/")
    publishing.publish([factories.activity(pledge=activity.pledge, title="Another")])
    second = site.ask("/activities/", if_none_match=first[1]["ETag"])
    assert (total(first[2]), second[0], total(second[2])) == (1, 200, 2)
    publishing.withdraw([activity])
    assert total(site.ask("/activities/", if_none_match=second[1]["ETag"])[2]) == 1


@committed
def test_what_was_withdrawn_is_gone_at_once_for_an_old_etag_too(site, activity):
    address = reverse("activity", args=[activity.reference])
    etag = site.ask(address)[1]["ETag"]
    assert site.ask(address, if_none_match=etag)[0] == 304
    publishing.withdraw([activity])
    assert site.ask(address, if_none_match=etag)[0] == 410
    assert site.ask(address)[0] == 410


@committed
def test_another_process_shows_it_within_a_second(site, activity, monkeypatch):
    """Of another process: its memory of the token is not told of what is published here."""
    elsewhere = newest.NewestToken()
    monkeypatch.setattr(answers, "newest_token", elsewhere)
    assert total(site.ask("/activities/")[2]) == 1
    published = time.monotonic()
    publishing.publish([factories.activity(pledge=activity.pledge)])
    while total(site.ask("/activities/")[2]) == 1:
        assert time.monotonic() < published + 10, "it is never shown"
        time.sleep(0.02)
    assert newest.FRESH < 1, "and that is by how much it may be late"


def test_a_draft_moves_nothing(site, activity):
    site.ask("/activities/")
    activity.title = "An edit that nobody reviewed"
    activity.save()
    factories.activity(pledge=activity.pledge, title="A draft")
    site.ask("/activities/")
    assert site.drawn == 1


def test_a_new_day_draws_every_page_anew(site):
    with override_settings(TODAY=date(2026, 11, 24)):
        first = site.ask("/activities/")
    with override_settings(TODAY=date(2026, 11, 25)):
        second = site.ask("/activities/", if_none_match=first[1]["ETag"])
    assert (site.drawn, second[0]) == (2, 200)


def test_what_is_drawn_over_midnight_is_kept_for_the_day_before(site, settings, monkeypatch):
    settings.TODAY = date(2026, 11, 24)
    draw = pages.TemplateView.dispatch

    def midnight_strikes(*args, **kwargs):
        settings.TODAY = date(2026, 11, 25)
        return draw(*args, **kwargs)

    monkeypatch.setattr(pages.TemplateView, "dispatch", midnight_strikes)
    site.ask("/activities/")
    site.ask("/activities/")
    assert site.drawn == 2


def test_what_is_no_page_asks_nothing_of_the_database(site, monkeypatch):
    """Or the site would look dead, without its style, whenever the database is."""

    def never():
        pytest.fail("the token was read")

    monkeypatch.setattr(answers, "newest_token", never)
    monkeypatch.setattr(answers.Beyond, "is_set", True)
    for address in ("/healthz", "/readyz", "/static/css/none.css", "/admin/login/"):
        site.ask(address)


@pytest.mark.parametrize("fault", [DatabaseError, InterfaceError])
def test_without_the_database_nothing_is_given(site, monkeypatch, fault):
    def away():
        raise fault

    site.ask("/activities/")
    monkeypatch.setattr(answers, "newest_token", away)
    site.ask("/activities/")
    assert site.drawn == 2, "Django says what there is to say"


def test_what_a_page_differs_by_is_told_apart(site):
    site.ask("/activities/")
    assert b"<html" not in site.ask("/activities/", hx_request_type="partial")[2]
    for headers in ({"host": "localhost"}, {"x_forwarded_proto": "https"}, {"accept_encoding": "gzip"}):
        site.ask("/activities/", **headers)
    assert site.drawn == 5
    assert site.ask("/activities/", host="elsewhere.example")[0] == 400


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/admin/login/", "GET"),
        ("/activities/?page=99", "GET"),
        ("/no/such/page/", "GET"),
        ("/activities/", "POST"),
        ("/activities/", "OPTIONS"),
        ("/activities.csv?country=", "GET"),
        ("/activities.csv?year=0", "GET"),
        ("/healthz", "GET"),
    ],
)
def test_what_is_not_a_public_page_is_never_kept(site, address, method):
    site.ask(address, method)
    site.ask(address, method)
    assert site.drawn == 2


def test_every_answer_is_logged_and_has_an_id(site, caplog):
    caplog.set_level("INFO", "pledgetracker.request")
    site.ask("/activities/?q=secret", x_request_id="87654321")
    site.ask("/activities/?q=secret", x_request_id="87654321")
    fresh, kept = (record.data for record in caplog.records if record.name == "pledgetracker.request")
    assert kept | {"ms": 0} == fresh | {"ms": 0, "request_id": "87654321"}
    assert "secret" not in str(kept)
    assert site.ask("/activities/")[1]["X-Request-ID"] != site.ask("/activities/")[1]["X-Request-ID"]


def test_ten_thousand_different_queries_weigh_no_more_than_the_limit():
    memory = answers.Memory(capacity=500_000)
    for number in range(10_000):
        memory.put(("http", f"country={number}"), answers.Answer("token", [], bytes(1000)))
        assert memory.weight <= 500_000
    kept = [number for number in range(10_000) if memory.get(("http", f"country={number}"))]
    assert kept == list(range(10_000 - len(kept), 10_000)), "the latest stay"
    assert len(kept) * (1000 + answers.OVERHEAD) <= 500_000


def test_what_is_asked_for_again_stays():
    memory = answers.Memory(capacity=3 * (answers.OVERHEAD + 1))
    for key in "abc":
        memory.put((key,), answers.Answer("token", [], b""))
    memory.get(("a",))
    memory.put(("d",), answers.Answer("token", [], b""))
    assert [bool(memory.get((key,))) for key in "abcd"] == [True, False, True, True]


def test_an_answer_larger_than_the_limit_is_not_kept(site, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 100)
    site.ask("/activities/")
    site.ask("/activities/")
    assert site.drawn == 2


@committed
def test_threads_get_what_is_theirs(site):
    wanted = [f"/activities/?q={word}" for word in ("first", "all", "none", "title")] * 25
    alone = {address: site.ask(address)[2] for address in set(wanted)}

    def asked(address):
        try:
            return site.ask(address)
        finally:
            connection.close()  # the thread's own

    with ThreadPoolExecutor(8) as threads:
        for address, (status, _headers, body) in zip(wanted, threads.map(asked, wanted), strict=True):
            assert (status, body) == (200, alone[address])


def test_bad_input_is_answered_as_ever(site):
    for address in ("/\0", "/activities/?q=%00", "/\xff\xfe/", "/activities/?" + "x" * 9000, "//", "/activities/?%ff"):
        assert site.ask(address)[0] in {200, 400, 404, 414}, address
    assert site.ask("/activities/", x_request_id="odd\tone")[0] == 200
