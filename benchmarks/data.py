"""Generated activities, the same for the same seed, spread as those of a large register.

Ten pledges with 70 commitments, one of which holds 14 % of the activities; countries and areas 2.3 an activity in the
mean, one of them in 22 %; 500 partners; years 2015 to 2027; descriptions of 200 to 1,500 characters with accents.
"""

import random
import time

from activities import publishing
from activities.models import Activity, Country, Participation, Placement, Region
from activities.models.activity import ActivityKind, ActivityStatus
from activities.reference.loading import load_reference
from commitments.models import Commitment, Framework, Objective, Partner, Pledge

LOAD = 1000  # activities that are published at once
RARE = "intégrate"
TEXT = """
migration migrants remittances diaspora communities retour développement économique inclusion social households
policy región municipal authorities reintegration services jóvenes mujeres climate mobility displacement data
integración programme national strategy employment skills formación recruitment Ministère santé protection rights
financial cohesion partnership workshop training study österreichische evidence coopération border trade São Nuevo
of the and in for with to by on from a an its their which also more than each other between during after before
"""
WORDS = TEXT.split()


def generate(count, seed):
    """Load the reference data and `count` activities, and publish them. Returns the seconds that publishing took."""
    load_reference()
    make, seconds = _Maker(random.Random(seed)), 0
    for start in range(0, count, LOAD):
        activities = make.activities(range(start + 1, min(start + LOAD, count) + 1))
        started = time.perf_counter()
        publishing.publish(activities)
        seconds += time.perf_counter() - started
    return seconds


class _Maker:
    def __init__(self, draw):
        self.draw = draw
        self.commitments = [each for letter in "abcdefghij" for each in _pledge(f"pledge-{letter}")]
        Partner.objects.bulk_create(
            Partner(slug=f"partner-{n}", name=f"Organisation {n}", kind="academia", version=1) for n in range(500)
        )
        self.partners = list(Partner.objects.filter(slug__startswith="partner-").order_by("pk"))
        self.regions = list(Region.objects.order_by("slug"))[:22]
        self.countries = list(Country.objects.order_by("alpha3"))
        draw.shuffle(self.countries)

    def activities(self, numbers):
        activities = Activity.objects.bulk_create(self._activity(number) for number in numbers)
        commitments, regions = Activity.commitments.through, Activity.regions.through
        rows = {commitments: [], regions: [], Placement: [], Participation: []}
        for activity in activities:
            rows[commitments].append(commitments(activity=activity, commitment=activity.serves))
            for region in self._some(self.regions, self.draw.random() < 0.2):
                rows[regions].append(regions(activity=activity, region=region))
            for country in self._countries():
                rows[Placement].append(Placement(activity=activity, country=country))
            for partner in self._some(self.partners, self.draw.randint(0, 3)):
                rows[Participation].append(Participation(activity=activity, partner=partner))
        for model, several in rows.items():
            model.objects.bulk_create(several)
        return activities

    def _activity(self, number):
        draw = self.draw
        serves = self.commitments[0] if draw.random() < 0.13 else draw.choice(self.commitments)
        start = draw.randint(2015, 2027) if draw.random() < 0.7 else None
        end = min(start + draw.randint(0, 3), 2027) if start and draw.random() < 0.7 else None
        made = Activity(
            pledge=serves.pledge,
            reference=f"{serves.pledge.slug}-{number:07d}",
            title=" ".join(draw.choices(WORDS, k=8)).capitalize(),
            description=self._text([RARE] if number % 200 == 0 else []),
            kind=draw.choice(ActivityKind.values),
            status=draw.choice(ActivityStatus.values),
            reported=f"{draw.randint(2015, 2026)}-{draw.randint(1, 12):02d}",
            start=str(start or ""),
            end=str(end or ""),
            do_no_harm=True,
            version=1,
        )
        made.serves = serves
        return made

    def _text(self, words):
        length = self.draw.randint(200, 1500)
        while sum(map(len, words)) + len(words) < length:
            words += self.draw.choices(WORDS, k=20)
        return " ".join(words)[:length]

    def _countries(self):
        found = self._some(self.countries, self.draw.choices((0, 1, 2, 3, 4, 6), (8, 28, 24, 18, 14, 8))[0])
        first = self.countries[0]
        return [*found, first] if first not in found and self.draw.random() < 0.07 else found

    def _some(self, several, count):
        """Up to `count` of these: a few are named often, and most seldom."""
        weights = [1 / (place + 3) for place in range(len(several))]
        return list(dict.fromkeys(self.draw.choices(several, weights, k=count)))


def _pledge(slug):
    """The commitments of a new pledge, published."""
    pledge = Pledge.objects.create(slug=slug, title=slug, framework=Framework.objects.get(slug="gcm"))
    for number in range(1, 8):
        commitment = Commitment.objects.create(pledge=pledge, number=number, short_title=f"{number}", text="Text")
        commitment.objectives.set(Objective.objects.filter(number__in=range(number, 24, 7)))
    publishing.publish_pledge(pledge)
    return list(pledge.commitments.all())
