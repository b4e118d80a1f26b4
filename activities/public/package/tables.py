"""The tables of the data package: the activities, what hangs on them, and the registers that they name.

They hang together by keys: what the CSV of the activities holds as a list in one cell is a table of its own here. The
registers hold what the public record names, and nothing that only drafts name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from commitments.models import Objective, Partner

from ...columns import COLUMNS, Column
from ...models import Country, Region
from ..exports.long_form import COUNTRIES, OF_ACTIVITY, RESULTS


@dataclass(frozen=True)
class Table:
    """`start()` gives, for one package, a function to the items that are rows here: of the row of an activity, or, in a
    register, of the index. The values of `columns` are of that row or index, and an item.
    """

    name: str
    title: str
    columns: list
    start: Callable
    key: list = field(default_factory=list)  # the columns that name a row; none where two rows may be alike
    references: dict = field(default_factory=dict)  # {column: (table, column)}

    @property
    def meaning(self):
        return self.title

    def cells(self, source, item):
        return [column.value(source, item) for column in self.columns]


def _of_activity(column):
    return Column(column.name, column.meaning, lambda row, item: column.value(row))


def _item(name, meaning, key=None):
    return Column(name, meaning, lambda source, item: item[key or name])


def _attribute(name, meaning, key=None):
    return Column(name, meaning, lambda source, item: getattr(item, key or name))


def _in_record(key):
    """Every item under a key of an activity's record."""
    return lambda: lambda row: row.record[key]


def _own(form):
    """Of a long-form download what the table of activities does not say already."""
    return [column for column in form.columns if column.name == "reference" or column.name not in OF_ACTIVITY]


REFERENCE = _of_activity(OF_ACTIVITY["reference"])
OF_AN_ACTIVITY = {"reference": ("activities", "reference")}

# Each is read from the rows of the activities, in one pass.
TABLES = [
    Table(
        "activities",
        _("Activities, one row each, with the columns of every download"),
        [_of_activity(column) for column in COLUMNS],
        lambda: lambda row: [None],
        key=["reference"],
        references={"pledge": ("pledges", "pledge")},
    ),
    Table(
        "activity-commitments",
        _("The commitments that each activity serves"),
        [REFERENCE, _item("commitment", _("The key of the commitment."), "key")],
        _in_record("commitments"),
        key=["reference", "commitment"],
        references=OF_AN_ACTIVITY | {"commitment": ("commitments", "commitment")},
    ),
    Table(
        "activity-countries",
        _("The countries and areas that each activity is in"),
        _own(COUNTRIES),
        COUNTRIES.items,
        key=["reference", "country_code"],
        references=OF_AN_ACTIVITY | {"country_code": ("countries", "country_code")},
    ),
    Table(
        "activity-regions",
        _("The regions that the text of each activity names as its place"),
        [REFERENCE, _item("region", _("The key of the region."), "slug")],
        _in_record("regions"),
        key=["reference", "region"],
        references=OF_AN_ACTIVITY | {"region": ("regions", "region")},
    ),
    Table(
        "activity-partners",
        _("The partners of each activity, each with its role"),
        [
            REFERENCE,
            _item("partner", _("The key of the partner."), "slug"),
            _item("role", _("What the partner does in the activity.")),
        ],
        _in_record("partners"),
        key=["reference", "partner", "role"],
        references=OF_AN_ACTIVITY | {"partner": ("partners", "partner")},
    ),
    Table(
        "updates",
        _("Dated reports on each activity, newest first"),
        [
            REFERENCE,
            _item("date", _("The date of the update: 2023, 2023-11 or 2023-11-24.")),
            _item("text", _("What it reports.")),
            _item("status", _("The status it reports; empty where it reports none.")),
            _item("language", _("The language of the text, as a BCP 47 tag.")),
        ],
        _in_record("updates"),
        references=OF_AN_ACTIVITY,
    ),
    Table("results", _("The numbers that activities report"), _own(RESULTS), RESULTS.items, references=OF_AN_ACTIVITY),
    Table(
        "sources",
        _("The evidence of each activity"),
        [
            REFERENCE,
            _item("title", _("The title of the source.")),
            _item("url", _("Its address.")),
            _item("archived_url", _("The address of an archived copy.")),
            _item("accessed", _("The day on which it was read.")),
            _item("publisher", _("Who published it.")),
            _item("kind", _("What kind of source it is.")),
            _item("language", _("Its language, as a BCP 47 tag.")),
            _item("published_on", _("When it was published, as precisely as is stated.")),
            _item("verification", _("self-reported, documented or independently checked.")),
        ],
        _in_record("sources"),
        references=OF_AN_ACTIVITY,
    ),
]


def _commitments(index):
    return [
        commitment | {"pledge": slug}
        for slug, pledge in index.pledges.items()
        for commitment in pledge.record["commitments"]
    ]


def _served(index):
    return [each | {"objective": one["key"]} for each in _commitments(index) for one in each["objectives"]]


def _targets(index):
    return [target | {"commitment": each["key"]} for each in _commitments(index) for target in each["targets"]]


def _objectives(index):
    named = {each["objective"] for each in _served(index)}
    return [each for each in Objective.objects.select_related("framework") if each.key in named]


def _shown(facet, queryset, code):
    """The entries of a register that the public record names."""
    return lambda: lambda index: [each for each in queryset() if index.shows(facet, getattr(each, code))]


PLEDGE = _item("pledge", _("The key of the pledge."))
COMMITMENT = _item("commitment", _("The key of the commitment."), "key")
OF_A_COMMITMENT = {"commitment": ("commitments", "commitment")}

REGISTERS = [
    Table(
        "pledges",
        _("Pledges"),
        [
            Column("pledge", _("The key of the pledge."), lambda index, pledge: pledge.slug),
            _attribute("title", _("Its title, as published.")),
            *(
                Column(name, meaning, lambda index, pledge, name=name: pledge.record[name])
                for name, meaning in {
                    "lead_in": _("The text before its commitments, word for word."),
                    "language": _("The language of the text, as a BCP 47 tag."),
                    "original_page": _("The page its text was published on."),
                    "retrieved": _("The day on which that page was read."),
                    "deadline": _("Its deadline, as precisely as is stated."),
                    "terms": _("The terms of use of its text; empty where they are not stated."),
                }.items()
            ),
            Column(
                "made_by",
                _("The keys of the partners that make it."),
                lambda index, pledge: "; ".join(each["slug"] for each in pledge.record["made_by"]),
            ),
        ],
        lambda: lambda index: list(index.pledges.values()),
        key=["pledge"],
    ),
    Table(
        "commitments",
        _("Commitments"),
        [
            COMMITMENT,
            PLEDGE,
            _item("number", _("Its number in the pledge.")),
            _item("short_title", _("A short title in the register's own words.")),
            _item("text", _("Its full text, word for word.")),
            _item("deadline", _("Its deadline, as precisely as is stated.")),
            _item("lead_unit", _("Who leads it.")),
        ],
        lambda: _commitments,
        key=["commitment"],
        references={"pledge": ("pledges", "pledge")},
    ),
    Table(
        "commitment-objectives",
        _("The objectives that each commitment serves, as linked by the register's editors"),
        [COMMITMENT, _item("objective", _("The key of the objective."))],
        lambda: _served,
        key=["commitment", "objective"],
        references=OF_A_COMMITMENT | {"objective": ("objectives", "objective")},
    ),
    Table(
        "targets",
        _("The targets of each commitment"),
        [
            _item("commitment", _("The key of the commitment.")),
            _item("indicator", _("The key of what is counted.")),
            _item("indicator_name", _("What is counted, in words."), "name"),
            _item("unit", _("The unit it is counted in.")),
            _item("baseline", _("The baseline. It is empty if it is not stated.")),
            _item("value", _("The number to be reached.")),
            _item("due", _("The due date, as precisely as is stated.")),
        ],
        lambda: _targets,
        references=OF_A_COMMITMENT,
    ),
    Table(
        "objectives",
        _("Objectives of the frameworks"),
        [
            _attribute("objective", _("The key of the objective."), "key"),
            Column("framework", _("The framework it belongs to."), lambda index, objective: objective.framework.name),
            _attribute("number", _("Its number in the framework.")),
            _attribute("title", _("Its full title, word for word.")),
        ],
        lambda: _objectives,
        key=["objective"],
    ),
    Table(
        "countries",
        _("Countries and areas that an activity is in"),
        [
            _attribute("country_code", _("Its ISO 3166-1 alpha-3 code; XKX is user-assigned."), "alpha3"),
            _attribute("country", _("The country or area, by UN short name."), "label"),
            _attribute("m49", _("Its UN M49 code. It is empty if there is none.")),
            _attribute("note", _("The note that must accompany the name.")),
        ],
        _shown("country", Country.objects.all, "alpha3"),
        key=["country_code"],
    ),
    Table(
        "regions",
        _("Regions that an activity names, or that its countries and areas lie in"),
        [
            _attribute("region", _("The key of the region."), "slug"),
            _attribute("name", _("Its name, as its scheme writes it.")),
            _attribute("scheme", _("The scheme it belongs to.")),
            _attribute("source", _("The source of its list of countries and areas.")),
            _attribute("as_of", _("The date of that membership.")),
        ],
        _shown("region", Region.objects.all, "slug"),
        key=["region"],
    ),
    Table(
        "partners",
        _("Partners that an activity or a pledge names"),
        [
            _attribute("partner", _("The key of the partner."), "slug"),
            _attribute("name", _("The name of the organisation.")),
            _attribute("acronym", _("Its acronym.")),
            _attribute("kind", _("The kind of organisation.")),
            _attribute("website", _("The organisation's own site.")),
        ],
        _shown("partner", Partner.objects.all, "slug"),
        key=["partner"],
    ),
]
