"""What templates need to say the public record's codes in the reader's language."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import localize, number_format
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from commitments.models import Indicator, Partner, Pledge
from pledgetracker import naming, partial_dates

from ..models import Participation, Result, Source
from ..models.activity import ActivityKind, ActivityStatus

register = template.Library()


def _label_of(choices):
    labels = dict(choices.choices)
    return lambda value: labels.get(value, value)


for _name, _choices in {
    "kind_label": ActivityKind,
    "status_label": ActivityStatus,
    "role_label": Participation.Role,
    "verification_label": Source.Verification,
    "source_kind_label": Source.Kind,
    "level_label": Indicator.Level,
    "partner_kind_label": Partner.Kind,
    "pledge_kind_label": Pledge.Kind,
}.items():
    register.filter(_name, _label_of(_choices))


@register.filter
def language_name(tag):
    """Its name with its tag, which tells the Portuguese of Angola from any other; the tag alone where it has none."""
    try:
        return f"{get_language_info(tag.lower())['name_translated']} ({tag})"
    except KeyError:
        return tag


@register.filter
def partial_date(value):
    """'2023-11' as 'November 2023'."""
    return partial_dates.display(value)


@register.filter
def narrow_date(value):
    """'2023-11' as 'Nov 2023', on one line: for the narrow columns of a table."""
    return partial_dates.display(value, month="M").replace(" ", "\u00a0")


@register.filter
def period(record, date=partial_date):
    """When an activity ran, in words: from start to end, as far as either is stated; each as `date` says it."""
    start, end = date(record["start"]), date(record["end"])
    if not start and not end:
        return _("dates not stated")
    if start == end:
        return start
    if not end:
        return start
    if not start:
        return _("until %(end)s (start not stated)") % {"end": end}
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


@register.filter
def narrow_period(record):
    """The period in the shorter dates of a table."""
    return period(record, narrow_date)


@register.filter
def planned_part(record):
    """Of an activity that is not planned as a whole: in how many of its countries and areas it is only planned."""
    planned = sum(1 for country in record["countries"] if country["planned"])
    if not planned or record["status"] == ActivityStatus.PLANNED:
        return ""
    sentence = ngettext(
        "planned in %(planned)s of %(all)s country or area",
        "planned in %(planned)s of %(all)s countries and areas",
        len(record["countries"]),
    )
    return sentence % {"planned": localize(planned), "all": localize(len(record["countries"]))}


@register.filter
def result(value):
    """A result in words: 'over 900 policy makers trained'."""
    number = number_format(value["value"])
    values = {"value": number, "what": value["name"]}
    sentences = {
        Result.Qualifier.OVER: _("over %(value)s %(what)s"),
        Result.Qualifier.ABOUT: _("about %(value)s %(what)s"),
        Result.Qualifier.UP_TO: _("up to %(value)s %(what)s"),
    }
    return sentences.get(value["qualifier"], _("%(value)s %(what)s")) % values


@register.filter
def listed(names):
    """'A, B, C', with semicolons where a name holds a comma."""
    return naming.listed(names)


@register.filter
def separator(values, key=""):
    """What stands between names that are links; `values` are the names, or dicts or objects that have them as `key`."""
    return naming.separator(_named(value, key) if key else value for value in values)


def _named(value, key):
    return value[key] if isinstance(value, dict) else getattr(value, key)


@register.filter
def achieved(results):
    """Those of these results that are no inputs: what was put in is no result of it."""
    return [each for each in results if each["level"] != Indicator.Level.INPUT]


@register.filter
def put_in(results):
    """Those of these results that are inputs, such as money."""
    return [each for each in results if each["level"] == Indicator.Level.INPUT]


@register.simple_tag
def country(value):
    """The linked name of a country or area, with its asterisk as a link to its note."""
    return _linked(value["code"], value["name"], bool(value.get("note")), get_language())


# The same few names stand on every card.
@lru_cache(maxsize=2_000)
def _linked(code, name, note, language):
    link = format_html('<a href="{}">{}</a>', reverse("country", args=[code]), name)
    if not note:
        return link
    sentence = _("See the note on this name")
    return format_html('{}<a class="note-mark" href="#note-{}" aria-label="{}">*</a>', link, code, sentence)
