"""Citations in RIS, which Zotero, EndNote, Mendeley and library catalogues read: tags of two letters, CRLF, UTF-8."""

from .style import Style


def write(citation):
    """One record. `Y2` is the day it was read, `ET` the version, `AN` the permanent reference."""
    fields = [
        ("TY", "ELEC"),
        ("AU", citation.author),
        ("TI", citation.title),
        ("PY", str(citation.dated.year)),
        ("DA", _day(citation.dated)),
        ("ET", str(citation.version or "")),
        ("AN", citation.reference),
        ("PB", citation.author),
        ("LA", citation.language),
        ("UR", citation.url),
        ("Y2", _day(citation.read_on)),
        ("N1", ", ".join(citation.state)),
        *(("N1", f"* {note}") for note in citation.notes),
        ("ER", ""),
    ]
    # A line is a field: a text of several would begin one of its own.
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value or tag == "ER")
    return "".join(f"{line}\r\n" for line in lines)


def _day(day):
    return day.strftime("%Y/%m/%d/")


STYLE = Style("RIS", "ris", "application/x-research-info-systems; charset=utf-8", write)
