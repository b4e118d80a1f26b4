"""Generated activities, the same for the same seed, spread as those of a large register.

Ten pledges with 70 commitments, one of which holds 14 % of the activities; countries and areas 2.3 an activity in the
mean, one of them in 22 %; 22 regions, 500 partners; years 2015 to 2027; descriptions of 200 to 1,500 characters with
accents, a rare word in one of 200.

`fill.py` fills a database with them and keeps it.
"""

import random
import sys
import time
from itertools import accumulate

from django.db import connection, transaction

from activities import publishing
from activities.models import (
    Activity,
    Change,
    Country,
    Participation,
    Placement,
    PublicActivity,
    Publication,
    Region,
)
from activities.models.activity import ActivityKind, ActivityStatus
from activities.publishing import search_index
from activities.publishing.editions import close, next_edition
from activities.publishing.projection import Stamp, project
from activities.publishing.vocabulary import Vocabulary
from activities.querysets import highest
from activities.reference.loading import load_reference
from commitments.models import Commitment, Framework, Objective, Partner, Pledge
from pledgetracker.models import EditorialState

from . import bulk

LOAD = 10_000  # activities that are written at once
RARE = "intégrate"
TEXT = """
migration migrants remittances diaspora communities retour développement économique inclusion social households
policy región municipal authorities reintegration services jóvenes mujeres climate mobility displacement data
integración programme national strategy employment skills formación recruitment Ministère santé protection rights
financial cohesion partnership workshop training study österreichische evidence coopération border trade São Nuevo
of the and in for with to by on from a an its their which also more than each other between during after before
"""
WORDS = TEXT.split()
# What activities are loaded with: the model of the rows, and {column: attribute of what is named}.
RELATIONS = {
    "commitments": (Activity.commitments.through, {"commitment_id": "pk"}),
    "regions": (Activity.regions.through, {"region_id": "pk"}),
    "placements": (Placement, {"country_id": "country_id", "planned": "planned"}),
    "participations": (Participation, {"partner_id": "partner_id", "role": "role"}),
}
KINDS, STATUSES = [kind.value for kind in ActivityKind], [status.value for status in ActivityStatus]


def generate(count, seed):
    """Load the reference data and `count` activities into an empty database. Returns the seconds that it took.

    Staff's rows, documents and public rows are what publishing would leave, one after the other, the first number last.
    """
    started = time.perf_counter()
    load_reference()
    make = _Maker(seed)
    vocabulary = Vocabulary.load_all()
    with transaction.atomic():
        edition = next_edition()
        edition.save(force_insert=True)
    # Made at the end, of everything at once.
    search_index.drop(connection)
    for start in range(1, count + 1, LOAD):
        with transaction.atomic():
            _publish(make, range(start, min(start + LOAD, count + 1)), count, edition, vocabulary)
        sys.stderr.write(f"{min(start + LOAD - 1, count):,} of {count:,} activities\n")
    search_index.make(connection)
    with transaction.atomic():
        # One more, to which everything that is kept of the public record is brought up.
        close(next_edition(), {}, always=True)
    return time.perf_counter() - started


def drafts(count, seed):
    """So many further activities, saved but never published: for measuring how they are."""
    first = highest(Activity.objects, "pk") + 1
    make = _Maker(seed)
    return _saved([make.activity(number) for number in range(first, first + count)])


def _publish(make, numbers, count, edition, vocabulary):
    """`count` is of all loads: the ordinals fall from it."""
    activities = _saved([make.activity(number) for number in numbers], state=EditorialState.PUBLISHED)
    documents = [publishing.snapshot(activity) for activity in activities]
    stamp = Stamp(version=1, first_published=edition.at, updated=edition.at)
    bulk.load(
        Publication,
        (
            Publication(
                activity_id=number,
                number=1,
                ordinal=count + 1 - number,
                document=document,
                edition=edition,
                at=edition.at,
            )
            for number, document in zip(numbers, documents, strict=True)
        ),
    )
    bulk.load(
        PublicActivity,
        (
            _row(project(document, vocabulary, stamp), edition, ordinal=count + 1 - number)
            for number, document in zip(numbers, documents, strict=True)
        ),
    )
    changes = ((edition.number, activity.reference, Change.Action.PUBLISHED.value) for activity in activities)
    bulk.load_values(Change, ["edition_id", "reference", "action"], changes)


def _row(row, edition, ordinal):
    row.edition, row.ordinal, row.listed = edition, ordinal, True
    return row


def _saved(activities, state=EditorialState.DRAFT):
    for activity in activities:
        activity.state = state.value
        activity.published_version = activity.version if state == EditorialState.PUBLISHED else None
    bulk.load(Activity, activities, keys=True)
    for relation, (model, columns) in RELATIONS.items():
        rows = (
            (activity.pk, *[getattr(each, attribute) for attribute in columns.values()])
            for activity in activities
            for each in activity._prefetched_objects_cache[relation]
        )
        bulk.load_values(model, ["activity_id", *columns], rows)
    return activities


class _Maker:
    """Draws activities. Each says what a query `with_document()` would have read, so that no query has to."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.commitments = [each for letter in "abcdefghij" for each in _commitments(f"pledge-{letter}")]
        # Of which activity they are is said when they are saved: the same few serve all.
        role = Participation.Role.PARTICIPATING.value
        self.participations = _Seldom(self.draw, [Participation(partner=each, role=role) for each in _partners()])
        self.regions = _Seldom(self.draw, Region.objects.order_by("slug")[:22])
        countries = list(Country.objects.order_by("alpha3"))
        self.draw.shuffle(countries)
        self.placements = _Seldom(self.draw, [Placement(country=each) for each in countries])

    def activity(self, number):
        draw = self.draw
        serves = self.commitments[0] if draw.random() < 0.13 else draw.choice(self.commitments)
        start = draw.randint(2015, 2027) if draw.random() < 0.7 else None
        end = min(start + draw.randint(0, 3), 2027) if start and draw.random() < 0.7 else None
        made = Activity(
            pk=number,
            pledge=serves.pledge,
            reference=f"{serves.pledge.slug}-{number:07d}",
            title=" ".join(draw.choices(WORDS, k=8)).capitalize(),
            description=self._text([RARE] if number % 200 == 0 else []),
            kind=draw.choice(KINDS),
            status=draw.choice(STATUSES),
            reported=f"{draw.randint(2015, 2026)}-{draw.randint(1, 12):02d}",
            start=str(start or ""),
            end=str(end or ""),
            do_no_harm=True,
            version=1,
        )
        named = dict.fromkeys(("updates", "sources", "results", "same_project"), ())
        made._prefetched_objects_cache = named | {
            "commitments": [serves],
            "regions": self.regions.some(draw.random() < 0.2),
            "placements": self._placements(),
            "participations": self.participations.some(draw.randint(0, 3)),
        }
        return made

    def _text(self, words):
        length = self.draw.randint(200, 1500)
        while sum(map(len, words)) + len(words) < length:
            words += self.draw.choices(WORDS, k=20)
        return " ".join(words)[:length]

    def _placements(self):
        found = self.placements.some(self.draw.choices((0, 1, 2, 3, 4, 6), (8, 28, 24, 18, 14, 8))[0])
        first = self.placements.all[0]
        return [*found, first] if first not in found and self.draw.random() < 0.07 else found


class _Seldom:
    """Things of which a few are named often, and most seldom."""

    def __init__(self, draw, things):
        self.draw, self.all = draw, list(things)
        self.weights = list(accumulate(1 / (place + 3) for place in range(len(self.all))))

    def some(self, count):
        """Up to `count` of them."""
        places = self.draw.choices(range(len(self.all)), cum_weights=self.weights, k=count)
        return [self.all[place] for place in dict.fromkeys(places)]


def _partners():
    names = [f"Organisation {n}" for n in range(500)]
    Partner.objects.bulk_create(
        (Partner(slug=f"partner-{n}", name=name, kind="academia", version=1) for n, name in enumerate(names)),
        ignore_conflicts=True,
    )
    return Partner.objects.filter(name__in=names).order_by("pk")


def _commitments(slug):
    """The commitments of a pledge, which is made and published where there is none."""
    framework = Framework.objects.get(slug="gcm")
    pledge, created = Pledge.objects.get_or_create(slug=slug, defaults={"title": slug, "framework": framework})
    for number in range(1, 8) if created else ():
        commitment = Commitment.objects.create(pledge=pledge, number=number, short_title=f"{number}", text="Text")
        commitment.objectives.set(Objective.objects.filter(number__in=range(number, 24, 7)))
    if created:
        publishing.publish_pledge(pledge)
    return list(pledge.commitments.select_related("pledge"))
