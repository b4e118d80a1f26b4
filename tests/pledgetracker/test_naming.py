"""Names in a row stay apart, also where one of them holds a comma."""

import pytest

from pledgetracker.naming import in_words, listed, separator

MOFA = "Ministry of Foreign Affairs, Colombia"


@pytest.mark.parametrize(
    ("names", "row", "words"),
    [
        ([], "", ""),
        (["IOM"], "IOM", "IOM"),
        (["IOM", "ILO"], "IOM, ILO", "IOM and ILO"),
        (["IOM", "ILO", "UNHCR"], "IOM, ILO, UNHCR", "IOM, ILO and UNHCR"),
        ([MOFA, "IOM"], f"{MOFA}; IOM", f"{MOFA}; and IOM"),
        (["IOM", "ILO", MOFA], f"IOM; ILO; {MOFA}", f"IOM; ILO; and {MOFA}"),
    ],
)
def test_names_are_separated_by_commas_or_where_one_holds_a_comma_by_semicolons(names, row, words):
    assert listed(names) == row
    assert in_words(names) == words


def test_the_separator_alone_is_for_names_that_are_links():
    assert separator(["IOM", "ILO"]) == ", "
    assert separator(["IOM", MOFA]) == "; "
