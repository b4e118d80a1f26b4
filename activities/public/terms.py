"""The vocabulary of each filter: its values in order, what people read for them, and where former ones lead."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commitments.models import Objective, Partner
from pledgetracker.partial_dates import FIRST_YEAR, LAST_YEAR
from pledgetracker.text import lines

from ..models import Country, FormerSlug, Region
from ..models.activity import ActivityKind, ActivityStatus


@dataclass(frozen=True)
class Term:
    """One value of a filter: its code, what people read, the heading it stands under, whether a note belongs to it.

    `kind` is the kind of a partner. `level` says in how many other regions of its scheme a region lies. `name` and
    `acronym` are the two parts of a label that has both.
    """

    code: str
    label: str
    group: str = ""
    note: bool = False
    kind: str = ""
    level: int = 0
    name: str = ""
    acronym: str = ""


UNDATED = Term("undated", _("undated"))
# The values that say that nothing is stated. Those of countries and regions are in no vocabulary: the index knows them.
UNPLACED = {
    "country": Term("not-stated", _("no country or area named")),
    "region": Term("not-stated", _("no region, country or area named")),
}
UNSTATED = {
    **UNPLACED,
    "status": Term(ActivityStatus.NOT_STATED.value, ActivityStatus.NOT_STATED.label),
    "year": UNDATED,
}
YEARS = frozenset(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))


def former_slugs(partners):
    """((filter, former slug), present slug); of partners only those of these slugs.

    The present slug of a partner that only a draft names must not be given away by its former one.
    """
    for each in FormerSlug.objects.all():
        if each.facet != FormerSlug.Facet.PARTNER or each.current in partners:
            yield (each.facet, each.former), each.current


def other_names():
    """((filter, code), names) that a chooser finds a country, region or partner under."""
    for facet, model, key in (("country", Country, "alpha3"), ("region", Region, "slug"), ("partner", Partner, "slug")):
        for code, names in model.objects.exclude(other_names="").values_list(key, "other_names"):
            yield (facet, code), lines(names)


def notes():
    """(alpha-3, the note that goes with the name)."""
    return Country.objects.exclude(note="").values_list("alpha3", "note")


def public_frameworks(pledges):
    """The slugs of the frameworks of these listed pledges, and of the objectives that their commitments serve."""
    slugs = {pledge.record["framework"]["slug"] for pledge in pledges.values()}
    for pledge in pledges.values():
        for commitment in pledge.record["commitments"]:
            slugs |= {objective["key"].rpartition("-")[0] for objective in commitment["objectives"]}
    return slugs


# Each reader takes the listed pledges and the values that the public record names. The staff's tables hold also what
# only a draft names: a value that is not public is no value, and no answer tells it from one that nobody made.
def _pledges(pledges, named):
    return (Term(slug, pledge.title) for slug, pledge in pledges.items())


def _commitments(pledges, named):
    for pledge in pledges.values():
        for commitment in pledge.record["commitments"]:
            label = f"{commitment['number']}. {commitment['short_title']}"
            yield Term(commitment["key"], label, group=pledge.title)


def _objectives(pledges, named):
    for objective in Objective.objects.of_frameworks(public_frameworks(pledges)):
        group = objective.framework.short_name
        yield Term(objective.key, f"{objective.number}. {objective.short_title}", group=group)


def _countries(pledges, named):
    # The list of UN M49 and Kosovo, which is public whatever is reported.
    return (Term(country.alpha3, country.name, note=bool(country.note)) for country in Country.objects.all())


def _regions(pledges, named):
    # What lies in a region is public, and stands on the pages of its countries and areas.
    members, regions = {}, {}
    for slug, name, scheme, code, country in Region.objects.values_list(
        "slug", "name", "scheme", "code", "countries__alpha3"
    ):
        members.setdefault(scheme, {}).setdefault(slug, set()).add(country)
        # A code of M49 is a number, and nobody's acronym.
        regions[slug] = name, scheme, "" if code.isdigit() else code
    for slug, (name, scheme, acronym) in regions.items():
        around = sum(1 for others in members[scheme].values() if members[scheme][slug] < others)
        if slug in named or members[scheme][slug] != {None}:
            yield Term(slug, name, group=Region.Scheme(scheme).label, level=around, acronym=acronym)


def _partners(pledges, named):
    makers = {partner["slug"] for pledge in pledges.values() for partner in pledge.record["made_by"]}
    for partner in Partner.objects.all():
        if partner.slug in named or partner.slug in makers:
            yield Term(partner.slug, str(partner), kind=partner.kind, name=partner.name, acronym=partner.acronym)


def _choices(choices):
    return lambda pledges, named: (Term(value, label) for value, label in choices.choices)


def _statuses(pledges, named):
    """The value `planned` also finds what is planned in one of its countries or areas alone: its label says so."""
    found = dict(ActivityStatus.choices) | {ActivityStatus.PLANNED.value: _("planned, in whole or in part")}
    return (Term(value, label) for value, label in found.items())


def _years(pledges, named):
    return ()


# Each filter of the list, in the order of the page, and how its vocabulary is read.
FACETS = {
    "pledge": _pledges,
    "commitment": _commitments,
    "objective": _objectives,
    "country": _countries,
    "region": _regions,
    "partner": _partners,
    "kind": _choices(ActivityKind),
    "status": _statuses,
    "year": _years,
}
