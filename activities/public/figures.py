"""The figures of a page: a number, what it counts, and the way to what was counted."""

from django.urls import reverse
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


def of_the_record(index):
    """What the whole public record holds."""
    commitments = sum(len(pledge.record["commitments"]) for pledge in index.pledges.values())
    counts = [
        ("pledge", len(index.pledges), "pledge_list"),
        ("commitment", commitments, "pledge_list"),
        ("activity", len(index.listed), "activity_list"),
        ("country", len(index.facets["country"]), "country_list"),
        ("partner", len(index.facets["partner"]), "partner_list"),
    ]
    return [figure(COUNTED[what], count, reverse(name)) for what, count, name in counts]
