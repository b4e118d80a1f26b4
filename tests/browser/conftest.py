"""A real Chromium for the tests in this folder. Each of them gets the marker `browser`.

    def test_home(page, axe, shot):
        page.goto("/")              # the live server; only `page` has to be asked for
        shot(page, "home")          # a picture, with --shots DIR
        assert axe(page) == []      # accessibility, in the page as it stands now

Every page runs under the site's own Content-Security-Policy. A violation, an error on the console or an uncaught
exception fails the test, unless it said `allow_console("404")` before.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.conftest import missing

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = "No Chromium on this machine (`apt-get install chromium`): the browser tests cannot run."

# The rules of axe on what the size of the window and the colours can change; the rest is the same page.
SEEN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

# Playwright's synchronous API keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.hookimpl(tryfirst=True)  # before -m "not browser" is applied
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium; Playwright gives every launch a new, empty profile."""
    if not CHROMIUM:
        missing(NO_CHROMIUM)
    # It asks its maker for updates and suggestions at every start; a test talks to this machine only.
    quiet = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    arguments = [*quiet.split(), "--disable-sync"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses to work for root
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def base_url(live_server):
    """`page.goto("/pledges/")` goes to the live server, and the test gets a database that its threads can see."""
    return live_server.url


@pytest.fixture
def allow_console():
    """`allow_console(pattern)`: this test expects such an error on the console, a 404's for example."""
    patterns = []

    def allow(pattern):
        patterns.append(re.compile(pattern))

    allow.patterns = patterns
    return allow


@pytest.fixture
def open_context(new_context, allow_console):
    """`open_context()`: one more browser, with cookies of its own, whose complaints fail the test as well."""
    complaints = []

    def opened():
        context = new_context()
        context.on("console", lambda message: message.type == "error" and complaints.append(_console_line(message)))
        context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))
        return context

    yield opened
    # Chromium asks for an icon when it pleases, also where a page names none: sometimes would be flaky.
    expected = [re.compile(r"/favicon\.ico\)$"), *allow_console.patterns]
    rest = [line for line in complaints if not any(pattern.search(line) for pattern in expected)]
    if rest:
        pytest.fail("The browser complained:\n" + "\n".join(rest), pytrace=False)


@pytest.fixture
def context(open_context):
    return open_context()


def _console_line(message):
    return f"{message.text} ({message.location.get('url', '')})"


@pytest.fixture
def axe():
    """`axe(page)`: what axe-core holds against the page, one line for each element; [] when nothing.

    The script goes in through the debugger, which a Content-Security-Policy does not bind: the page is examined as
    visitors get it, in the state that the test brought it to.
    """

    def examine(page, **options):
        if not page.evaluate("'axe' in window"):
            session = page.context.new_cdp_session(page)
            session.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
            session.detach()
        found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']} {node['html']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return examine


@pytest.fixture
def shot(request):
    """`shot(page, name)`: a picture of the whole page, for eyes; without --shots DIR nothing is saved."""
    folder = request.config.getoption("--shots")

    def save(page, name):
        if folder:
            # Hiding the caret would take a style of its own, which the policy forbids.
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, caret="initial")

    return save
