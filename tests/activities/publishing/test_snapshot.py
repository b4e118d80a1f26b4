"""The document: plain JSON of codes, texts and dates, in which nothing is a display name."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import Activity, Participation, PublicActivity
from commitments.models import Pledge
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """An activity that names one of everything; every name of the vocabulary begins with NAME."""
    pledge = public_pledge(original_page="https://example.org/pledge")
    activity = factories.activity(
        pledge=pledge,
        countries=[factories.country(name="NAME country")],
        planned=[factories.country(name="NAME planned country")],
        regions=[factories.region(name="NAME region")],
        office=factories.office(name="NAME office", contact="NAME contact"),
        places="Osh\n\n  Batken ",
        confirmed="2024-06-01",
    )
    factories.participation(activity, factories.partner(name="NAME partner"), role=Participation.Role.FUNDING)
    factories.update(activity, date="2024-05")
    factories.source(activity, accessed=date(2024, 1, 31))
    factories.result(activity, indicator=factories.indicator(name="NAME indicator"))
    activity.same_project.add(factories.activity(pledge=pledge, title="NAME tied"))
    return Activity.objects.get(pk=activity.pk)


@pytest.fixture
def full_pledge():
    maker, framework = factories.partner(name="NAME maker"), factories.framework(name="NAME", short_name="NAME")
    pledge = factories.pledge(made_by=[maker], framework=framework, retrieved=date(2023, 12, 1))
    objective = factories.objective(framework=framework, title="NAME objective")
    commitment = factories.commitment(pledge=pledge, objectives=[objective])
    factories.target(
        commitment=commitment, indicator=factories.indicator(name="NAME of a target"), value=Decimal("2.50")
    )
    return pledge


def test_it_is_plain_json(full, full_pledge):
    for document in (publishing.snapshot(full), publishing.snapshot_pledge(full_pledge)):
        assert json.loads(json.dumps(document)) == document


def test_it_holds_no_display_name_of_the_vocabulary(full, full_pledge):
    assert "NAME" not in json.dumps(publishing.snapshot(full))
    assert "NAME" not in json.dumps(publishing.snapshot_pledge(full_pledge))


def test_it_holds_everything_that_staff_enter_for_the_public(full):
    """A new field of Activity must be put into the document, or be named here as one that is not public."""
    not_public = {"id", "version", "do_no_harm", "state", "published_version"}
    not_public |= {"submitted_version", "submitted_by", "submitted_at"}
    renamed = {"placements": "countries", "participations": "partners"}
    fields = {field.name for field in Activity._meta.get_fields() if field.name not in {"publications", *not_public}}
    assert {renamed.get(name, name) for name in fields} == set(publishing.snapshot(full))


def test_it_names_the_day_of_a_confirmation_only_where_there_is_one(full):
    """Documents of before there were confirmations stay equal to what a new picture would say."""
    full.confirmed = ""
    assert "confirmed" not in publishing.snapshot(full)


def test_it_writes_every_relation_by_code(full):
    document = publishing.snapshot(full)
    done, planned = full.placements.all()
    partner = full.partners.get()
    assert document["countries"] == [[done.country.alpha3, False], [planned.country.alpha3, True]]
    assert document["regions"] == [full.regions.get().slug]
    assert document["partners"] == [[partner.slug, "funding"]]
    assert document["office"] == full.office.slug
    assert document["commitments"] == [1]
    assert document["same_project"] == [full.same_project.get().reference]
    assert document["places"] == ["Osh", "Batken"]
    assert document["results"][0]["indicator"] == full.results.get().indicator.key
    assert document["sources"][0]["accessed"] == "2024-01-31"


def test_the_source_page_is_its_own_else_its_pledges(full):
    assert publishing.snapshot(full)["source_page"] == "https://example.org/pledge"
    full.source_page = "https://example.org/own"
    assert publishing.snapshot(full)["source_page"] == "https://example.org/own"


def test_updates_stand_newest_first_and_the_last_entered_first_within_a_date(full):
    full.updates.all().delete()
    for text, when in [
        ("old", "2023"),
        ("entered first", "2024-05"),
        ("entered last", "2024-05"),
        ("new", "2024-06-01"),
    ]:
        factories.update(full, text=text, date=when)
    texts = [update["text"] for update in publishing.snapshot(full)["updates"]]
    assert texts == ["new", "entered last", "entered first", "old"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("900", "900"),
        ("900.00", "900"),
        ("12.50", "12.5"),
        ("0", "0"),
        ("0.01", "0.01"),
        ("1000000", "1000000"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_numbers_are_written_out_without_needless_zeros(full, value, written):
    full.results.update(value=Decimal(value))
    assert publishing.snapshot(full)["results"][0]["value"] == written


def test_control_characters_and_no_break_spaces_are_taken_out_of_texts_and_paragraphs_stay(full):
    full.title = " A\u00a0title\x1f\n of  one\ufffe line "
    full.description = "One.\r\n\r\nTwo\x0b\u202fthree.\x1e\n"
    document = publishing.snapshot(full)
    assert document["title"] == "A title of one line"
    assert document["description"] == "One.\n\nTwo three."


def test_it_costs_the_same_queries_however_much_an_activity_names(full, django_assert_num_queries):
    for _ in range(5):
        factories.placement(full, factories.country())
        factories.result(full)
        factories.source(full)
    # The activity with its pledge and office; commitments, placements and countries, regions, participations and
    # partners, updates, sources, results and indicators, same project.
    with django_assert_num_queries(12):
        publishing.snapshot(Activity.objects.with_document().get(pk=full.pk))


def test_a_pledge_costs_the_same_queries_however_many_commitments_it_has(full_pledge, django_assert_num_queries):
    for _ in range(5):
        factories.target(commitment=factories.commitment(pledge=full_pledge, objectives=[factories.objective()]))
    # The pledge with its framework and matched pledge; partners, commitments, objectives and their frameworks,
    # principles, targets and indicators.
    with django_assert_num_queries(8):
        publishing.snapshot_pledge(Pledge.objects.with_document().get(pk=full_pledge.pk))


def test_a_preview_costs_the_same_queries_however_many_commitments_its_pledge_has(full):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            publishing.preview(Activity.objects.with_document().get(pk=full.pk))
        return len(captured)

    factories.target(commitment=factories.commitment(pledge=full.pledge, objectives=[factories.objective()]))
    before = queries()
    for _ in range(5):
        factories.target(commitment=factories.commitment(pledge=full.pledge, objectives=[factories.objective()]))
    assert queries() == before


def test_a_preview_is_what_publishing_would_write_and_writes_nothing(full):
    before = PublicActivity.objects.count()
    preview = publishing.preview(full)
    assert PublicActivity.objects.count() == before
    publishing.publish([full])
    written = PublicActivity.objects.get(reference=full.reference)
    assert (preview.record, preview.facets, preview.words) == (written.record, written.facets, written.words)


def test_a_preview_shows_the_pledge_as_staff_see_it_public_or_not():
    activity = factories.activity()
    assert publishing.preview(activity).record["commitments"][0]["short_title"] == "Commitment 1"
