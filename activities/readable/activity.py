"""An activity's record in words, field by field: what a comparison of two versions shows."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pledgetracker import partial_dates

from ..models import Participation, Source
from ..models.activity import ActivityKind, ActivityStatus
from ..templatetags import record as words

# In the order of the activity's page; the fields of updates and sources after their dot.
LABELS = {
    "title": gettext_lazy("title"),
    "title_by_register": gettext_lazy("title by the register"),
    "description": gettext_lazy("text, as published"),
    "language": gettext_lazy("language of the text"),
    "confirmed": gettext_lazy("confirmed still correct as of"),
    "updates": gettext_lazy("updates"),
    "updates.date": gettext_lazy("date"),
    "updates.status": gettext_lazy("status it reports"),
    "updates.text": gettext_lazy("text"),
    "updates.language": gettext_lazy("language"),
    "results": gettext_lazy("results reported"),
    "sources": gettext_lazy("sources"),
    "sources.title": gettext_lazy("title"),
    "sources.url": gettext_lazy("address"),
    "sources.publisher": gettext_lazy("publisher"),
    "sources.published_on": gettext_lazy("published on"),
    "sources.kind": gettext_lazy("kind"),
    "sources.language": gettext_lazy("language"),
    "sources.verification": gettext_lazy("verification"),
    "sources.accessed": gettext_lazy("accessed"),
    "sources.archived_url": gettext_lazy("archived copy"),
    "source_page": gettext_lazy("page it was published on"),
    "commitments": gettext_lazy("commitments"),
    "kind": gettext_lazy("kind"),
    "status": gettext_lazy("status"),
    "reported": gettext_lazy("reported"),
    "start": gettext_lazy("start"),
    "end": gettext_lazy("end"),
    "countries": gettext_lazy("countries and areas"),
    "regions": gettext_lazy("regions"),
    "places": gettext_lazy("places"),
    "partners": gettext_lazy("partners"),
    "office": gettext_lazy("reported by"),
    "same_project": gettext_lazy("same project"),
}
# By what an update or a source is known to be the same one in another version.
KEYS = {"updates": ["date"], "sources": ["url"]}


# No field, but what `language_of` goes by.
TAG = "_language"


def readable(record):
    """{key of LABELS: words} of the record of a PublicActivity. Texts as they are; dates, codes and names for people.

    Countries and areas, and the activities of the same project, are HTML made safe: links, an asterisk to the note.
    """
    day = partial_dates.display
    return {
        **{name: record[name] for name in ("title", "title_by_register", "description", "places", "source_page")},
        **{name: day(record.get(name, "")) for name in ("confirmed", "reported", "start", "end")},
        "language": words.language_name(record["language"]),
        "updates": [_update(update) for update in record["updates"]],
        "results": [_result(result) for result in record["results"]],
        "sources": [_source(source) for source in record["sources"]],
        "commitments": [f"{each['number']}: {each['short_title']}" for each in record["commitments"]],
        "kind": _label(ActivityKind, record["kind"]),
        "status": _label(ActivityStatus, record["status"]),
        "countries": [_country(country) for country in record["countries"]],
        "regions": [region["name"] for region in record["regions"]],
        "partners": [f"{each['name']} ({_label(Participation.Role, each['role'])})" for each in record["partners"]],
        "office": record["office"],
        "same_project": [
            format_html('<a href="{}">{}</a>', reverse("activity", args=[reference]), reference)
            for reference in record["same_project"]
        ],
        TAG: record["language"],
    }


def language_of(name, holder):
    """The tag of the language that the text `name` of a readable record, or of its update or source, is written in."""
    if name == "title" and holder.get("title_by_register"):
        return ""
    return holder.get(TAG, "") if name in {"title", "description", "places", "updates.text", "sources.title"} else ""


def _label(choices, value):
    return str(dict(choices.choices).get(value, value))


def _update(update):
    return {
        "date": partial_dates.display(update["date"]),
        "status": _label(ActivityStatus, update["status"]),
        "text": update["text"],
        "language": words.language_name(update["language"]),
        TAG: update["language"],
    }


def _source(source):
    return source | {
        "kind": _label(Source.Kind, source["kind"]),
        "verification": _label(Source.Verification, source["verification"]),
        "language": words.language_name(source["language"]),
        "published_on": partial_dates.display(source["published_on"]),
        "accessed": partial_dates.display(source["accessed"]),
        TAG: source["language"],
    }


def _result(result):
    said = words.result(result)
    if not result["as_of"]:
        return said
    return _("%(result)s, as of %(date)s") % {"result": said, "date": partial_dates.display(result["as_of"])}


def _country(country):
    link = words.country(country)
    return format_html(_("{} (planned)"), link) if country["planned"] else link
