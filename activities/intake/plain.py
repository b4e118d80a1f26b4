"""Cells that hold one value, or a list of names: how they are read into a document, and how lists are written."""

from django.utils.translation import gettext as _

from . import cells
from .errors import Unreadable


# --- Writing ----------------------------------------------------------------------------------------------------------
def joined(key):
    """A list of codes, as it is."""
    return lambda document, names: "; ".join(document[key])


def labels(key, kind):
    """A list of codes, by the names of what they stand for."""
    return lambda document, names: "; ".join(getattr(names, kind).label(each) for each in document[key])


def label(key, kind):
    return lambda document, names: getattr(names, kind).label(document[key]) if document[key] else ""


# --- Reading: (text, reading) -> value --------------------------------------------------------------------------------
def line(text, reading):
    return " ".join(text.split())


def text(text, reading):
    return text


def language(text, reading):
    first, hyphen, rest = text.partition("-")
    return first.lower() + hyphen + rest if text else "en"


def yes(text, reading):
    return cells.read_yes(text)


def date(text, reading):
    if text and cells.says_nothing(text):
        reading.note(_("“%(text)s” was read as: no date.") % {"text": cells.brief(text)})
        return ""
    return cells.read_date(text) if text else ""


def end(text, reading):
    """'Present' states no end: the activity goes on, which is for its status to say."""
    if not cells.goes_on(text):
        return date(text, reading)
    reading.note(_("“%(text)s” was read as: no end. Use the status to say that an activity goes on.") % {
        "text": cells.brief(text)
    })  # fmt: skip
    return ""


def choice(choices, text, reading):
    """The slug that a slug or label means."""
    if not text:
        return "not-stated" if "not-stated" in choices.values else ""
    asked = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if asked not in choices.values:
        sentence = _("“%(text)s” is not one of these: %(choices)s.")
        raise Unreadable(sentence % {"text": cells.brief(text), "choices": ", ".join(choices.values)})
    return asked


def pledge(text, reading):
    return reading.names.pledges.one(text) if text else ""


def commitments(text, reading):
    """Keys such as undp-gcm-5, or within the row's pledge the numbers alone."""
    pledge = reading.wanted["pledge"]
    known = reading.names.commitments.get(pledge, {})
    found = []
    for part in cells.parts(text.replace(",", ";")):
        key = part.lower() if part.lower() in known else f"{pledge}-{part.rstrip('.')}"
        if key not in known:
            numbers = ", ".join(each.rpartition("-")[2] for each in known)
            sentence = _("This pledge has no commitment “%(text)s”. It has %(numbers)s.")
            raise Unreadable(sentence % {"text": cells.brief(part), "numbers": numbers or "–"})
        found.append(key)
    return sorted(set(found))


def regions(text, reading):
    found = [each for part in cells.parts(text) for each in reading.names.regions.several(part, reading.note)]
    return sorted(set(found))


def places(text, reading):
    return "\n".join(" ".join(part.split()) for part in cells.parts(text))


def office(text, reading):
    return reading.names.offices.one(text) if text else ""


def same_project(text, reading):
    """References. Ties to activities that the user may not change stay, whether or not the cell names them."""
    before = set(reading.current["same_project"])
    kept = {each for each in before if not reading.names.may_edit(each)}
    named = {part.lower() for part in cells.parts(text.replace(",", ";"))}
    own = reading.current.get("reference")
    for reference in sorted(named - before):
        if reference == own:
            raise Unreadable(_("An activity cannot be tied to itself."))
        if reference not in reading.others:
            raise Unreadable(_("There is no activity “%(reference)s”.") % {"reference": cells.brief(reference)})
    return sorted(named | kept)
