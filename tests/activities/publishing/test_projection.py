"""From a document to its row: pure, and complete."""

import json
from datetime import UTC, datetime

import pytest

from activities import publishing
from activities.columns import COLUMNS
from activities.models import Activity, Participation, PublicActivity
from activities.public.index import FACETS
from activities.publishing.projection import Stamp
from activities.publishing.vocabulary import Vocabulary
from tests import factories
from tests.activities.reading import public, public_pledge, record, row

pytestmark = pytest.mark.django_db

STAMP = Stamp(version=3, first_published=datetime(2024, 1, 1, tzinfo=UTC), updated=datetime(2025, 2, 3, 4, tzinfo=UTC))


def project(activity):
    document = publishing.snapshot(Activity.objects.get(pk=activity.pk))
    return publishing.project(document, Vocabulary.load([document]), STAMP)


@pytest.fixture
def full():
    """A draft that says something in every column, with the name of each thing in it."""
    framework = factories.framework(slug="gcm")
    pledge = factories.pledge(slug="full", framework=framework)
    objectives = [factories.objective(framework=framework, number=number) for number in (20, 3)]
    first, second = (factories.commitment(pledge=pledge, objectives=objectives) for _ in range(2))
    publishing.publish_pledge(pledge)
    kenya, chad = (factories.country(name=name, alpha3=name[:3].upper()) for name in ("Kenya", "Chad"))
    factories.region([kenya, chad], name="Covering", slug="covering")
    iom = factories.partner(name="Organisation for Migration", slug="iom", acronym="IOM")
    activity = factories.activity(
        commitments=[second, first],
        title="A title",
        description="A text.",
        countries=[kenya],
        planned=[chad],
        regions=[factories.region(name="Named", slug="named")],
        places="Osh\nBatken",
        office=factories.office(name="The office"),
        status="planned",
        start="2022-05",
        end="2023",
        source_page="https://example.org/page",
    )
    factories.participation(activity, iom, role=Participation.Role.FUNDING)
    factories.participation(activity, iom, role=Participation.Role.IMPLEMENTING)
    factories.update(activity, date="2024-05", text="Going on.", status="in-progress")
    factories.source(activity, title="A report", url="https://example.org/report")
    trained = factories.indicator(key="trained", name="people trained", unit="people")
    factories.result(activity, value=900, qualifier="over", indicator=trained, as_of="2023-11")
    activity.same_project.add(public(pledge=pledge))
    return activity


def test_the_same_document_gives_the_same_bytes(full):
    document = publishing.snapshot(full)
    kept = json.loads(json.dumps(document))
    vocabulary = Vocabulary.load([document])
    one, two = (publishing.project(each, vocabulary, STAMP) for each in (document, kept))
    for field in PublicActivity._meta.fields:
        if field.generated:  # by the database, of another
            continue
        assert json.dumps(getattr(one, field.attname), default=str) == json.dumps(
            getattr(two, field.attname), default=str
        )
    assert document == kept, "the document itself is left as it was"


def test_it_reads_nothing_but_its_document_and_vocabulary(full, django_assert_num_queries):
    document = publishing.snapshot(full)
    vocabulary = Vocabulary.load([document])
    with django_assert_num_queries(0):
        publishing.project(document, vocabulary, STAMP)


def test_it_is_plain_json_that_a_database_gives_back_unchanged(full):
    publishing.publish([full])
    projected, kept = project(full), row(full)
    assert (projected.record, projected.facets) == (kept.record, kept.facets)


def test_every_column_has_its_value(full):
    tied = full.same_project.get().reference
    assert {column.name: column.value(project(full)) for column in COLUMNS} == {
        "reference": full.reference,
        "pledge": "full",
        "commitments": "full-1; full-2",
        "title": "A title",
        "description": "A text.",
        "language": "en",
        "kind": "programme",
        "status": "in-progress",
        "reported": "2023-11-11",
        "start": "2022-05",
        "end": "2023",
        "countries": "Kenya; Chad (planned)",
        "country_codes": "KEN; CHA",
        "regions": "Named",
        "regions_covered": "Covering",
        "places": "Osh; Batken",
        "partners": "Organisation for Migration (funding); Organisation for Migration (implementing)",
        "results": "over 900 people trained (2023-11)",
        "sources": "A report <https://example.org/report>",
        "same_project": tied,
        "latest_update": "2024-05: Going on.",
        "first_published": "2024-01-01T00:00:00Z",
        "updated": "2025-02-03T04:00:00Z",
        "url": f"\x1e/activities/{full.reference}/",
        "source_page": "https://example.org/page",
        "notes": "",
    }


def test_a_row_says_how_far_its_sources_support_it_beyond_what_it_says_itself(full):
    assert "verified" not in project(full).facets
    for verification in ("documented", "documented", "independently-checked"):
        factories.source(full, verification=verification)
    assert sorted(project(full).facets["verified"]) == ["documented", "independently-checked"]


def test_every_facet_has_its_codes(full):
    facets = project(full).facets
    assert facets == {
        "pledge": ["full"],
        "commitment": ["full-1", "full-2"],
        "objective": ["gcm-3", "gcm-20"],
        "country": ["KEN", "CHA"],
        "region": ["covering", "named"],
        "named_region": ["named"],
        "planned": ["CHA"],
        "part": ["iom:funding", "iom:implementing"],
        "indicator": [full.results.get().indicator.key],
        "partner": ["iom"],
        "kind": ["programme"],
        "status": ["in-progress", "planned"],
        "year": ["2022", "2023"],
        "iati": ["start", "shares"],
    }
    assert set(facets) == {*FACETS, "named_region", "planned", "part", "indicator", "iati"}


def test_numbers_of_one_indicator_are_counted_beside_it(full):
    factories.result(full, indicator=full.results.get().indicator, value="2")
    factories.result(full, indicator=full.results.first().indicator, value="3")
    facets = project(full).facets
    assert facets["indicator"] == [full.results.first().indicator.key]
    assert facets["repeated"] == ["2"]


def test_an_activity_that_names_nothing_has_a_value_for_every_column(full):
    bare = project(public())
    assert all(isinstance(column.value(bare), str) for column in COLUMNS)
    assert bare.facets["country"] == bare.facets["region"] == bare.facets["partner"] == []


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2022-12-31", "2024-01", ["2022", "2023", "2024"]),
        ("2023", "2023-11", ["2023"]),
        ("2023-05", "", ["2023"]),
        ("", "2024-01", ["2024"]),
        ("", "", ["undated"]),
    ],
)
def test_active_in_is_start_to_end_or_the_one_date_stated_or_undated(start, end, years):
    assert project(public(start=start, end=end)).facets["year"] == years


@pytest.mark.parametrize(
    ("updates", "status"),
    [
        ([], "planned"),
        ([("2024", "completed")], "completed"),
        ([("2024", "")], "planned"),
        ([("2024", "not-stated")], "planned"),
        ([("2023", "in-progress"), ("2024", "")], "in-progress"),
        ([("2024", "completed"), ("2023", "in-progress")], "completed"),
        ([("2024-05", "in-progress"), ("2024-05", "on-hold")], "on-hold"),
    ],
)
def test_the_newest_update_that_states_a_status_decides_it(updates, status):
    activity = public(status="planned")
    for date, stated in updates:
        factories.update(activity, date=date, status=stated)
    projected = project(activity)
    assert projected.record["status"] == status
    assert projected.facets["status"] == [status]


@pytest.mark.parametrize(
    ("reported", "updates", "last"),
    [
        ("2023-11-11", [], "2023-11-11"),
        ("2023-11-11", ["2024-05", "2024"], "2024-05"),
        ("2024", ["2023-12-31"], "2024"),
    ],
)
def test_last_reported_is_the_newest_of_the_report_and_its_updates(reported, updates, last):
    activity = public(reported=reported)
    for date in updates:
        factories.update(activity, date=date)
    assert project(activity).last_reported == last


def test_a_planned_country_is_marked_and_counts_as_a_country():
    country = factories.country()
    activity = public(planned=[country])
    assert record(activity)["countries"] == [
        {"code": country.alpha3, "name": country.name, "planned": True, "note": False}
    ]
    assert row(activity).facets["country"] == [country.alpha3]


def test_what_is_planned_as_a_whole_is_planned_in_each_of_its_countries():
    one, other = factories.country(), factories.country()
    activity = public(countries=[one], planned=[other], status="planned")
    assert [country["planned"] for country in record(activity)["countries"]] == [True, True]
    assert row(activity).facets["planned"] == [one.alpha3, other.alpha3]
    assert row(activity).facets["status"] == ["planned"]


def test_what_is_planned_in_one_country_is_found_under_its_own_status_and_as_planned():
    one, other = factories.country(), factories.country()
    activity = public(countries=[one], planned=[other], status="in-progress")
    assert row(activity).facets["planned"] == [other.alpha3]
    assert row(activity).facets["status"] == ["in-progress", "planned"]
    assert record(activity)["status"] == "in-progress"


def test_what_was_planned_and_began_is_no_longer_planned_anywhere():
    country = factories.country()
    activity = public(countries=[country], status="planned")
    factories.update(activity, date="2024", status="in-progress")
    assert project(activity).facets["status"] == ["in-progress"]
    assert [each["planned"] for each in project(activity).record["countries"]] == [False]


def test_a_region_follows_from_its_countries_and_regions_do_not_nest():
    country = factories.country()
    factories.region([country], slug="around")
    large = factories.region([country, factories.country()], slug="large")
    inside, naming = public(countries=[country]), public(regions=[large])
    assert row(inside).facets["region"] == ["around", "large"]
    assert row(inside).facets["named_region"] == []
    assert row(naming).facets["region"] == ["large"]
    assert row(naming).facets["country"] == []
    assert record(naming)["regions_covered"] == []


def test_the_words_are_those_of_title_description_places_and_every_name_of_countries_and_partners():
    activity = factories.activity(
        pledge=public_pledge(title="Unsearched"),
        title="Intégrate",
        description="described",
        places="Ferghana",
        countries=[factories.country(name="Kyrgyzstan", other_names="Kyrgyz Republic\nKirghizia")],
        regions=[factories.region(name="Unsearched")],
        office=factories.office(name="Unsearched office"),
    )
    partner = factories.partner(name="Organisation", acronym="IOM", other_names="OIM")
    factories.participation(activity, partner)
    factories.update(activity, text="unsearched")
    assert project(activity).words == (
        " integrate described ferghana kyrgyzstan kyrgyz republic kirghizia organisation iom oim"
    )


def test_the_title_is_folded_for_sorting():
    assert project(public(title="Übersicht ÉTÉ")).folded_title == "ubersicht ete"


def test_a_title_that_grows_when_folded_is_published_all_the_same():
    """One letter may fold to eighteen; the column that sorts holds 600."""
    longest = public(title="\ufdfa" * 200)
    assert len(row(longest).folded_title) == 600


def test_objectives_stand_in_order_each_once_though_several_commitments_serve_them(full):
    numbers = [objective["number"] for objective in project(full).record["objectives"]]
    assert numbers == [3, 20]


def test_nothing_of_the_desk_is_in_it(full):
    full.office.contact = "someone@example.org"
    full.office.save()
    by = factories.user(username="editor", first_name="Edith", email="editor@example.org")
    publishing.publish([full], by=by)
    written = json.dumps([getattr(row(full), field.attname) for field in PublicActivity._meta.fields], default=str)
    for private in ("someone@", "editor", "Edith", "do_no_harm"):
        assert private not in written


def test_a_pledge_is_projected_with_its_commitments_objectives_and_targets():
    framework = factories.framework(slug="gcm", name="The Compact", short_name="Compact")
    maker = factories.partner(name="The Maker", acronym="TM", slug="maker")
    pledge = factories.pledge(slug="promise", framework=framework, made_by=[maker], reporting_interval=12)
    objective = factories.objective(framework=framework, number=20, title="Long", short_title="Short")
    principle = factories.principle(framework=framework, title="People first")
    commitment = factories.commitment(pledge=pledge, objectives=[objective], principles=[principle], deadline="2030")
    factories.target(commitment=commitment, value=100, indicator=factories.indicator(name="people trained"))
    publishing.publish_pledge(pledge)
    public_pledge = pledge.publications.get()
    record = publishing.project_pledge(public_pledge.document, Vocabulary.load([], [public_pledge.document])).record
    assert record["framework"] == {"slug": "gcm", "name": "The Compact", "short_name": "Compact"}
    assert record["made_by"] == [{"slug": "maker", "name": "The Maker", "acronym": "TM"}]
    assert (record["reporting_interval"], record["deadline"]) == (12, "")
    (only,) = record["commitments"]
    assert (only["key"], only["number"], only["deadline"]) == ("promise-1", 1, "2030")
    assert only["objectives"] == [{"key": "gcm-20", "number": 20, "title": "Long", "short_title": "Short"}]
    assert only["principles"] == ["People first"]
    assert (only["targets"][0]["name"], only["targets"][0]["value"]) == ("people trained", "100")
