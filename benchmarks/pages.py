"""What is drawn besides the list: its other views, suggestions, and profiles, each in turn with the list itself."""

from django.test import Client

from activities.public import index

from . import measure

TYPED = ["int", "migr", "kyrg", "organisation 1", "western b", "health", "pledge", "afr", "integrate"]
QUERIES = len(TYPED)
VIEWS = ["map", "charts", "gaps"]
LIST = "list"


def pages(rounds, most=QUERIES):
    """{(page, whether it is the first of its edition): milliseconds}, each of `most` addresses; LIST is one of them."""
    addresses = _addresses()
    taken = {}
    # One after the other: what is drawn first throws away what the others keep.
    for first, draw in ((False, _draw), (True, _draw_first)):
        ways = {name: lambda at, of=of, draw=draw: draw(of[at]) for name, of in addresses.items()}
        for name, seconds in measure.interleaved(ways, range(most), rounds).items():
            taken[name, first] = measure.milliseconds(seconds)
    return taken


def _addresses():
    """{page: as many addresses of it as there are queries of the list}."""
    queries = [query.urlencode() for query in measure.queries()]
    lists = {LIST: [f"/activities/?{query}" for query in queries]}
    lists |= {view: [f"/activities/?{query}&view={view}" for query in queries] for view in VIEWS}
    return lists | {
        "suggestions": [f"/search/?q={typed}" for typed in TYPED],
        "country": [f"/countries/{code}/" for code in _spread("country")],
        "commitment": [f"/pledges/{'/'.join(code.rsplit('-', 1))}/" for code in _spread("commitment")],
        "pledge": [f"/pledges/{code}/" for code in _spread("pledge")],
    }


def _spread(facet):
    """As many values as there are queries, from the busiest to the most seldom."""
    having = index.current_index().facets[facet]
    codes = sorted(having, key=lambda code: (-len(having[code]), code))
    return [codes[at * (len(codes) - 1) // (QUERIES - 1)] for at in range(QUERIES)]


def _draw(address):
    typing = {"HX-Request-Type": "partial"} if address.startswith("/search/") else {}
    assert Client().get(address, headers=typing).status_code == 200


def _draw_first(address):
    held = index.current_index()
    held.fragments.clear()
    held.cards.clear()
    _draw(address)
