"""Can somebody work whose browser runs no scripts, and somebody who has only a keyboard?"""

import pytest

from cspr.tests import cast
from cspr.tests.journeys.test_from_referral_to_evidence import people_alone

pytestmark = pytest.mark.browser
OPENED = """
from agencies.models import Partnership, User
from cspr import clock
from reviews.case.actions import open_case
from reviews.case.models import Incident
who = {"by": User.objects.get(email="priya@fenmarsh.example"), "at": clock.now()}
case = open_case(
    Partnership.objects.get(), incident=Incident.objects.create(), kind="statutory", opened_on=clock.today(), **who
)
print("CODE", case.code)
"""
# What has the focus: its words, and whether one sees that it has it.
FOCUSED = """() => {
    const e = document.activeElement
    if (!e || e === document.body) return null
    const style = getComputedStyle(e), box = e.getBoundingClientRect()
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
    const there = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    const words = e.getAttribute('aria-label') || e.labels && e.labels[0] && e.labels[0].innerText || e.innerText || ''
    return {id: e.id, words: words.trim().split('\\n')[0], seen: marked && there, html: e.outerHTML.slice(0, 200)}
}"""
MOST = 120


@pytest.fixture(scope="module")
def code(live):
    people_alone(live)
    return live.manage("shell", "--no-imports", "-c", OPENED).rpartition("CODE ")[2].strip()


def test_a_person_reads_a_case_and_sends_a_form_without_scripts(new_context, code):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.email_of("priya"))
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code of the case").fill(code)
    page.get_by_role("button", name="Find case").click()
    page.get_by_role("heading", name="Where the case stands").wait_for()
    page.get_by_role("link", name="Change what is known of the incident").click()
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month", exact=True).fill("2")
    page.get_by_label("Year", exact=True).fill("2026")
    page.get_by_label("What happened, in short").fill("Found unwell at home; nobody could say since when.")
    page.get_by_role("button", name="Save", exact=True).click()
    beside = page.get_by_role("group", name="Date of the incident").locator(".govuk-error-message")
    beside.wait_for()
    page.locator(".govuk-error-summary").wait_for()
    assert page.get_by_label("Year", exact=True).input_value() == "2026"
    assert "nobody could say" in page.get_by_label("What happened, in short").input_value()
    page.get_by_label("Month", exact=True).fill("1")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Where the case stands").wait_for()


class Keys:
    """Somebody who presses keys alone, and must always see where they are."""

    def __init__(self, page):
        self.page = page

    def at(self):
        found = self.page.evaluate(FOCUSED)
        assert found, "the focus is lost"
        assert found["seen"], f"nobody sees the focus: {found['html']}"
        return found

    def to(self, words):
        """On with Tab until what has these words."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            if words in (found := self.at())["words"] or words == found["id"]:
                return
        raise AssertionError(f"Tab does not come to {words}")

    def press(self, words, key="Enter", *, leads=True):
        self.to(words)
        if not leads:
            return self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, words, text):
        self.to(words)
        self.page.keyboard.type(text)


def test_a_person_works_with_the_keyboard_alone(new_context, code):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/account/sign-in/")
    keys = Keys(page)
    keys.type("E-mail address", cast.email_of("priya"))
    keys.type("Password", cast.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    keys.press("Skip to main content", leads=False)
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "main-content"
    page.goto("/")
    keys.type("find-code", code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Where the case stands").wait_for()

    keys.press("Child safeguarding practice review", leads=False)
    said = page.locator(".cspr-term__said:popover-open")
    said.wait_for()
    page.keyboard.press("Escape")
    said.wait_for(state="hidden")
    assert "practice review" in keys.at()["words"]

    keys.press("Change what is known of the incident")
    keys.type("If there is no one date", "Over two years")
    keys.type("What happened, in short", "Typed without a mouse.")
    keys.press("Save", "Space")
    keys.press("Change what is known of the incident")
    assert "Typed without a mouse." in page.get_by_label("What happened, in short").input_value()

    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    keys.press("Menu", "Space", leads=False)
    menu = page.get_by_role("navigation", name="Menu")
    menu.get_by_role("link", name="Reviews").wait_for()
    keys.to("Reviews")
