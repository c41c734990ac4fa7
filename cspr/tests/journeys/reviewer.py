"""What does the lead reviewer do on the journey? Luca declares, reads, forms an episode, listens, and writes the report."""

import datetime as dt
import re

from cspr.tests.journeys.people import HEALTH, POLICE, Person, day

# Marks words of the text, as a mouse would.
MARK = """words => {
    const walk = document.createTreeWalker(document.querySelector('[role=textbox]'), NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        const at = walk.currentNode.data.indexOf(words)
        if (at < 0) continue
        document.querySelector('[role=textbox]').focus()
        getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length)
        return
    }
}"""


class Reviewer(Person):
    def declares_independence(self) -> None:
        self.does_what_waits("Sign the declaration of independence")
        self.is_refused("Sign the declaration", "Enter your full name")
        self.fills(
            {
                "Is there any interest or connection that others should know of?": "No",
                "Your full name": "Luca Fairweather",
            }
        )
        self.sends("Sign the declaration")
        self.sees("Your declaration is signed")

    def reads_the_combined_chronology(self, code: str, *entries: str) -> None:
        self.opens_case(code, "Chronology")
        self.follows("Read the combined chronology") if self.offers("Read the combined chronology") else None
        self.sees(*entries)

    def forms_an_episode(self, title: str, entry: str) -> None:
        self.follows("Form an episode first")
        self.is_refused("Save episode", "Enter")
        self.fills(
            {
                "Title": title,
                "What happened": "A bruise was seen and explained by a fall.",
                "Why it happened as it did": "The clinic was busy, and nobody had asked how a baby of that age falls.",
            }
        )
        self.sends("Save episode")
        self.goes_to("Chronology")
        self.follows("Read the combined chronology") if self.offers("Read the combined chronology") else None
        self.main().locator("li", has_text=entry).get_by_role("checkbox").check()
        self.fills({"What to do with the ticked entries": f"1: {title}"})
        self.sends("Place in this episode")
        self.sees(f"Episode 1: {title}")

    def writes_the_points_of_the_talk(self, code: str, *points: str) -> None:
        self.opens_case(code, "Conversations", "Write the points")
        self.fills({"Points": ""})
        self.is_refused("Save the points", "Enter the points")
        self.fills({"Points": "\n".join(points)})
        self.sends("Save the points")

    def holds_a_session(self, points: tuple[str, ...]) -> None:
        self.goes_to("Conversations")
        self.follows("Plan or record a session")
        self.is_refused("Save the session", "Enter")
        self.fills(
            {
                "What kind of session?": "Group learning event",
                "How?": "In person",
                "Date": day(),
                "Planned length in minutes": "90",
                "Guided points": "Version 1, not sent yet",
            }
        )
        rows = self.main().locator(".cspr-rows__row")
        self.fills({"Role": "Health visitor", "Agency": HEALTH, "Did they come?": "They came"}, within=rows.first)
        self.presses("Add another participant")
        self.fills({"Role": "Police officer", "Agency": POLICE, "Did they come?": "They came"}, within=rows.nth(1))
        self.sends("Save the session")
        self.follows("Send the points")
        self.fills({"How?": "By hand", "When?": day(3)})
        self.sends("Send the points, or record it")
        self.sees("by hand")
        self.follows("Write notes")
        self.fills({points[0]: "There was no time to ask a colleague.\nThe form has no box for it."})
        self.sends("Save the notes")
        self.sees("There was no time to ask a colleague.")

    def records_contact_with_the_mother(self, code: str) -> None:
        self.opens_case(code, "Family contact", "Record a contact or an attempt")
        self.is_refused("Save", "Select")
        self.fills(
            {
                "Whom": "Mother",
                "When": day(2),
                "What came of it?": "Took part",
                "How": "Letter",
                "What was said": "The mother wishes that somebody had asked how she was.",
            }
        )
        self.sends("Save")
        self.sees("somebody had asked how she was")


class Author(Reviewer):
    """Luca at the report."""

    def starts_the_report(self, code: str) -> None:
        self.opens_case(code, "Report")
        self.sends("Start the report")

    def opens_section(self, title: str) -> None:
        self.goes_to("Report")
        self.follows("Title and sections")
        self._leaves_by(self.main().get_by_role("link", name=re.compile(rf"^(\d+ )?{title}$")))
        self.look()

    def types(self, *paragraphs: str, footnote: str = "") -> None:
        """At the end of the section; the footnote is called at the end of the last paragraph."""
        keyboard = self.page.keyboard
        self.main().get_by_role("textbox").first.click()
        keyboard.press("Control+End")
        for number, paragraph in enumerate(paragraphs):
            if number:
                keyboard.press("Enter")
            keyboard.type(paragraph)
        if footnote:
            self.presses("Footnote")
            keyboard.type(footnote)
        self.is_saved()

    def is_saved(self) -> None:
        self.main().get_by_text(re.compile("^Saved")).wait_for()
        self.look()

    def records_a_finding(self, code: str, text: str, episode: str) -> None:
        self.opens_case(code, "Findings and recommendations", "Record a finding")
        self.is_refused("Save finding", "Enter")
        self.fills({"Finding": text, "Episodes it rests on": [f"Episode 1: {episode}"]})
        self.sends("Save finding")

    def recommends(self, text: str, agency: str, by_when: dt.date) -> None:
        self.follows("Make a recommendation")
        self.is_refused("Save recommendation", "Select at least one agency to which it is addressed")
        self.fills({"Recommendation": text, "Addressed to": [agency], "By when": by_when})
        self.sends("Save recommendation")
        self.sees(text)

    def reads_in_the_report(self, *texts: str) -> None:
        self.goes_to("Report")
        self.sees(*texts)

    def replaces(self, name: str, label: str) -> None:
        """Go where the check points, and put the label of the register for the name."""
        self.goes_to("Report")
        self.follows("Checks: does anything tell who somebody is?")
        self._leaves_by(self.main().get_by_role("link", name=re.compile("^Go there")))
        self.look()
        text = self.main().get_by_role("textbox").first
        text.get_by_text(name).first.wait_for()
        self.chooses_words(name)
        self.main().get_by_label("Insert a person").select_option(label=label)
        self.is_saved()

    def chooses_words(self, words: str) -> None:
        """Mark words in the editor, as with a mouse."""
        self.page.evaluate(MARK, words)
