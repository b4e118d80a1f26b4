"""What is said in the words of schema.org of more than one kind of page: parts of JSON-LD."""

from django.conf import settings
from django.urls import reverse

CONTEXT = "https://schema.org"


def register():
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}


def pledge(slug, title):
    url = settings.SITE_URL + reverse("pledge", args=[slug])
    return {"@type": "CreativeWork", "@id": url, "url": url, "name": title}


def commitment(slug, record):
    """One commitment of the pledge of this slug, as the pledge's record has it."""
    url = settings.SITE_URL + reverse("commitment", args=[slug, record["number"]])
    number, name = str(record["number"]), record["short_title"]
    return {"@type": "CreativeWork", "@id": url, "url": url, "position": number, "name": name, "text": record["text"]}


def organisation(partner):
    url = settings.SITE_URL + reverse("partner", args=[partner["slug"]])
    return stated({"@type": "Organization", "name": partner["name"], "alternateName": partner["acronym"], "url": url})


def place(country):
    """A country or area: a place, whatever else it is."""
    return {
        "@type": "Place",
        "name": f"{country['name']}*" if country["note"] else country["name"],
        "identifier": country["code"],
        "url": settings.SITE_URL + reverse("country", args=[country["code"]]),
    }


def credit(notes):
    """The notes that the names in a text call for."""
    return " ".join(f"* {note['text']}" for note in notes)


def stated(values):
    """Without what nobody stated."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}
