"""From `undp_gcm_pledge.toml` to UNDP's pledge, published."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments import history
from commitments.models import Commitment, Framework, Indicator, Objective, Partner, Pledge, Revision

from .. import publishing
from ..models import Activity, Country, Office, Region
from .loading import read_toml

# Read from a page that is public already: no migrant, shelter or small group is named in it.
CHECKED = {"do_no_harm": True}


Action = Revision.Action
LOADED = _("From the pledge's own page.")


@transaction.atomic
def load_undp_pledge():
    """Create and publish the pledge. Returns the number of its activities, or None if it is there in any state.

    Partners, offices and indicators that are there already are used as they are. Needs the reference data.
    """
    data = read_toml("undp_gcm_pledge.toml")
    if Pledge.objects.filter(slug=data["pledge"]["slug"]).exists():
        return None
    named = [_partner(each) for each in data["partner"]]
    named += [Indicator.objects.get_or_create(key=each["key"], defaults=each) for each in data["indicator"]]
    named += [_office(each) for each in data["office"]]
    history.record_all([record for record, is_new in named if is_new], Action.ADDED, comment=LOADED)
    pledge = _pledge(data["pledge"])
    commitments = {each["number"]: _commitment(pledge, each) for each in data["commitment"]}
    activities = [_activity(pledge, commitments, data["pledge"]["reported"], each) for each in data["activity"]]
    _tie(activities, data["activity"])
    publishing.publish_pledge(pledge)
    publishing.publish(activities)
    _begin_history(pledge)
    return len(activities)


def _begin_history(pledge):
    history.record_all(pledge.commitments.all(), Action.ADDED, comment=LOADED)
    for action in (Action.ADDED, Action.PUBLISHED):
        history.record(pledge, action, comment=LOADED)
        history.record_all(pledge.activities.with_history(), action, comment=LOADED)


def _partner(partner):
    values = partner | {"other_names": "\n".join(partner["other_names"])}
    return Partner.objects.get_or_create(slug=values.pop("slug"), defaults=values)


def _office(office):
    place = {
        "country": Country.objects.get(alpha3=office["country"]) if office.get("country") else None,
        "region": Region.objects.get(slug=office["region"]) if office.get("region") else None,
    }
    return Office.objects.get_or_create(slug=office["slug"], defaults={"name": office["name"]} | place)


def _pledge(entry):
    pledge = Pledge.objects.create(
        slug=entry["slug"],
        title=entry["title"],
        framework=Framework.objects.get(slug=entry["framework"]),
        kind=entry["kind"],
        lead_in=entry["lead_in"],
        original_page=entry["original_page"],
        retrieved=date.fromisoformat(entry["retrieved"]),
        terms=entry["terms"],
    )
    pledge.made_by.set(Partner.objects.filter(slug__in=entry["made_by"]))
    return pledge


def _commitment(pledge, entry):
    heading = "" if entry["heading"] == entry["text"] else entry["heading"]
    commitment = Commitment.objects.create(
        pledge=pledge, number=entry["number"], short_title=entry["short_title"], text=entry["text"], heading=heading
    )
    commitment.objectives.set(Objective.objects.filter(framework=pledge.framework, number__in=entry["objectives"]))
    return commitment


def _activity(pledge, commitments, reported, entry):
    activity = Activity.objects.create(
        pledge=pledge,
        office=Office.objects.get(slug=entry["office"]) if entry["office"] else None,
        places="\n".join(entry["places"]),
        reported=reported,
        **{name: entry[name] for name in ("title", "description", "language", "kind", "status", "start", "end")},
        **CHECKED,
    )
    activity.commitments.set(commitments[number] for number in entry["commitments"])
    activity.regions.set(Region.objects.filter(slug__in=entry["regions"]))
    for planned, codes in ((False, entry["countries"]), (True, entry["planned_countries"])):
        for code in codes:
            activity.placements.create(country=Country.objects.get(alpha3=code), planned=planned)
    for partner in entry["partners"]:
        activity.participations.create(partner=Partner.objects.get(slug=partner["partner"]), role=partner["role"])
    for result in entry["results"]:
        indicator = Indicator.objects.get(key=result["indicator"])
        activity.results.create(
            indicator=indicator, qualifier=result["qualifier"], value=result["value"], as_of=result["as_of"]
        )
    return activity


def _tie(activities, entries):
    """Tie the activities that share a project's label."""
    projects = defaultdict(list)
    for activity, entry in zip(activities, entries, strict=True):
        for label in entry["same_project"]:
            projects[label].append(activity)
    for project in projects.values():
        for activity in project:
            activity.same_project.add(*(other for other in project if other != activity))
