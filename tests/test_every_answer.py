"""What every kind of public answer says of itself: who may keep it, its text's charset, and a length that is so."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from activities import publishing
from activities.models import Activity, FormerSlug
from activities.public.api.urls import OPERATIONS
from activities.public.exports.formats import IATI
from commitments.models import Pledge
from tests import factories
from tests.reading import body
from tests.test_bad_input import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

WITHDRAWN, HIDDEN, HIDDEN_PLEDGE = "undp-gcm-0001", "of-others-0001", "of-others"
IN_PATH = {
    "reference": "undp-gcm-0017", "number": "1", "facet": "country", "slug": "undp-gcm", "key": "undp-gcm-5",
    "country": "KGZ", "region": "eac", "partner": "iom",
}  # fmt: skip
OF_AN_ACTIVITY = ["/activities/{}/", "/activities/{}/v/1/", "/activities/{}/versions/", "/api/v1/activities/{}/"]
OF_AN_ACTIVITY += ["/api/v1/activities/{}/versions/", "/api/v1/activities/{}/versions/1/"]
OF_AN_ACTIVITY += [f"/activities/{{}}{version}.{ending}" for version in ("", "/v/1") for ending in ("bib", "ris")]
OTHERS = {
    301: ["/activities", "/partners/of-old/", "/api/v1/partners/of-old/"],
    400: [
        "/activities.csv?partner=none", "/activities.atom?year=0", "/api/v1/activities/?region=none",
        "/api/v1/changes/?since=x", "/pledges/undp-gcm/report.pdf?from=x", "/\0",
    ],
    404: [
        "/no/such/page/", "/activities/?page=0", "/pledges/none/", "/partners/none/", "/regions/none/",
        "/objectives/none/", "/countries/NONE/", "/api/v1/nothing/", "/preview/partner/none.png",
        "/embed/countries/NONE/", "/sitemap-none.xml", "/sitemap-pages.xml?p=9", "/static/none.css",
        *(each.format(HIDDEN) for each in OF_AN_ACTIVITY),
        *(each.format("undp-gcm-9999") for each in OF_AN_ACTIVITY), f"/pledges/{HIDDEN_PLEDGE}/",
    ],
    410: [each.format(WITHDRAWN) for each in OF_AN_ACTIVITY],
    414: [f"/activities/?q={'x' * 9000}", f"/api/v1/activities/?q={'x' * 9000}"],
}  # fmt: skip
# Made for whoever asks: until somebody has, nobody knows how long they are, and HEAD makes none.
UNCOUNTED = ("/activities.csv", "/preview/", "/pledges/undp-gcm/report.pdf", "/data/pledge-tracker.zip")
# XML names its encoding itself; JSON has only one.
OTHER_TEXTS = ("application/xml", "application/json", "application/problem+json", "application/ld+json")


def operations():
    for each in OPERATIONS:
        names = each.pattern.converters
        query = "?since=0" if each.name == "changes" else ""
        yield reverse(f"api:{each.name}", args=[IN_PATH[name] for name in names]) + query


@pytest.fixture(scope="module")
def record(undp, django_db_blocker):
    """UNDP's, with an activity withdrawn, and another pledge of which one was withdrawn before it was hidden."""
    with django_db_blocker.unblock():
        pledge = factories.pledge(slug=HIDDEN_PLEDGE)
        activity = factories.activity(pledge=pledge, reference=HIDDEN)
        publishing.publish_pledge(pledge)
        publishing.publish([activity])
        publishing.withdraw([activity, Activity.objects.get(reference=WITHDRAWN)])
        publishing.withdraw_pledge(Pledge.objects.get(pk=pledge.pk))
        publishing.slug_changed("partner", "of-old", "iom")
        yield
        FormerSlug.objects.filter(former="of-old").delete()


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.KEPT_DIR, settings.IATI_ORGANISATION = tmp_path, "XM-DAC-41114"


def table():
    public = [*ADDRESSES.values(), f"/{IATI.path}", "/api/", *operations(), "/healthz", "/readyz"]
    return [(200, each) for each in public] + [(status, each) for status, several in OTHERS.items() for each in several]


def test_every_answer_is_what_it_says(record):
    visitor, wrong = Client(), []
    for expected, address in table():
        for coding in ("", "gzip"):
            # HEAD first: whatever GET makes and keeps is not there yet.
            answers = [ask(address, headers={"accept-encoding": coding}) for ask in (visitor.head, visitor.get)]
            wrong += [f"{address}: {each}" for each in faults(expected, address, *answers)]
    assert not wrong, "\n".join(wrong)


def faults(expected, address, head, got):
    """Sentences on what is not so of the answers to HEAD and GET of one address."""
    sent = body(got)
    if (head.status_code, got.status_code) != (expected, expected):
        yield f"HEAD {head.status_code} and GET {got.status_code}, not {expected}"
    if body(head):
        yield "HEAD has a body"
    kept = "no-store" if expected >= 400 or address in {"/healthz", "/readyz"} else "no-cache"
    for answer in (head, got):
        if kept not in answer.get("Cache-Control", ""):
            yield f"Cache-Control {answer.get('Cache-Control')!r}"
    if got.get("Content-Type", "") != head.get("Content-Type", ""):
        yield f"HEAD is of {head.get('Content-Type')}, GET of {got.get('Content-Type')}"
    kind = got.get("Content-Type", "")
    if sent and not kind.startswith((*OTHER_TEXTS, "image/", "application/")) and "charset=utf-8" not in kind:
        yield f"no charset in {kind!r}"
    length = got.get("Content-Length")
    if length is not None and int(length) != len(sent):
        yield f"GET says {length} bytes of {len(sent)}"
    if head.get("Content-Length") != length and not (
        address.startswith(UNCOUNTED) and head.get("Content-Length") is None
    ):
        yield f"HEAD says {head.get('Content-Length')} bytes, GET {length}"


def test_head_says_the_length_of_a_picture_that_is_there(client):
    address = "/preview/country/KGZ.png"
    assert "Content-Length" not in client.head(address).headers
    made = client.get(address)
    assert client.head(address)["Content-Length"] == made["Content-Length"] == str(len(made.content))


def test_a_withdrawn_activity_of_a_hidden_pledge_is_not_told_of_among_the_changes(record, client):
    address, told = "/api/v1/changes/?since=0&page_size=100", []
    while address:
        answer = json.loads(body(client.get(address)))
        told += [each["reference"] for each in answer["data"]]
        address = (answer["next"] or "").removeprefix("http://testserver")
    assert WITHDRAWN in told
    assert HIDDEN_PLEDGE in told
    assert HIDDEN not in told
