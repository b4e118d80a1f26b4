"""The pages of long operations: for whoever started one, and for administrators."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


def job(by, **fields):
    now = timezone.now()
    given = {"title": "Import of a.xlsx", "task": "import", "started": now, "seen": now, "state": Job.State.RUNNING}
    return Job.objects.create(by=by, **{**given, **fields})


@pytest.fixture
def owner(client):
    """Someone of the staff without any role, signed in."""
    person = factories.user(is_staff=True)
    client.force_login(person)
    return person


def test_the_list_holds_my_own_and_an_administrator_sees_all(client, owner):
    job(owner, title="Mine")
    job(factories.administrator(), title="Another's")
    page = client.get("/admin/jobs/").content.decode()
    assert "Mine" in page
    assert "Another's" not in page
    client.force_login(factories.administrator())
    page = client.get("/admin/jobs/").content.decode()
    assert "Mine" in page
    assert "Another&#x27;s" in page


def test_nobody_else_finds_the_page(client, owner):
    address = job(owner).get_absolute_url()
    assert client.get(address).status_code == 200
    for stranger in (factories.user(is_staff=True), factories.user(is_staff=True)):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}again/").status_code == 404
    client.force_login(factories.user())
    assert client.get(address)["Location"].startswith("/admin/login/")
    client.logout()
    assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(factories.administrator())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "abc", "-1", "²", "1e3"])
def test_an_odd_key_is_not_found(client, owner, key):
    assert client.get(f"/admin/jobs/{key}/").status_code == 404
    assert client.post(f"/admin/jobs/{key}/again/").status_code == 404


def test_a_page_under_way_offers_a_link_to_itself_and_does_not_reload_by_itself(client, owner):
    under_way = job(owner, done=5, total=4)
    answer = client.get(under_way.get_absolute_url())
    page = answer.content.decode()
    assert "4 of 4 done." in page
    assert f'<a href="{under_way.get_absolute_url()}">Show the progress now</a>' in page
    assert 'http-equiv="refresh"' not in page
    assert "Refresh" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_a_page_at_the_end_has_the_sentences_escaped_and_where_to_go_on(client, owner):
    over = {"state": Job.State.REFUSED, "ended": timezone.now(), "sentences": ["<b>Row 3</b>"], "leads_to": "/admin/x/"}
    page = client.get(job(owner, **over).get_absolute_url()).content.decode()
    assert "Nothing was changed." in page
    assert "<li>&lt;b&gt;Row 3&lt;/b&gt;</li>" in page
    assert '<a href="/admin/x/">Continue</a>' in page
    assert "job.js" not in page
    assert "Start it again" not in page


def test_only_what_was_cut_off_is_started_again_and_only_by_post(client, owner):
    under_way = job(owner)
    address = f"{under_way.get_absolute_url()}again/"
    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)
    assert answer.redirect_chain == [(under_way.get_absolute_url(), 302)]
    assert "It could not be started again" in answer.content.decode()
    assert Job.objects.count() == 1


def test_a_task_that_a_later_release_does_not_know_is_not_started_again_and_says_so(client, owner):
    cut_off = job(owner, task="of-an-older-release", seen=timezone.now() - timedelta(hours=1))
    answer = client.post(f"{cut_off.get_absolute_url()}again/", follow=True)
    assert "It could not be started again" in answer.content.decode()
    cut_off.refresh_from_db()
    assert cut_off.ended is None
