"""What an activity must state to be an IATI activity, version 2.03, and which of IATI's codes its values have.

IATI demands more than a pledge's report mostly states, and nothing is made up for it: an activity that lacks something
is left out, and the page about the data says what it lacks. Publishing writes that beside the filters' values, so that
it can be counted.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from .models.activity import ActivityStatus, Participation

# Among the values of a row: the name of these, and the one of an activity that lacks nothing.
FACET, COMPLETE = "iati", "complete"
LACKING = {
    "status": _("Its status is not stated."),
    "start": _("The day on which it began, or is to begin, is not stated."),
    "organisation": _("No organisation is stated that funds or implements it."),
    "place": _("It names no country, area or region."),
    "shares": _("It names several countries, areas or regions, and nobody stated how much of it is in each."),
}
STATUSES = {
    ActivityStatus.PLANNED: "1",  # pipeline
    ActivityStatus.IN_PROGRESS: "2",  # implementation
    ActivityStatus.COMPLETED: "4",  # closed
    ActivityStatus.CANCELLED: "5",
    ActivityStatus.ON_HOLD: "6",  # suspended
}
# IATI knows no other part that says the same: who co-leads or takes part is not told.
ROLES = {Participation.Role.FUNDING: "1", Participation.Role.IMPLEMENTING: "4"}
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
BEGUN = {ActivityStatus.IN_PROGRESS, ActivityStatus.COMPLETED, ActivityStatus.ON_HOLD}


def standing(record):
    """The codes of LACKING that are true of a row's record; [COMPLETE] where none is."""
    places = len(record["countries"]) + len(record["regions"])
    lacks = {
        "status": record["status"] not in STATUSES,
        "start": not day(record["start"]),
        "organisation": not any(partner["role"] in ROLES for partner in record["partners"]),
        "place": places == 0,
        "shares": places > 1,
    }
    return [code for code, lacking in lacks.items() if lacking] or [COMPLETE]


def day(value):
    """The date of a partial date that is a whole one, or None."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def dates(record, now):
    """[(type, date)] of its start and of its end, if that is a day: actual ones if they have come as of `now`."""
    start, end, status = day(record["start"]), day(record["end"]), record["status"]
    came = start <= now and status in BEGUN
    ended = bool(end) and end <= now and status == ActivityStatus.COMPLETED
    told = [(ACTUAL_START if came else PLANNED_START, start)]
    return [*told, (ACTUAL_END if ended else PLANNED_END, end)] if end else told
