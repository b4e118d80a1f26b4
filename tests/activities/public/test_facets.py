"""The first choices of a filter, counted in the quick way, against every choice counted and sorted."""

import random
from dataclasses import replace

import pytest
from pyroaring import BitMap

from activities.public.facets import FIRST, FIRST_GROUPS, FIRST_OF_GROUP
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.terms import FACETS, Term

pytestmark = pytest.mark.django_db

ROWS = 600


def an_index(draw):
    """An index of random values: a few of each filter frequent, and many rare and as frequent as others."""
    codes = {name: [f"{name}-{number}" for number in range(40)] for name in FACETS} | {
        "year": list(map(str, range(2000, 2040)))
    }
    facets = {
        name: {code: BitMap(draw.sample(range(ROWS), draw.choice([1, 1, 2, 5, 5, 30, 200]))) for code in several[:35]}
        for name, several in codes.items()
    }
    for several in codes.values():
        draw.shuffle(several)
    terms = {
        name: {code: Term(code, code, "", name == "country") for code in several} for name, several in codes.items()
    }
    terms["region"] = {code: Term(code, code, f"scheme {number % 3}") for number, code in enumerate(codes["region"])}
    terms["commitment"] = {
        code: Term(code, code, f"p {number // 6}") for number, code in enumerate(codes["commitment"])
    }
    terms["year"] = {}
    listed, pledges = BitMap(range(ROWS)), dict.fromkeys(codes["pledge"])
    return replace(current_index(), listed=listed, facets=facets, terms=terms, pledges=pledges, fragments={}), codes


def first_of(choices, grouped):
    """The values that the page shows of every choice, as it is written down."""
    busiest = sorted(choices, key=lambda choice: -choice.count)
    if not grouped:
        return {choice.value for choice in busiest[:FIRST]}
    groups = {}
    for choice in busiest:
        groups.setdefault(choice.group, []).append(choice.value)
    return {value for values in list(groups.values())[:FIRST_GROUPS] for value in values[:FIRST_OF_GROUP]}


@pytest.mark.parametrize("seed", range(8))
def test_the_first_choices_are_those_that_counting_every_choice_gives(seed):
    draw = random.Random(seed)
    index, codes = an_index(draw)
    for asked in range(12):
        names = draw.sample(sorted(FACETS), asked % 4)
        query = {name: draw.sample(codes[name], draw.randint(1, 3)) for name in names}
        filterset = ActivityFilterSet(query, index=index)
        for facet in filterset.facets:
            others = index.listed
            for name in set(names) - {facet.name}:
                others = others & BitMap.union(BitMap(), *(index.having(name, code) for code in query[name]))
            counts = {code: len(having & others) for code, having in index.facets[facet.name].items()}
            offered = {code: count for code, count in counts.items() if count}
            offered |= {code: counts.get(code, 0) for code in query.get(facet.name, [])}
            every = facet.all_choices
            assert {choice.value: choice.count for choice in every} == offered
            first = first_of(every, grouped=facet.name in ("region", "commitment"))
            assert facet.choices == [choice for choice in every if choice.selected or choice.value in first]
            assert facet.more == len(every) - len(facet.choices)
