"""Project names in texts: the real pledge's known projects are found, with few false ones."""

import pytest

from activities.desk import projects
from activities.reference.loading import read_toml


def test_the_known_projects_of_the_real_pledge_are_found_where_their_names_are_written_out():
    activities = {entry["bullet"]: entry for entry in read_toml("undp_gcm_pledge.toml")["activity"]}
    named = {bullet: projects.names(entry["title"], entry["description"]) for bullet, entry in activities.items()}
    known = {
        (one, other)
        for one, first in activities.items()
        for other, second in activities.items()
        if one < other and set(first.get("same_project", [])) & set(second.get("same_project", []))
    }
    by_acronym = {("1.2", "5.15"), ("5.12", "5.15")}  # 5.15 has M4SD for the name of the programme
    assert known == {("1.2", "5.12"), ("2.3", "6.9"), ("5.16", "5.7"), ("5.16", "6.7"), ("5.7", "6.7")} | by_acronym
    # 1.1 and 2.1 name one workstream of the Network, which is no project.
    assert projects.pairs(named) - known == {("1.1", "2.1")}
    assert projects.pairs(named) >= known - by_acronym


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Strengthening social cohesion through participation”", 'the "Strengthen social cohesion by participation"'),
        ("the Programme on Making Migration Work for Development", "«Making Migration Work for Development»"),
        ("Project Open Doors for Families", "the Open Doors for Families initiative"),
        ("„Offene Türen für alle Familien“", "“Offene Türen für alle Familien”"),
    ],
)  # fmt: skip
def test_a_name_is_one_however_it_is_marked_or_ends(one, other):
    assert projects.names(one) & projects.names(other)


@pytest.mark.parametrize(
    "text",
    [
        "“INTEGRA”", "the “project diaspora”", "Global Compact for Safe, Orderly and Regular Migration",
        "the Ministry of Employment and Labour Relations", "a project in Western Balkans", "",
    ],
)  # fmt: skip
def test_what_is_short_or_not_called_a_project_names_none(text):
    assert projects.names(text) == set()


def test_what_many_name_is_no_name_of_one_project():
    name = projects.names("“Leaving no one behind in migration”")
    assert projects.pairs(dict.fromkeys(range(projects.MOST), name))
    assert projects.pairs(dict.fromkeys(range(projects.MOST + 1), name)) == set()
