"""The page of a long operation, which keeps itself up to date, and takes nothing away from whoever reads it."""

import re
import threading

import pytest
from playwright.sync_api import expect

from commitments import jobs
from tests import factories
from tests.commitments.test_jobs import SECONDS, TASK, task, threads  # noqa: F401 - fixtures

WIDTHS = [320, 1280]


@pytest.fixture
def under_way(page, threads, task):  # noqa: F811
    """(the job's page, the job's handle, what lets it end): 300 of 2,000 are done."""
    go_on, held = threading.Event(), []

    def count(job):
        held.append(job)
        job.advance(300, 2000)
        go_on.wait(SECONDS)
        return ["All 2,000 rows are there."], "/admin/"

    task(count)
    person = factories.administrator(username="editor")
    page.goto("/admin/login/?next=/admin/jobs/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("None yet.").wait_for()
    job = jobs.start(TASK, "Import of a.xlsx", person, {})
    page.goto(job.get_absolute_url())
    yield page, held[0], go_on
    go_on.set()


def test_it_moves_in_place_is_announced_and_ends_with_what_came_of_it(under_way, axe, shot):
    page, handle, go_on = under_way
    expect(page.locator("#job-standing")).to_have_text("300 of 2,000 done.")
    shot(page, "job-under-way")
    assert axe(page) == []
    refresh = page.get_by_role("link", name="Show the progress now")
    refresh.focus()
    handle.advance(1500, 2000)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1500")
    expect(page.locator("#job-standing")).to_have_text("1,500 of 2,000 done.")
    expect(page.get_by_role("status")).to_have_text("1,500 of 2,000 done.")
    expect(refresh).to_be_focused()
    handle.advance(1501, 2000)
    expect(page.locator("#job-standing")).to_have_text("1,501 of 2,000 done.")
    expect(page.get_by_role("status")).to_have_text("1,500 of 2,000 done.")  # a tenth at a time is enough to hear
    go_on.set()
    page.get_by_text("All 2,000 rows are there.").wait_for()
    expect(page.get_by_role("status")).to_have_text("Done.")
    expect(page.locator("#job")).to_be_focused()
    assert axe(page) == []
    shot(page, "job-done")
    page.get_by_role("link", name="Continue").click()
    expect(page).to_have_url(re.compile("/admin/$"))


def test_without_javascript_a_link_does_the_same(under_way, new_context):
    signed_in, handle, _ = under_way
    plain = new_context(java_script_enabled=False, storage_state=signed_in.context.storage_state()).new_page()
    plain.goto(signed_in.url)
    handle.advance(1999, 2000)
    plain.get_by_role("link", name="Show the progress now").click()
    expect(plain.locator("#job-standing")).to_have_text("1,999 of 2,000 done.")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_fit_and_are_accessible(under_way, axe, shot, width):
    page, *_ = under_way
    page.set_viewport_size({"width": width, "height": 800})
    for address, name in ((page.url, "job"), ("/admin/jobs/", "jobs")):
        page.goto(address)
        shot(page, f"{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
