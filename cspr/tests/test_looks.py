"""Can everybody use every page? Each is opened in a real browser, narrow, wide, and with its text twice as large.

Looked for: what axe finds, what has to be moved sideways, what a page asks of another machine, what the browser refuses
for safety. LOOK=all (``script/look``) looks at every page at each size; otherwise the sizes take turns, and axe reads
only pages with kinds of elements that are new to it, and the contrast of these.
"""

import mimetypes
import os
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from cspr.statics import plain_name
from cspr.tests.journeys.window import NEW_KINDS, OF_NEW_KINDS, SIDEWAYS
from cspr.tests.survey import Page

pytestmark = [pytest.mark.pure, pytest.mark.browser, pytest.mark.smoke, pytest.mark.django_db]
ALL = os.environ.get("LOOK") == "all"
# Width and height, and how large the text is.
SIZES = {"a telephone": (320, 640, 1), "a desk": (1280, 900, 1), "large text": (1280, 900, 2)}
# Everything that is asked of a page that was opened, at once: each question takes a way there and back.
LOOK = f"""([times, known]) => {{
    const e = document.documentElement
    if (times > 1) e.style.fontSize = parseFloat(getComputedStyle(e).fontSize) * times + 'px'
    return [({SIDEWAYS})(), ({NEW_KINDS})(known)]
}}"""
AXE = "/axe.min.js"  # asked for as a file, which the browser need not take to pieces for every page


@pytest.fixture
def window(browser):
    """A browser that is given the pages of the survey, and our own files; nothing else is there."""
    with Shelf() as shelf:
        threading.Thread(target=shelf.serve_forever, daemon=True).start()
        shown = Window(browser, shelf)
        yield shown
        shown.context.close()
        shelf.shutdown()


def test_every_page_can_be_used_narrow_wide_and_enlarged(survey, window, axe):
    pages = list(survey.pages.values() if ALL else survey.one_of_each_look())
    for turn, size in enumerate(SIZES):
        for page in pages if ALL else pages[turn :: len(SIZES)]:
            window.look(page, size, axe)
    assert not window.problems, "\n".join(window.problems)


ALIKE = """<html lang=en><title>x</title><main><h1>Told</h1>
<ul data-new><li class=pale hidden>one<li class=pale>two<li class=pale>three</ul><p class=pale>four</p></main>
<style>.pale { background: #fff; color: #ccc }</style>"""


def test_the_contrast_of_what_is_new_is_read_once_for_all_that_are_alike(browser, axe):
    page = browser.new_page()
    page.set_content(ALIKE)
    with pytest.raises(AssertionError, match="contrast") as told:
        axe(page, contrast_in=OF_NEW_KINDS)
    assert ["two" in str(told.value), "three" in str(told.value), "four" in str(told.value)] == [True, False, False]
    page.set_content(ALIKE.replace("#ccc", "#000") + "<input>")
    with pytest.raises(AssertionError, match="label"):
        axe(page, contrast_in=OF_NEW_KINDS)
    page.close()


@cache
def static_file(name: str) -> tuple[bytes, str] | None:
    found = finders.find(plain_name(name))
    return (Path(found).read_bytes(), mimetypes.guess_type(found)[0] or "application/octet-stream") if found else None


class Shelf(ThreadingHTTPServer):
    """Hands out the page of the moment as it was answered, and our own files, which the browser may keep."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handing)
        self.page: Page | None = None
        self.netloc = f"localhost:{self.server_port}"


class Handing(BaseHTTPRequestHandler):
    """One answer of the shelf."""

    protocol_version = "HTTP/1.1"
    server: Shelf

    def do_GET(self) -> None:
        path, page = urlsplit(self.path).path, self.server.page
        if page and path == urlsplit(page.url).path:
            self._hand(page.html.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": page.policy})
        elif path == AXE:
            self._hand(Axe().axe_script.encode(), "text/javascript", {"Cache-Control": "max-age=3600"})
        elif path.startswith("/static/") and (found := static_file(path.removeprefix("/static/"))):
            self._hand(*found, {"Cache-Control": "max-age=3600"})
        elif path == "/brand.css":
            self._hand(b"", "text/css", {"Cache-Control": "max-age=3600"})
        else:
            self._hand(b"", "text/plain", {}, 204)

    do_POST = do_GET

    def _hand(self, body: bytes, kind: str, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: object) -> None:
        """The run says what went wrong; each file that was handed out is nobody's news."""


class Window:
    """One browser window, what it has seen, and what was wrong with it."""

    def __init__(self, browser, shelf: Shelf) -> None:
        self.shelf = shelf
        self.context = browser.new_context(
            base_url=f"http://{shelf.netloc}", locale="en-GB", timezone_id="Europe/London"
        )
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("request", self._watch)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.known: set[str] = set()
        self.where = self.size = ""
        self.problems: list[str] = []

    def look(self, page, size, axe) -> None:
        width, height, times = SIZES[size]
        self.where = f"{page.who} {page.status} {page.url} on {size}"
        self.shelf.page = page
        if self.size != size:
            self.page.set_viewport_size({"width": width, "height": height})
            self.size = size
        self.page.goto(page.url)
        wide, new = self.page.evaluate(LOOK, [times, [] if ALL else list(self.known)])
        if wide:
            self._note(f"wider than the screen: {wide}")
        if new:
            self.known.update(new)
            self._ask(axe)

    def _ask(self, axe) -> None:
        self.page.add_script_tag(url=AXE)
        try:
            axe(self.page, contrast_in="" if ALL else OF_NEW_KINDS)
        except AssertionError as found:
            self._note(str(found).partition("assert not")[0])

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self.where}: {problem}")

    def _hear(self, message) -> None:
        if message.type == "error":
            self._note(f"the browser says: {message.text}")

    def _watch(self, request) -> None:
        if request.url.startswith(("http", "ws")) and urlsplit(request.url).netloc != self.shelf.netloc:
            self._note(f"asks another machine: {request.url}")
