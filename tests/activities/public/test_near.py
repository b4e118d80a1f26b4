"""Near misses: of a misspelled or foreign name the one that is meant comes first, and nothing senseless after it."""

import pytest

from activities.public.index import current_index
from activities.public.near import near
from activities.public.suggest import groups, meant
from pledgetracker.text import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

# Typed in English, French, Spanish, German or as Arabic is written in Latin letters; what alone is offered.
MEANT = {
    "Kirgistan": "Kyrgyzstan",
    "Kyrgystan": "Kyrgyzstan",
    "Kasachstan": "Kazakhstan",
    "Tadschikistan": "Tajikistan",
    "Uzbekstan": "Uzbekistan",
    "ivorycoast": "Côte d'Ivoire",
    "Ivry Coast": "Côte d'Ivoire",
    "moldvoa": "Republic of Moldova",
    "Columbia": "Colombia",
    "Kolumbien": "Colombia",
    "Phillipines": "Philippines",
    "the philipines": "Philippines",
    "Equador": "Ecuador",
    "Ghanna": "Ghana",
    "Nepaul": "Nepal",
    "Marokko": "Morocco",
    "Maroco": "Morocco",
    "Ägypten": "Egypt",
    "Äthiopien": "Ethiopia",
    "Kamerun": "Cameroon",
    "Kambodscha": "Cambodia",
    "Kongo": "Congo",
    "Kroatien": "Croatia",
    "Jemen": "Yemen",
    "Ungarn": "Hungary",
    "Sirya": "Syrian Arab Republic",
    "Suriya": "Syrian Arab Republic",
    "Libnan": "Lebanon",
    "Al-Iraq": "Iraq",
    "Nigerea": "Nigeria",
    "Nigir": "Niger",
    "Slovania": "Slovenia",
    "Servia": "Serbia",
    "Hondurus": "Honduras",
    "herzegovnia": "Bosnia and Herzegovina",
    "Bangla Desh": "Bangladesh",
    "Viet nahm": "Viet Nam",
    "Hayti": "Haiti",
    "wester balkan": "Western Balkans",
    "moldova goverment": "Government of the Republic of Moldova",
    "interational organisation for migration": "International Organization for Migration (IOM)",
}
NAMED = {
    "Ivory Coast": "Côte d'Ivoire",
    "Turkey": "Türkiye",
    "Swaziland": "Eswatini",
    "Burma": "Myanmar",
    "Birma": "Myanmar",
    "Cape Verde": "Cabo Verde",
    "Holland": "Netherlands (Kingdom of the)",
    "Macedonia": "North Macedonia",
    "DRC": "Democratic Republic of the Congo",
    "Tchad": "Chad",
    "Méxique": "Mexico",
    "Moldavia": "Republic of Moldova",
    "Palestine": "State of Palestine",
    "Irak": "Iraq",
    "Marruecos": "Morocco",
    "Libye": "Libya",
}
NOTHING = ["zzzzzz", "xq", "Taiwan", "Zypern", "training in seven different places of the world", "\u0661\u0662"]
NOTHING += ["unhcr", "iomm", "ecaa", "undb"]  # acronyms, and what is a letter away from one


def offered(typed):
    return [each.label.replace("’", "'") for each in meant(current_index(), words(typed))]


def test_the_one_that_is_meant_is_offered_and_no_other():
    assert {typed: offered(typed) for typed in MEANT} == {typed: [label] for typed, label in MEANT.items()}


def test_a_name_in_another_language_or_of_former_days_is_found_as_a_name():
    first = {typed: groups(current_index(), words(typed))[0]["suggestions"][0].label for typed in NAMED}
    assert {typed: label.replace("’", "'") for typed, label in first.items()} == NAMED


def test_names_as_near_as_each_other_are_all_offered():
    assert offered("Irap") == ["Iran (Islamic Republic of)", "Iraq"]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_is_near_to_nothing_gets_no_near_miss(typed):
    assert [each.label for each in near(current_index(), words(typed), 3)] == []


@pytest.mark.parametrize("typed", ["UNHCR", "UNICEF", "GHANNA", "IMO in Moldva"])
def test_an_acronym_is_near_to_nothing(typed):
    assert meant(current_index(), words(typed), typed) == []


def test_a_long_name_in_capitals_is_no_acronym():
    assert [each.label for each in meant(current_index(), ["kirgistan"], "KIRGISTAN")] == ["Kyrgyzstan"]
