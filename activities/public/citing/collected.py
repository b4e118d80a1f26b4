"""The pages of countries and areas, regions, partners and objectives in the words of schema.org: collections."""

from django.conf import settings
from django.urls import reverse

from . import words


def of_country(country, filterset):
    """A country or area is a place: what else it is, this register does not say."""
    notes = [{"text": country["note"]}] if country["note"] else []
    return _of("country", country["code"], words.place(country), filterset, words.credit(notes))


def of_region(region, filterset):
    about = {"@type": "Place", "name": region["name"], "identifier": region["slug"]}
    return _of("region", region["slug"], about, filterset)


def of_partner(partner, filterset):
    about = {**words.organisation(partner), "sameAs": partner["website"]}
    return _of("partner", partner["slug"], words.stated(about), filterset)


def of_objective(objective, filterset):
    about = {
        "@type": "DefinedTerm",
        "name": objective["title"],
        "termCode": str(objective["number"]),
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": objective["framework"].name},
    }
    return _of("objective", objective["key"], about, filterset)


def _of(name, code, about, filterset, credit=""):
    url = settings.SITE_URL + reverse(name, args=[code])
    return words.stated(
        {
            "@context": words.CONTEXT,
            "@type": "CollectionPage",
            "@id": url,
            "url": url,
            "name": about["name"],
            "about": about,
            "publisher": words.register(),
            "mainEntity": {"@type": "ItemList", "numberOfItems": filterset.total},
            "creditText": credit,
        }
    )
