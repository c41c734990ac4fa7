"""What does the lead reviewer do with a whole report? Pastes, refers, cites, moves, sends round, answers, takes back from Word."""

import datetime as dt
import re
from typing import Any

from cspr.tests.journeys.readers import a_word_file
from cspr.tests.journeys.reviewer import Author

# After a moment, as a person would: only then has the browser told the editor where the cursor went.
PASTE = """async (text, html) => {
    await new Promise(done => setTimeout(done, 100))
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', 'as plain text')
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""

# Puts the cursor behind words, as a click would: the editor first takes the focus, and then what is chosen.
BEHIND = """async words => {
    const editor = document.querySelector('.ProseMirror')
    const pause = () => new Promise(done => setTimeout(done, 50))
    const walk = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
    editor.focus()
    await pause()
    while (walk.nextNode()) {
        const at = walk.currentNode.data.indexOf(words)
        if (at < 0) continue
        getSelection().collapse(walk.currentNode, at + words.length)
        await pause()
        return
    }
    throw new Error('These words do not stand in the editor: ' + words)
}"""


class Writer(Author):
    """Luca at a report of full length."""

    def goes_to(self, part: str) -> None:
        """Beside the editor no list of parts stands; the way back is above it."""
        self.follows(part, within=self.page.locator(".cspr-parts, .govuk-breadcrumbs"))

    def pastes(self, html: str) -> None:
        """At the end of the section, as a browser hands over what another program put on the clipboard."""
        self.editor().click()
        self.page.keyboard.press("Control+End")
        self.editor().evaluate(PASTE, html)

    def editor(self) -> Any:
        return self.main().get_by_role("textbox", name=re.compile("^Text of the section"))

    def goes_behind(self, words: str) -> None:
        """Put the cursor behind these words."""
        self.page.evaluate(BEHIND, words)

    def refers(self, behind: str, to: str, *, last: str = "", way: bool = False) -> None:
        """Write a reference behind these words, with a blank before it."""
        self.goes_behind(behind)
        self.page.keyboard.type(" ")
        self.presses("Reference")
        dialog = self.page.get_by_role("dialog", name="Insert a reference")
        dialog.get_by_label("Find by number or words").fill(to)
        dialog.get_by_label("Refer to").select_option(index=0)
        if last:
            dialog.get_by_label("As far as, for a range").select_option(
                label=dialog.locator("#reference-last option").filter(has_text=last).first.inner_text()
            )
        if way:
            dialog.get_by_label("Say “above” or “below”").check()
        dialog.get_by_role("button", name="Insert the reference").click()

    def cites(self, behind: str, source: str, page: str) -> None:
        self.goes_behind(behind)
        self.page.keyboard.type(" ")
        self.presses("Citation")
        dialog = self.page.get_by_role("dialog", name="Insert a citation")
        dialog.get_by_label("Cite").select_option(label=source)
        dialog.get_by_label("Page, if it matters").fill(page)
        dialog.get_by_role("button", name="Insert the citation").click()

    def lists_a_source(self, author: str, year: str, title: str) -> None:
        self.goes_to("Report")
        self.follows("References to cite", "Add a reference")
        self.fills({"Author, or the organisation": author, "Year": year, "Title": title})
        self.sends("Save the reference")

    def adds_an_appendix(self, title: str) -> None:
        self.goes_to("Report")
        self.follows("Title and sections", "Add a section")
        self.fills({"Title of the new section": title, "What kind of section?": "An appendix"})
        self.sends("Add section")

    def moves_the_section(self, title: str, way: str) -> None:
        self.goes_to("Report")
        self.follows("Title and sections")
        self._leaves_by(self.row(title).get_by_role("button", name=re.compile(f"^{way}")))
        self.look()

    def moves_the_paragraph(self, words: str, way: str) -> None:
        self.goes_behind(words)
        self.presses(f"Move {way}")
        self.is_saved()

    def number_of(self, words: str) -> str:
        """The number before a paragraph, in the editor or on the page of the report."""
        editor = self.page.locator(".ProseMirror > p").filter(has_text=words)
        if editor.count():
            return str(editor.first.get_attribute("data-number"))
        block = self.main().locator(".cspr-report__block").filter(has_text=words)
        return str(block.first.locator(".cspr-report__number").inner_text())

    # Sent round and answered

    def sends_the_report_round(
        self, code: str, name: str, due_on: dt.date, people: list[str], agencies: list[str]
    ) -> None:
        self.opens_case(code, "Report", "Versions and comments", "Send round")
        self.fills(
            {
                "What do you call this version?": name,
                "Comments by": due_on,
                "Which people?": people,
                "Which agencies?": agencies,
            }
        )
        self.sends("Send it round")
        self.sees("It is with its readers.")

    def answers(self, comment: str, response: str, why: str = "") -> None:
        """From the page of the round."""
        said = self.main().locator(".cspr-report__comment").filter(has_text=comment).first
        said.get_by_text(response, exact=True).click()
        said.get_by_role("textbox").fill(why)
        self._leaves_by(said.get_by_role("button", name=re.compile("^Save")))
        self.look()

    # Out to Word and back

    def takes_the_version_back(self, content: bytes, *differs: str) -> None:
        """From the page of the version; what differs is shown before it is written, and after."""
        self._leaves_by(self.main().get_by_role("link", name=re.compile("edited in Word$")))
        self.look()
        self.fills({"The edited Word document": a_word_file("edited.docx", content)})
        self.sends("Read the document")
        self.sees(*differs)
        self.sends("Write this into the draft")
        self.sees(*differs)

    def opens_version(self, number: int) -> None:
        """From the list of versions, whatever it is called."""
        self._leaves_by(self.main().get_by_role("link", name=re.compile(f"^{number}\\b")))
        self.look()
