"""Whatever else comes to mind: queries and paths that nobody thought of get a clean answer."""

import string
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activities.public.index import FACETS
from activities.public.urls import urlpatterns
from tests.reading import csv_references, total
from tests.test_bad_input import ADDRESSES, DOWNLOADS, EVERY_ADDRESS, checked, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

NAMES = [*FACETS, "q", "sort", "page", "find", "p", "region[]", "csrfmiddlewaretoken"]
VALUES = st.one_of(
    st.sampled_from(
        ["KGZ", "undated", "2023", "iom", "undp-gcm-5", "western-balkans", "title", "programme", "1", "2", ""]
    ),
    st.text(max_size=30),
    st.integers().map(str),
    st.binary(max_size=10),
)
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=10)), VALUES), max_size=8)


def written(pairs):
    return "&".join(f"{quote(name, errors='replace')}={_quoted(value)}" for name, value in pairs)


def _quoted(value):
    return quote(value) if isinstance(value, bytes) else quote(value, errors="replace")


@given(address=st.sampled_from(EVERY_ADDRESS), pairs=PAIRS)
@example(address="/activities/", pairs=[("q", "\U0001f600"), ("country", "²")])
def test_no_query_breaks_a_page(address, pairs):
    query = written(pairs)
    page = checked(get(address, query), 200, 400 if address in DOWNLOADS else 404)
    if address == "/activities/" and page.status_code == 200:
        download = get("/activities.csv", query)
        assert (download.status_code == 400) == bool(page.context["filterset"].errors)
        assert total(page) == (len(csv_references(download)) if download.status_code == 200 else 0)


@given(address=st.sampled_from(EVERY_ADDRESS), query=st.text(st.characters(max_codepoint=255), max_size=60))
def test_no_bytes_for_a_query_break_a_page(address, query):
    checked(get(address, query))


SEGMENT = st.one_of(
    st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
)


@given(name=st.sampled_from(sorted(ADDRESSES)), segment=SEGMENT, number=st.integers(min_value=0, max_value=10**30))
def test_no_path_breaks_a_page(name, segment, number):
    [pattern] = [pattern for pattern in urlpatterns if pattern.name == name]
    path = "/" + str(pattern.pattern)
    for converter in ("<slug:slug>", "<slug:facet>", "<slug:reference>", "<slug:code>", "<slug:section>"):
        path = path.replace(converter, segment)
    checked(get(path.replace("<number:number>", str(number))), 200, 301, 400, 404)


@given(path=st.text(max_size=40))
def test_no_bytes_for_a_path_break_the_site(path):
    checked(get(f"/{path}"), 200, 301, 302, 400, 404)  # 302: /admin/ leads to signing in
