"""A real Chromium, the site it visits, and what must hold on every page it opens."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Nothing but the page may talk to the network.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
]
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session", autouse=True)
def orm_beside_the_browser(request):
    """Playwright keeps an event loop in the test's thread; Django would take the test for async.

    Nothing is awaited there: the ORM blocks only the test, which waits for it anyway.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(orm_beside_the_browser):
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.exit("Chromium is missing: install it (on Debian, apt-get install chromium).", 1)
    # As root Chromium refuses to start with its sandbox.
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server):
    """``new_page(**options)`` opens a window of its own; none may complain of anything.

    A script error, a line in the console and a violation of the security policy all count.
    """
    contexts, complaints = [], []

    def new_page(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: is_complaint(line) and complaints.append(line.text))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', event =>"
            " console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"
        )
        return page

    new_page.complaints = complaints
    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []


# Whoever types on takes back what was asked before. htmx names that an error, on two lines; after
# any other end of a request, the second line says which.
TAKEN_BACK = ("htmx:afterRequest", "htmx:sendAbort")


def is_complaint(line):
    return line.type in ("error", "warning") and not line.text.startswith(TAKEN_BACK)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(client, live_server):
    """``sign_in(page, user)``: the session of a person who has logged in."""

    def sign_in(page, user):
        # With the cookie of somebody else, their session would end.
        client.cookies.clear()
        client.force_login(user)
        [session] = [c for c in client.cookies.values() if c.key == "sessionid"]
        page.context.add_cookies(
            [{"name": session.key, "value": session.value, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture(scope="session")
def assert_accessible():
    """``assert_accessible(page)``: axe finds nothing to mend, however small."""
    axe = Axe()

    def assert_accessible(page):
        violations = axe.run(page, options=WCAG).response["violations"]
        found = {
            f"{violation['id']} ({violation['impact']})": [
                node["html"] for node in violation["nodes"]
            ]
            for violation in violations
        }
        assert found == {}

    return assert_accessible
