"""Which pictures there are: of the site, and of each pledge, commitment, and country or area."""

from django.urls import reverse
from django.utils.translation import gettext as _

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
    if not index.knows("country", code):
        return None
    term = index.term("country", code)
    return Picture(
        reverse("preview_country", args=[code]),
        _("Country or area"),
        f"{term.label}*" if term.note else str(term.label),
        _figures(index, "country", code),
        index.notes.get(code, ""),
    )


def _noted(pledge):
    """The notes that the names in its texts call for, be they on the picture or not."""
    return " ".join(note["text"] for note in pledge.record["notes"])


def _figures(index, facet, code):
    return figures(len(index.having(facet, code)), index.last_reported(facet, code))
