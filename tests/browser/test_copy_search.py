"""The search of a copy in files, in a real browser and without a server."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from activities.public.copy.drawing import Drawer
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge


@pytest.fixture
def found(transactional_db, tmp_path, page, allow_console):
    """`found(query)`: how many activities the copy's search says that it finds."""
    load_reference()
    load_undp_pledge()
    Drawer(tmp_path).search()
    # As it lies in the project: what was last collected may be older.
    script = tmp_path / "static/js/copy-search.js"
    script.parent.mkdir(parents=True)
    script.write_bytes(Path(finders.find("js/copy-search.js")).read_bytes())
    allow_console(".*")  # styles and pictures are not in this folder

    def count(query):
        page.goto(f"{tmp_path.as_uri()}/search/index.html?q={query}")
        said = page.locator("#found")
        expect(said).not_to_be_empty()
        return page.locator("#results li").count()

    return count


def test_everyday_and_former_names_find_as_on_the_site_whole_and_begun(found):
    kyrgyzstan = found("kyrgyzstan")
    assert kyrgyzstan
    for query in ("Kirghizia", "kirghi", "KIRGUIZISTÁN", "kirghizia+kyrgyzstan"):
        assert found(query) == kyrgyzstan, query
    assert found("irghizia") == 0
    assert found("kirghizia+nothingsuch") == 0
