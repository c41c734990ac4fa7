"""Is nothing that was typed lost in a browser: signed out, sent twice, gone back, in two windows, without a connection?"""

import re

import pytest

from cspr.tests import cast
from cspr.tests.journeys.window import words
from cspr.tests.live import Live

pytestmark = pytest.mark.browser

WORLD = """
from datetime import timedelta
from agencies.models import User
from chronology.tests.steps import chronologies_asked
from cspr import clock
from cspr.tests.cast import assemble
from cspr.tests.world import FIRST_DAYS, RAPID, REVIEWING, a_review_at
from reviews.case.phases import Phase
from reviews.conversations.models import Session
from reviews.referral.tests import steps
from reviews.report.models import Section
cast = assemble()
whole = a_review_at(Phase.IN_REVIEW, cast, start=clock.now() - timedelta(days=200))
start = clock.now() - timedelta(days=90)
asked = steps.referred(cast, at=start)
for day, step in FIRST_DAYS + RAPID + REVIEWING[:1]:
    step(cast, asked, at=start + timedelta(days=day))
requests = chronologies_asked(cast, asked, at=start + timedelta(days=40))
entry = next(found for found in requests if found.agency == cast.agencies.health)
section = Section.objects.filter(report__review=whole, blocks__isnull=False).first()
session = Session.objects.filter(review=whole, cancelled_at=None).first()
print("ADDRESSES", whole.code, session.pk, section.pk, asked.code, entry.pk)
"""


@pytest.fixture(scope="module")
def live():
    """A system of its own, for its cases are of its own."""
    with Live.running(working=False) as system:
        yield system


@pytest.fixture(scope="module")
def addresses(live):
    said = live.manage("shell", "--no-imports", "-c", WORLD).rpartition("ADDRESSES")[2].split()
    whole, session, section, asked, request = said
    return {
        "referral": "/refer/log/",
        "notes": f"/reviews/{whole}/conversations/{session}/notes/",
        "editor": f"/reviews/{whole}/report/sections/{section}/",
        "entry": f"/reviews/{asked}/chronology/{request}/entries/add/",
        "paper": f"/reviews/{asked}/papers/add/",
        "contact": f"/reviews/{whole}/family/add/",
    }


def signs_in(page, who):
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.email_of(who))
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("What waits for you").first.wait_for()


@pytest.fixture(scope="module")
def cookies():
    """What each person's browser holds once they have signed in."""
    return {}


@pytest.fixture
def comes(new_context, cookies):
    """``comes("hana")`` is a browser, and a page in it, of Hana who has signed in."""

    def come(who):
        context = new_context(storage_state=cookies.get(who))
        page = context.new_page()
        if who not in cookies:
            signs_in(page, who)
            cookies[who] = context.storage_state()
        return context, page

    return come


def box(page, label):
    named = page.locator("label").filter(has_text=words(label)).first
    return page.locator(f"[id='{named.get_attribute('for')}']")


def loses_the_session(context):
    context.clear_cookies(name="sessionid")


# On the page, or in one of its fields.
STANDS_THERE = """text => document.body?.innerText.includes(text)
    || [...document.querySelectorAll('main textarea')].some(area => area.value.includes(text))"""
FORMS = (
    ("priya", "referral", "Save", 0, "A neighbour rang about the baby next door."),
    ("hana", "entry", "Save entry", 0, "Seen at home, and well."),
    ("luca", "notes", "Save the notes", 0, "We were never told, they said."),
)


@pytest.mark.parametrize("who, which, button, area, text", FORMS, ids=[form[1] for form in FORMS])
def test_a_session_that_ends_while_typing(comes, addresses, who, which, button, area, text):
    context, page = comes(who)
    page.goto(addresses[which])
    first = page.locator("main textarea:visible").nth(area)
    first.fill(text)
    loses_the_session(context)
    page.locator("main form button.govuk-button[type=submit]:not(.govuk-button--secondary)").last.click()
    page.get_by_role("heading", name="You have been signed out").wait_for()
    assert text in page.content()
    other = context.new_page()
    signs_in(other, who)
    again = page.get_by_role("button", name="Send it again")
    with page.expect_navigation():
        again.click()
    page.locator("h1").wait_for()
    if page.get_by_role("heading", name="Nothing is lost").count():
        with page.expect_navigation():
            again.click()
    page.wait_for_function(STANDS_THERE, arg=text)


def writes(page, text):
    page.locator(".cspr-editor__text [role=textbox]").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(text)


def waits_for_state(page, begin, of=".cspr-editor__state"):
    page.locator(of).filter(has_text=re.compile(rf"^{begin}")).wait_for(timeout=20_000)


def test_the_editor_without_a_session_and_without_a_connection(comes, addresses):
    context, page = comes("luca")
    page.goto(addresses["editor"])
    writes(page, "Written before anything went wrong.")
    waits_for_state(page, "Saved")
    context.set_offline(True)
    writes(page, "Written without a connection.")
    waits_for_state(page, "Not saved: no connection")
    context.set_offline(False)
    waits_for_state(page, "Saved")
    loses_the_session(context)
    writes(page, "Written without a session.")
    waits_for_state(page, "Not saved: you have been signed out")
    signs_in(context.new_page(), "luca")
    waits_for_state(page, "Saved")
    page.reload()
    written = page.locator(".cspr-editor__text").inner_text()
    assert [written.count(f"Written {how}") for how in ("before", "without a connection", "without a session")] == [
        1
    ] * 3


def test_a_form_sent_without_a_connection_stays(comes, addresses):
    context, page = comes("hana")
    page.goto(addresses["entry"])
    context.set_offline(True)
    box(page, "What happened").fill("She came by herself.")
    page.get_by_role("button", name="Save entry", exact=True).click()
    waits_for_state(page, "Not sent: there is no connection", of=".cspr-autosave")
    context.set_offline(False)
    waits_for_state(page, "Saved", of=".cspr-autosave")
    page.reload()
    assert box(page, "What happened").input_value() == "She came by herself."


def fills_entry(page, text):
    box(page, "When").fill("3/3/2026")
    box(page, "Source").fill("Notes")
    box(page, "What happened").fill(text)


def test_a_form_sent_twice_by_a_double_click_and_again_after_going_back(comes, addresses):
    context, page = comes("hana")
    page.route("**/entries/add/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.goto(addresses["entry"])
    fills_entry(page, "The door was opened by nobody.")
    page.get_by_role("button", name="Save entry", exact=True).dblclick()
    page.get_by_text("The entry is saved").wait_for()
    page.go_back()
    page.goto(addresses["entry"].removesuffix("entries/add/"))
    assert page.content().count("The door was opened by nobody.") == 1


def sends_no_answer(page):
    box(page, "Whom").select_option(index=1)
    page.get_by_label("No answer").check()
    box(page, "How").select_option("Telephone")
    box(page, "What was said").fill("Rang at the door, nobody came.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/family/")
    return page.locator("main").inner_text().count("Rang at the door, nobody came.")


def test_the_same_words_from_a_page_opened_again_count_again_and_the_very_same_page_says_that_it_does_not(
    comes, addresses
):
    context, page = comes("luca")
    for expected in (1, 2):
        page.goto(addresses["contact"])
        assert sends_no_answer(page) == expected
        page.get_by_text("The contact is recorded").wait_for()
    page.go_back()
    assert sends_no_answer(page) == 2
    page.get_by_text("You sent this page twice. It was recorded the first time").wait_for()


def test_a_page_open_while_somebody_signs_in_anew_is_sent_all_the_same(comes, addresses):
    context, page = comes("priya")
    page.goto(addresses["contact"])
    loses_the_session(context)
    signs_in(context.new_page(), "priya")
    before = sends_no_answer(page)
    page.get_by_text("The contact is recorded").wait_for()
    page.go_back()
    assert sends_no_answer(page) == before
    page.get_by_text("You sent this page twice.").wait_for()


def test_one_record_in_two_windows(comes, addresses):
    context, page = comes("hana")
    page.goto(addresses["entry"])
    fills_entry(page, "As it was first.")
    page.get_by_role("button", name="Save entry", exact=True).click()
    page.get_by_text("The entry is saved").wait_for()
    link = page.locator("main tr, main li, main article").filter(has_text="As it was first.").get_by_role("link").first
    address = link.get_attribute("href")
    other = context.new_page()
    for window in (page, other):
        window.goto(address)
    box(page, "What happened").fill("As the first window has it.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save entry", exact=True).click()
    box(other, "What happened").fill("As the second window has it.")
    other.get_by_role("button", name="Save entry", exact=True).click()
    other.locator(".govuk-error-summary").wait_for()
    assert box(other, "What happened").input_value() == "As the second window has it."
    assert "As the first window has it." in other.locator("main").inner_text()


def memory_of(live):
    """The most that any process of the web server has held, in megabytes."""
    main = live.web.process.pid
    with open(f"/proc/{main}/task/{main}/children") as children:
        pids = children.read().split()
    peaks = []
    for pid in pids:
        with open(f"/proc/{pid}/status") as status:
            peaks += [int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")]
    return max(peaks)


FILES = ("../../x.pdf", "n" * 240 + ".pdf", "paper\u202efdp.exe.pdf")


def test_files_that_are_too_large_and_files_with_absurd_names(live, comes, addresses, tmp_path):
    _, page = comes("priya")
    page.goto(addresses["paper"])
    before = memory_of(live)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(40 * 1024 * 1024)
    page.locator("main input[type=file]").set_input_files(large)
    page.locator("main textarea:visible, main input[type=text]:visible").first.fill("A paper about the baby")
    page.locator("main form button.govuk-button").last.click()
    page.locator(".govuk-error-message").filter(has_text="The largest file we can take").wait_for(timeout=30_000)
    assert "A paper about the baby" in page.content()
    assert memory_of(live) - before < 60
    for name in FILES:
        page.goto(addresses["paper"])
        page.locator("main input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
        )
        with page.expect_navigation():
            page.locator("main form button.govuk-button").last.click()
        assert page.locator("h1").count() == 1 and "Something went wrong" not in page.content()
        assert "\u202e" not in page.locator("main").inner_text() and "../" not in page.locator("main").inner_text()
