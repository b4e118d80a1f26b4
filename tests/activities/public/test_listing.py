"""The list of all values of a filter: where a page of it begins, and the way to each heading."""

import pytest

from activities.public.index import current_index
from activities.public.listing import BY_ACTIVITIES, BY_NAME, Heading, Listing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


@pytest.fixture(autouse=True)
def kept_for_the_test():
    """What is kept with the index is of the pages' own headings, before and after."""
    current_index().fragments.clear()
    yield
    current_index().fragments.clear()


def listing(order=BY_NAME, size=10, others=()):
    """Partners under the first letters of their names."""
    return Listing(
        current_index(), "partner", order, lambda option: Heading(0, option.label[0]), frozenset(others), size
    )


def test_the_pages_have_every_value_once_under_its_heading():
    rows = listing()
    seen = []
    for start in range(0, len(rows), 10):
        for section in rows[start : start + 10]:
            assert all(line.label[0] == section.heading.label for line in section.lines)
            seen += [line.code for line in section.lines]
    assert len(seen) == len(set(seen)) == len(rows) == rows.reported == 21


def test_a_heading_leads_to_the_page_on_which_it_begins():
    rows = listing()
    for page in (1, 2):
        for number, (heading, _reported, _every, url) in enumerate(rows.contents(page), start=1):
            address, _mark, anchor = url.partition("#")
            first = int(address.removeprefix("?page=") or page)
            [section] = [each for each in rows[(first - 1) * 10 : first * 10] if f"group-{each.number}" == anchor]
            assert (section.number, section.heading) == (number, heading)
            assert bool(address) == (first != page)


def test_in_another_order_there_are_no_headings_and_a_line_says_its_own():
    rows = listing(BY_ACTIVITIES, size=30)
    [section] = rows[0:30]
    assert list(rows.contents(1)) == []
    assert {line.remark for line in section.lines} == {line.label[0] for line in section.lines}
    assert section.lines[0].width == "100.0"


def test_of_what_nothing_is_reported_there_is_an_entry_and_no_line():
    rows = listing(size=30, others=["undp", "iom"])
    assert (len(rows), rows.reported) == (22, 21)
    assert [entry.code for section in rows[0:30] for entry in section.empty] == ["undp"]
