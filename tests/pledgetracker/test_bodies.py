"""How much may be sent: strangers as much as a sign-in needs, and no more."""

import pytest
from django.test import Client

from pledgetracker.bodies import BYTES, FIELDS
from tests import factories

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
SIGN_IN = "/admin/login/"
MB = 2**20


def post(address, data, client=None, content_type=FORM):
    return (client or Client()).post(address, data, content_type=content_type)


@pytest.fixture
def staff():
    client = Client()
    client.force_login(factories.administrator())
    return client


def test_a_sign_in_works_and_a_wrong_one_is_asked_again():
    factories.administrator(username="ada", password="a long pass phrase")
    sent = "username=ada&next=/admin/&password="
    assert post(SIGN_IN, sent + "wrong").status_code == 200
    assert post(SIGN_IN, sent + "a long pass phrase").status_code == 302


@pytest.mark.parametrize("fields", [FIELDS + 1, 1001, 5000])
def test_a_sign_in_with_many_fields_is_refused(fields, staff):
    for client in (Client(), staff):
        answer = post(SIGN_IN, "&".join(["a="] * fields), client)
        assert answer.status_code == 400
        assert "This request cannot be read" in answer.content.decode()


@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=x", "application/json"])
def test_a_long_body_of_a_stranger_is_refused_before_it_is_read(content_type):
    for address in (SIGN_IN, "/activities/", "/no/such/page/", "/activities.csv"):
        for length in (BYTES + 1, 3 * MB):
            answer = post(address, b"x" * length, content_type=content_type)
            assert answer.status_code == 413
            assert "Too much was sent" in answer.content.decode()
    answer = post("/api/v1/activities/", b"x" * 3 * MB)
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_a_form_of_someone_whose_session_has_ended_leads_to_the_sign_in_and_a_file_does_not():
    form = "description=" + "x" * MB
    assert post("/admin/activities/activity/add/", form).status_code == 302
    assert post("/admin/activities/activity/add/", form * 6).status_code == 413


def test_too_long_a_form_of_staff_is_told_so_too(staff):
    assert post("/admin/activities/activity/add/", "description=" + "x" * 6 * MB, staff).status_code == 413


def test_an_unreadable_length_is_no_length():
    assert Client().get("/data/", CONTENT_LENGTH="x").status_code == 200
