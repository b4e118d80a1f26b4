"""Citations for people, in the style of the American Psychological Association (7th edition, 2020).

The register is author and site at once, so that its name stands once. A day of retrieval is named only where the text
at the address is meant to change. Days are written in the style's own English way: a citation is for an English list.
"""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def write(citation):
    """One paragraph: 'Register. (2026, November 24). Title (version 2). https://...'; notes on names follow it."""
    said = f"{_line(citation.author)}. ({_day(citation.dated, '{y}, {m} {d}')}). {_line(citation.title)}"
    said += f" ({', '.join(citation.state)})."
    retrieved = "" if citation.fixed else f"Retrieved {_day(citation.read_on, '{m} {d}, {y}')}, from "
    # No full stop after an address: it would be taken for a part of it.
    return " ".join([said, retrieved + citation.url, *(f"* {_line(note)}" for note in citation.notes)])


def _line(text):
    return " ".join(text.split())


def _day(day, pattern):
    return pattern.format(y=day.year, m=MONTHS[day.month - 1], d=day.day)
