"""The WSGI application as a server calls it, for what never reaches the middleware."""

import pytest
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from pledgetracker.wsgi import application

# The end of a request closes old connections.
pytestmark = pytest.mark.django_db


def answer(content_type, method="GET"):
    """(status, headers) of the application's answer to a request with this Content-Type."""
    said = {}

    def start_response(status, headers, exc_info=None):
        said["status"], said["headers"] = int(status.split()[0]), dict(headers)

    environ = RequestFactory()._base_environ(PATH_INFO="/healthz", REQUEST_METHOD=method, CONTENT_TYPE=content_type)
    response = application(environ, start_response)
    list(response)
    response.close()
    return said["status"], said["headers"]


def test_an_ordinary_request_is_answered():
    assert answer("text/plain; charset=utf-8")[0] == 200


@pytest.mark.parametrize("content_type", ["text/plain; a*=foo''%41", "text/plain; charset*=foo''utf-8"])
def test_a_content_type_that_cannot_be_read_is_a_bad_request_with_our_headers(content_type):
    status, headers = answer(content_type, "POST")
    assert status == 400
    assert "Content-Security-Policy" in headers


@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60))
@example("text/plain; charset*0*=''; a*='")
def test_no_content_type_breaks_the_site(rest):
    assert answer(f"text/plain; {rest}")[0] in {200, 400}
