"""What the upload page says of each column is what a file with such a cell comes to."""

import html

import pytest
from django.urls import reverse

from activities.intake import judging, reading, writing
from activities.intake.columns import DESK_COLUMNS
from activities.models import Activity
from commitments import history
from tests import factories

pytestmark = pytest.mark.django_db

SETS_AND_CHANGES = ""
ONLY_NEW = "Only for a new activity. A file does not change it afterwards."
BY_THE_SITE = "The site fills this in. A file does not change it."
NAMES_THE_ROW = "It says which activity the row changes. Leave it empty for a new activity."
# (whether a file sets it for a new activity, whether it changes it in an old one)
SENTENCES = {(True, True): SETS_AND_CHANGES, (True, False): ONLY_NEW, (False, False): BY_THE_SITE}


@pytest.fixture
def world(db):
    """A pledge with an activity of which everything that a cell can change is something else."""
    pledge, other = factories.pledge(slug="first"), factories.pledge(slug="second")
    for each in (pledge, pledge, other):
        factories.commitment(pledge=each)
    factories.country(name="Kyrgyzstan", alpha3="KGZ", alpha2="KG")
    factories.region(name="Central Asia", slug="central-asia")
    factories.partner(name="Red Crescent", slug="red-crescent")
    factories.office(name="Office in Bishkek", slug="bishkek")
    factories.indicator(name="people trained", key="trained")
    activity = factories.activity(pledge=pledge, commitments=[pledge.commitments.first()], start="2020", end="2022")
    factories.source(activity, title="A report", url="https://example.org/a")
    factories.activity(pledge=pledge, title="Another one")
    return pledge, activity


CELLS = {
    "reference": "first-0002", "pledge": "second", "commitments": "2", "title": "Typed", "description": "Typed.",
    "language": "es", "kind": "event", "status": "completed", "reported": "2024", "start": "2021", "end": "2023",
    "countries": "Kyrgyzstan", "country_codes": "KGZ", "regions": "Central Asia", "regions_covered": "Central Asia",
    "places": "Osh", "partners": "Red Crescent (funding)", "results": "3 people trained",
    "sources": "B <https://example.org/b>", "same_project": "first-0002", "latest_update": "2024: Typed",
    "first_published": "2024-01-01T00:00:00Z", "updated": "2024-01-01T00:00:00Z", "url": "https://example.org/x",
    "source_page": "https://example.org/typed", "notes": "Typed", "state": "published", "version": "77",
    "title_by_register": "no", "office": "Office in Bishkek", "confirmed": "2024", "updates": "2024: Typed.",
    "source_details": "https://example.org/a\nkind: report", "do_no_harm": "no",
}  # fmt: skip
NEEDED = {"pledge": "first", "commitments": "1", "title": "New", "description": "Text.", "kind": "training",
          "reported": "2019", "sources": "A report <https://example.org/a>"}  # fmt: skip


def verdict_of(cells):
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (cells, cells.values()))
    (verdict,) = judging.judge(reading.read_upload(text.encode()), None)
    return verdict


def said_by(activity):
    return history.document(Activity.objects.with_history().get(pk=activity.pk))


def changes(name, activity):
    """Whether a file with this cell changes the activity."""
    before = said_by(activity)
    verdict = verdict_of({"reference": activity.reference} | {name: CELLS[name]})
    if not verdict.problems:
        writing.write([verdict])
    return said_by(activity) != before


def sets(name):
    """Whether a new activity is another one with this cell than without it."""
    made = []
    for more in ({name: CELLS[name]}, {}):
        verdict = verdict_of({"reference": ""} | NEEDED | more)
        made.append(verdict.values)
        if verdict.problems:
            return False
    return made[0] != made[1]


@pytest.mark.parametrize("column", DESK_COLUMNS, ids=lambda column: column.name)
def test_the_upload_page_says_of_each_column_what_a_file_does_with_it(column, world, client):
    _pledge, activity = world
    client.force_login(factories.administrator())
    page = client.get(reverse("admin:activities_activity_intake")).content.decode()
    _before, _name, rest = page.partition(f"<dt><code>{column.name}</code></dt>")
    said = html.unescape(rest.partition("</dd>")[0])
    if column.name == "reference":
        assert NAMES_THE_ROW in said
        return
    if column.name == "do_no_harm":
        assert "A file can remove the tick" in said
        assert not any(sentence in said for sentence in SENTENCES.values() if sentence)
        assert changes(column.name, activity)
        assert not sets(column.name)
        return
    sentence = SENTENCES[sets(column.name), changes(column.name, activity)]
    assert not sentence or sentence in said
    assert not any(other in said for other in SENTENCES.values() if other and other != sentence)


def test_every_column_is_tried():
    assert list(CELLS) == [column.name for column in DESK_COLUMNS]
