"""An activity and a pledge in the words of schema.org (JSON-LD), for search engines and whoever links data."""

from django.conf import settings
from django.urls import reverse

CONTEXT = "https://schema.org"


def of_activity(row):
    """The text that the register published, and the project it is about. Keys without a value are left out."""
    record = row.record
    url = settings.SITE_URL + row.get_absolute_url()
    return _stated(
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            "@id": url,
            "url": url,
            "name": row.title,
            "text": record["description"],
            "inLanguage": record["language"],
            "identifier": row.reference,
            "version": str(row.version),
            "datePublished": row.first_published.date().isoformat(),
            "dateModified": row.updated.isoformat(),
            "publisher": _register(),
            "isPartOf": _pledge(record["pledge"]),
            "about": _project(row),
            "spatialCoverage": [_place(country) for country in record["countries"]],
            "citation": [_source(source) for source in record["sources"]],
            "isBasedOn": record["source_page"],
            "creditText": " ".join(f"* {note['text']}" for note in record["notes"]),
        }
    )


def of_pledge(pledge):
    """The pledge with its commitments."""
    record = pledge.record
    return _stated(
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            **_pledge({"slug": pledge.slug, "title": pledge.title}),
            "text": record["lead_in"],
            "inLanguage": record["language"],
            "identifier": pledge.slug,
            "version": str(pledge.version),
            "datePublished": pledge.first_published.date().isoformat(),
            "dateModified": pledge.updated.isoformat(),
            "publisher": _register(),
            "creator": [_organisation(each) for each in record["made_by"]],
            "isBasedOn": record["original_page"],
            "hasPart": [_commitment(pledge, each) for each in record["commitments"]],
            "creditText": " ".join(f"* {note['text']}" for note in record["notes"]),
        }
    )


def _register():
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}


def _pledge(pledge):
    url = settings.SITE_URL + reverse("pledge", args=[pledge["slug"]])
    return {"@type": "CreativeWork", "@id": url, "url": url, "name": pledge["title"]}


def _commitment(pledge, commitment):
    url = settings.SITE_URL + reverse("commitment", args=[pledge.slug, commitment["number"]])
    number, name = str(commitment["number"]), commitment["short_title"]
    return {"@type": "CreativeWork", "url": url, "position": number, "name": name, "text": commitment["text"]}


def _project(row):
    """What was done. It starts and ends as the text states, to the precision that it states; who funds it is told."""
    record = row.record
    several = {"funder": [], "member": []}
    for partner in record["partners"]:
        several["funder" if partner["role"] == "funding" else "member"].append(_organisation(partner))
    return _stated(
        {
            "@type": "Project",
            "name": row.title,
            "foundingDate": record["start"],
            "dissolutionDate": record["end"],
            "location": [{"@type": "Place", "name": place} for place in record["places"]],
            **several,
        }
    )


def _organisation(partner):
    url = settings.SITE_URL + reverse("partner", args=[partner["slug"]])
    return _stated({"@type": "Organization", "name": partner["name"], "alternateName": partner["acronym"], "url": url})


def _place(country):
    """A country or area: a place, whatever else it is."""
    return {
        "@type": "Place",
        "name": f"{country['name']}*" if country["note"] else country["name"],
        "identifier": country["code"],
        "url": settings.SITE_URL + reverse("country", args=[country["code"]]),
    }


def _source(source):
    return _stated(
        {
            "@type": "CreativeWork",
            "name": source["title"],
            "url": source["url"],
            "archivedAt": source["archived_url"],
            "publisher": {"@type": "Organization", "name": source["publisher"]} if source["publisher"] else "",
            "inLanguage": source["language"],
            "datePublished": source["published_on"],
        }
    )


def _stated(values):
    """Without what nobody stated."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}
