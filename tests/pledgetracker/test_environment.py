import pytest
from django.core.exceptions import ImproperlyConfigured

from pledgetracker.environment import Environment


@pytest.fixture
def given(tmp_path, monkeypatch):
    """An Environment over these lines of a file `.env` and these variables of the process."""

    def given(lines="", **variables):
        monkeypatch.delenv("PLEDGETRACKER_ENV_FILE", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        (tmp_path / ".env").write_text(lines, encoding="utf-8")
        return Environment(tmp_path)

    return given


def test_a_line_of_the_file_gives_its_variable(given):
    env = given("# a comment = no variable\n\n  SITE_COLOUR = blue=green  \nnonsense\nSITE_MOTTO='Quoted Zürich'\n")
    assert env.text("SITE_COLOUR") == "blue=green"
    assert env.text("SITE_MOTTO") == "Quoted Zürich"
    assert "# a comment" not in env.values
    assert "nonsense" not in env.values


def test_the_process_wins_over_the_file(given):
    assert given("SITE_COLOUR=blue", SITE_COLOUR="red").text("SITE_COLOUR") == "red"


def test_a_blank_variable_of_the_process_clears_the_line_of_the_file(given):
    assert given("SITE_COLOUR=blue", SITE_COLOUR="").text("SITE_COLOUR", "white") == "white"


def test_without_a_file_the_process_is_enough(tmp_path, monkeypatch):
    monkeypatch.delenv("PLEDGETRACKER_ENV_FILE", raising=False)
    monkeypatch.setenv("SITE_COLOUR", "red")
    assert Environment(tmp_path / "nowhere").text("SITE_COLOUR") == "red"


def test_the_file_can_be_another_one_or_none(given, tmp_path):
    (tmp_path / "other").write_text("SITE_COLOUR=green")
    assert given("SITE_COLOUR=blue", PLEDGETRACKER_ENV_FILE=str(tmp_path / "other")).text("SITE_COLOUR") == "green"


def test_an_empty_file_name_means_no_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("SITE_COLOUR=blue")
    monkeypatch.setenv("PLEDGETRACKER_ENV_FILE", "")
    assert Environment(tmp_path).text("SITE_COLOUR", "white") == "white"


@pytest.mark.parametrize("value", ["1", "true", "True", "YES", " on "])
def test_a_flag_is_on(given, value):
    assert given(SITE_FLAG=value).flag("SITE_FLAG")


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off", "2", "maybe"])
def test_anything_else_leaves_a_flag_off(given, value):
    assert not given(SITE_FLAG=value).flag("SITE_FLAG")


def test_a_number_is_read_or_its_default_taken(given):
    assert given(SITE_NUMBER="60").number("SITE_NUMBER", 5) == 60
    assert given(SITE_NUMBER="").number("SITE_NUMBER", 5) == 5


@pytest.mark.parametrize("value", ["ten", "-1", "1.5", "²", "٣"])
def test_what_is_no_whole_number_stops_with_its_name(given, value):
    with pytest.raises(ImproperlyConfigured, match="SITE_NUMBER must be a whole number"):
        given(SITE_NUMBER=value).number("SITE_NUMBER", 5)


def test_items_are_parted_by_commas_and_stripped(given):
    assert given(SITE_ITEMS=" a, b ,,c,").items("SITE_ITEMS") == ["a", "b", "c"]
    assert given(SITE_ITEMS="").items("SITE_ITEMS", "x,y") == ["x", "y"]


def test_a_required_variable_that_is_missing_stops_with_what_to_set(given):
    with pytest.raises(ImproperlyConfigured, match=r"Set SITE_KEY .*it opens the door.*\.env\.example"):
        given(DEBUG="").required("SITE_KEY", "it opens the door.", "stand-in")


def test_development_needs_no_required_variable(given):
    assert given(DEBUG="1").required("SITE_KEY", "it opens the door.", "stand-in") == "stand-in"
    assert given(DEBUG="1", SITE_KEY="own").required("SITE_KEY", "it opens the door.", "stand-in") == "own"
