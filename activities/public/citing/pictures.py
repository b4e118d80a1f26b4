"""Which pictures there are: of the site, and of what has a profile, from a pledge to a country or area."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from ..profiles.makers import activities_of, pledges_by
from .previews import Picture, figures


def of_site(index):
    title = _("What was pledged, and what was done")
    return Picture(reverse("preview_site"), "", title, figures(len(index.listed), ""))


def of_pledge(index, slug):
    """The picture of a listed pledge, or None."""
    if pledge := index.pledges.get(slug):
        return Picture(
            reverse("preview_pledge", args=[slug]),
            _("Pledge"),
            pledge.title,
            _figures(index, "pledge", slug),
            _noted(pledge),
        )
    return None


def of_commitment(index, key):
    """The picture of a commitment of a listed pledge, or None."""
    slug, _hyphen, number = key.rpartition("-")
    commitments = index.pledges[slug].record["commitments"] if slug in index.pledges else []
    for commitment in commitments:
        if commitment["key"] == key:
            label = _("Commitment %(number)s · %(pledge)s")
            return Picture(
                reverse("preview_commitment", args=[key]),
                label % {"pledge": index.pledges[slug].title, "number": number},
                commitment["short_title"],
                _figures(index, "commitment", key),
                _noted(index.pledges[slug]),
            )
    return None


def of_country(index, code):
    """The picture of a country or area that the vocabulary has, whether or not an activity names it, or None."""
    return _of_value(index, "country", code, _("Country or area"), index.notes.get(code, ""))


def of_region(index, code):
    """The picture of a region that the vocabulary has, or None."""
    return _of_value(index, "region", code, _("Region"))


def of_partner(index, code):
    """The picture of a partner that the public record names, or None."""
    picture = _of_value(index, "partner", code, _("Partner"))
    if code not in index.makers:
        return picture
    reported = max(index.last_reported("pledge", pledge.slug) for pledge in pledges_by(index, code))
    return replace(picture, figures=figures(len(activities_of(index, code)), reported))


def of_objective(index, code):
    """The picture of an objective that the vocabulary has, or None."""
    return _of_value(index, "objective", code, _("Objective"))


def _of_value(index, facet, code, label, note=""):
    if not index.has_page(facet, code):
        return None
    term = index.term(facet, code)
    title = f"{term.label}*" if term.note else str(term.label)
    return Picture(reverse(f"preview_{facet}", args=[code]), label, title, _figures(index, facet, code), note)


def _noted(pledge):
    """The notes that the names in its texts call for, be they on the picture or not."""
    return " ".join(note["text"] for note in pledge.record["notes"])


def _figures(index, facet, code):
    return figures(len(index.having(facet, code)), index.last_reported(facet, code))
