"""An activity, a pledge and a commitment in the words of schema.org (JSON-LD), for search engines and programs."""

from django.conf import settings

from . import words


def of_activity(row):
    """The text that the register published, and the project it is about. Keys without a value are left out."""
    record = row.record
    url = settings.SITE_URL + row.get_absolute_url()
    return words.stated(
        {
            "@context": words.CONTEXT,
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
            "publisher": words.register(),
            "isPartOf": words.pledge(record["pledge"]["slug"], record["pledge"]["title"]),
            "about": _project(row),
            "spatialCoverage": [words.place(country) for country in record["countries"]],
            "citation": [_source(source) for source in record["sources"]],
            "isBasedOn": record["source_page"],
            "creditText": words.credit(record["notes"]),
        }
    )


def of_pledge(pledge):
    """The pledge with its commitments."""
    record = pledge.record
    return words.stated(
        {
            "@context": words.CONTEXT,
            "@type": "CreativeWork",
            **words.pledge(pledge.slug, pledge.title),
            "text": record["lead_in"],
            "inLanguage": record["language"],
            "identifier": pledge.slug,
            "version": str(pledge.version),
            "datePublished": pledge.first_published.date().isoformat(),
            "dateModified": pledge.updated.isoformat(),
            "publisher": words.register(),
            "creator": [words.organisation(each) for each in record["made_by"]],
            "isBasedOn": record["original_page"],
            "hasPart": [words.commitment(pledge.slug, each) for each in record["commitments"]],
            "creditText": words.credit(record["notes"]),
        }
    )


def of_commitment(pledge, number):
    """One commitment of a pledge, which was published with it."""
    record = pledge.record
    found = next(each for each in record["commitments"] if each["number"] == number)
    return words.stated(
        {
            "@context": words.CONTEXT,
            **words.commitment(pledge.slug, found),
            "inLanguage": record["language"],
            "identifier": found["key"],
            "dateModified": pledge.updated.isoformat(),
            "publisher": words.register(),
            "creator": [words.organisation(each) for each in record["made_by"]],
            "isPartOf": words.pledge(pledge.slug, pledge.title),
            "creditText": words.credit(record["notes"]),
        }
    )


def _project(row):
    """What was done. It starts and ends as the text states, to the precision that it states; who funds it is told."""
    record = row.record
    several = {"funder": [], "member": []}
    for partner in record["partners"]:
        several["funder" if partner["role"] == "funding" else "member"].append(words.organisation(partner))
    return words.stated(
        {
            "@type": "Project",
            "name": row.title,
            "foundingDate": record["start"],
            "dissolutionDate": record["end"],
            "location": [{"@type": "Place", "name": place} for place in record["places"]],
            **several,
        }
    )


def _source(source):
    return words.stated(
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
