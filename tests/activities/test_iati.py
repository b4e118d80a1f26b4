"""What an activity must state for IATI, and what is made of its dates."""

from datetime import date

import pytest

from activities import iati

FULL = {
    "status": "in-progress",
    "start": "2023-11-24",
    "end": "",
    "partners": [{"role": "funding"}],
    "countries": [{"code": "KGZ"}],
    "regions": [],
}


def test_an_activity_that_states_everything_is_complete():
    assert iati.standing(FULL) == [iati.COMPLETE]


@pytest.mark.parametrize(
    ("stated", "lacks"),
    [
        ({"status": "not-stated"}, ["status"]),
        ({"start": ""}, ["start"]),
        ({"start": "2023"}, ["start"]),
        ({"start": "2023-11"}, ["start"]),
        ({"start": "2023-02-30"}, ["start"]),
        ({"end": "2024"}, [iati.COMPLETE]),
        ({"partners": []}, ["organisation"]),
        ({"partners": [{"role": "co-lead"}, {"role": "participating"}]}, ["organisation"]),
        ({"partners": [{"role": "co-lead"}, {"role": "implementing"}]}, [iati.COMPLETE]),
        ({"countries": []}, ["place"]),
        ({"countries": [], "regions": [{"slug": "eac"}]}, [iati.COMPLETE]),
        ({"regions": [{"slug": "eac"}]}, ["shares"]),
        ({"countries": [{"code": "KGZ"}, {"code": "UZB"}]}, ["shares"]),
        ({"status": "not-stated", "start": "", "partners": [], "countries": []},
         ["status", "start", "organisation", "place"]),
    ],
)  # fmt: skip
def test_what_it_lacks_is_named(stated, lacks):
    assert iati.standing(FULL | stated) == lacks
    assert set(lacks) <= {*iati.LACKING, iati.COMPLETE}


# Planned start 1, actual start 2, planned end 3, actual end 4.
@pytest.mark.parametrize(
    ("status", "start", "end", "kinds"),
    [
        ("planned", "2023-01-01", "2023-02-01", "13"),
        ("in-progress", "2023-01-01", "2025-01-01", "23"),
        ("in-progress", "2023-01-01", "2023-02-01", "23"),
        ("in-progress", "2025-01-01", "2025-02-01", "13"),
        ("completed", "2023-01-01", "2024-01-01", "24"),
        ("completed", "2023-01-01", "2024-01-02", "23"),
        ("on-hold", "2023-01-01", "", "2"),
        ("cancelled", "2023-01-01", "2023-02-01", "13"),
        ("completed", "2023-01-01", "2023-02", "2"),
    ],
)
def test_a_date_is_an_actual_one_only_if_it_came_and_the_status_says_so(status, start, end, kinds):
    told = iati.dates({"status": status, "start": start, "end": end}, date(2024, 1, 1))
    assert "".join(kind for kind, _day in told) == kinds
    assert [str(day) for _kind, day in told] == [start, end][: len(told)]
