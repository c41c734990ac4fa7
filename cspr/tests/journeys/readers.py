"""What do those do to whom a draft of the report is sent? They comment on the page, or give the Word document back."""

from typing import Any

from cspr.tests.journeys.people import Person

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_word_file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": WORD, "buffer": content}


class Reader(Person):
    def opens_the_draft(self) -> None:
        self.does_what_waits("Read version 1 of the report and comment")

    def comments_on(self, words: str, text: str) -> None:
        """Beside the paragraph that says so."""
        paragraph = self.main().locator(".cspr-report__block").filter(has_text=words).first
        self._leaves_by(paragraph.get_by_role("link", name="Comment"))
        self.look()
        self.fills({"Your comment": text})
        self.sends("Save comment")
        self.sees(text)

    def says_that_is_all(self) -> None:
        self._leaves_by(self.main().get_by_role("button", name="I have finished"))
        self.look()

    def gives_the_word_document_back(self, content: bytes, *recognised: str) -> None:
        self.follows("Give the Word document back with comments in it")
        self.fills({"The Word document with comments and tracked changes in it": a_word_file("back.docx", content)})
        self.sends("Read the document")
        self.sees(*recognised)
        self.main().get_by_role("checkbox", name="I have finished").check()
        self._leaves_by(self.main().get_by_role("button", name="Take these in as comments of"))
        self.look()
