"""What leads others to a page and back: citations, what pages say of themselves to machines, and preview pictures.

`citation.py` says what of the record is cited; `STYLES` write it for people (APA 7) and for reference managers.
"""

from . import apa, bibtex, ris
from .citation import Citation, of_activity, of_commitment, of_country, of_pledge, of_report
from .style import Style

__all__ = ["FILES", "Citation", "Style", "apa", "of_activity", "of_commitment", "of_country", "of_pledge", "of_report"]

# Those that are also had as a file, by the ending of its address.
FILES = {each.ending: each for each in (bibtex.STYLE, ris.STYLE)}
