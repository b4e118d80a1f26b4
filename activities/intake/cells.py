"""What real cells say: dates, lists, yes and no, numbers. Each reader takes a trimmed text, or raises Unreadable."""

import datetime
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from pledgetracker.text import fold

from .errors import Unreadable

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
# What people write where they have nothing to say.
NOTHING = {"-", "–", "—", "n/a", "na", "none", "nil", "not stated", "unknown", "?", "."}
# At the end of a period: it goes on, so there is no end to state.
GOES_ON = {
    "present",
    "ongoing",
    "on-going",
    "continuing",
    "current",
    "now",
    "today",
    "to date",
    "until now",
    "open-ended",
}
YES, NO = {"yes", "y", "true", "1", "x", "✓", "✔"}, {"no", "n", "false", "0"}

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_THREE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([a-z]+)\.?(?:[ -]+(\d{1,2})(?:st|nd|rd|th)?)?[ ,-]+(\d{4})")
_GROUPED = re.compile(r"\d{1,3}([, ’'])\d{3}(?:\1\d{3})*")
_PLAIN = re.compile(r"\d{1,15}(\.\d{1,2})?")


def read_date(text):
    """The ISO 8601 date of reduced precision that `text` can only mean: 'Nov 2023' gives '2023-11'."""
    asked = fold(text).strip(" .")
    if found := _ISO.fullmatch(asked):
        return _date(text, *found.groups())
    if found := _MONTH_YEAR.fullmatch(asked):
        return _date(text, found[2], found[1])
    if found := _THREE.fullmatch(asked):
        return _day_and_month(text, int(found[1]), int(found[3]), found[4])
    if found := _WORDS.fullmatch(asked):
        day, name, other_day, year = found.groups()
        month = _month(name)
        if month and not (day and other_day):
            return _date(text, year, month, day or other_day)
    raise Unreadable(
        _("“%(text)s” cannot be read as a date. Write 2023, 2023-11 or 2023-11-24.") % {"text": brief(text)}
    )


def _month(name):
    return next((number for number, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)), None)


def _day_and_month(text, one, two, year):
    if one != two and one <= 12 and two <= 12:
        sentence = _(
            "“%(text)s” can mean two dates. Write %(year)s-%(two)02d-%(one)02d or %(year)s-%(one)02d-%(two)02d."
        )
        raise Unreadable(sentence % {"text": brief(text), "year": year, "one": one, "two": two})
    day, month = (one, two) if two <= 12 else (two, one)
    return _date(text, year, month, day)


def _date(text, year, month=None, day=None):
    parts = [int(part) for part in (year, month, day) if part is not None]
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        raise Unreadable(_("There is no date “%(text)s”.") % {"text": brief(text)}) from None
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def says_nothing(text):
    """Whether `text` is what people write into a cell to say that it is empty."""
    return fold(text).strip() in NOTHING


def goes_on(text):
    """Whether `text`, as an end, says that there is none yet."""
    return fold(text).strip(" .()") in GOES_ON


def read_yes(text):
    asked = fold(text).strip(" .")
    if asked in YES or asked in NO:
        return asked in YES
    raise Unreadable(_("“%(text)s” is not yes or no.") % {"text": brief(text)})


def read_number(text):
    """The number of a result as the database keeps it: '1,200' gives '1200', '12.50' gives '12.5'."""
    grouped = _GROUPED.fullmatch(text)
    plain = re.sub(r"\D", "", text) if grouped else text
    if not _PLAIN.fullmatch(plain):
        raise Unreadable(
            _("“%(text)s” cannot be read as a number. Write it in full, such as 2200 or 12.5.") % {"text": brief(text)}
        )
    return as_number(plain)


def as_number(value):
    """A number as documents hold it: without needless zeros."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise Unreadable(_("“%(text)s” is not a number.") % {"text": brief(str(value))}) from None
    return format(number.quantize(1) if number == number.to_integral_value() else number.normalize(), "f")


def parts(text):
    """The parts of a list in a cell: separated by semicolons or line ends."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def brief(text, most=60):
    """`text` as a sentence quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
