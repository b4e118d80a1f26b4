"""From a document to the row of the public record. Pure: the same document and vocabulary give the same bytes."""

from dataclasses import dataclass
from datetime import datetime

from pledgetracker.models import is_web_address
from pledgetracker.partial_dates import years
from pledgetracker.text import fold, printable, search_text

from .. import iati
from ..columns import csv_line
from ..models import PublicActivity, PublicPledge
from ..models.activity import ActivityStatus

UNDATED = "undated"
# One letter may fold to eighteen; the order of titles needs no more than the column holds.
FOLDED_LENGTH = PublicActivity._meta.get_field("folded_title").max_length


@dataclass(frozen=True)
class Stamp:
    """What publishing adds to a document: its version, and when its reference was first and last published (UTC)."""

    version: int
    first_published: datetime
    updated: datetime


def project(document, vocabulary, stamp):
    """The unsaved PublicActivity of `document`; ordinal, edition and whether it is listed are the writer's to set."""
    record = printable(_record(document, vocabulary))
    row = PublicActivity(
        reference=document["reference"],
        version=stamp.version,
        pledge=document["pledge"],
        title=document["title"],
        folded_title=fold(document["title"])[:FOLDED_LENGTH],
        facets=_facets(document, record),
        words=_words(document, record, vocabulary),
        last_reported=max([record["reported"], *(update["date"] for update in record["updates"])]),
        confirmed=record["confirmed"],
        record=record,
        first_published=stamp.first_published,
        updated=stamp.updated,
    )
    row.csv_line = csv_line(row)
    return row


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
    record["notes"] = list(vocabulary.notes_of([], texts))
    row = PublicPledge(slug=document["slug"], title=document["title"], record=printable(record))
    if stamp:
        row.version, row.first_published, row.updated = stamp.version, stamp.first_published, stamp.updated
    return row


def _record(document, vocabulary):
    pledge = vocabulary.pledges[document["pledge"]]
    commitments = [each for each in pledge.record["commitments"] if each["number"] in document["commitments"]]
    countries = [
        {"code": code, "name": country.name, "planned": planned, "note": bool(country.note)}
        for code, planned in document["countries"]
        if (country := vocabulary.countries.get(code))
    ]
    partners = [
        _partner(vocabulary.partners[slug]) | {"role": role}
        for slug, role in document["partners"]
        if slug in vocabulary.partners
    ]
    record = document | {
        "pledge": {"slug": pledge.slug, "title": pledge.title},
        "commitments": [{name: each[name] for name in ("key", "number", "short_title")} for each in commitments],
        "objectives": _objectives(commitments),
        "status": _status(document),
        "countries": countries,
        "regions": [_region(vocabulary.regions[slug]) for slug in document["regions"] if slug in vocabulary.regions],
        "regions_covered": _covered(countries, vocabulary),
        "partners": partners,
        "office": vocabulary.offices.get(document["office"], ""),
        "results": _results(document["results"], vocabulary),
        "sources": [_source(source) for source in document["sources"] if is_web_address(source["url"])],
        "same_project": vocabulary.ties.get(document["reference"], []),
        "source_page": _address(document["source_page"]),
        "confirmed": document.get("confirmed", ""),
    }
    record["notes"] = list(vocabulary.notes_of({each["code"] for each in countries}, _texts(record)))
    return record


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
        "status": [record["status"]],
        "year": [str(year) for year in years(record["start"], record["end"])] or [UNDATED],
        # Neither is it: what it lacks to be an IATI activity.
        iati.FACET: iati.standing(record),
    }


def _words(document, record, vocabulary):
    named = [vocabulary.countries[country["code"]].names for country in record["countries"]]
    named += [vocabulary.partners[slug].names for slug, _role in document["partners"] if slug in vocabulary.partners]
    return search_text(
        record["title"], record["description"], *record["places"], *(name for names in named for name in names)
    )


def _texts(record):
    """Every text that a page shows of the record: any of them may call for a note."""
    yield from (record["title"], record["description"], record["office"], *record["places"])
    yield from (update["text"] for update in record["updates"])
    yield from (source[name] for source in record["sources"] for name in ("title", "publisher"))
    yield from (commitment["short_title"] for commitment in record["commitments"])
    yield from (region["name"] for region in record["regions"])
    yield record["pledge"]["title"]
    yield from (partner["name"] for partner in record["partners"])
    yield from (result["name"] for result in record["results"])


def _status(document):
    """The status of the newest update that states one; else the activity's own."""
    stated = (update["status"] for update in document["updates"])
    return next((status for status in stated if status not in ("", ActivityStatus.NOT_STATED)), document["status"])


def _covered(countries, vocabulary):
    regions = {region.slug: region for each in countries for region in vocabulary.countries[each["code"]].regions.all()}
    return [_region(region) for _slug, region in sorted(regions.items())]


def _objectives(commitments):
    objectives = {objective["key"]: objective for each in commitments for objective in each["objectives"]}
    shown = ("key", "number", "short_title")
    return [{name: each[name] for name in shown} for each in sorted(objectives.values(), key=lambda o: o["number"])]


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


def _result(result, vocabulary):
    indicator = vocabulary.indicators[result["indicator"]]
    return result | {"name": indicator.name, "unit": indicator.unit, "level": indicator.level}


def _results(results, vocabulary):
    """Of an indicator that was removed since nobody can say what was counted: the number is left out."""
    return [_result(each, vocabulary) for each in results if each["indicator"] in vocabulary.indicators]


def _source(source):
    return source | {"archived_url": _address(source["archived_url"])}


def _address(value):
    """A form refuses every other address; one written by other means must not become a link that runs."""
    return value if is_web_address(value) else ""


def _region(region):
    return {"slug": region.slug, "name": region.name}


def _partner(partner):
    return {"slug": partner.slug, "name": partner.name, "acronym": partner.acronym}
