"""The door and its index against a naive reading: generated activities, generated filters, totals, order and counts."""

import re
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities import publishing
from activities.models.activity import ActivityKind, ActivityStatus
from activities.public.counts import counts as counts_of
from activities.public.counts import without
from activities.public.filters import SORTS, ActivityFilterSet
from activities.public.index import FACETS
from tests import factories
from tests.activities.reading import row, streamed, undone

pytestmark = pytest.mark.django_db

# Names inside names, other names, accents, a hyphen, an underscore.
COUNTRIES = {"GHA": "Ghana", "NER": "Niger", "NGA": "Nigeria", "TUR": "Türkiye"}
OTHER_NAMES = {"GHA": "Gold Coast", "TUR": "Turkey"}
REGIONS = {"west": {"GHA", "NER", "NGA"}, "coast": {"GHA"}, "none": {"ATA"}}
PARTNERS = {"iom": "Organisation for Migration", "wb": "Bank_of the World"}
TITLES = ["Intégrate Niger-delta", "Ferghana valley", "integration", "Über uns", "zebra", "Zebra", "12 trainings"]
PLACES = ["", "Accra", "Ferghana\nOsh"]
DATES = [("", ""), ("2022-05", ""), ("", "2023"), ("2022", "2024-01"), ("2023-11-24", "2023")]
QUERIES = [
    "",
    "ghana",
    "niger",
    "nig",
    "int",
    "INTÉGR",
    "gold coast",
    "turk",
    "delta",
    "of",
    "1",
    "osh",
    "ver",
    "zebra x",
]
QUERIES += ["zebra x", "migration organisation", "niger niger", "a"]


def some_of(values, most=None):
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=most)


ACTIVITY = st.fixed_dictionaries(
    {
        "pledge": st.sampled_from(["first", "second"]),
        "commitments": st.sampled_from([(1,), (2,), (1, 2)]),
        "countries": some_of(COUNTRIES, 2),
        "planned": some_of(COUNTRIES, 1),
        "regions": some_of(REGIONS, 1),
        "partners": some_of(PARTNERS),
        "kind": st.sampled_from(ActivityKind.values[:3]),
        "status": st.sampled_from(ActivityStatus.values[:3]),
        "updated_status": st.sampled_from(["", *ActivityStatus.values[:3]]),
        "dates": st.sampled_from(DATES),
        "title": st.sampled_from(TITLES),
        "places": st.sampled_from(PLACES),
        "load": st.sampled_from([1, 2]),
        "withdrawn": st.sampled_from([False, False, False, True]),
    }
)
COMMITMENTS = ["first-1", "first-2", "second-1", "second-2"]
# One value each that no activity can have: known to the vocabulary, valid, and empty.
FILTER = st.fixed_dictionaries(
    {"q": st.sampled_from(QUERIES), "sort": st.sampled_from(["", *(value for value, _label in SORTS)])},
    optional={
        "pledge": some_of(["first", "second"]),
        "commitment": some_of(COMMITMENTS, 2),
        "objective": some_of(["gcm-1", "gcm-2", "gcm-3"], 2),
        "country": some_of(COUNTRIES, 2),
        "region": some_of(REGIONS, 2),
        "partner": some_of(PARTNERS),
        "kind": some_of(ActivityKind.values[:4], 2),
        "status": some_of(ActivityStatus.values[:4], 2),
        "year": some_of(["2021", "2022", "2023", "2024", "undated"], 2),
    },
)
# Which objectives each commitment serves.
SERVES = {"first-1": {"gcm-1"}, "first-2": {"gcm-1", "gcm-2"}, "second-1": {"gcm-2"}, "second-2": set()}


@pytest.fixture
def world():
    framework = factories.framework(slug="gcm")
    objectives = {f"gcm-{n}": factories.objective(framework=framework, number=n) for n in (1, 2, 3)}
    # Who makes a pledge is public, and so a value of the filter whatever the activities name.
    partners = {slug: factories.partner(slug=slug, name=name) for slug, name in PARTNERS.items()}
    pledges = {
        slug: factories.pledge(slug=slug, framework=framework, title=slug, made_by=list(partners.values()))
        for slug in ("first", "second")
    }
    commitments = {}
    for key in COMMITMENTS:
        slug, number = key.split("-")
        serves = [objectives[objective] for objective in SERVES[key]]
        commitments[key] = factories.commitment(pledge=pledges[slug], number=int(number), objectives=serves)
    for pledge in pledges.values():
        publishing.publish_pledge(pledge)
    countries = {
        code: factories.country(alpha3=code, name=name, other_names=OTHER_NAMES.get(code, ""))
        for code, name in {**COUNTRIES, "ATA": "Antarctica"}.items()
    }
    return SimpleNamespace(
        commitments=commitments,
        countries=countries,
        regions={slug: factories.region([countries[c] for c in codes], slug=slug) for slug, codes in REGIONS.items()},
        partners=partners,
    )


def make(world, spec):
    start, end = spec["dates"]
    activity = factories.activity(
        commitments=[world.commitments[f"{spec['pledge']}-{number}"] for number in spec["commitments"]],
        countries=[world.countries[code] for code in spec["countries"]],
        planned=[world.countries[code] for code in spec["planned"] if code not in spec["countries"]],
        regions=[world.regions[slug] for slug in spec["regions"]],
        description="-",
        start=start,
        end=end,
        **{name: spec[name] for name in ("title", "places", "kind", "status")},
    )
    for slug in spec["partners"]:
        factories.participation(activity, world.partners[slug])
    if spec["updated_status"]:
        factories.update(activity, status=spec["updated_status"])
    return activity


# --- The naive reading: from what was entered, one activity after another, without any index --------------------------


def values(spec):
    """{filter: the values that the activity has}, as DOMAIN defines them."""
    keys = {f"{spec['pledge']}-{number}" for number in spec["commitments"]}
    countries = {*spec["countries"], *spec["planned"]}
    years = sorted(int(date[:4]) for date in spec["dates"] if date)
    return {
        "pledge": {spec["pledge"]},
        "commitment": keys,
        "objective": {objective for key in keys for objective in SERVES[key]},
        "country": countries,
        "region": {slug for slug, members in REGIONS.items() if slug in spec["regions"] or members & countries},
        "partner": set(spec["partners"]),
        "kind": {spec["kind"]},
        # What is planned in one of its countries alone is found as planned too.
        "status": {spec["updated_status"] or spec["status"]}
        | ({"planned"} if set(spec["planned"]) - set(spec["countries"]) else set()),
        "year": {str(year) for year in range(years[0], years[-1] + 1)} if years else {"undated"},
    }


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def words_of(text):
    return [word for word in re.split(r"[\W_]+", plain(text)) if word]


def says(spec, query):
    countries = {*spec["countries"], *spec["planned"]}
    texts = [spec["title"], spec["places"], *(COUNTRIES[code] for code in countries)]
    texts += [OTHER_NAMES.get(code, "") for code in countries] + [PARTNERS[slug] for slug in spec["partners"]]
    words = [word for text in texts for word in words_of(text)]
    return all(any(word.startswith(wanted) for word in words) for wanted in words_of(query))


def passes(spec, asked, but=None):
    """Whether it has one of the values of each filter asked for (leaving out `but`) and says every word."""
    has = values(spec)
    chosen = (name for name in FACETS if name != but and asked.get(name))
    return all(has[name] & set(asked[name]) for name in chosen) and says(spec, asked["q"])


def ordered(activities, sort):
    """The latest load first, each load in page order; or the other way round; or by title or a date, then so."""
    newest = sorted(activities, key=lambda pair: (-pair[1]["load"], pair[0].reference))
    if sort == "oldest":
        return newest[::-1]
    if sort == "year":
        return sorted(newest, key=lambda pair: -int(min(filter(None, pair[1]["dates"]), default="0")[:4]))
    if sort == "reported":
        return sorted(newest, key=lambda pair: row(pair[0]).last_reported, reverse=True)
    return sorted(newest, key=lambda pair: plain(pair[1]["title"])) if sort == "title" else newest


# --- The comparison ---------------------------------------------------------------------------------------------------


@given(specs=st.lists(ACTIVITY, max_size=7), filters=st.lists(FILTER, min_size=1, max_size=4))
def test_totals_order_and_counts_are_those_of_a_naive_reading(world, specs, filters):
    with undone():
        made = [(make(world, spec), spec) for spec in specs]
        for load in (1, 2):
            publishing.publish([activity for activity, spec in made if spec["load"] == load])
        publishing.withdraw([activity for activity, spec in made if spec["withdrawn"]])
        listed = [pair for pair in made if not pair[1]["withdrawn"]]
        for asked in filters:
            compare(listed, asked)


def compare(listed, asked):
    filterset = ActivityFilterSet({name: each if isinstance(each, list) else [each] for name, each in asked.items()})
    passing = [pair for pair in listed if passes(pair[1], asked)]
    expected = [activity.reference for activity, _ in ordered(passing, asked["sort"])]

    assert filterset.errors_list == []
    assert filterset.all_total == len(listed)
    assert filterset.total == len(filterset.qs) == len(expected)
    assert [row.reference for row in filterset.qs[:]] == expected
    assert [row.reference for row in filterset.qs[1:3]] == expected[1:3]
    assert streamed(filterset.qs) == expected

    for name in FACETS:
        others = [values(spec)[name] for _, spec in listed if passes(spec, asked, but=name)]
        counts = {code: sum(code in has for has in others) for code in set().union(*others, asked.get(name, []))}
        shown = {choice.value: choice.count for choice in filterset.facet(name).all_choices}
        assert shown == counts, name
        selected = {choice.value for choice in filterset.facet(name).all_choices if choice.selected}
        assert selected == set(asked.get(name, []))

    for name in FACETS:
        had = [values(spec)[name] for _, spec in passing]
        counts = {code: sum(code in has for has in had) for code in set().union(*had)}
        assert counts_of(filterset, name) == counts, name
        assert without(filterset, name) == sum(not has for has in had), name
