"""The figures of a page: a number, what it counts, and the way to what was counted."""

from django.utils.translation import ngettext_lazy

COUNTED = {
    "pledge": ngettext_lazy("Pledge", "Pledges"),
    "commitment": ngettext_lazy("Commitment", "Commitments"),
    "activity": ngettext_lazy("Activity", "Activities"),
    "country": ngettext_lazy("Country or area", "Countries and areas"),
    "partner": ngettext_lazy("Partner", "Partners"),
}
COMMITMENTS_SERVED = ngettext_lazy("Commitment served", "Commitments served")


def figure(what, count, url):
    return {"label": what % count, "count": count, "url": url}
