"""What does a person do with a page? Reads, follows links, fills in, sends; and every page that comes is looked at.

A ``Window`` knows only what is on the page: it never types an address but the first one. Each page it comes to is
checked: it is no error, axe finds nothing on it, and nothing overflows sideways on a desk or, once for each kind of page,
on a telephone.
"""

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

DESK = {"width": 1280, "height": 900}
TELEPHONE = {"width": 320, "height": 640}
REFUSED = 422

# Which kinds of elements stand on a page that are not known? They are marked. Where there is none, axe has seen all before.
# The editor takes every mark out of its text again: there its frame is marked.
NEW_KINDS = """list => { const known = new Set(list); return [...new Set([...document.querySelectorAll('body *')].flatMap(e => {
    const kind = [e.tagName, e.className, e.getAttribute('role'), e.getAttribute('type'),
        e.closest('header,footer,aside') ? '' : e.hasAttribute('aria-label')].join('|')
    if (known.has(kind)) return []
    const marked = e.closest('.ProseMirror')?.parentElement || e
    marked.dataset.new = ''
    return [kind]
}))] }"""
OF_NEW_KINDS = "[data-new]"
# What reaches beyond the right edge of the screen, though it does not stand in a box that scrolls by itself?
# Of a page that is not all there nothing can be said.
SIDEWAYS = """() => {
    if (document.readyState === 'loading') return 'the page is not all there'
    const edge = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= edge) return ''
    const scrolls = e => e && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement))
    const wide = [...document.querySelectorAll('body *')].filter(
        e => e.getBoundingClientRect().right > edge + 0.5 && !scrolls(e.parentElement))
    return wide.slice(0, 3).map(e => e.outerHTML.slice(0, 160)).join(' / ') || 'something'
}"""


def words(label: str) -> re.Pattern[str]:
    """A label as it stands on the page, whether or not "(optional)" is added."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")


def a_file(name: str, text: str, kind: str = "text/plain") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": text.encode()}


class Looks:
    """What has been looked at in the journeys of a run, so that the same is not looked at twice, and what was wrong in one of them.

    Axe reads a page that shows kinds of elements new to the run, and their contrast; every page by itself is looked at in ``test_looks``.
    """

    seen: ClassVar[set[str]] = set()
    narrow: ClassVar[set[str]] = set()

    def __init__(self, axe: Callable[..., None] | None = None) -> None:
        self.axe = axe
        self.problems: list[str] = []
        self.pictures = os.environ.get("JOURNEY_PICTURES")
        self.count = 0

    def look(self, page: Any, who: str) -> None:
        self.count += 1
        where = re.sub(r"/[A-Z]+-\d+-\d+|/\d+", "/…", urlsplit(page.url).path)
        if self.pictures:
            name = f"{self.count:03}-{who}{where.replace('/', '_')}.png"
            page.screenshot(path=str(Path(self.pictures) / name), full_page=True)
        self._look_for_what_is_too_wide(page, who, where)
        if self.axe and (new := page.evaluate(NEW_KINDS, list(self.seen))):
            self.seen.update(new)
            try:
                self.axe(page, contrast_in=OF_NEW_KINDS)
            except AssertionError as found:
                self.problems.append(f"{who} at {str(found).partition('assert not')[0]}")

    def _look_for_what_is_too_wide(self, page: Any, who: str, where: str) -> None:
        if wide := page.evaluate(SIDEWAYS):
            self.problems.append(f"{who} at {page.url}: wider than the screen: {wide}")
        if where not in self.narrow:
            self.narrow.add(where)
            page.set_viewport_size(TELEPHONE)
            if wide := page.evaluate(SIDEWAYS):
                self.problems.append(f"{who} at {page.url}: wider than a telephone: {wide}")
            page.set_viewport_size(DESK)


class Window:
    """One person's browser."""

    def __init__(self, who: str, context: Any, looks: Looks) -> None:
        self.who = who
        self.looks = looks
        self.page = context.new_page()
        self.page.set_viewport_size(DESK)
        self.status = 200
        self.page.on("response", self._note)

    def _note(self, response: Any) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame and response.status != 302:
            self.status = response.status

    # Where the person is

    def opens(self, path: str) -> None:
        """Type an address: only the first page, and what the public is given."""
        self.page.goto(path)
        self.look()

    def look(self, status: int = 200) -> None:
        self.page.wait_for_load_state("load")
        assert self.status == status, f"{self.who} at {self.page.url}: {self.status}\n{self.text()}"
        self.looks.look(self.page, self.who)

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def main(self) -> Any:
        return self.page.locator("main")

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.main().get_by_text(text).locator("visible=true").first.wait_for()

    def does_not_see(self, *texts: str) -> None:
        shown = self.text()
        assert [text for text in texts if text in shown] == [], f"{self.who} at {self.page.url}"

    def row(self, text: str) -> Any:
        """The row of a table, a task list or a summary list in which this stands."""
        return self.main().locator("tr, li, dl > div").filter(has_text=text).locator("visible=true").first

    # What the person does

    def follows(self, *links: str, within: Any = None) -> None:
        """Click one link after another."""
        for link in links:
            scope = within or self.page
            there = scope.get_by_role("link", name=link, exact=True).or_(
                scope.get_by_role("button", name=link, exact=True)
            )
            self._leaves_by(there)
            self.look()

    def offers(self, name: str) -> bool:
        """Does this link or button stand on the page?"""
        link = self.page.get_by_role("link", name=name, exact=True)
        return bool(link.or_(self.page.get_by_role("button", name=name, exact=True)).count())

    def presses(self, button: str) -> None:
        """Press a button that changes the page in place."""
        self.main().get_by_role("button", name=button, exact=True).click()

    def _leaves_by(self, control: Any) -> None:
        """Click what leads to the next page, and wait for that page."""
        with self.page.expect_navigation():
            control.locator("visible=true").first.click()

    def unfolds(self, summary: str) -> Any:
        """Open what is folded away; returns what it held."""
        folded = self.main().locator("details").filter(has=self.page.locator("summary", has_text=summary)).first
        if not folded.evaluate("e => e.open"):
            folded.locator("summary").first.click()
        return folded

    def group(self, legend: str, within: Any = None) -> Any:
        """The fields under one heading."""
        return self._legend(legend, within or self.main()).first.locator("xpath=..")

    def _legend(self, legend: str, scope: Any) -> Any:
        return scope.locator("legend").filter(has_text=words(legend)).locator("visible=true")

    def fills(self, answers: dict[str, Any], within: Any = None) -> None:
        """Fill in fields by their labels: words, a date, a file, True for a tick, a list for several ticks."""
        scope = within or self.main()
        for label, value in answers.items():
            if isinstance(value, dt.date):
                self._fills_date(self.group(label, scope), value)
            elif isinstance(value, list):
                self._ticks(self.group(label, scope), value)
            else:
                self._fills_one(scope, label, value)

    def _fills_date(self, group: Any, day: dt.date) -> None:
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part, exact=True).fill(str(number))

    def _ticks(self, group: Any, choices: list[str]) -> None:
        """Tick these and no others."""
        ticked = group.get_by_role("checkbox", checked=True)
        while ticked.count():
            ticked.first.uncheck()
        for choice in choices:
            group.get_by_label(choice, exact=True).check()

    def _fills_one(self, scope: Any, label: str, value: Any) -> None:
        named = scope.locator("label").filter(has_text=words(label)).locator("visible=true")
        named.or_(self._legend(label, scope)).first.wait_for()
        if isinstance(value, str) and self._legend(label, scope).count():
            self.group(label, scope).locator("label").filter(has_text=words(value)).first.click()
            return
        control = self.page.locator(f"[id='{named.first.get_attribute('for')}']")
        if value is True:
            control.check()
        elif isinstance(value, dict):
            control.set_input_files(value)
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)

    def sends(self, button: str, within: Any = None) -> None:
        """Press a button; the next page must not refuse."""
        self._leaves_by((within or self.main()).get_by_role("button", name=button, exact=True))
        self.look()

    def is_refused(self, button: str, *says: str) -> None:
        """Press a button although something is missing: the page says what, and nothing typed is lost."""
        self._leaves_by(self.main().get_by_role("button", name=button, exact=True))
        self.page.locator(".govuk-error-summary").wait_for()
        self.look(REFUSED)
        self.sees(*says)
