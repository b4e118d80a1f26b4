"""The names that codes stand for, as they are now: what a projection looks up."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from commitments.models import Framework, Indicator, Objective, Partner
from pledgetracker.text import search_text

from ..models import Country, FormerSlug, Office, PublicActivity, PublicPledge, PublicTie, Region
from .pieces import Pieces


@dataclass
class Vocabulary:
    """Everything that a document names by code. Reading it takes a fixed number of queries, however many documents."""

    countries: dict  # alpha-3: Country, with `region_slugs`
    regions: dict  # slug: Region
    partners: dict  # slug, present or former: Partner
    offices: dict  # slug: name
    indicators: dict  # key: Indicator
    frameworks: dict  # slug: Framework
    objectives: dict  # key: Objective
    pledges: dict  # slug: PublicPledge
    ties: dict = field(default_factory=dict)  # reference: references of the same project that are listed

    @classmethod
    def load(cls, documents, pledge_documents=()):
        """What these documents of activities, and of pledges, name."""
        partners = {slug for document in documents for slug, _role in document["partners"]}
        partners |= {slug for document in pledge_documents for slug in document["made_by"]}
        return cls._read(partners, {document["pledge"] for document in documents}, listed_ties(documents))

    @classmethod
    def load_all(cls):
        """Every name, for batch after batch of documents; `ties` are set with each."""
        return cls._read(None, None, {})

    @classmethod
    def _read(cls, partners, pledges, ties):
        """With the partners and pledges of these slugs, or all of them for None."""
        former = defaultdict(dict)
        for slug in FormerSlug.objects.all():
            former[slug.facet][slug.former] = slug.current
        if partners is not None:
            partners |= {former["partner"][slug] for slug in partners if slug in former["partner"]}
        return cls(
            countries=_countries(),
            regions=_with_former(Region.objects.in_bulk(field_name="slug"), former["region"]),
            partners=_with_former(Partner.objects.in_bulk(partners, field_name="slug"), former["partner"]),
            offices=dict(Office.objects.values_list("slug", "name")),
            indicators=Indicator.objects.in_bulk(field_name="key"),
            frameworks=Framework.objects.in_bulk(field_name="slug"),
            objectives={objective.key: objective for objective in Objective.objects.select_related("framework")},
            pledges=PublicPledge.objects.in_bulk(pledges, field_name="slug"),
            ties=ties,
        )

    @cached_property
    def pieces(self):
        """What each name adds to a record. Asked for when the vocabulary is complete: later changes are not seen."""
        return Pieces(self)

    def notes_of(self, codes, texts):
        """The notes, by country code, that go with these countries, or that a word of these texts calls for."""
        said = search_text(*texts) + " "
        return [
            note.piece
            for note in self.pieces.notes
            if note.piece["code"] in codes or any(phrase in said for phrase in note.phrases)
        ]


def listed_ties(documents):
    """For each reference the listed ones of its project, by these documents or the public ones of the others."""
    references = {document["reference"] for document in documents}
    pairs = [(document["reference"], other) for document in documents for other in document["same_project"]]
    pairs += (
        PublicTie.objects.filter(other__in=references)
        .exclude(reference__in=references)
        .values_list("reference", "other")
    )
    ties = defaultdict(set)
    for one, other in pairs:
        ties[one].add(other)
        ties[other].add(one)
    hidden = PublicPledge.objects.filter(listed=False).values("slug")
    rows = PublicActivity.objects.filter(reference__in=ties, withdrawn=False).exclude(pledge__in=hidden)
    listed = set(rows.values_list("reference", flat=True))
    return {reference: sorted(ties[reference] & listed) for reference in references if reference in ties}


def every_name():
    """All that a vocabulary is read from, as one text: another text, and a projection may differ."""
    members = Region.countries.through
    models = (Country, Region, members, Partner, Office, Indicator, Framework, Objective, FormerSlug)
    return repr([list(model.objects.order_by("pk").values_list()) for model in models])


def _countries():
    """Of the regions around each country their slugs alone: hundreds of Region objects would take most of the time."""
    slugs = defaultdict(list)
    around = Region.countries.through.objects.order_by("region__scheme", "region__name", "region")
    for country, slug in around.values_list("country", "region__slug"):
        slugs[country].append(slug)
    countries = {country.alpha3: country for country in Country.objects.order_by("name")}
    for country in countries.values():
        country.region_slugs = slugs[country.pk]
    return countries


def _with_former(by_slug, former):
    return by_slug | {old: by_slug[new] for old, new in former.items() if new in by_slug and old not in by_slug}
