"""Can everybody use every page? Each is opened in a real browser, narrow, wide, and with its text twice as large.

Looked for: what axe finds, what has to be moved sideways, what a page asks of another machine, what the browser refuses
for safety. LOOK=all (``script/look``) looks at every page at each size; otherwise the sizes take turns, and axe reads
only pages with kinds of elements that are new to it.
"""

import mimetypes
import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from cspr.statics import plain_name
from cspr.tests.journeys.window import KINDS_OF_ELEMENTS, SIDEWAYS

pytestmark = [pytest.mark.pure, pytest.mark.browser, pytest.mark.smoke, pytest.mark.django_db]
HERE = "http://localhost:9"
ALL = os.environ.get("LOOK") == "all"
# Width and height, and how large the text is.
SIZES = {"a telephone": (320, 640, 1), "a desk": (1280, 900, 1), "large text": (1280, 900, 2)}
ENLARGE = "times => { const e = document.documentElement; e.style.fontSize = parseFloat(getComputedStyle(e).fontSize) * times + 'px' }"


@pytest.fixture
def window(browser):
    """A browser that is given the pages of the survey, and our own files; nothing else is there."""
    shown = Window(browser)
    yield shown
    shown.context.close()


def test_every_page_can_be_used_narrow_wide_and_enlarged(survey, window, axe):
    for number, page in enumerate(survey.pages.values() if ALL else survey.one_of_each_look()):
        for turn, size in enumerate(SIZES):
            if ALL or number % len(SIZES) == turn:
                window.look(page, size, axe)
    assert not window.problems, "\n".join(window.problems)


@cache
def static_file(name):
    if found := finders.find(plain_name(name)):
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        return {"body": Path(found).read_bytes(), "content_type": kind}


class Window:
    """One browser window, what it has seen, and what was wrong with it."""

    def __init__(self, browser) -> None:
        self.context = browser.new_context(base_url=HERE, locale="en-GB", timezone_id="Europe/London")
        self.page = self.context.new_page()
        self.context.route("**/*", self._answer)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.answers: dict[str, dict] = {}
        self.known: set[str] = set()
        self.where = ""
        self.problems: list[str] = []

    def look(self, page, size, axe) -> None:
        width, height, times = SIZES[size]
        self.where = f"{page.who} {page.status} {page.url} on {size}"
        self.answers = {
            urlsplit(page.url).path: {
                "body": page.html,
                "content_type": "text/html; charset=utf-8",
                "headers": {"Content-Security-Policy": page.policy},
            }
        }
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(page.url)
        if times > 1:
            self.page.evaluate(ENLARGE, times)
        if wide := self.page.evaluate(SIDEWAYS):
            self._note(f"wider than the screen: {wide}")
        kinds = set(self.page.evaluate(KINDS_OF_ELEMENTS))
        if ALL or not kinds <= self.known:
            self.known |= kinds
            self._ask(axe)

    def _ask(self, axe) -> None:
        try:
            axe(self.page)
        except AssertionError as found:
            self._note(str(found).partition("assert not")[0])

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self.where}: {problem}")

    def _hear(self, message) -> None:
        if message.type == "error":
            self._note(f"the browser says: {message.text}")

    def _answer(self, route) -> None:
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != HERE:
            self._note(f"asks another machine: {route.request.url}")
            route.abort()
        elif parts.path.startswith("/static/") and (found := static_file(parts.path.removeprefix("/static/"))):
            route.fulfill(**found)
        elif parts.path == "/brand.css":
            route.fulfill(body="", content_type="text/css")
        elif known := self.answers.get(parts.path):
            route.fulfill(**known)
        else:
            route.fulfill(status=204)
