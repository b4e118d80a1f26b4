"""What a screen reader has of the list, the map and the charts: read once as a whole, and kept as it was read."""

from pathlib import Path

import pytest

from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge

TREES = Path(__file__).with_name("trees")


@pytest.fixture
def undp_as_published(transactional_db):
    load_reference()
    load_undp_pledge()


@pytest.mark.parametrize("view", ["list", "map", "charts"])
def test_the_accessibility_tree_is_the_one_that_was_read(page, undp_as_published, view):
    page.goto(f"/activities/?commitment=undp-gcm-7{'' if view == 'list' else f'&view={view}'}")
    tree = page.locator("#results").aria_snapshot()
    assert tree == (TREES / f"{view}.yml").read_text(encoding="utf-8").rstrip("\n")
