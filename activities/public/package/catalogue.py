"""What the data page says to catalogues of data: DCAT 3 for those of administrations, schema.org for search engines."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ..exports.about import about
from ..exports.formats import offered

ZIP = "application/zip"
# Inside a script element no text may end it.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(filterset):
    """The catalogue of this register with its one dataset, as JSON-LD."""
    said = about(filterset)
    home = settings.SITE_URL + reverse("data")
    publisher = {"@id": settings.SITE_URL + "/", "@type": "foaf:Agent", "foaf:name": settings.SITE_NAME}
    return {
        "@context": _CONTEXT,
        "@id": f"{home}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": settings.SITE_NAME,
        "dct:description": said["description"],
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": settings.SITE_URL + "/"},
        "dcat:dataset": [
            {
                "@id": f"{home}#dataset",
                "@type": "dcat:Dataset",
                "dct:title": said["title"],
                "dct:description": " ".join([said["description"] + ".", *said["notes"]]),
                "dct:identifier": home,
                "dct:publisher": publisher,
                "dct:modified": _typed(said["edition"]["at"], "xsd:dateTime"),
                "dcat:version": str(said["edition"]["number"]),
                "dcat:landingPage": {"@id": home},
                "dct:accessRights": [f"{each['title']}: {each['terms']}" for each in said["terms_of_use"]],
                "dcat:distribution": [_distribution(*each) for each in distributions(filterset)],
            }
        ],
    }


def schema_org(filterset):
    """The same dataset in the words of schema.org."""
    said = about(filterset)
    home = settings.SITE_URL + reverse("data")
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{home}#dataset",
        "name": said["title"],
        "description": " ".join([said["description"] + ".", *said["notes"]]),
        "url": home,
        "identifier": home,
        "version": str(said["edition"]["number"]),
        "dateModified": said["edition"]["at"],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL},
        "usageInfo": [f"{each['title']}: {each['terms']}" for each in said["terms_of_use"]],
        "distribution": [
            {"@type": "DataDownload", "name": label, "encodingFormat": media_type, "contentUrl": url}
            for label, media_type, url in distributions(filterset)
        ],
    }


def in_page(data):
    """The data as an element that search engines read and browsers pass over."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def distributions(filterset):
    """[(label, media type, address)] of every way to have the whole public record."""
    several = [(str(each.label), each.media_type, settings.SITE_URL + each.url(filterset)) for each in offered()]
    return [*several, ("ZIP", ZIP, settings.SITE_URL + reverse("data_package"))]


def _distribution(label, media_type, url):
    return {
        "@type": "dcat:Distribution",
        "dct:title": label,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
    }


def _typed(value, kind):
    return {"@value": value, "@type": kind}
