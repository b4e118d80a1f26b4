"""Every public output against every hidden state: what is not published shows nowhere, and moves nothing."""

import copy
import re

import pytest
from django.db import transaction
from django.test import Client

from activities import publishing
from activities.models import Activity, Country, Office
from activities.public.exports.formats import FORMATS
from activities.public.index import FACETS
from activities.public.list_views import VIEWS
from commitments.models import Partner, Pledge
from tests import factories
from tests.reading import body, csv_references, readable, total

pytestmark = pytest.mark.django_db

# In every text that must stay hidden, and in nothing else.
MARK = "Zyxomark"
SLUG = MARK.lower()


class World:
    """A small public record: two activities of one project, another of an old version, and what they name."""

    def __init__(self):
        self.country, self.other = factories.country(), factories.country()
        self.region = factories.region(countries=[self.country, self.other])
        self.partner, self.maker = factories.partner(), factories.partner()
        self.office = factories.office(country=self.country)
        self.objective = factories.objective()
        self.pledge = factories.pledge(made_by=[self.maker], framework=self.objective.framework)
        self.commitment = factories.commitment(pledge=self.pledge, objectives=[self.objective])
        self.second = factories.commitment(pledge=self.pledge)
        self.activities = [self.activity(), self.activity(), self.activity(end="2024")]
        self.first, self.tied, self.third = self.activities
        self.first.same_project.add(self.tied)
        for each in (factories.update, factories.source, factories.result):
            each(self.first)
        publishing.publish_pledge(self.pledge)
        publishing.publish(self.activities)
        self.third.title = "A second version"
        self.third.save()
        publishing.publish([self.third])

    def activity(self, pledge=None, **fields):
        made = factories.activity(
            pledge=pledge or self.pledge, countries=[self.country], regions=[self.region], office=self.office, **fields
        )
        factories.participation(made, self.partner)
        return made

    def marked(self, pledge=None):
        """A draft of which every text is marked, and which names a country, region, partner and office of its own."""
        office = factories.office(name=f"Office {MARK}", slug=f"office-{SLUG}")
        # A code that no country has: the map names every shape that it has, as the vocabulary does.
        land = factories.country(name=f"Land {MARK}", other_names=f"Old {MARK}", alpha3="ZYX", alpha2="ZY")
        made = factories.activity(
            pledge=pledge or self.pledge,
            countries=[self.country, land],
            planned=[self.other],
            regions=[self.region, factories.region(name=f"Region {MARK}", slug=f"region-{SLUG}")],
            title=f"Title {MARK}",
            description=f"Text {MARK}",
            places=f"Place {MARK}",
            source_page=f"https://example.org/{SLUG}",
            kind="event",
            status="on-hold",
            start="1987",
            office=office,
        )
        made.commitments.add(*made.pledge.commitments.all())
        made.same_project.add(self.first)
        self.mark_inlines(made)
        return made

    def mark_inlines(self, activity):
        stranger = factories.partner(name=f"Partner {MARK}", acronym=MARK, slug=SLUG, other_names=f"Friends {MARK}")
        factories.participation(activity, stranger)
        factories.participation(activity, self.maker)
        factories.update(activity, text=f"Update {MARK}", date="2026-11-24", status="cancelled")
        factories.source(activity, title=f"Source {MARK}", url=f"https://example.org/{SLUG}/s", publisher=MARK)
        factories.result(activity, indicator=factories.indicator(name=f"things of {MARK}"))

    def addresses(self):
        """Every public page and download, by what the public record holds."""
        pledge, reference = self.pledge.slug, self.first.reference
        yield from ("/", "/pledges/", f"/pledges/{pledge}/", f"/pledges/{pledge}/1/", f"/pledges/{pledge}/2/")
        yield from ("/activities/", "/activities/?sort=title", "/activities/?q=activity", "/activities/?year=undated")
        yield from (f"/activities/choose/{facet}/" for facet in FACETS)
        yield f"/activities/choose/country/?partner={self.partner.slug}&find=country"
        yield from (f"/activities/{each.reference}/" for each in self.activities)
        yield from (f"/activities/{reference}/v/1/", f"/activities/{self.third.reference}/v/1/")
        yield from (f"/activities/{each.reference}/versions/" for each in self.activities)
        yield from ("/countries/", "/regions/", "/partners/", "/data/", "/accessibility/", "/style/")
        yield from ("/countries/?sort=activities", "/regions/?sort=reported", "/partners/?sort=activities")
        yield from (f"/countries/{each.alpha3}/" for each in (self.country, self.other))
        yield f"/regions/{self.region.slug}/"
        yield from (f"/partners/{each.slug}/" for each in (self.partner, self.maker))
        yield from (f"/{each.path}" for each in FORMATS)
        yield from ("/data/pledge-tracker.zip", "/data/datapackage.json", "/data/catalogue.jsonld")
        yield from ("/activities.csv?sort=oldest", f"/activities.csv?country={self.country.alpha3}")
        yield from ("/activities.atom?sort=title", f"/activities.json?q=activity&partner={self.partner.slug}")
        yield from (f"/pledges/{pledge}/report/", f"/pledges/{pledge}/report/?from=2023&to=2024")
        # Words of what is hidden, but not the mark: a page says what was typed. Every country has its page.
        searched = ("activity", "title", "partner", "maker", "friends", "region", "pledge", "commitment", "objective 1")
        yield from ("/search/", *(f"/search/?q={words}" for words in searched))
        yield from ("/embed/", f"/embed/activities/?partner={self.partner.slug}", "/embed/activities/")
        yield from (f"/embed/commitments/{pledge}-1/", f"/embed/countries/{self.country.alpha3}/")
        yield from ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-activities.xml", "/robots.txt")
        cited = [f"activities/{reference}", f"activities/{self.third.reference}/v/1", f"pledges/{pledge}"]
        cited += [f"pledges/{pledge}/1", f"countries/{self.country.alpha3}"]
        yield from (f"/{each}.{ending}" for each in cited for ending in ("bib", "ris"))
        yield from ("/objectives/", f"/objectives/{self.objective.key}/")
        yield from (f"/activities/?view={each}" for each in VIEWS)
        yield "/activities/?view=gaps&by=year"

    def answers(self):
        client = Client()
        answers = {address: client.get(address) for address in self.addresses()}
        answers["the list's fragment"] = client.get("/activities/", headers={"HX-Request-Type": "partial"})
        return answers

    def picture(self):
        """{address: text} of every public output, without its edition and when that was, which change by right."""
        return {address: without_edition(answer) for address, answer in self.answers().items()}

    def picture_with_etags(self):
        answers = self.answers()
        bodies = {address: without_edition(answer) for address, answer in answers.items()}
        return bodies, {address: answer.get("ETag") for address, answer in answers.items()}


# On pages; in JSON; in what packages and catalogues say; in the two sheets of an XLSX; the date of a feed, which comes
# before those of its entries.
EDITION = "|".join(
    [
        r"[Ee]dition [0-9]+( of( 20[0-9TZ:-]+)?|, [0-9]+ [A-Z][a-z]+ 20[0-9]+)",
        r'"(edition|dct:modified)": {[^}]*}',
        r'"(version|dcat:version|created|dateModified)": "[^"]*"',
        r">[0-9]+ \(20[^)]*Z\)<",
        r"<dcterms:\w+ [^<]*<",
        r"</id><updated>[^<]*</updated><author>",
    ]
)


def without_edition(answer):
    assert answer.status_code == 200
    return re.sub(EDITION, "N", readable(answer))


@pytest.fixture(scope="module")
def as_it_was(django_db_setup, django_db_blocker):
    """The world before anything is hidden from it, with its picture: made once, and gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.before, world.etags_before = world.picture_with_etags()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(as_it_was, db):
    """A copy: what a test changes is rolled back in the database, and must not stay in the objects either."""
    return copy.deepcopy(as_it_was)


# --- What staff do and visitors must not see --------------------------------------------------------------------------
def a_draft(world):
    world.marked()


def an_activity_in_review(world):
    activity = world.marked()
    Activity.objects.filter(pk=activity.pk).update(state="in-review")


def drafts_of_a_pledge_that_was_never_published(world):
    pledge = factories.pledge(
        title=f"Pledge {MARK}",
        slug=f"pledge-{SLUG}",
        lead_in=MARK,
        framework=world.objective.framework,
        made_by=[world.partner, factories.partner(name=f"Maker {MARK}", slug=f"maker-{SLUG}")],
    )
    factories.commitment(pledge=pledge, short_title=MARK, objectives=[world.objective])
    world.marked(pledge=pledge)
    world.activity(pledge=pledge, title=MARK)


def an_edit_of_a_published_activity(world):
    first = world.first
    first.title, first.description, first.places = f"New {MARK}", f"New text {MARK}", f"New place {MARK}"
    first.kind, first.status, first.start, first.end, first.reported = "event", "on-hold", "1987", "1988", "2026"
    first.office = factories.office(name=f"Office {MARK}", slug=f"office-{SLUG}")
    first.source_page = f"https://example.org/{SLUG}"
    first.save()


def an_edit_of_what_belongs_to_a_published_activity(world):
    first = world.first
    world.mark_inlines(first)
    for update in first.updates.all():
        update.text = f"Corrected {MARK}"
        update.save()
    for source in first.sources.all():
        source.title = f"Corrected {MARK}"
        source.save()
    first.placements.update(planned=True)
    factories.placement(first, world.other)
    first.regions.add(factories.region(name=f"Region {MARK}", slug=f"region-{SLUG}"))
    first.commitments.set([world.second])
    first.participations.filter(partner=world.partner).update(role="funding")
    first.same_project.set([world.third])


def the_removal_of_what_belongs_to_a_published_activity(world):
    first = world.first
    for related in (first.updates, first.sources, first.results, first.placements, first.participations):
        related.all().delete()
    first.regions.clear()
    first.same_project.clear()


def an_edit_of_a_published_pledge(world):
    Pledge.objects.filter(pk=world.pledge.pk).update(title=MARK, lead_in=MARK, deadline="2030", reporting_interval=1)
    world.pledge.made_by.add(factories.partner(name=f"Maker {MARK}", slug=f"maker-{SLUG}"))
    world.commitment.text = world.commitment.short_title = MARK
    world.commitment.save()
    factories.target(commitment=world.commitment, indicator=factories.indicator(name=MARK))
    factories.commitment(pledge=world.pledge, short_title=MARK, text=MARK)


def who_works_here_and_whom_to_ask_in_an_office(world):
    person = factories.administrator(
        username=SLUG, first_name=MARK, last_name=f"{MARK}son", email=f"{SLUG}@example.org"
    )
    factories.membership(person, world.pledge)
    Office.objects.filter(pk=world.office.pk).update(contact=f"{MARK}, {SLUG}@example.org")


UNPUBLISHED = [
    a_draft,
    an_activity_in_review,
    drafts_of_a_pledge_that_was_never_published,
    an_edit_of_a_published_activity,
    an_edit_of_what_belongs_to_a_published_activity,
    the_removal_of_what_belongs_to_a_published_activity,
    an_edit_of_a_published_pledge,
    who_works_here_and_whom_to_ask_in_an_office,
]


def test_the_world_has_every_output_and_the_mark_would_be_seen(world):
    """The outputs hold what is public: a mark that is published shows on them, each text of it."""
    activity = world.marked()
    world.first.title = MARK
    world.first.save()
    publishing.publish([activity, world.first])
    marked = {address for address, text in world.picture().items() if MARK in text or SLUG in text}
    bare = {address.split("?")[0] for address in set(world.addresses()) - marked}
    unmarked = {"/pledges/", "/data/", "/accessibility/", "/sitemap.xml", "/sitemap-activities.xml", "/robots.txt"}
    # What is cited there is not the activity that is marked here.
    unmarked |= {each for each in bare if each.endswith((".bib", ".ris")) and world.first.reference not in each}
    unmarked |= {"/objectives/", "/data/datapackage.json", "/data/catalogue.jsonld", "/embed/", "/search/"}
    assert {each for each in bare if not re.match(r"/activities/(choose/(?!partner|region|country)|.*/v/)", each)} <= (
        unmarked
        | {f"/activities/{world.third.reference}/", "/activities/", "/activities/choose/country/"}
        | {f"/activities/{each.reference}/versions/" for each in (world.tied, world.third)}
    )
    for part in ("Title", "Text", "Place", "Land", "Region", "Partner", "Update", "Source", "things of", "Office"):
        assert f"{part} {MARK}" in body(Client().get(f"/activities/{activity.reference}/")).decode()


@pytest.mark.parametrize("hidden", UNPUBLISHED)
def test_what_is_not_published_shows_nowhere_and_moves_nothing(world, hidden):
    """Not a byte of any page or download, nor its ETag; and after a rebuild or a rename no byte either."""
    hidden(world)
    after, etags = world.picture_with_etags()
    assert after == world.before
    assert etags == world.etags_before
    assert publishing.rebuild_public_record() is None
    publishing.vocabulary_changed()
    assert world.picture() == world.before
    assert not [address for address, text in after.items() if MARK in text or SLUG in text]


def test_names_that_only_a_draft_has_lead_nowhere(world):
    activity = world.marked()
    publishing.vocabulary_changed()
    client = Client()
    stranger = Partner.objects.get(slug=SLUG)
    for address in (
        f"/partners/{SLUG}/",
        f"/activities/{activity.reference}/",
        f"/activities/{activity.reference}/v/1/",
        f"/activities/{activity.reference}/versions/",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert MARK not in answer.content.decode()
    for facet, code in (
        ("partner", SLUG),
        ("region", f"region-{SLUG}"),
        ("country", Country.objects.get(name=f"Land {MARK}").alpha3),
        ("year", "1987"),
        ("status", "on-hold"),
        ("kind", "event"),
    ):
        page = client.get(f"/activities/?{facet}={code}")
        assert total(page) == 0
        assert str(stranger) not in page.content.decode()
        assert csv_references(client.get(f"/activities.csv?{facet}={code}")) == []
    assert total(client.get(f"/activities/?q={SLUG}")) == 0
    assert total(client.get(f"/activities/?q={SLUG[:5]}")) == 0
    for name in ("Partner", "Friends"):
        found = client.get(f"/activities/choose/partner/?partner={SLUG}&find={name}").content.decode()
        assert f"{name} {MARK}" not in found


def test_a_former_slug_of_a_drafts_partner_does_not_give_it_away(world):
    world.marked()
    publishing.slug_changed("partner", "of-old", SLUG)
    client = Client()
    answer = client.get("/partners/of-old/")
    assert answer.status_code == 404
    assert SLUG not in answer.content.decode()
    assert SLUG not in client.get("/activities/?partner=of-old").content.decode()


# --- What was public and is no longer ---------------------------------------------------------------------------------
def test_a_withdrawn_activity_shows_nowhere_and_counts_nowhere(world):
    activity = world.marked()
    publishing.publish([activity], by=factories.user(username=SLUG))
    assert MARK in body(Client().get("/activities/")).decode()
    publishing.withdraw([activity])
    assert world.picture() == world.before
    publishing.rebuild_public_record()
    publishing.vocabulary_changed()
    assert world.picture() == world.before
    client = Client()
    for page in ("", "v/1/", "versions/"):
        address = f"/activities/{activity.reference}/{page}"
        answer = client.get(address)
        assert answer.status_code == 410
        assert MARK not in answer.content.decode()
    assert client.get(f"/partners/{SLUG}/").status_code == 404
    assert total(client.get(f"/activities/?q={SLUG}")) == 0


def test_a_hidden_pledge_hides_all_its_activities_and_counts_nowhere(world):
    maker = factories.partner(name=f"Maker {MARK}", slug=f"maker-{SLUG}")
    pledge = factories.pledge(title=MARK, slug=SLUG, lead_in=MARK, made_by=[maker], framework=world.objective.framework)
    factories.commitment(pledge=pledge, short_title=MARK, text=MARK, objectives=[world.objective])
    activity = world.marked(pledge=pledge)
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    shown = world.picture()
    assert MARK in shown["/pledges/"]
    publishing.withdraw_pledge(pledge)
    assert world.picture() == world.before
    publishing.rebuild_public_record()
    publishing.vocabulary_changed()
    assert world.picture() == world.before
    reference = activity.reference
    paths = (f"pledges/{SLUG}", f"pledges/{SLUG}/1", f"activities/{reference}", f"activities/{reference}/v/1")
    for path in (*paths, f"activities/{reference}/versions", f"partners/{SLUG}", f"partners/maker-{SLUG}"):
        answer = Client().get(f"/{path}/")
        assert answer.status_code == 404
        assert MARK not in answer.content.decode()
    publishing.publish_pledge(Pledge.objects.get(pk=pledge.pk))
    assert world.picture() == shown


def test_who_published_is_kept_and_never_shown(world):
    person = factories.user(username=SLUG, first_name=MARK, last_name=MARK, email=f"{SLUG}@example.org")
    world.first.title = "Published by somebody"
    world.first.save()
    publishing.publish([world.first], by=person)
    publishing.publish_pledge(world.pledge, by=person)
    picture = world.picture()
    assert "Published by somebody" in picture["/activities/"]
    assert not [address for address, text in picture.items() if MARK.lower() in text.lower()]


# --- One number, however it is shown ----------------------------------------------------------------------------------
def test_every_view_of_the_list_states_one_total_for_one_query(world):
    """In its sentence, and on each chart, map and matrix of it."""
    client = Client()
    for query in (
        "",
        "sort=title&unknown=1",
        f"country={world.country.alpha3}&year=2024",
        f"region={world.region.slug}&kind=programme",
        f"partner={world.partner.slug}&commitment={world.commitment.key}",
        "year=undated&year=2024",
        f"objective={world.objective.key}&status=not-stated",
        f"pledge={world.pledge.slug}&q=second",
        "kind=event",
        "country=XXX",
    ):
        stated = total(client.get(f"/activities/?{query}"))
        for view in (*VIEWS, "gaps&by=year"):
            page = client.get(f"/activities/?{query}&view={view}").content.decode()
            totals = re.findall(r'data-total="(\d+)"', page)
            assert {int(each) for each in totals} == {stated}, (query, view)
            # More than the results' own, where there is something to draw.
            assert len(totals) > 1 or not stated or view in ("cards", "table", "timeline"), (query, view)
