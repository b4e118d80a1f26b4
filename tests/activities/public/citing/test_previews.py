"""The pictures that other sites show: made once, of what is in the register, and never an error of the server."""

import struct

import pytest

from activities import publishing
from activities.models import Activity
from activities.public import typeset
from activities.public.citing import pictures
from activities.public.citing.previews import Picture, cut
from activities.public.exports import limits
from activities.public.index import current_index
from commitments.models import Pledge
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

KGZ = "/preview/country/KGZ.png"


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.fixture(autouse=True)
def none_kept(settings, tmp_path):
    settings.KEPT_DIR = tmp_path


@pytest.mark.parametrize("address", ["/preview/site.png", "/preview/commitment/undp-gcm-3.png", KGZ])
def test_a_picture_is_a_png_of_the_size_that_pages_say(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert size(response.content) == (1200, 630)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "country/XYZ",
        "country/kgz",
        "region/none",
        "partner/none",
        "objective/gcm-99",
        "pledge/none",
        "commitment/undp-gcm-8",
        "commitment/undp-gcm",
        "commitment/5",
    ],
)
def test_what_the_register_does_not_have_has_no_picture(client, address, monkeypatch):
    monkeypatch.setattr(typeset, "png", None)
    assert client.get(f"/preview/{address}.png").status_code == 404


def test_a_partner_whom_nothing_public_names_has_no_picture(client):
    factories.participation(factories.activity(pledge=Pledge.objects.get()), factories.partner(slug="unheard-of"))
    publishing.vocabulary_changed(partner=["unheard-of"])
    assert client.get("/preview/partner/unheard-of.png").status_code == 404
    assert client.get("/partners/unheard-of/").status_code == 404


def test_a_picture_is_made_once_for_an_edition(client, monkeypatch):
    first = client.get(KGZ).content
    with monkeypatch.context() as patched:
        patched.setattr(typeset, "png", None)
        assert client.get(KGZ).content == first
    publishing.withdraw([Activity.objects.get(reference="undp-gcm-0001")])
    assert client.get(KGZ).content != first


def test_where_none_can_be_made_now_a_picture_without_words_is_shown(client, monkeypatch):
    with limits.core(), limits.core():
        response = client.get(KGZ)
    assert (response.status_code, response["Location"]) == (302, "/static/img/preview.png")
    assert response["Cache-Control"] == "no-store"
    monkeypatch.setattr(typeset, "PNG_SECONDS", 0)
    monkeypatch.setattr(typeset, "_set", _fail)
    assert client.get(KGZ).status_code == 302


def _fail(*args):
    raise typeset.Failed("no time")


def test_it_says_what_is_counted_and_never_that_something_failed():
    index = current_index()
    assert (
        pictures.of_country(index, "KGZ").alt
        == "Country or area: Kyrgyzstan. 6 activities. 11 November 2023 last reported."
    )
    assert pictures.of_region(index, "western-balkans").alt.startswith("Region: Western Balkans. 8 activities. ")
    assert pictures.of_partner(index, "iom").alt.startswith(
        "Partner: International Organization for Migration (IOM). 5 "
    )
    assert pictures.of_objective(index, "gcm-20").alt.startswith("Objective: 20. Remittances. ")
    assert pictures.of_commitment(index, "undp-gcm-3").figures == (("", "No activity reported in this register"),)
    assert pictures.of_country(index, "XKX").note.startswith("References to Kosovo")


def test_any_title_fits():
    for title in ("x" * 300, "Wort " * 100, "#set text(red) $x$ \\ *", "العربية"):
        assert size(Picture("/p", "Pledge", title, (("1", "activity"),), "A note. " * 20).png()) == (1200, 630)


def test_a_text_is_cut_after_a_word():
    assert cut("one two  three\nfour", 12) == "one two …"
    assert cut("one two", 12) == "one two"
    assert cut("x" * 20, 10) == "x" * 9 + "…"
