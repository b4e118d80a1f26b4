"""From a document to the row of the public record. Pure: the same document and vocabulary give the same bytes."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from types import SimpleNamespace

from pledgetracker.models import is_web_address
from pledgetracker.partial_dates import years
from pledgetracker.text import fold, joined, printable, words

from .. import iati
from ..columns import csv_line
from ..models import PublicActivity, PublicPledge, Source
from ..models.activity import ActivityStatus

UNDATED = "undated"
# Of an activity without sources, or with others alone, there is what whoever carries it out says.
SUPPORTING = {Source.Verification.DOCUMENTED, Source.Verification.CHECKED}
# One letter may fold to eighteen; the order of titles needs no more than the column holds.
FOLDED_LENGTH = PublicActivity._meta.get_field("folded_title").max_length

# What a withdrawal leaves of a row's own fields.
WITHDRAWN = {
    "listed": False,
    "withdrawn": True,
    "title": "",
    "folded_title": "",
    "facets": {},
    "words": "",
    "last_reported": "",
    "confirmed": "",
    "record": {},
    "csv_line": "",
}


@dataclass(frozen=True)
class Stamp:
    """What publishing adds to a document: its version, and when its reference was first and last published (UTC)."""

    version: int
    first_published: datetime
    updated: datetime


def project(document, vocabulary, stamp):
    """The unsaved PublicActivity of `document`; ordinal, edition and whether it is listed are the writer's to set."""
    return PublicActivity(**contents(document, vocabulary, stamp))


def contents(document, vocabulary, stamp):
    """{field: value} of that PublicActivity."""
    record = _record(printable(document), vocabulary)
    own = [word for text in (record["title"], record["description"], *record["places"]) for word in words(text)]
    record["notes"] = _notes(record, own, vocabulary)
    values = {
        "reference": document["reference"],
        "version": stamp.version,
        "pledge": document["pledge"],
        "title": document["title"],
        "folded_title": fold(document["title"])[:FOLDED_LENGTH],
        "facets": _facets(document, record),
        "words": _words(own, record, vocabulary),
        "last_reported": max([record["reported"], *(update["date"] for update in record["updates"])]),
        "confirmed": record["confirmed"],
        "record": record,
        "first_published": stamp.first_published,
        "updated": stamp.updated,
    }
    return values | {"csv_line": csv_line(SimpleNamespace(**values))}


def withdrawn_contents(document, stamp):
    """{field: value} of the row of a withdrawn activity: its reference, its pledge and its dates, and no more."""
    return WITHDRAWN | {
        "reference": document["reference"],
        "pledge": document["pledge"],
        "version": stamp.version,
        "first_published": stamp.first_published,
        "updated": stamp.updated,
    }


def project_pledge(document, vocabulary, stamp=None):
    """The unsaved PublicPledge of `document`, without edition and whether it is listed."""
    framework = vocabulary.frameworks[document["framework"]]
    partners = [vocabulary.partners[slug] for slug in document["made_by"] if slug in vocabulary.partners]
    record = document | {
        "framework": {"slug": framework.slug, "name": framework.name, "short_name": framework.short_name},
        "made_by": [_partner(partner) for partner in partners],
        "original_page": _address(document["original_page"]),
        "commitments": [_commitment(each, document["slug"], vocabulary) for each in document["commitments"]],
    }
    texts = [document["title"], document["lead_in"], *(each["text"] for each in document["commitments"])]
    texts += [each.get(name, "") for each in document["commitments"] for name in ("where", "verification")]
    record["notes"] = vocabulary.notes_of([], texts)
    row = PublicPledge(slug=document["slug"], title=document["title"], record=printable(record))
    if stamp:
        row.version, row.first_published, row.updated = stamp.version, stamp.first_published, stamp.updated
    return row


def _record(document, vocabulary):
    """Without its notes. `document` is printable, as every piece is."""
    pieces = vocabulary.pieces
    commitments, objectives = pieces.commitments[document["pledge"], *document["commitments"]]
    status = _status(document)
    countries = _countries(document["countries"], status, pieces)
    return document | {
        "pledge": pieces.pledge[document["pledge"]],
        "commitments": commitments,
        "objectives": objectives,
        "status": status,
        "countries": countries,
        "regions": [piece for slug in document["regions"] if (piece := pieces.region[slug])],
        "regions_covered": _covered(countries, pieces),
        "partners": [piece for slug, role in document["partners"] if (piece := pieces.partner[slug, role])],
        "office": printable(vocabulary.offices.get(document["office"], "")),
        "results": _results(document["results"], vocabulary),
        "sources": [_source(source) for source in document["sources"] if is_web_address(source["url"])],
        "same_project": vocabulary.ties.get(document["reference"], []),
        "source_page": _address(document["source_page"]),
        "confirmed": document.get("confirmed", ""),
    }


def _notes(record, own, vocabulary):
    """`own` are the words of the activity's own texts. All texts are gone through only where one may call."""
    pieces = vocabulary.pieces
    called = (
        not pieces.calling.isdisjoint(own)
        or any(pieces.may_call[name] for name in _names(record))
        or any(not pieces.calling.isdisjoint(words(text)) for text in _parts(record))
    )
    codes = {country["code"] for country in record["countries"]}
    return vocabulary.notes_of(codes, _texts(record) if called else ())


def _facets(document, record):
    named = [region["slug"] for region in record["regions"]]
    covered = [region["slug"] for region in record["regions_covered"]]
    return {
        "pledge": [document["pledge"]],
        "commitment": [commitment["key"] for commitment in record["commitments"]],
        "objective": [objective["key"] for objective in record["objectives"]],
        "country": [country["code"] for country in record["countries"]],
        "region": sorted({*named, *covered}),
        # Not a filter: which regions the text itself names, for the pages of the countries that lie in them.
        "named_region": named,
        "partner": list(dict.fromkeys(partner["slug"] for partner in record["partners"])),
        "kind": [record["kind"]],
        "status": _statuses(record),
        "year": [str(year) for year in years(record["start"], record["end"])] or [UNDATED],
        # Neither is it: what it lacks to be an IATI activity.
        iati.FACET: iati.standing(record),
        **_beside(record),
    }


def _beside(record):
    """Nor are these, without which most rows are: where it is only planned, and who has which part, for what profiles
    say of names; the keys of what it reports numbers of, so that targets find them, and how many more numbers than
    one of each it reports, so that they can be counted; how far its sources support it, beyond what whoever carries
    it out says."""
    indicators = [result["indicator"] for result in record["results"]]
    repeated = len(indicators) - len(set(indicators))
    beside = {
        "planned": [country["code"] for country in record["countries"] if country["planned"]],
        "part": [f"{partner['slug']}:{partner['role']}" for partner in record["partners"] if partner["role"]],
        "indicator": indicators,
        "repeated": [str(repeated)] if repeated else [],
        "verified": [source["verification"] for source in record["sources"] if source["verification"] in SUPPORTING],
    }
    return {name: list(dict.fromkeys(codes)) for name, codes in beside.items() if codes}


def _words(own, record, vocabulary):
    pieces = vocabulary.pieces
    named = [pieces.country_words[country["code"]] for country in record["countries"]]
    named += [pieces.partner_words[partner["slug"]] for partner in record["partners"]]
    return joined(dict.fromkeys(chain(own, *named)))


def _texts(record):
    """Every text that a page shows of the record: any of them may call for a note."""
    yield from (record["title"], record["description"], record["office"], *record["places"])
    yield from _parts(record)
    yield from _names(record)


def _parts(record):
    yield from (update["text"] for update in record["updates"])
    yield from (source[name] for source in record["sources"] for name in ("title", "publisher"))


def _names(record):
    yield record["office"]
    yield from (commitment["short_title"] for commitment in record["commitments"])
    yield from (region["name"] for region in record["regions"])
    yield record["pledge"]["title"]
    yield from (partner["name"] for partner in record["partners"])
    yield from (result["name"] for result in record["results"])


def _status(document):
    """The status of the newest update that states one; else the activity's own."""
    stated = (update["status"] for update in document["updates"])
    return next((status for status in stated if status not in ("", ActivityStatus.NOT_STATED)), document["status"])


def _countries(named, status, pieces):
    """An activity that is planned as a whole is planned in each of its countries and areas."""
    whole = status == ActivityStatus.PLANNED
    return [piece for code, planned in named if (piece := pieces.country[code, planned or whole])]


def _statuses(record):
    """What finds an activity: its own status and, where it is planned in one of its countries or areas, `planned`."""
    planned = [ActivityStatus.PLANNED.value] if any(country["planned"] for country in record["countries"]) else []
    return list(dict.fromkeys([record["status"], *planned]))


def _covered(countries, pieces):
    """In the order of their slugs."""
    regions = {}
    for country in countries:
        regions |= pieces.covering[country["code"]]
    return [regions[slug] for slug in sorted(regions)]


def _commitment(commitment, pledge, vocabulary):
    objectives = [(key, vocabulary.objectives[key]) for key in commitment["objectives"] if key in vocabulary.objectives]
    return commitment | {
        "key": f"{pledge}-{commitment['number']}",
        "objectives": [
            {"key": key, "number": each.number, "title": each.title, "short_title": each.short_title}
            for key, each in objectives
        ],
        "targets": _results(commitment["targets"], vocabulary),
    }


def _results(results, vocabulary):
    """Of an indicator that was removed since nobody can say what was counted: the number is left out."""
    indicators = vocabulary.pieces.indicator
    return [each | piece for each in results if (piece := indicators[each["indicator"]])]


def _source(source):
    return source | {"archived_url": _address(source["archived_url"])}


def _address(value):
    """A form refuses every other address; one written by other means must not become a link that runs."""
    return value if is_web_address(value) else ""


def _partner(partner):
    return {"slug": partner.slug, "name": partner.name, "acronym": partner.acronym}
