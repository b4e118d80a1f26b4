"""The door's rows as IATI activities, version 2.03: those that state all that the standard demands (`activities.iati`).

Kinds and objectives are codes of the register's own vocabularies, which the page about the data explains.
"""

from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import reverse

from pledgetracker.clock import today

from ... import iati
from ...models import Country
from ..rows import Rows
from .about import moment

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OWN = "99"  # a vocabulary of the one who reports
OTHER = "4"  # a description that is neither of the activity, nor of its objectives or target groups
WEB_PAGE = "A12"  # a document that is the page of the activity
ACTIVITIES = 100  # written at a time


def pieces(filterset):
    """The document, some activities at a time."""
    index = filterset.index
    complete = index.having(iati.FACET, iati.COMPLETE)
    # Before the rows: while they are read, their connection answers nothing else.
    codes = dict(Country.objects.values_list("alpha3", "alpha2"))
    rows = Rows(index, filterset.bitmap & complete, filterset.order).records()
    # The first tells whether the statement saw the index's edition: only then may anything be sent.
    batch = [each for each in (next(rows, None),) if each]
    generated = moment(index.edition.at) or "1970-01-01T00:00:00Z"
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03" generated-datetime="{generated}">\n'
    ).encode()
    for row in rows:
        batch.append(row)
        if len(batch) == ACTIVITIES:
            yield _text(batch, codes)
            batch = []
    yield _text(batch, codes) + b"</iati-activities>\n"


def left_out(index):
    """[(reason, how many listed activities are left out for it)]; one may lack several things."""
    return [(text, len(index.having(iati.FACET, code))) for code, text in iati.LACKING.items()]


def _text(rows, codes):
    return b"".join(ET.tostring(_activity(row, codes), "utf-8", xml_declaration=False) + b"\n" for row in rows)


def _activity(row, codes):
    """In the order of the schema."""
    record = row.record
    activity = ET.Element("iati-activity", {"last-updated-datetime": moment(row.updated), LANGUAGE: "en"})
    ET.SubElement(activity, "iati-identifier").text = f"{settings.IATI_ORGANISATION}-{row.reference}"
    reporter = {"ref": settings.IATI_ORGANISATION, "type": str(settings.IATI_ORGANISATION_TYPE)}
    _told(activity, "reporting-org", settings.IATI_ORGANISATION_NAME, **reporter)
    _told(activity, "title", row.title, language="" if record["title_by_register"] else record["language"])
    _told(activity, "description", record["description"], language=record["language"], type="1")
    for note in record["notes"]:
        _told(activity, "description", note["text"], type=OTHER)
    for partner in record["partners"]:
        if partner["role"] in iati.ROLES:
            _told(activity, "participating-org", partner["name"], role=iati.ROLES[partner["role"]])
    ET.SubElement(activity, "activity-status", code=iati.STATUSES[record["status"]])
    for kind, day in iati.dates(record, today()):
        ET.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    for country in record["countries"]:
        _told(activity, "recipient-country", country["name"] + "*" * country["note"], code=codes[country["code"]])
    for region in record["regions"]:
        _own(activity, "recipient-region", region["slug"], region["name"])
    _own(activity, "sector", record["kind"], record["kind"])
    for objective in record["objectives"]:
        _own(activity, "tag", objective["key"], objective["short_title"])
    _page(activity, row)
    return activity


def _told(parent, name, narrative, language="", **attributes):
    element = ET.SubElement(parent, name, attributes)
    ET.SubElement(element, "narrative", {LANGUAGE: language} if language else {}).text = narrative
    return element


def _own(parent, name, code, narrative):
    explained = settings.SITE_URL + reverse("data")
    _told(parent, name, narrative, code=code, vocabulary=OWN, **{"vocabulary-uri": explained})


def _page(activity, row):
    address = settings.SITE_URL + reverse("activity", args=[row.reference])
    page = ET.SubElement(activity, "document-link", format="text/html", url=address)
    _told(page, "title", row.title)
    ET.SubElement(page, "category", code=WEB_PAGE)
