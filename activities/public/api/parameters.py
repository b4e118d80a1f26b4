"""What a request may say: each parameter once, for the views that read it and for the API's document."""

import re
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models.activity import ActivityKind, ActivityStatus
from ..filters import SORTS
from ..views.site import FILTER_MEANINGS

PAGE_SIZE, LARGEST_PAGE = 25, 100
SLUG = r"^[-a-zA-Z0-9_]+$"
COUNTRY_OR_NONE = r"^([A-Z]{3}|not-stated)$"


class Invalid(Exception):
    """The request cannot be answered as asked: `reasons` are [(parameter, sentence)]."""

    def __init__(self, reasons):
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True)
class Parameter:
    """`schema` is the JSON Schema of one value; with `many` the parameter may be repeated. `where`: query or path."""

    name: str
    meaning: str
    schema: dict
    example: str | int
    many: bool = False
    required: bool = False
    where: str = "query"


def _filter(name, example, **schema):
    meaning = lazy(FILTER_MEANINGS[name], str)()
    return Parameter(name, meaning, {"type": "string", **schema}, example, many=name not in {"q", "sort"})


FILTERS = [
    _filter("pledge", "undp-gcm", pattern=SLUG),
    _filter("commitment", "undp-gcm-5", pattern=SLUG),
    _filter("objective", "gcm-20", pattern=SLUG),
    _filter("country", "KGZ", pattern=COUNTRY_OR_NONE),
    _filter("region", "western-balkans", pattern=SLUG),
    _filter("partner", "iom", pattern=SLUG),
    _filter("kind", "training", enum=ActivityKind.values),
    _filter("status", "not-stated", enum=ActivityStatus.values),
    _filter("year", "2023", pattern=r"^(undated|19[0-9]{2}|20[0-9]{2}|2100)$"),
    _filter("q", "migration", maxLength=200),
]
SORT = _filter("sort", "title", enum=[value for value, _label in SORTS], default="newest")

PAGE = Parameter(
    "page",
    gettext_lazy("The page of the results, from 1. Every page is equally fast."),
    {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1},
    1,
)
SIZE = Parameter(
    "page_size",
    gettext_lazy("How many results a page holds."),
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
    PAGE_SIZE,
)
SINCE = Parameter(
    "since",
    gettext_lazy("The edition that you have, by token (safer) or number. Use 0 if you have none."),
    {"type": "string", "pattern": r"^([0-9a-f]{16}|0|[1-9][0-9]{0,5})$"},
    "0",
    required=True,
)
AFTER = Parameter(
    "after",
    gettext_lazy("Where the previous page ended. Take it from the address of the next page."),
    {"type": "integer", "minimum": 0, "maximum": 999_999_999_999, "default": 0},
    0,
)


def _of_path(name, meaning, example, **schema):
    return Parameter(name, meaning, schema, example, required=True, where="path")


IN_PATH = {
    "reference": _of_path(
        "reference",
        gettext_lazy("The permanent reference of an activity."),
        "undp-gcm-0017",
        type="string",
        pattern=SLUG,
    ),
    "slug": _of_path("slug", gettext_lazy("The key of a pledge."), "undp-gcm", type="string", pattern=SLUG),
    "key": _of_path("key", gettext_lazy("The key of a commitment."), "undp-gcm-5", type="string", pattern=SLUG),
    "country": _of_path(
        "country", gettext_lazy("An ISO 3166-1 alpha-3 code; XKX is user-assigned."), "KGZ", type="string", pattern=SLUG
    ),
    "region": _of_path("region", gettext_lazy("The slug of a region."), "eac", type="string", pattern=SLUG),
    "partner": _of_path("partner", gettext_lazy("The slug of a partner."), "iom", type="string", pattern=SLUG),
    "facet": _of_path("facet", gettext_lazy("The name of a filter."), "country", type="string", pattern=SLUG),
    "number": _of_path(
        "number", gettext_lazy("The number of a version or edition."), 1, type="integer", minimum=1, maximum=999_999
    ),
}


def whole_number(query, parameter):
    """The value of a whole-number parameter in `query`, or its default where it is blank. Raises Invalid."""
    given = query.get(parameter.name, "").strip()
    least, most = parameter.schema["minimum"], parameter.schema["maximum"]
    if not given:
        return parameter.schema["default"]
    if not re.fullmatch(r"[0-9]{1,12}", given) or not least <= int(given) <= most:
        sentence = _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
        raise Invalid([(parameter.name, sentence)])
    return int(given)
