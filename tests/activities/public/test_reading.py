"""A question is read as values of filters, years and words; what nothing has is said; nothing of a draft leaks."""

import pytest

from activities import publishing
from activities.public.index import current_index
from activities.public.reading import STOP_WORDS, reading_of
from activities.public.years_read import Years
from tests import factories
from tests.activities.reading import drafts
from tests.reading import undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

SINCE_2022 = ["2022", "2023", "2024", "2025", "2026", "2027"]


def read(typed):
    return reading_of(current_index(), typed)


def understood(typed):
    """(values of filters, words that are left, words that nothing has, what is asked for)."""
    found = read(typed)
    said = [[token.typed for token in several] for several in (found.rest, found.unfound)]
    return dict(found.values), *said, found.asked


@pytest.mark.parametrize(
    ("typed", "values", "rest", "unfound", "asked"),
    [
        (
            "What did UNDP do in Moldova since 2022?",
            {"pledge": ["undp-gcm"], "country": ["MDA"], "year": SINCE_2022},
            [],
            [],
            [],
        ),
        ("Which partners work in the Western Balkans?", {"region": ["western-balkans"]}, [], [], ["partner"]),
        ("Who works in Kosovo?", {"country": ["XKX"]}, [], [], ["partner"]),
        ("What is planned?", {"status": ["planned"]}, [], [], []),
        ("Moldova 2022", {"country": ["MDA"], "year": ["2022"]}, [], [], []),
        ("people reached", {}, ["people"], ["reached"], []),
        ("UNHCR", {}, [], ["UNHCR"], []),
        ("UNHCR, Moldova", {"country": ["MDA"]}, [], ["UNHCR"], []),
        ("remittances in Ivory Coast or Ghana", {"country": ["CIV", "GHA"]}, ["remittances"], [], []),
        ("Objective 20 in Niger", {"objective": ["gcm-20"], "country": ["NER"]}, [], [], []),
        ("¿Qué se hizo en Ecuador desde 2025?", {"country": ["ECU"], "year": ["2025", "2026", "2027"]}, [], [], []),
        ("Que fait l'OIM au Maroc depuis 2026 ?", {"country": ["MAR"], "year": ["2026", "2027"]}, [], ["OIM"], []),
        ("trainings of IOM", {"kind": ["training"], "partner": ["iom"]}, [], [], []),
    ],
)
def test_a_question_is_read(typed, values, rest, unfound, asked):
    assert understood(typed) == (values, rest, unfound, asked)


def test_what_is_read_has_an_address_that_gives_the_same_rows(client):
    found = read("What did UNDP do in Moldova since 2022?")
    assert found.total == 1
    api = "/api/v1/activities/?" + found.filterset.query()
    for address in (found.list_url, found.list_url.replace("/activities/", "/activities.csv", 1), api):
        assert undp("6.8")[0] in client.get(address).getvalue().decode() if "csv" in address else True
    assert client.get(found.list_url).context["filterset"].total == 1
    assert client.get(api).json()["total"] == 1


def test_the_undated_that_a_year_leaves_out_are_counted_and_one_address_away(client):
    found = read("Moldova since 2022")
    assert (found.total, found.undated) == (1, 5)
    assert client.get(found.with_undated_url).context["filterset"].total == 6
    assert client.get(found.without_years_url).context["filterset"].total == 6


def test_a_word_of_a_sentence_is_no_code_of_a_country():
    """AND is Andorra, ARE the United Arab Emirates, CAN Canada, PER Peru: as codes they are written in capitals."""
    assert read("what and where are the results per country").values == {}
    assert read("WHAT AND WHERE ARE THE PROJECTS").values == {}
    assert understood("KGZ 2023")[0]["country"] == ["KGZ"]
    assert "country" not in understood("kgz trainings")[0]


def test_names_inside_names_are_read_as_what_they_are():
    assert understood("Guinea-Bissau 2023")[0]["country"] == ["GNB"]
    assert understood("Papua New Guinea 2023")[0]["country"] == ["PNG"]
    assert understood("South Sudan, Niger 2023")[0]["country"] == ["SSD", "NER"]
    assert understood("Ferghana 2023")[0] == {"year": ["2023"]}


def test_a_partner_that_only_a_draft_names_is_read_as_a_word():
    [draft] = drafts(1)
    secret = factories.partner(name="Silent Trust", acronym="STX", other_names="Quiet Fund")
    factories.participation(draft, secret)
    publishing.vocabulary_changed()
    for typed in ("STX in Moldova", "Silent Trust in Moldova", "Quiet Fund in Moldova"):
        found = read(typed)
        assert dict(found.values) == {"country": ["MDA"]}
        assert found.names == [name for name in found.names if name.code == "MDA"]
        assert "Silent Trust" not in found.filterset.sentence


def test_what_was_read_as_a_status_may_be_meant_as_a_word():
    found = read("What is planned?")
    assert found.as_words.typed == "planned"
    assert found.as_words.total == 1
    assert found.as_words_url == "/activities/?q=planned"


def test_where_words_are_found_apart_alone_each_is_offered():
    found = read("publish studies")
    assert found.total == 0
    assert [(each["word"], each["total"] > 0) for each in found.single_words] == [("publish", True), ("studies", True)]
    assert found.unfound == []


@pytest.mark.parametrize("typed", ["", "...", "a" * 201, "word " * 41, "ﷺ " * 50])
def test_what_is_no_question_is_not_read(typed):
    assert read(typed) is None


def test_stop_words_are_folded():
    assert all(word.isascii() and word.islower() for word in STOP_WORDS)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("2022", ["2022"]),
        ("2022, 2024", ["2022", "2024"]),
        ("since 2022", ["2022 or later"]),
        ("from the year 2022", ["2022 or later"]),
        ("after 2022", ["2023 or later"]),
        ("until 2022", ["2022 or earlier"]),
        ("before 2022", ["2021 or earlier"]),
        ("à partir de 2022", ["2022 or later"]),
        ("antes de 2022", ["2021 or earlier"]),
        ("2021-2023", ["2021 to 2023"]),
        ("2021 – 2023", ["2021 to 2023"]),
        ("from 2021 to 2023", ["2021 to 2023"]),
        ("between 2021 and 2023", ["2021 to 2023"]),
        ("in 2021 and 2023", ["2021", "2023"]),
        ("de 2021 à 2023", ["2021 to 2023"]),
        ("entre 2021 y 2023", ["2021 to 2023"]),
        ("45000 in 1850", []),
    ],
)
def test_years_are_read(typed, labels):
    assert read(f"Moldova {typed}").years == labels


def test_a_period_in_which_nothing_is_dated_stays_a_year():
    assert understood("Moldova 1999")[0]["year"] == ["1999"]
    assert understood("Moldova after 2090")[0]["year"] == ["2091"]
    assert understood("Moldova before 1950")[0]["year"] == ["1949"]
    assert Years([]).codes(current_index()) == []
