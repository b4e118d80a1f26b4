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
    """One value of a filter: its code, what people read, the heading it stands under, whether a note belongs to it; of
    a partner what kind of organisation it is. `name` and `acronym` are the two parts of a label that has both."""

    code: str
    label: str
    group: str = ""
    note: bool = False
    kind: str = ""
    name: str = ""
    acronym: str = ""


UNDATED = Term("undated", _("undated"))
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


def _pledges(pledges):
    return (Term(slug, pledge.title) for slug, pledge in pledges.items())


def _commitments(pledges):
    for pledge in pledges.values():
        for commitment in pledge.record["commitments"]:
            label = f"{commitment['number']}. {commitment['short_title']}"
            yield Term(commitment["key"], label, group=pledge.title)


def _objectives(pledges):
    for objective in Objective.objects.select_related("framework"):
        group = objective.framework.short_name
        yield Term(objective.key, f"{objective.number}. {objective.short_title}", group=group)


def _countries(pledges):
    return (Term(country.alpha3, country.name, note=bool(country.note)) for country in Country.objects.all())


def _regions(pledges):
    for region in Region.objects.all():
        # A code of M49 is a number, and nobody's acronym.
        acronym = "" if region.code.isdigit() else region.code
        yield Term(region.slug, region.name, group=Region.Scheme(region.scheme).label, acronym=acronym)


def _partners(pledges):
    for partner in Partner.objects.all():
        yield Term(partner.slug, str(partner), kind=partner.kind, name=partner.name, acronym=partner.acronym)


def _choices(choices):
    return lambda pledges: (Term(value, label) for value, label in choices.choices)


def _years(pledges):
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
    "status": _choices(ActivityStatus),
    "year": _years,
}
