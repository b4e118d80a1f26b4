"""The records of the API as JSON Schema (2020-12): every key of `records`, what it holds and what it means."""

from django.utils.translation import gettext_lazy as _

from commitments.models import Indicator, Partner, Pledge
from pledgetracker.partial_dates import PATTERN

from ...columns import COLUMNS
from ...models import Change, Participation, Region, Result, Source
from ...models.activity import ActivityKind, ActivityStatus
from ..index import FACETS
from .shapes import address, array_of, flag, maybe, one_of, record, ref, text, whole

# --- Small parts ------------------------------------------------------------------------------------------------------
_PARTIAL = PATTERN.replace(r"\Z", "$")
DATE = {"type": "string", "pattern": _PARTIAL}
DATE_OR_NONE = {"type": "string", "pattern": f"^$|{_PARTIAL}"}
DAY_OR_NONE = {"type": "string", "pattern": r"^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MOMENT = {"type": "string", "format": "date-time"}
CODE = {"type": "string", "pattern": r"^[A-Z]{3}$"}
TEXTS = array_of(text())
COUNT = whole(_("How many activities of the public record have it."), minimum=0)
URL = address(_("Its page in this register."))
API_URL = address(_("Its record in this API."))
NOTES = array_of(record(code=CODE, text=text()), _("Notes that must accompany the names."))
NAMED_REGIONS = array_of(record(slug=text(), name=text()))
NAMED_PARTNER = {"slug": text(), "name": text(), "acronym": text()}
NUMBER_OR_NONE = {"type": ["number", "null"]}
COUNTED = {
    "indicator": text(_("The key of what is counted.")),
    "name": text(_("What is counted.")),
    "unit": text(),
    "level": one_of(Indicator.Level),
}
LANGUAGE = text(_("A BCP 47 tag."))
UPDATE = record(
    date=DATE,
    text=text(),
    status=text(_("The status that it reports; empty where it states none."), enum=["", *ActivityStatus.values]),
    language=LANGUAGE,
)
OBJECTIVE = record(key=text(), number=whole(), title=text(), short_title=text())

# What a column of the public record holds where that is not just a text; its meaning is the column's own.
OF_COLUMNS = {
    "commitments": TEXTS,
    "kind": one_of(ActivityKind),
    "status": one_of(ActivityStatus),
    "reported": DATE,
    "start": DATE_OR_NONE,
    "end": DATE_OR_NONE,
    "countries": array_of(record(code=CODE, name=text(), planned=flag())),
    "country_codes": array_of(CODE),
    "regions": NAMED_REGIONS,
    "regions_covered": NAMED_REGIONS,
    "places": TEXTS,
    "partners": array_of(record(**NAMED_PARTNER, role=one_of(Participation.Role))),
    "results": array_of(
        record(qualifier=one_of(Result.Qualifier), value={"type": "number"}, **COUNTED, as_of=DATE_OR_NONE)
    ),
    "sources": array_of(
        record(
            title=text(),
            url=address(),
            archived_url=text(),
            accessed=DAY_OR_NONE,
            publisher=text(),
            kind=one_of(Source.Kind),
            language=LANGUAGE,
            published_on=DATE_OR_NONE,
            verification=one_of(Source.Verification),
        )
    ),
    "same_project": TEXTS,
    "latest_update": maybe(UPDATE),
    "first_published": MOMENT,
    "updated": MOMENT,
    "url": address(),
    "notes": array_of(record(code=CODE, text=text())),
}

# --- The records ------------------------------------------------------------------------------------------------------
EDITION = record(
    number=whole(_("Increases with each change of the public record."), minimum=0),
    token=text(_("Identifies this state of the record. A different token means that the record has changed.")),
    at=text(_("When it was made, in UTC; empty for the empty record, which has number 0.")),
)
ACTIVITY = record(
    **{column.name: OF_COLUMNS.get(column.name, text()) | {"description": column.meaning} for column in COLUMNS},
    version=whole(_("The number of this published version."), minimum=1),
    confirmed=DATE_OR_NONE
    | {"description": _("The date on which the text was last confirmed. It is empty if it never was.")},
    title_by_register=flag(_("Whether the title is the register's, not the published text's.")),
    objectives=array_of(text(), _("The keys of the objectives that its commitments are linked to.")),
    office=text(_("The office that reports it.")),
    updates=array_of(UPDATE, _("Every update, the newest first.")),
    api_url=API_URL,
)
VERSION = record(
    version=whole(minimum=1),
    published=MOMENT,
    current=flag(_("Whether the public record shows this version.")),
    url=URL,
    api_url=API_URL,
)
COMMITMENT = record(
    key=text(),
    pledge=text(_("The key of its pledge.")),
    number=whole(minimum=1),
    short_title=text(),
    text=text(_("The text as promised.")),
    heading=text(_("The wording of its heading, if that differs.")),
    objectives=array_of(OBJECTIVE, _("As linked by the register's editors.")),
    principles=TEXTS,
    lead_unit=text(),
    deadline=DATE_OR_NONE,
    targets=array_of(record(**COUNTED, baseline=NUMBER_OR_NONE, value=NUMBER_OR_NONE, due=DATE_OR_NONE)),
    activities=COUNT,
    last_reported=DATE_OR_NONE,
    confirmed=DATE_OR_NONE,
    notes=NOTES,
    url=URL,
    api_url=API_URL,
)
PLEDGE = record(
    slug=text(_("Its key.")),
    title=text(),
    framework=record(slug=text(), name=text(), short_name=text()),
    made_by=array_of(record(**NAMED_PARTNER)),
    kind=one_of(Pledge.Kind),
    lead_in=text(),
    language=LANGUAGE,
    original_page=text(_("The page that the text was published on.")),
    retrieved=DAY_OR_NONE,
    deadline=DATE_OR_NONE,
    reporting_interval={"type": ["integer", "null"], "description": _("In months; null where none was set.")},
    matched_pledge=text(_("The key of the pledge that it matches; empty for none.")),
    terms=text(_("Terms of use of its text.")),
    commitments=array_of(ref("Commitment")),
    activities=COUNT,
    last_reported=DATE_OR_NONE,
    confirmed=DATE_OR_NONE,
    version=whole(minimum=1),
    first_published=MOMENT,
    updated=MOMENT,
    notes=NOTES,
    url=URL,
    api_url=API_URL,
)
COUNTRY = record(
    code=CODE,
    name=text(_("The UN short name; with an asterisk where a note belongs to it.")),
    iso_alpha2=text(),
    m49=text(_("Three digits; empty where there is none.")),
    note=text(),
    regions=NAMED_REGIONS,
    activities=COUNT,
    url=URL,
    api_url=API_URL,
)
REGION = record(
    slug=text(),
    name=text(),
    scheme=one_of(Region.Scheme, _("The scheme that defines it.")),
    code=text(_("Its code in the scheme.")),
    countries=array_of(record(code=CODE, name=text())),
    source=text(_("The source of its list of countries and areas.")),
    source_url=text(),
    as_of=DAY_OR_NONE,
    activities=COUNT,
    notes=NOTES,
    url=URL,
    api_url=API_URL,
)
PARTNER = record(
    **NAMED_PARTNER,
    kind=one_of(Partner.Kind),
    website=text(),
    pledges=array_of(text(), _("The keys of the pledges that it made.")),
    activities=whole(_("How many activities of the public record name it as a partner."), minimum=0),
    activities_of_pledges=whole(_("How many activities of the public record are of pledges that it made."), minimum=0),
    url=URL,
    api_url=API_URL,
)
FACET = record(
    parameter=text(enum=list(FACETS)),
    name=text(_("What people call the filter.")),
    values=array_of(
        record(
            value=text(),
            name=text(),
            group=text(_("The heading that it stands under; empty for none.")),
            count=whole(_("Activities that pass all other filters and have this value."), minimum=0),
            selected=flag(_("Whether the request asks for it.")),
        )
    ),
    notes=NOTES,
)
CHANGE = record(
    edition=ref("Edition"),
    kind=text(enum=["activity", "pledge"]),
    reference=text(_("The reference of the activity, or the key of the pledge.")),
    action=one_of(
        Change.Action, _("What to do with a copy. It says withdrawn also if a later edition withdrew the record.")
    ),
    record={
        "anyOf": [ref("Activity"), ref("Pledge"), {"type": "null"}],
        "description": _("The record as it is now. It is null if the record is no longer public."),
    },
)
PROBLEM = {
    "type": "object",
    "description": _("Problem details (RFC 9457)."),
    "properties": {
        "type": text(format="uri-reference"),
        "title": text(),
        "status": whole(minimum=400, maximum=599),
        "detail": text(_("What is wrong, in a sentence.")),
        "errors": array_of(record(parameter=text(), detail=text()), _("With status 400: each parameter's reason.")),
    },
    "required": ["type", "title", "status", "detail"],
}
SCHEMAS = {
    "Activity": ACTIVITY,
    "Version": VERSION,
    "Facet": FACET,
    "Pledge": PLEDGE,
    "Commitment": COMMITMENT,
    "Country": COUNTRY,
    "Region": REGION,
    "Partner": PARTNER,
    "Edition": EDITION,
    "Change": CHANGE,
    "Problem": PROBLEM,
}
