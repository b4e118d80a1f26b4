"""Citations for BibTeX, biblatex and what reads their files: UTF-8, accents as they are."""

from .style import Style

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A lone brace, even one after a backslash, would end the field: braces are named.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&_#$"},
    }
)


def write(citation):
    """One entry `@misc`, which every style knows."""
    fields = {
        # Braces within the braces: the register is no person, and a title keeps its capitals.
        "author": f"{{{escape(citation.author)}}}",
        "title": f"{{{escape(citation.title)}}}",
        "year": str(citation.dated.year),
        "version": str(citation.version or ""),
        "note": escape(" ".join([", ".join(citation.state) + ".", *(f"* {note}" for note in citation.notes)])),
        # As it is: styles set it letter by letter.
        "url": citation.url,
        "urldate": citation.read_on.isoformat(),
        "langid": escape(citation.language),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    # The month is a name that styles write out, and so stands without braces.
    lines.insert(3, f"  month = {MONTHS[citation.dated.month - 1]},\n")
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def escape(text):
    """A text of one line in which nothing is a command, a comment or an end."""
    return " ".join(text.split()).translate(_ESCAPES)


STYLE = Style("BibTeX", "bib", "application/x-bibtex; charset=utf-8", write)
