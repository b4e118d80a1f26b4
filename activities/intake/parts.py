"""Cells that hold rows of their own: where an activity is, who takes part, what it counted, its sources and updates.

`write_…` takes (document, names) and gives a text; `read_…` takes (text, reading) and gives the rows, or raises
Unreadable. What is written is read back as it was.
"""

import re

from django.utils.translation import gettext as _

from ..columns import result_text
from ..models import Participation
from ..models.activity import ActivityStatus
from . import cells
from .errors import Unreadable

PLANNED = re.compile(r"\s*\(planned\)\s*$", re.IGNORECASE)
ROLE = re.compile(r"(?P<name>.*\S)\s*\((?P<role>[^()]*)\)", re.DOTALL)
RESULT = re.compile(
    r"(?:(?P<qualifier>exactly|over|more than|about|around|approximately|up to|up-to)\s+)?"
    r"(?P<value>\d[\d.,’' ]*\d|\d)(?P<unit>[kKmM](?=\s))?\s+(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
SAME_QUALIFIER = {"more than": "over", "around": "about", "approximately": "about", "up to": "up-to", "": "exactly"}
AS_OF = re.compile(r"(?P<name>.*\S)\s*\((?P<as_of>[^()]*\d{4}[^()]*)\)", re.DOTALL)
SOURCE = re.compile(r"\s*(?P<title>[^;\n]*?\S)\s*<(?P<url>[^<>\s]+)>\s*(?:[;\n]|$)")
# `2024-05 (completed, es): What is new.` The date may be any that can be read.
UPDATE = re.compile(r"(?P<date>[^:\n()]{4,24}?)\s*(?:\((?P<said>[^()\n]{0,60})\))?:(?:\s|$)")
# Of a source: the line's name, the document's key, and the value of a source of which nothing more is known.
DETAILS = {
    "kind": ("kind", "page"),
    "publisher": ("publisher", ""),
    "language": ("language", "en"),
    "verification": ("verification", "self-reported"),
    "published": ("published_on", ""),
    "accessed": ("accessed", None),
    "archived": ("archived_url", ""),
}


def once(rows, key, reading_of):
    """`rows`, of which no two may agree in `key`; Unreadable names the one that is there twice."""
    seen = set()
    for row in rows:
        if key(row) in seen:
            raise Unreadable(_("“%(name)s” appears twice.") % {"name": reading_of(row)})
        seen.add(key(row))
    return rows


# --- Countries and areas ----------------------------------------------------------------------------------------------
def _with_planned(each, name):
    return f"{name} (planned)" if each["planned"] else name


def write_countries(document, names):
    return "; ".join(_with_planned(each, names.countries.label(each["country"])) for each in document["placements"])


def write_codes(document, names):
    return "; ".join(each["country"] for each in document["placements"])


def read_countries(text, reading):
    index = reading.names.countries
    rows = []
    for part in cells.parts(text):
        planned = bool(PLANNED.search(part))
        codes = index.several(PLANNED.sub("", part), reading.note)
        rows += [{"country": code, "planned": planned} for code in codes]
    return once(rows, lambda row: row["country"], lambda row: index.labels[row["country"]])


def read_codes(text, reading):
    """The same by codes; what is planned stays so. Where the names were changed too, both must agree."""
    rows = read_countries(text, reading)
    before = {each["country"]: each["planned"] for each in reading.wanted["placements"]}
    if "countries" in reading.changed:
        if {each["country"] for each in rows} != set(before):
            raise Unreadable(_("The codes differ from the column countries. Change only one of the two columns."))
        return reading.wanted["placements"]
    return [each | {"planned": each["planned"] or before.get(each["country"], False)} for each in rows]


# --- Partners ---------------------------------------------------------------------------------------------------------
def write_partners(document, names):
    return "; ".join(f"{names.partners.label(each['partner'])} ({each['role']})" for each in document["participations"])


def read_partners(text, reading):
    rows = [{"partner": slug, "role": role} for part in cells.parts(text) for slug, role in _partners(part, reading)]
    index = reading.names.partners
    return once(rows, lambda row: (row["partner"], row["role"]), lambda row: index.labels[row["partner"]])


def _partners(text, reading):
    index, roles = reading.names.partners, Participation.Role.values
    found = ROLE.fullmatch(text)
    role = found and "-".join(found["role"].lower().replace("-", " ").split())
    if role in roles:
        return [(slug, role) for slug in index.several(found["name"], reading.note)]
    if found and index.find(text) is None and index.find(found["name"]) is not None:
        sentence = _("“%(role)s” is not a role. Write one of %(roles)s.")
        raise Unreadable(sentence % {"role": cells.brief(found["role"]), "roles": ", ".join(roles)})
    return [(slug, Participation.Role.PARTICIPATING.value) for slug in index.several(text, reading.note)]


# --- Results ----------------------------------------------------------------------------------------------------------
def write_results(document, names):
    return "; ".join(
        result_text(each | {"name": names.indicators.label(each["indicator"])}) for each in document["results"]
    )


def read_results(text, reading):
    return [_result(part, reading) for part in cells.parts(text)]


def _result(text, reading):
    found = RESULT.fullmatch(text)
    if not found:
        sentence = _(
            "“%(text)s” cannot be read as a result. Write the number, then what is counted: over 900 "
            "policy makers trained."
        )
        raise Unreadable(sentence % {"text": cells.brief(text)})
    if found["unit"]:
        raise Unreadable(_("Write the number of “%(text)s” in full, such as 2200.") % {"text": cells.brief(text)})
    index, name, as_of = reading.names.indicators, found["name"], ""
    dated = AS_OF.fullmatch(name)
    indicator = index.find(name)
    if indicator is None and dated:
        name, as_of = dated["name"], cells.read_date(dated["as_of"])
        indicator = index.find(name)
    if indicator is None:
        raise Unreadable(index.unknown(name))
    qualifier = " ".join((found["qualifier"] or "").lower().split())
    return {
        "qualifier": SAME_QUALIFIER.get(qualifier, qualifier),
        "value": cells.read_number(found["value"].strip()),
        "indicator": indicator,
        "as_of": as_of,
    }


# --- Sources ----------------------------------------------------------------------------------------------------------
def write_sources(document, names):
    return "; ".join(f"{each['title']} <{each['url']}>" for each in document["sources"])


def read_sources(text, reading):
    """Title and address of each; what more is known of an address stays."""
    known, rows, place = list(reading.wanted["sources"]), [], 0
    text = text.strip()
    while place < len(text):
        found = SOURCE.match(text, place)
        if not found:
            sentence = _(
                "“%(text)s” cannot be read as a source. Write the title, then the address: A report "
                "<https://example.org/report>."
            )
            raise Unreadable(sentence % {"text": cells.brief(text[place:])})
        place = found.end()
        old = next((each for each in known if each["url"] == found["url"]), None)
        if old:
            known.remove(old)
        rows.append((old or _bare()) | {"title": " ".join(found["title"].split()), "url": found["url"]})
    return rows


def _bare():
    return {"title": "", "url": ""} | dict(DETAILS.values())


def write_details(document, names):
    blocks = []
    for each in document["sources"]:
        said = [f"{name}: {each[key]}" for name, (key, usual) in DETAILS.items() if each[key] != usual]
        if said:
            blocks.append("\n".join([each["url"], *said]))
    return "\n\n".join(blocks)


def read_details(text, reading):
    """What the blocks say of their addresses, which the column sources must name; of others nothing more is known."""
    rows = [_bare() | {"title": each["title"], "url": each["url"]} for each in reading.wanted["sources"]]
    left = list(rows)
    for block in re.split(r"\n\s*\n", text.strip()) if text else ():
        url, *said = [line.strip() for line in block.strip().split("\n")]
        row = next((each for each in left if each["url"] == url), None)
        if row is None:
            sentence = _(
                "The column sources has no address “%(text)s”. Start each block with an address from "
                "it, on its own line."
            )
            raise Unreadable(sentence % {"text": cells.brief(url)})
        left.remove(row)
        row.update(_detail(line) for line in said)
    return rows


def _detail(line):
    name, colon, value = line.partition(":")
    name, value = name.strip().lower(), value.strip()
    if not colon or name not in DETAILS:
        sentence = _("“%(text)s” cannot be read. Start each line about a source with one of %(names)s and a colon.")
        raise Unreadable(sentence % {"text": cells.brief(line), "names": ", ".join(DETAILS)})
    if name == "published" and value:
        value = cells.read_date(value)
    if name == "accessed":
        value = cells.read_date(value) if value else None
        if value and len(value) < 10:
            raise Unreadable(_("“%(text)s” is not a full date. Write the day on which the source was accessed, "
                               "such as 2024-01-31.") % {
                "text": cells.brief(line)
            })  # fmt: skip
    return DETAILS[name][0], value


# --- Updates ----------------------------------------------------------------------------------------------------------
def write_updates(document, names):
    return "\n\n".join(_update_text(each) for each in document["updates"])


def _update_text(update):
    said = [update["status"]] if update["status"] else []
    said += [update["language"]] if update["language"] != "en" else []
    head = f"{update['date']} ({', '.join(said)})" if said else update["date"]
    # A line of the text that looks like the beginning of another update, or of such an escape.
    first, *rest = update["text"].split("\n")
    rest = [f"\\{line}" if line.startswith("\\") or _begins(line) else line for line in rest]
    return "\n".join([f"{head}: {first}", *rest])


def _begins(line):
    found = UPDATE.match(line)
    if not found:
        return None
    try:
        cells.read_date(found["date"])
    except Unreadable:
        # 03/04/2024: is the beginning of an update too, of which the date has to be written otherwise.
        return found if re.fullmatch(r"[\d./-]{6,10}", found["date"]) else None
    return found


def read_updates(text, reading):
    rows = []
    for line in text.split("\n") if text else ():
        if found := _begins(line):
            rows.append(_update(found) | {"text": [line[found.end() :]]})
        elif rows:
            rows[-1]["text"].append(line.removeprefix("\\") if line.startswith("\\") else line)
        elif line.strip():
            sentence = _("“%(text)s” has no date. Start each update on a new line with its date: 2024-05: What is new.")
            raise Unreadable(sentence % {"text": cells.brief(line)})
    rows = [row | {"text": "\n".join(row["text"]).strip()} for row in rows]
    # As the database orders them: the newest first, and of one date as they stand.
    return sorted(rows, key=lambda row: row["date"], reverse=True)


def _update(found):
    row = {"date": cells.read_date(found["date"]), "text": "", "status": "", "language": "en"}
    for said in filter(None, (part.strip() for part in (found["said"] or "").split(","))):
        slug = "-".join(said.lower().replace("-", " ").split())
        if slug in ActivityStatus.values:
            row["status"] = slug
        elif re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", said):
            row["language"] = said
        else:
            sentence = _("“%(text)s” is not a status (%(choices)s) and not a language such as es.")
            raise Unreadable(sentence % {"text": cells.brief(said), "choices": ", ".join(ActivityStatus.values)})
    return row
