import datetime
import json
import logging
import sys

import pytest

from pledgetracker.logs import JsonFormatter, StandardError, request_id


def line(message, *args, exc_info=None, **attributes):
    record = logging.LogRecord("pledgetracker.x", logging.WARNING, __file__, 1, message, args, exc_info)
    record.__dict__ |= attributes
    return JsonFormatter().format(record)


@pytest.fixture
def in_request():
    token = request_id.set("abcdef-0123")
    yield
    request_id.reset(token)


def test_a_line_is_one_json_object_with_its_time_in_utc():
    said = json.loads(line("%s done", "import"))
    assert datetime.datetime.fromisoformat(said.pop("at")).utcoffset() == datetime.timedelta(0)
    assert said == {"level": "WARNING", "logger": "pledgetracker.x", "message": "import done"}


def test_a_message_of_several_lines_stays_one_line():
    said = line('one\ntwo\r"three" Türkiye')
    assert len(said.splitlines()) == 1
    assert json.loads(said)["message"] == 'one\ntwo\r"three" Türkiye'


def test_inside_a_request_a_line_names_it(in_request):
    assert json.loads(line("done"))["request_id"] == "abcdef-0123"


def test_data_of_the_caller_stands_beside_the_message():
    said = json.loads(line("done", data={"rows": 3, "day": datetime.date(2026, 11, 24)}))
    assert (said["rows"], said["day"]) == (3, "2026-11-24")


def test_a_fault_brings_its_traceback():
    try:
        raise RuntimeError("a fault")
    except RuntimeError:
        said = line("failed", exc_info=sys.exc_info())
    assert "RuntimeError: a fault" in json.loads(said)["traceback"]
    assert len(said.splitlines()) == 1


def test_a_line_goes_to_the_standard_error_whole_and_whatever_is_in_it(capfd):
    handler = StandardError()
    handler.setFormatter(JsonFormatter())
    for message in ("done", "T\u00fcrkiye", "a lone \ud800 surrogate"):
        handler.handle(logging.LogRecord("pledgetracker.x", logging.WARNING, __file__, 1, message, (), None))
    written = capfd.readouterr().err
    assert [json.loads(each)["message"] for each in written.splitlines()[:2]] == ["done", "T\u00fcrkiye"]
    assert len(written.splitlines()) == 3
