"""The PDF of a report, opened by a real reader: tagged, with its words, marks and links, and nothing dead in it."""

import io
import re

import pytest
from django.conf import settings
from pypdf import PdfReader

from activities import publishing
from activities.models import Activity, Country
from activities.public.index import current_index
from activities.public.report import Period, html_of, pdf_of, report_of
from activities.public.report.pdf import STYLES
from commitments.models import Pledge
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def report(*period):
    index = current_index()
    return report_of(index, index.pledges["undp-gcm"], Period(*period))


def opened(report):
    return PdfReader(io.BytesIO(pdf_of(report)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def marks(reader, outline=None):
    for mark in reader.outline if outline is None else outline:
        yield from marks(reader, mark) if isinstance(mark, list) else [mark.title]


def tags(reader):
    """The kinds of the structure's elements."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], set()
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting.extend(element)
        elif isinstance(element, dict):
            found.add(element.get("/S"))
            if "/K" in element and not isinstance(element["/K"], int):
                waiting.append(element["/K"])
    return found


def test_it_is_tagged_and_says_what_it_is():
    reader = opened(report("2023", "2024"))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "en"
    assert (
        reader.metadata.title
        == "UNDP Pledge - Global Compact for Safe, Orderly and Regular Migration: report, 2023 to 2024"
    )
    assert reader.metadata.author == settings.SITE_NAME
    assert reader.metadata.subject == "Pledge made by United Nations Development Programme"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Figure", "/Document"} <= tags(
        reader
    )


def test_it_holds_the_words_of_every_activity_and_its_bookmarks():
    made = report()
    reader = opened(made)
    text = words(reader)
    bookmarks = list(marks(reader))
    for row in made.activities:
        assert row.reference in text
        assert any(row.title in mark for mark in bookmarks), row.title
    assert "Estrategia Intégrate" in text
    assert "No activity reported in this register" in text
    assert "United Nations Security Council resolution 1244 (1999)" in text
    assert "The designations used do not imply" in text
    assert "This is not an official site of the United Nations or of UNDP." in text
    assert "Objectives linked by the register's editors." in text
    assert "\u25a1" not in text
    links = {
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert "http://testserver/activities/undp-gcm-0017/" in links


def test_page_and_pdf_are_drawn_from_the_same_html():
    html = html_of(report("2024"))
    assert "40 more are undated and were not reported in the period" in html
    assert "40 more are undated and were not reported in the period" in words(opened(report("2024")))


def test_text_of_visitors_languages_is_set_and_nothing_runs():
    activity = factories.activity(
        pledge=Pledge.objects.get(),
        title="#panic() $x$ = <label>",
        description='مرحبا\n\nПривет #read("/etc/passwd") @x *b* \\ //\n\n中文',
        language="en",
    )
    activity.commitments.add(*Pledge.objects.get().commitments.all()[:1])
    publishing.publish([activity])
    text = words(opened(report()))
    assert "#panic() $x$ = <label>" in text
    assert '#read("/etc/passwd") @x *b* \\ //' in text
    assert "مرحبا" in text and "Привет" in text
    assert "□□" in text and "this file has no font for them" in text


def test_the_same_report_of_an_edition_is_the_same_bytes():
    assert pdf_of(report("2024")) == pdf_of(report("2024"))


def test_an_activity_of_everything_is_set():
    activity = Activity.objects.get(reference="undp-gcm-0001")
    countries = list(Country.objects.exclude(placements__activity=activity)[:40])
    for country in countries:
        factories.placement(activity, country)
    factories.update(activity, date="2024-05", text="Tres talleres más.", status="completed", language="es")
    factories.source(activity, title="Workshop report " * 8, published_on="2024-04")
    publishing.publish([activity])
    text = words(opened(report("2024-05", "2024-05")))
    assert "Tres talleres más." in text
    assert all(country.name in text for country in countries)


def test_what_is_reported_towards_targets_is_said_in_numbers():
    pledge = factories.pledge()
    people = factories.indicator(name="people trained")
    commitments = [factories.commitment(pledge=pledge) for _ in range(2)]
    for commitment in commitments:
        factories.target(commitment=commitment, indicator=people, value=2000)
    activity = factories.activity(pledge=pledge, commitments=commitments)
    factories.result(activity, indicator=people, value=900, qualifier="over")
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    index = current_index()
    made = report_of(index, index.pledges[pledge.slug], Period())
    assert "over 900" in words(opened(made)).split("Reported towards targets")[-1]
    assert not [bar.url for _head, bars in made.towards.groups for bar in bars if bar.url]


def test_maps_have_the_colours_of_the_site_by_day():
    sheet = (settings.BASE_DIR / "static/css/site.css").read_text(encoding="utf-8")
    for shade, colour in re.findall(r"\.d(\d) \{ fill: (#\w+) \}", STYLES):
        assert colour == re.search(rf"--data-{shade}: (#\w+);", sheet)[1]


def test_every_country_stands_whole_on_a_page_in_columns_with_their_heads():
    """As many as there are, each with the longest that is said beside a name."""
    pledge = public_pledge()
    publishing.publish([factories.activity(pledge=pledge, planned=Country.objects.all())])
    index = current_index()
    reader = opened(report_of(index, index.pledges[pledge.slug], Period()))
    pages = [page.extract_text() for page in reader.pages]
    [*several] = [page for page in pages if page.count("Country or area") == 3]
    said = " ".join(" ".join(several).split())
    assert said.count("(1 only planned there)") == Country.objects.count() > 200
    lowest = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, to, at, *_: text.strip() and lowest.append(at[5] * to[3] + to[5]))
    assert 30 < min(lowest) < 60, "the foot of a page, in points"


def test_no_title_stands_at_the_foot_of_a_page_and_no_last_fact_at_its_head():
    titles = set(Activity.objects.values_list("title", flat=True))
    _cover, *pages = [[line for line in page.extract_text().splitlines() if line] for page in opened(report()).pages]
    for _running, first, *_lines, last, _foot in pages:
        assert not first.startswith("Results The text states")
        assert last.strip() not in titles
        assert not re.match(r"undp-gcm-\d{4} · ", last)
