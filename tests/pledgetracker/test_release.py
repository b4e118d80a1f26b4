import re

import pytest

from pledgetracker.release import release_of, shape_of


@pytest.fixture
def site(tmp_path):
    """A folder with the files of a small site."""
    for name in ("pledgetracker/settings.py", "templates/base.html", "static/css/site.css", "locale/fr/django.mo"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_same_files_give_the_same_short_name(site):
    assert release_of(site) == release_of(site)
    assert re.fullmatch("[0-9a-f]{12}", release_of(site))


@pytest.mark.parametrize("name", ["pledgetracker/settings.py", "templates/base.html", "static/css/site.css"])
def test_a_change_of_code_template_or_style_gives_another_name(site, name):
    before = release_of(site)
    (site / name).write_text("changed")
    assert release_of(site) != before


def test_a_new_catalogue_of_messages_gives_another_name(site):
    before = release_of(site)
    (site / "locale/fr/django.mo").write_text("changed")
    assert release_of(site) != before


def test_a_moved_file_gives_another_name(site):
    before = release_of(site)
    (site / "templates/base.html").rename(site / "templates/other.html")
    assert release_of(site) != before


@pytest.mark.parametrize("name", ["db.sqlite3", "README.md", "tests/test_x.py", "pledgetracker/settings.pyc"])
def test_what_shapes_no_answer_leaves_the_name(site, name):
    before = release_of(site)
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("new")
    assert release_of(site) == before


def test_another_release_or_setting_gives_another_shape():
    shapes = {
        shape_of(*said)
        for said in (("1", "Name", False), ("2", "Name", False), ("1", "Nam", False), ("1", "Name", True))
    }
    assert len(shapes) == 4
    assert shape_of("1", "Name") == shape_of("1", "Name") != shape_of("1N", "ame")
