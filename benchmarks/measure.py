"""What is measured, and how: every way in turn on the same rows, medians."""

import gc
import time
import tracemalloc
from statistics import median

from django.http import QueryDict
from django.test import Client

from activities.models import Activity
from activities.public import index
from activities.public.exports import csv
from activities.public.filters import ActivityFilterSet
from activities.publishing import publish

from . import usual

# What visitors ask: nothing, one filter, several, a busy value, a seldom one, a word.
QUERIES = ["", "country={busy}", "country={seldom}", "region=western-balkans", "commitment=pledge-a-1", "year=undated"]
QUERIES += ["year=2020&kind=training", "country={busy}&country={seldom}&partner=partner-3", "q=integrate"]


def door_list(query):
    """(total, 25 rows, every facet with counts)."""
    filterset = ActivityFilterSet(query)
    return filterset.total, filterset.qs[:25], [facet.all_choices for facet in filterset.facets]


def door_page(query):
    response = Client().get("/activities/", query_params=query)
    assert response.status_code == 200


def door_download(query):
    return csv.pieces(ActivityFilterSet(query))


def totals():
    """{query string: (total through the door, total in the usual way)}, of all queries but those for words."""
    asked = [query for query in queries() if "q" not in query]
    return {query.urlencode(): (door_list(query)[0], usual.activities(query).count()) for query in asked}


def lists(rounds):
    """{way: milliseconds of a request}."""
    ways = {"door": door_list, "page": door_page, "usual": usual.a_list}
    return {name: milliseconds(seconds) for name, seconds in interleaved(ways, queries(), rounds).items()}


def downloads(rounds):
    """{way: rows a second} of everything."""
    ways = {
        "door": lambda query: _length(door_download(query)),
        "usual": lambda query: _length(usual.a_download(query)),
    }
    rows = len(index.current_index().listed)
    return {name: rows / median(seconds) for name, seconds in interleaved(ways, [QueryDict("")], rounds).items()}


def index_build(rounds):
    """{"ms": to build it, "bitmaps": how many, "KB": of them, "MB": the peak of Python's memory meanwhile}."""
    edition = index.newest_edition()
    seconds = [_seconds(index._build, edition, None) for _ in range(rounds)]
    tracemalloc.start()
    built = index._build(edition, None)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    bitmaps = [bitmap.serialize() for codes in built.facets.values() for bitmap in codes.values()]
    size = sum(map(len, bitmaps)) / 2**10
    return {"ms": 1000 * median(seconds), "bitmaps": len(bitmaps), "KB": size, "MB": peak / 2**20}


def publishing(activities):
    """Activities a second, all of them in one edition."""
    return len(activities) / _seconds(publish, Activity.objects.filter(pk__in=[activity.pk for activity in activities]))


def queries():
    """The query strings, with the busiest country of the index and one of the middle."""
    having = index.current_index().facets["country"]
    by_size = sorted(having, key=lambda code: (-len(having[code]), code))
    return [QueryDict(query.format(busy=by_size[0], seldom=by_size[len(by_size) // 2])) for query in QUERIES]


def interleaved(ways, queries, rounds):
    """{way: [seconds]}: each query by each way, again and again; the first round warms up and does not count."""
    taken = {name: [] for name in ways}
    for number in range(rounds + 1):
        for query in queries:
            for name, way in ways.items():
                seconds = _seconds(way, query)
                if number:
                    taken[name].append(seconds)
    return taken


def milliseconds(seconds):
    return 1000 * median(seconds)


def _length(response):
    return sum(map(len, response))


def _seconds(way, *arguments):
    gc.collect()
    started = time.perf_counter()
    way(*arguments)
    return time.perf_counter() - started
