"""Small pages for the frames of other sites: which one shows a filter, and the HTML that puts it there."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .pages import filtered_url

SHOWN = 5  # activities
HEIGHT = 520  # CSS pixels: five activities in a column of usual width; what is longer scrolls
# What has a small page of its own where a filter asks for one value of it and nothing else.
OWN = {"commitment": "embed_commitment", "country": "embed_country"}


def address(filterset):
    """The address of the small page that shows this filter."""
    asked = [(name, code) for name, codes in filterset.selected.items() for code in codes]
    if len(asked) == 1 and asked[0][0] in OWN and not (filterset.words or filterset.errors):
        name, code = asked[0]
        if code in filterset.index.terms[name]:
            return reverse(OWN[name], args=[code])
    return filtered_url("embed_activities", filterset)


def snippet(filterset):
    """The HTML for a page of another site."""
    return format_html(
        '<iframe src="{}{}" title="{}" height="{}" loading="lazy" style="width: 100%; border: 0"></iframe>',
        settings.SITE_URL,
        address(filterset),
        title(filterset),
        HEIGHT,
    )


def title(filterset):
    """What a screen reader calls the frame: 'Activities · Kyrgyzstan · Pledge Tracker'."""
    return " · ".join([_("Activities"), *(chip.label for chip in filterset.chips), settings.SITE_NAME])
