"""What the site itself wrote changes nothing when it is uploaded again, and a row says the whole activity."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from activities import publishing
from activities.columns import RUNNABLE
from activities.intake import export, judging, outcomes, reading
from activities.intake.columns import DESK_COLUMNS, LONGEST_XLSX, NAMES
from activities.intake.names import Names
from activities.models import Activity, Country
from commitments.models import Membership, Pledge
from pledgetracker.text import clean
from tests import factories
from tests.reading import body

pytestmark = pytest.mark.django_db


def outcome_of(data, user=None):
    verdicts = list(judging.judge(reading.read_upload(data), user))
    wrong = [verdict for verdict in verdicts if verdict.outcome != outcomes.UNCHANGED]
    return outcomes.counts(verdicts), [(each.reference, each.changes, each.problems) for each in wrong]


def keys():
    return list(Activity.objects.values_list("pk", flat=True))


def staff_csv(user=None):
    return b"".join(export.csv_pieces(keys(), user))


def staff_xlsx(user=None):
    with export.xlsx_file(keys(), user) as file:
        return file.read()


DOWNLOADS = pytest.mark.parametrize("download", [staff_csv, staff_xlsx])


def full(activity):
    """`activity` with everything that a form can say, and some that none would."""
    report = {"publisher": "UNDP; Publisher", "kind": "report", "language": "es", "accessed": "2024-01-31",
              "published_on": "2023-11", "verification": "documented",
              "archived_url": "https://archive.org/x"}  # fmt: skip
    factories.source(activity, title="A <b> report", url="https://example.org/a;b?c=<d", **report)
    factories.source(activity, title="Same address", url="https://example.org/a;b?c=<d")
    for date, text in (("2024-05", "=1+1"), ("2024-05", "First.\n\n2023: Second.\n\\Third"), ("2023", "@ x")):
        factories.update(activity, date=date, text=text, status="completed", language="fr")
    people = factories.indicator(name="people (2023)")
    factories.result(activity, indicator=people, value="1200.50", qualifier="up-to", as_of="2023-11")
    factories.result(activity, indicator=people, value=3)
    activity.same_project.add(Activity.objects.exclude(pk=activity.pk).first())
    activity.confirmed, activity.start, activity.places = "2024", "2022-03", "  Osh \n\n Batken"
    activity.title, activity.description = "-5  with   spaces", "\n\t=HYPERLINK(1)\u00a0x\n\ny "
    activity.save()
    return activity


@DOWNLOADS
def test_a_download_of_the_desk_changes_nothing(undp, download):
    full(Activity.objects.last())
    counts, wrong = outcome_of(download())
    assert (counts["unchanged"], wrong) == (45, [])


def test_the_public_download_changes_nothing(undp, client):
    activity = full(Activity.objects.last())
    publishing.publish([activity])
    counts, wrong = outcome_of(body(client.get("/activities.csv")))
    assert (counts["unchanged"], wrong) == (45, [])


def test_the_public_download_takes_no_pending_edit_back(undp, client):
    data = body(client.get("/activities.csv"))
    activity = Activity.objects.first()
    activity.title = "Not published yet"
    activity.save()
    assert outcome_of(data)[0]["unchanged"] == 45
    title = Activity.objects.last().title
    _counts, ((reference, changes, _problems),) = outcome_of(data.replace(title.encode(), b"New title", 1))
    assert reference == Activity.objects.last().reference
    assert ["title", title, "New title"] in changes


@DOWNLOADS
def test_drafts_of_a_pledge_that_was_never_public_round_trip(undp, download):
    pledge, country = factories.pledge(), Country.objects.get(alpha3="XKX")
    for title in ("One", "Two in Kosovo"):
        factories.activity(pledge=pledge, title=title, countries=[country], regions=[factories.region([country])])
    counts, wrong = outcome_of(download())
    assert (counts["unchanged"], wrong) == (47, [])


@DOWNLOADS
def test_an_editor_gets_back_what_was_downloaded_and_sees_no_tie_to_another_pledge(undp, download):
    user = factories.user(is_staff=True)
    factories.membership(user, Pledge.objects.get(slug="undp-gcm"), role=Membership.Role.EDITOR)
    hidden = factories.activity(title="Somebody else's")
    Activity.objects.of_references(["undp-gcm-0001"]).get().same_project.add(hidden)
    own = list(Activity.objects.filter(pledge__slug="undp-gcm").values_list("pk", flat=True))
    data = b"".join(export.csv_pieces(own, user))
    assert hidden.reference.encode() not in data
    counts, wrong = outcome_of(data, user)
    assert (counts["unchanged"], wrong) == (45, [])


def test_a_text_that_no_cell_of_xlsx_holds_is_left_as_it_is(undp):
    activity = Activity.objects.first()
    activity.description = "word " * LONGEST_XLSX
    activity.save()
    assert outcome_of(staff_xlsx()) == ({"new": 0, "changed": 0, "unchanged": 45, "rejected": 0}, [])
    assert outcome_of(staff_csv())[0]["unchanged"] == 45


# --- Any document, to cells and back ----------------------------------------------------------------------------------
def texts(most=80, lines=True):
    # What forms keep: cleaned and trimmed. An apostrophe before what would run is taken for the one that guards it.
    kept = st.text(max_size=most).map(lambda text: clean(text).strip())
    kept = kept if lines else kept.map(lambda text: " ".join(text.split()))
    return kept.filter(lambda text: text and not text[1:].startswith(RUNNABLE))


names_of = st.sampled_from
dates = st.sampled_from(["2023", "2023-11", "2023-11-24"])
addresses = st.sampled_from(["https://example.org/a", "https://example.org/a;b", "http://example.org/?q=(x), y"[:24]])
UPDATES = st.lists(
    st.fixed_dictionaries(
        {
            "date": dates,
            "text": texts() | st.sampled_from(["2023: x\n2024-05 (es): y", "a\n\\b\n\n03/04/2023: c"]),
            "status": st.sampled_from(["", "completed", "on-hold"]),
            "language": st.sampled_from(["en", "es", "pt-BR"]),
        }
    ),
    max_size=3,
).map(lambda rows: sorted(rows, key=lambda row: row["date"], reverse=True))
SOURCES = st.lists(
    st.fixed_dictionaries(
        {
            "title": texts(40, lines=False).filter(lambda text: ";" not in text),
            "url": addresses,
            "archived_url": st.sampled_from(["", "https://archive.org/x"]),
            "accessed": st.sampled_from([None, "2024-01-31"]),
            "publisher": st.sampled_from(["", "UNDP: Regional Hub"]),
            "kind": st.sampled_from(["page", "report"]),
            "language": st.sampled_from(["en", "es"]),
            "published_on": st.just("") | dates,
            "verification": st.sampled_from(["self-reported", "documented"]),
        }
    ),
    max_size=3,
)


@st.composite
def documents(draw):
    names = Names(None)
    some = lambda index, most=3: draw(st.lists(names_of(sorted(index.keys)), max_size=most, unique=True))  # noqa: E731
    roles = ["implementing", "funding", "co-lead", "participating"]
    return {
        "pledge": "undp-gcm",
        "commitments": sorted(draw(st.sets(names_of(sorted(names.commitments["undp-gcm"])), min_size=1))),
        "title": draw(texts(60, lines=False)),
        "title_by_register": draw(st.booleans()),
        "description": draw(texts(200)),
        "language": draw(st.sampled_from(["en", "es", "zh-Hans"])),
        "kind": draw(st.sampled_from(["training", "event"])),
        "status": draw(st.sampled_from(["completed", "in-progress", "not-stated"])),
        "start": draw(st.just("") | dates),
        "end": draw(st.sampled_from(["", "2024", "2024-02"])),
        "reported": draw(dates),
        "regions": sorted(some(names.regions)),
        "places": "\n".join(draw(st.lists(texts(20, lines=False).filter(lambda text: ";" not in text), max_size=2))),
        "office": draw(st.just("") | names_of(sorted(names.offices.keys))),
        "same_project": draw(st.sampled_from([[], ["undp-gcm-0001"], ["undp-gcm-0001", "undp-gcm-0002"]])),
        "source_page": draw(st.sampled_from(["", "https://example.org/page"])),
        "do_no_harm": False,
        "placements": [{"country": code, "planned": draw(st.booleans())} for code in some(names.countries)],
        "participations": [{"partner": slug, "role": draw(st.sampled_from(roles))} for slug in some(names.partners)],
        "updates": draw(UPDATES),
        "sources": draw(SOURCES),
        "results": [
            {"qualifier": draw(st.sampled_from(["exactly", "over", "about", "up-to"])), "indicator": key,
             "value": draw(st.sampled_from(["900", "12.5", "0"])), "as_of": draw(st.just("") | dates)}
            for key in some(names.indicators)
        ],
    }  # fmt: skip


@given(st.data())
def test_any_document_becomes_a_row_and_a_row_that_document(undp, data):
    document = data.draw(documents())
    names = Names(None)
    row = [column.write(document, names) if column.key else "" for column in DESK_COLUMNS]
    with export.xlsx_of([[row]]) as file:
        workbook = file.read()
    for content in (b"".join(export.csv_of([[row]])), workbook):
        (verdict,) = judging.judge(reading.read_upload(content), None)
        assert (verdict.outcome, verdict.problems, verdict.notes) == (outcomes.NEW, [], [])
        assert verdict.values == document


def test_every_key_of_a_document_has_a_column(undp):
    from commitments import history

    document = history.document(Activity.objects.with_history().first())
    assert set(document) == {column.key for column in DESK_COLUMNS if column.key} | {"reference", "confirmed"}
    assert {"reference", "confirmed"} <= set(NAMES)


# --- Cost -------------------------------------------------------------------------------------------------------------
def test_a_preview_costs_the_same_queries_for_twenty_rows_as_for_all(undp):
    data = staff_csv()
    sheet = reading.read_upload(data)
    counted = []
    for lines in (sheet.lines[:20], sheet.lines):
        sheet.lines = lines
        with CaptureQueriesContext(connection) as captured:
            list(judging.judge(sheet, None))
        counted.append(len(captured))
    # Ten of names, ten of the activities with what belongs to them, one each of public rows and of ties named.
    assert counted[0] == counted[1] <= 22, counted
