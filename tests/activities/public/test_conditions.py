"""304: decided before an answer begins, by one rule for what is kept, for pages and for downloads."""

import threading
from datetime import date, timedelta
from itertools import cycle, islice

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.http import http_date

from activities import publishing
from activities.models import Edition
from activities.public import streaming
from activities.public.api.urls import OPERATIONS
from activities.public.conditions import Decision, State, decide
from activities.public.exports import iati, json, long_form
from activities.public.exports.formats import offered
from tests import factories
from tests.activities.reading import drafts
from tests.reading import body

NOON = 1_700_000_000
STATE = State("token 2023-11-14", 'W/"abc"', NOON, dated=True)
OTHER = {"If-None-Match": '"other"'}
# Far more than an answer takes on a busy machine: whatever takes as long never ends.
PATIENCE = 120


@pytest.mark.parametrize(
    ("headers", "decision"),
    [
        ({}, Decision.ANSWER),
        ({"IF_NONE_MATCH": 'W/"abc"'}, Decision.UNCHANGED),
        ({"IF_NONE_MATCH": '"abc"'}, Decision.UNCHANGED),
        ({"IF_NONE_MATCH": '"x", W/"abc"'}, Decision.UNCHANGED),
        ({"IF_NONE_MATCH": '"x"'}, Decision.ANSWER),
        ({"IF_NONE_MATCH": ""}, Decision.ANSWER),
        ({"IF_NONE_MATCH": " * "}, Decision.UNCHANGED_IF_THERE),
        ({"IF_MODIFIED_SINCE": http_date(NOON)}, Decision.UNCHANGED_IF_THERE),
        ({"IF_MODIFIED_SINCE": http_date(NOON - 1)}, Decision.ANSWER),
        ({"IF_MODIFIED_SINCE": http_date(NOON + 1)}, Decision.ANSWER),
        ({"IF_MODIFIED_SINCE": "nonsense"}, Decision.ANSWER),
        ({"IF_MODIFIED_SINCE": http_date(NOON), "IF_NONE_MATCH": '"x"'}, Decision.ANSWER),
    ],
)
def test_what_is_decided(headers, decision):
    meta = {f"HTTP_{name}": value for name, value in headers.items()}
    for method in ("GET", "HEAD"):
        assert decide(meta | {"REQUEST_METHOD": method}, STATE) is decision
    assert decide(meta | {"REQUEST_METHOD": "OPTIONS"}, STATE) is Decision.ANSWER


def test_a_date_that_stands_for_two_answers_stands_for_neither():
    state = State("token 2023-11-14", 'W/"abc"', NOON, dated=False)
    meta = {"REQUEST_METHOD": "GET", "HTTP_IF_MODIFIED_SINCE": http_date(NOON)}
    assert decide(meta, state) is Decision.ANSWER


@pytest.fixture
def in_pieces(transactional_db, settings, tmp_path, monkeypatch):
    """Rows that take several pieces in every format, and a date that stands for the present edition alone."""
    settings.KEPT_DIR, settings.IATI_ORGANISATION = tmp_path, "XM-DAC-41114"
    for module, name in [(streaming, "ROWS"), (streaming, "BLOCK"), (json, "RECORDS")]:
        monkeypatch.setattr(module, name, 2)
    for module in (long_form, iati):
        monkeypatch.setattr(module, "ACTIVITIES", 2)
    activities = drafts(7, countries=[factories.country()], start="2023-01-01", status="in-progress")
    funder = factories.partner()
    for activity in activities:
        factories.participation(activity, funder, role="funding")
        factories.result(activity)
    publishing.publish(activities)
    newest = Edition.objects.first()
    Edition.objects.exclude(pk=newest.pk).update(at=newest.at - timedelta(hours=1))
    # No midnight is then later than the edition.
    settings.TODAY = date(2000, 1, 1)


def within_patience(ask):
    """What `ask` returns from a thread of its own, as from a worker's; a failure where it never ends."""
    answers = []

    def run():
        try:
            answers.append(ask())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "it never answers"
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]


def asked(address, **headers):
    """(status, body, ETag, Last-Modified) of an answer that is read to its end."""
    answer = Client().get(address, headers=headers)
    return answer.status_code, body(answer), answer.get("ETag"), answer.get("Last-Modified")


def addresses():
    filtered = [f"/{each.path}?kind=programme&sort=oldest" for each in offered()]
    return [
        *(f"/{each.path}" for each in offered()),
        *filtered,
        reverse("data_package"),
        *(reverse(f"api:{each.name}") for each in OPERATIONS if not each.pattern.converters and each.name != "changes"),
        f"{reverse('api:changes')}?since=0",
        "/activities/",
        "/sitemap-activities.xml",
    ]


def test_whoever_has_the_answer_is_told_so_in_every_format_and_nobody_waits_for_ever(in_pieces):
    """One test: what needs the database outside a transaction, as PostgreSQL's COPY does, is slow to clear."""
    for address in addresses():
        status, whole, etag, modified = within_patience(lambda address=address: asked(address))
        assert (status, bool(whole)) == (200, True), address
        for condition in ({"If-None-Match": etag}, {"If-None-Match": "*"}, {"If-Modified-Since": modified}):
            known = within_patience(lambda address=address, given=condition: asked(address, **given))
            assert known == (304, b"", etag, modified), (address, condition)
        for condition in (OTHER, {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}):
            anew = within_patience(lambda address=address, given=condition: asked(address, **given))
            assert anew == (200, whole, etag, modified), (address, condition)


def test_what_is_not_there_is_not_unchanged(in_pieces):
    modified = asked("/activities/")[-1]
    for condition in ({"If-None-Match": "*"}, {"If-Modified-Since": modified}):
        assert asked("/activities/?page=99", **condition)[0] == 404
        assert asked("/activities.csv?country=XXX", **condition)[0] == 400
        assert asked("/api/v1/activities/nothing/", **condition)[0] == 404


def test_two_hundred_conditional_requests_at_once_are_all_answered_and_the_site_lives_on(in_pieces):
    """From as many threads as the site has; how quick they are, `benchmarks.served.conditional` measures."""
    states = {address: asked(address)[2:] for address in addresses()}
    known = [
        (address, condition)
        for address, (etag, modified) in states.items()
        for condition in ({"If-None-Match": etag}, {"If-Modified-Since": modified}, {"If-None-Match": "*"}, OTHER)
    ]
    waiting, statuses, lock = list(islice(cycle(known), 200)), [], threading.Lock()

    def work():
        try:
            while True:
                with lock:
                    if not waiting:
                        return
                    address, condition = waiting.pop()
                status = asked(address, **condition)[0]
                statuses.append((condition is OTHER, status))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(statuses) == 200
    # A package is large enough a work that some are told to come back.
    assert {status for anew, status in statuses if not anew} == {304}
    assert {status for anew, status in statuses if anew} <= {200, 503}
    assert asked("/healthz")[0] == 200
