"""The real pledge: what its data file says, and what is in the register after it is loaded."""

import pytest
from django.test import TestCase

from activities import publishing
from activities.models import Activity, Edition, PublicActivity
from activities.public.filters import ActivityFilterSet
from activities.reference.loading import load_reference, read_toml
from activities.reference.undp_pledge import load_undp_pledge
from commitments.models import Commitment, Partner, Pledge
from tests import factories

DATA = read_toml("undp_gcm_pledge.toml")
BULLETS = {entry["bullet"]: entry for entry in DATA["activity"]}


def texts(value):
    """Every text anywhere in the data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


# --- The file ---------------------------------------------------------------------------------------------------------
def test_it_holds_the_bullets_of_the_page_in_their_order():
    per_commitment = [sum(entry["commitments"] == [number] for entry in DATA["activity"]) for number in range(1, 8)]
    assert per_commitment == [5, 6, 0, 1, 18, 11, 4]
    assert list(BULLETS) == [
        f"{commitment}.{n}" for commitment, count in enumerate(per_commitment, 1) for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("bullet", "slip"),
    [
        ("1.1", "Further UNMN workshops"),
        ("5.11", "Integration Trough"),
        ("5.12", "Joint the Dots"),
        ("6.11", "projectAdapting"),
        ("6.11", "Fergana Valley"),
    ],
)
def test_a_slip_of_the_page_stays_in_the_text_and_out_of_the_title(bullet, slip):
    assert slip in BULLETS[bullet]["description"]
    assert slip not in BULLETS[bullet]["title"]


def test_no_space_is_a_no_break_one_and_no_text_has_loose_ends():
    for text in texts(DATA):
        assert not {"\u00a0", "\u202f", "\u2007", "\u2060", "\ufeff", "\t", "\r"} & set(text)
        assert text == text.strip()


def test_the_paragraph_without_a_bullet_continues_the_one_before_it():
    assert "\n\nPrivate sector engagement has been one component" in BULLETS["1.2"]["description"]


def test_five_activities_state_dates_of_their_own():
    dated = {bullet: (e["start"], e["end"]) for bullet, e in BULLETS.items() if e["start"] or e["end"]}
    assert dated == {
        "4.1": ("", "2024-01"),
        "6.8": ("2023", "2027"),
        "7.1": ("", "2023"),
        "7.2": ("2021", "2023"),
        "7.3": ("2022", "2022"),
    }


def test_three_countries_are_only_planned_and_in_one_activity():
    planned = {bullet: entry["planned_countries"] for bullet, entry in BULLETS.items() if entry["planned_countries"]}
    assert planned == {"1.1": ["KGZ", "TJK", "TKM"]}
    assert not set(planned["1.1"]) & set(BULLETS["1.1"]["countries"])


def test_it_names_47_countries_and_areas():
    named = [code for entry in BULLETS.values() for code in entry["countries"] + entry["planned_countries"]]
    assert len(set(named)) == 47


def test_ferghana_is_not_ghana():
    in_ghana = [bullet for bullet, entry in BULLETS.items() if "GHA" in entry["countries"]]
    assert in_ghana == ["1.1", "2.1"]
    assert BULLETS["6.10"]["countries"] == ["KGZ"]
    assert BULLETS["6.11"]["countries"] == ["UZB"]
    assert "Ferghana Valley" in BULLETS["6.11"]["places"]


def test_an_origin_a_donor_and_an_office_are_no_places():
    named = {code for entry in BULLETS.values() for code in entry["countries"] + entry["planned_countries"]}
    # Migrants from Venezuela; Swiss, Russian and British money.
    assert not named & {"VEN", "CHE", "RUS", "GBR"}
    # The offices in Istanbul and Bangkok.
    assert "TUR" not in named
    assert BULLETS["7.4"]["countries"] == ["DJI", "MDA", "VNM", "PAK", "PHL"]
    assert BULLETS["6.4"]["countries"] == ["COL"]


def test_money_is_put_in_and_copies_and_readers_are_no_results():
    levels = {indicator["key"]: indicator["level"] for indicator in DATA["indicator"]}
    assert [(r["value"], levels[r["indicator"]]) for r in BULLETS["4.1"]["results"]] == [(45000, "input")]


def test_a_number_keeps_how_exact_the_text_is():
    results = {each["indicator"]: (each["qualifier"], each["value"]) for each in BULLETS["1.2"]["results"]}
    assert results["policy-makers-trained"] == ("over", 900)
    assert results["beneficiaries-livelihoods"] == ("about", 2200)
    assert results["coordination-mechanisms"] == ("exactly", 20)


def test_the_spanish_texts_are_marked():
    assert [bullet for bullet, entry in BULLETS.items() if entry["language"] == "es"] == ["6.4", "6.5", "6.6"]


def test_a_project_in_several_bullets_is_tied():
    projects = {}
    for bullet, entry in BULLETS.items():
        for label in entry["same_project"]:
            projects.setdefault(label, []).append(bullet)
    assert sorted(projects.values()) == [
        ["1.2", "5.12", "5.15"], ["2.3", "6.9"], ["5.16", "6.7"], ["5.7", "5.16", "6.7"]
    ]  # fmt: skip


def test_a_status_is_what_the_verb_of_the_text_states():
    states = {
        status: [bullet for bullet, entry in BULLETS.items() if entry["status"] == status]
        for status in ("planned", "in-progress", "completed")
    }
    assert states == {
        "planned": ["5.11"],
        "in-progress": [
            "1.1", "2.1", "2.2", "2.4", "4.1", "5.12", "5.18", "6.3", "6.7", "6.8", "6.9", "6.10", "6.11", "7.1",
        ],
        "completed": ["1.4", "1.5", "2.5", "2.6", "5.4", "5.5", "5.15", "5.17", "7.2", "7.3"],
    }  # fmt: skip
    for bullet in ("2.2", "6.9", "6.11"):
        assert "implement" in BULLETS[bullet]["description"]


def test_a_region_is_one_that_the_text_names():
    regions = {bullet: entry["regions"] for bullet, entry in BULLETS.items() if entry["regions"]}
    assert regions == {
        "1.3": ["africa", "eac"],
        "1.4": ["rbas"],
        "1.5": ["latin-america-and-the-caribbean"],
        "2.3": ["western-balkans"],
        "4.1": ["africa"],
        "5.9": ["africa"],
        "6.9": ["western-balkans"],
        "7.1": ["rbec"],
        "7.4": ["rbap"],
    }


def test_a_partner_has_the_name_and_the_part_that_the_text_gives():
    named = {(bullet, each["partner"]): each["role"] for bullet, entry in BULLETS.items() for each in entry["partners"]}
    assert named["2.5", "un-migration-regional-network"] == "participating"
    assert ("2.5", "un-network-on-migration") not in named
    assert named["6.9", "world-bank"] == "participating"
    assert named["6.9", "european-commission"] == "funding"
    assert named["6.11", "ministry-of-employment-of-uzbekistan"] == "implementing"
    assert BULLETS["1.3"]["kind"] == "programme"


def test_what_the_page_does_not_state_is_left_empty():
    assert not {"deadline", "reporting_interval"} & set(DATA["pledge"])
    assert all(not result["as_of"] for entry in BULLETS.values() for result in entry["results"])


# --- The register -----------------------------------------------------------------------------------------------------
class Loaded(TestCase):
    """What is there after `load_undp_pledge`."""

    @classmethod
    def setUpTestData(cls):
        load_reference()
        cls.count = load_undp_pledge()
        cls.pledge = Pledge.objects.get()

    def total(self, query):
        return ActivityFilterSet(query).total

    def test_45_activities_are_public(self):
        assert self.count == Activity.objects.published().count() == PublicActivity.objects.listed().count() == 45
        assert not Activity.objects.with_unpublished_changes().exists()
        assert self.pledge.state == "published"

    def test_references_and_the_list_follow_the_page(self):
        in_order = [entry["title"] for entry in DATA["activity"]]
        assert [activity.title for activity in Activity.objects.order_by("reference")] == in_order
        assert [row.title for row in ActivityFilterSet({}).qs[:]] == in_order
        assert Activity.objects.order_by("reference").first().reference == "undp-gcm-0001"

    def test_texts_are_public_word_for_word(self):
        for row, entry in zip(PublicActivity.objects.order_by("reference"), DATA["activity"], strict=True):
            assert row.record["description"] == entry["description"]
            assert row.record["title_by_register"] is True

    def test_every_activity_passes_its_own_rules(self):
        for record in [*Activity.objects.all(), *Commitment.objects.all(), *Partner.objects.all(), self.pledge]:
            record.full_clean()

    def test_the_pledge_says_where_it_is_from_and_leaves_open_what_nobody_set(self):
        assert (self.pledge.deadline, self.pledge.reporting_interval) == ("", None)
        assert self.pledge.original_page.startswith("https://migrationnetwork.un.org/pledge/")
        assert self.pledge.retrieved.isoformat() == "2026-11-24"
        assert [str(partner) for partner in self.pledge.made_by.all()] == [
            "United Nations Development Programme (UNDP)"
        ]
        assert set(Activity.objects.values_list("reported", flat=True)) == {"2023-11-11"}

    def test_a_commitment_that_is_worded_twice_keeps_both(self):
        commitments = list(self.pledge.commitments.all())
        assert len(commitments) == 7
        assert sum(bool(commitment.heading) for commitment in commitments) == 4
        assert all(commitment.heading != commitment.text for commitment in commitments)

    def test_the_door_agrees_with_a_reading_of_the_page(self):
        assert self.total({}) == 45
        assert [self.total({"commitment": [f"undp-gcm-{n}"]}) for n in range(1, 8)] == [5, 6, 0, 1, 18, 11, 4]
        assert self.total({"country": ["KGZ"]}) == 6
        assert self.total({"country": ["GHA"]}) == 2
        assert self.total({"country": ["VEN"]}) == 0
        assert self.total({"year": ["undated"]}) == 40
        assert self.total({"year": ["2025"]}) == 1
        assert self.total({"q": ["integrate"], "country": ["MEX"]}) == self.total(
            {"q": ["Intégrate"], "country": ["MEX"]}
        )
        assert self.total({"q": ["ghana"]}) == 2

    def test_planned_countries_are_marked_in_the_record(self):
        row = PublicActivity.objects.get(reference="undp-gcm-0001")
        planned = [country["code"] for country in row.record["countries"] if country["planned"]]
        assert planned == ["KGZ", "TJK", "TKM"]
        assert "Kyrgyzstan (planned); Tajikistan (planned); Turkmenistan (planned)" in row.csv_line

    def test_the_note_goes_where_the_record_names_kosovo_or_its_text_does(self):
        noted = {row.reference for row in PublicActivity.objects.all() if row.record["notes"]}
        saying = {
            row.reference
            for row in PublicActivity.objects.all()
            if "Kosovo" in row.record["title"] + row.record["description"]
            or any(country["code"] == "XKX" for country in row.record["countries"])
        }
        assert noted == saying
        assert len(saying) >= 2

    def test_ties_are_public_both_ways(self):
        ties = {row.reference: row.record["same_project"] for row in PublicActivity.objects.all()}
        tied = {reference for reference, others in ties.items() if others}
        assert len(tied) == 8
        assert all(reference in ties[other] for reference in tied for other in ties[reference])

    def test_loading_again_does_nothing_in_any_state_of_the_pledge(self):
        edition = Edition.objects.first().number
        assert load_undp_pledge() is None
        assert Edition.objects.first().number == edition
        publishing.withdraw_pledge(self.pledge)
        assert load_undp_pledge() is None
        assert PublicActivity.objects.listed().count() == 0
        assert Activity.objects.count() == 45


class BesideOthers(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_reference()

    def test_a_draft_of_the_pledge_is_left_alone(self):
        draft = factories.pledge(slug="undp-gcm", title="A draft")
        assert load_undp_pledge() is None
        draft.refresh_from_db()
        assert (draft.title, draft.state) == ("A draft", "draft")
        assert not Activity.objects.exists()

    def test_a_partner_that_is_there_is_used_as_it_is(self):
        factories.partner(slug="iom", name="IOM, as we write it", acronym="")
        assert load_undp_pledge() == 45
        assert Partner.objects.get(slug="iom").name == "IOM, as we write it"

    def test_it_can_be_loaded_beside_another_pledge(self):
        other = factories.activity()
        publishing.publish_pledge(other.pledge)
        publishing.publish([other])
        before = PublicActivity.objects.get()
        assert load_undp_pledge() == 45
        after = PublicActivity.objects.get(pk=before.pk)
        assert (after.csv_line, after.ordinal, after.edition_id) == (before.csv_line, before.ordinal, before.edition_id)
