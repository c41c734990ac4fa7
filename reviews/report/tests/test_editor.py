"""The editor of the report in a real browser."""

import pytest

from cspr.tests.journeys.writing import PASTE

pytestmark = pytest.mark.browser
# What a browser that has nothing yet takes in to open the editor: some 240 kB, of which the editor is 173; 810 kB unpacked.
MOST_BYTES = 300_000
SAVED = "() => /^Saved/.test(document.querySelector('.cspr-editor__state').textContent)"


@pytest.fixture(scope="module")
def code(live):
    live.manage("demo", "--cast-only", "--once")
    made = live.manage("shell", "-c", "from reviews.report.tests.case_to_write import make; print(make())")
    return made.split()[-1]


@pytest.fixture(scope="module")
def cookies(browser, live, code):
    """What Luca's browser holds once he has signed in."""
    context = browser.new_context(base_url=live.url)
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in as Luca Fairweather").click()
    page.get_by_text("What waits for you").first.wait_for()
    yield context.storage_state()
    context.close()


@pytest.fixture
def context(new_context, cookies):
    """A browser of Luca's that has nothing yet but his cookie."""
    return new_context(storage_state=cookies)


# The browser tells the editor where somebody has clicked a moment later; a person's next key comes later still.
MOMENT = "() => new Promise(done => setTimeout(done, 100))"
NOTHING_AFTER = """() => {
    const cursor = getSelection(), rest = document.createRange()
    if (!cursor.isCollapsed || !cursor.anchorNode) return false
    rest.selectNodeContents(document.querySelector('.ProseMirror'))
    rest.setStart(cursor.anchorNode, cursor.anchorOffset)
    return !rest.toString().trim()
}"""


def go_to_the_end(page):
    """Luca goes to the end of what he writes; again, until the editor knows it too."""
    page.locator(".ProseMirror").click()
    for _ in range(50):
        page.keyboard.press("Control+End")
        page.evaluate(MOMENT)
        if page.evaluate(NOTHING_AFTER):
            return
    raise AssertionError("The cursor does not come to the end.")


def open_section(page, code, title):
    """Luca goes to a section of the report."""
    page.goto(f"/reviews/{code}/report/")
    page.get_by_role("link", name=f"Write {title}", exact=True).click()
    page.locator(".ProseMirror").wait_for()


SENT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map(({ name, transferSize, encodedBodySize }) => [name, transferSize, encodedBodySize])"""


def test_the_editor_is_sent_compressed_once_and_is_then_there(page, code):
    open_section(page, code, "References")
    page.wait_for_load_state("networkidle")
    sent = page.evaluate(SENT)
    assert sum(size for _, _, size in sent) < MOST_BYTES, sent
    page.reload()
    page.locator(".ProseMirror").wait_for()
    again = {name: transferred for name, transferred, _ in page.evaluate(SENT) if "django_prose_editor/" in name}
    assert again and set(again.values()) == {0}


def test_luca_writes_and_everything_is_saved_as_he_types(page, axe, code):
    problems = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_section(page, code, "References")
    go_to_the_end(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Seen by ")
    page.get_by_label("Insert a person").select_option(label="Child A")
    page.keyboard.type(" and noted.")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("In the margin.")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(" at once.")
    page.wait_for_function(SAVED)
    assert not problems
    axe(page)

    page.reload()
    last = page.locator(".ProseMirror > p").last
    assert last.locator(".cspr-editor__person").inner_text() == "Child A"
    assert last.locator(".cspr-editor__note-text").inner_text() == "In the margin."
    assert last.get_attribute("data-uid")
    assert not last.locator("a").count(), "a footnote after a full stop is no address"
    page.get_by_role("link", name="Read the whole report").click()
    page.get_by_text("Seen by Child A and noted").wait_for()
    page.get_by_text("In the margin.").wait_for()


def test_what_is_typed_waits_for_the_connection_and_filed_text_cannot_be_lost(page, context, code):
    open_section(page, code, "Key practice episodes")
    text = page.locator(".ProseMirror")
    filed = page.locator(".cspr-editor__filed")
    count = filed.count()
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert filed.count() == count > 0
    context.set_offline(True)
    text.locator("> p").first.click()
    page.wait_for_function("() => getSelection().isCollapsed")
    page.evaluate(MOMENT)
    page.keyboard.press("Home")
    page.keyboard.type("Typed offline. ")
    page.wait_for_function(
        "() => /^Not saved: no connection/.test(document.querySelector('.cspr-editor__state').textContent)"
    )
    context.set_offline(False)
    page.wait_for_function(SAVED)
    page.reload()
    assert "Typed offline." in page.locator(".ProseMirror").inner_text()


def chips_in_last(page):
    return page.locator(".ProseMirror > p").last.locator(".cspr-editor__person").all_inner_texts()


def test_a_name_that_is_typed_becomes_its_label_once_the_cursor_has_left_it(page, code):
    open_section(page, code, "Acknowledgements")
    go_to_the_end(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Then Carys Marlowe-Reed went with Tobias")
    page.wait_for_function(SAVED)
    assert chips_in_last(page) == [], "nothing changes under the hand"
    page.keyboard.type(" to the surgery")
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody wr")
    named = page.locator(".ProseMirror > p").filter(has_text="to the surgery")
    named.locator(".cspr-editor__person").nth(1).wait_for()
    page.keyboard.type("ote.")
    assert named.inner_text() == "Then mother went with Child A to the surgery"
    assert page.locator(".ProseMirror > p").last.inner_text() == "Nobody wrote."
    page.wait_for_function(SAVED)
    page.keyboard.press("Control+z")
    assert "Carys" not in page.locator(".ProseMirror").inner_text(), "undo brings no name back"
    page.reload()
    page.locator(".ProseMirror").wait_for()
    assert "Then mother went with Child A to the surgery" in page.locator(".ProseMirror").inner_text()


IGNORED = "<span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>"
ITEM = f"<p class=MsoListParagraph style='mso-list:l1 level{{}} lfo2'>{IGNORED.format('·')}{{}}</p>"
# As Word puts it on the clipboard, and with what nobody should put there.
FROM_WORD = f"""<html><head><style>p {{margin:0}}</style></head><body lang=EN-GB><!--StartFragment-->
<h1>Pasted heading</h1><h2>Lower heading</h2>
<p class=MsoNormal style='mso-list:l0 level2 lfo1'>{IGNORED.format("3.1")}Called here.<a href="#_ftn1" name="_ftnref1">[1]</a><o:p></o:p></p>
{ITEM.format(1, "Outer")}{ITEM.format(2, "Inner")}
<table><tr><th>Head</th></tr><tr><td>Cell<table><tr><td>Nested</td></tr></table></td></tr></table>
<p>Before<script>window.ran = 1</script><style>p {{display:none}}</style><img src=x onerror="window.ran = 2"> <a href="javascript:window.ran=3" onclick="window.ran=4">link</a> after.</p>
<p dir=rtl>זה נכתב מימין לשמאל</p><p>Fine 😀👪.</p><p>Unbalanced <b>bold</p>
<div style='mso-element:footnote-list'><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div></div>
<!--EndFragment--></body></html>"""
PAGES = 300
TOLD = """text => [...text.querySelectorAll(':scope > [data-uid]')].map(one => [one.tagName, one.innerText.trim()])"""


def blocks(text):
    return [words for _, words in text.evaluate(TOLD)]


def test_what_is_pasted_keeps_its_structure_alone_and_moves_by_keyboard(page, code):
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_section(page, code, "Governance")
    text = page.locator(".ProseMirror")
    go_to_the_end(page)
    page.keyboard.press("Enter")
    text.evaluate(PASTE, FROM_WORD)
    page.wait_for_function(SAVED)
    html = text.inner_html()
    assert (
        text.locator("h3", has_text="Pasted heading").count()
        == text.locator("h4", has_text="Lower heading").count()
        == 1
    )
    assert text.locator("li li", has_text="Inner").count() == 1 and "3.1Called" not in text.inner_text()
    assert text.locator("p", has_text="Called here.").locator(".cspr-editor__note-text").inner_text() == "The note."
    assert text.locator("th", has_text="Head").count() == 1 and "Nested" in text.inner_text()
    assert not any(bad in html for bad in ("<script", "onerror", "onclick", "javascript:", "mso-", "<img src"))
    assert page.evaluate("() => window.ran") is None and "Before" in text.inner_text() and "after." in text.inner_text()

    text.locator("> p").filter(has_text="😀").click()
    page.evaluate(MOMENT)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_function(SAVED)
    held = blocks(text)
    place = held.index("Fine 😀👪.")
    assert held[place + 2] == "זה נכתב מימין לשמאל" and held[place + 1].endswith("after.")
    page.reload()
    assert blocks(text) == held

    go_to_the_end(page)
    text.evaluate(
        PASTE, "".join(f"<p>From page {n}. {'It was written down. ' * 140 * 10}</p>" for n in range(1, PAGES, 10))
    )
    page.wait_for_function(SAVED, timeout=30_000)
    assert blocks(text)[-1].startswith(f"From page {PAGES - 9}.") and not problems
