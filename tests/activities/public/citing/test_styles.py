"""Citations, read again by the programs that people read them with."""

from datetime import date

import bibtexparser
import pytest
import rispy

from activities.public.citing import Citation, apa, bibtex, ris

HOSTILE = [
    "100 % of R&D: cost_$5 #1 ~ a^b \\end{document}",
    "A lone } brace, and } another",
    "{{{ three to begin with",
    'Café Ελλάδα Кыргызстан العربية “quoted” "straight" @misc{x,',
    "Two lines\nER  - \nTY  - BOOK\r\nAU  - Someone else\u2028more",
    "ends in a backslash \\",
]
COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{character}": character for character in "%&_#$"},
}


def citation(**fields):
    values = {
        "key": "undp-gcm-0017-v2",
        "title": "A title",
        "path": "/activities/undp-gcm-0017/v/2/",
        "dated": date(2026, 3, 1),
        "edition": 12,
        "edition_of": date(2026, 4, 2),
        "read_on": date(2026, 11, 24),
        "reference": "undp-gcm-0017",
        "version": 2,
        "fixed": True,
    }
    return Citation(**values | fields)


def plain(value):
    """What BibTeX prints for a field."""
    out = ""
    value = value.removeprefix("{").removesuffix("}")
    while value:
        command = next((each for each in COMMANDS if value.startswith(each)), "")
        out += COMMANDS[command] if command else value[0]
        value = value[len(command) or 1 :]
    return out


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_an_entry_of_bibtex(title):
    [entry] = bibtexparser.loads(bibtex.write(citation(title=title, notes=(title,)))).entries
    assert plain(entry["title"]) == " ".join(title.split())
    assert entry["ID"] == "undp-gcm-0017-v2"
    assert entry["url"] == "http://testserver/activities/undp-gcm-0017/v/2/"
    # No brace stands alone, not even behind a backslash: BibTeX counts those too.
    assert bibtex.write(citation(title=title)).count("{") == bibtex.write(citation(title=title)).count("}")


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_a_record_of_ris(title):
    [record] = rispy.loads(ris.write(citation(title=title, notes=(title,))))
    assert record["title"] == " ".join(title.split())
    assert record["type_of_reference"] == "ELEC"
    assert record["authors"] == ["Pledge Tracker"]
    assert record["urls"] == ["http://testserver/activities/undp-gcm-0017/v/2/"]
    assert record["notes"][1] == f"* {' '.join(title.split())}"


def test_each_says_where_it_stays_and_in_which_state_it_was_read():
    [entry] = bibtexparser.loads(bibtex.write(citation())).entries
    assert (entry["year"], entry["month"], entry["version"], entry["urldate"]) == ("2026", "March", "2", "2026-11-24")
    assert plain(entry["note"]) == "undp-gcm-0017, version 2, edition 12 of 2026-04-02."
    [record] = rispy.loads(ris.write(citation()))
    assert (record["year"], record["date"], record["access_date"]) == ("2026", "2026/03/01/", "2026/11/24/")
    assert (record["edition"], record["accession_number"]) == ("2", "undp-gcm-0017")


def test_apa_names_the_day_of_retrieval_only_where_the_text_may_change():
    assert apa.write(citation()) == (
        "Pledge Tracker. (2026, March 1). A title (undp-gcm-0017, version 2, edition 12 of 2026-04-02). "
        "http://testserver/activities/undp-gcm-0017/v/2/"
    )
    page = citation(fixed=False, version=None, reference="", path="/countries/XKX/", notes=("A note.",))
    assert apa.write(page) == (
        "Pledge Tracker. (2026, March 1). A title (edition 12 of 2026-04-02). "
        "Retrieved November 24, 2026, from http://testserver/countries/XKX/ * A note."
    )
