"""Does each remark in a Word file find its paragraph, by bookmark, by words, or by a guess that a person looks at?"""

import datetime as dt
import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from cspr.records import NotYet
from cspr.word.reading import Passage, Returned, read_remarks
from reviews.publication.narrative import Copy, report_word
from reviews.publication.tests.sample import block
from reviews.report.rules import Document, PrintedSection, Return, edits, lines_of, returned

pytestmark = pytest.mark.pure
AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIRST = block("paragraph", "<p>The review panel met five times in the spring.</p>", number="1.1")
NOTED = block("paragraph", '<p>The Act says so.<span data-fn="a1">Children Act 1988.</span> Twice.</p>', number="1.2")
LIST = block("list", "<ul><li><p>the school and its governors</p></li><li><p>the surgery on the corner</p></li></ul>")
TABLE = block(
    "table", "<table><tbody><tr><td><p>Visits made in the spring</p></td><td><p>Seven</p></td></tr></tbody></table>"
)
BOX = block("recommendation", "<p>The trust shows by spring what changed.</p>", facts={"number": 1})
VERSION = Document(
    "Seen", "Overview", "Fenmarsh", "Luca", "", "", "", "", (), (), (),
    (
        PrintedSection("introduction", "Introduction", "1", (FIRST, NOTED, LIST, TABLE), 4),
        PrintedSection("recommendations", "Recommendations", "2", (BOX,), 5),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def given_out():
    return report_word(VERSION, moment=AT, draft="Version 1", copy=Copy("Copy for Pam", "copy-7-abc"))


class Desk:
    """The file of a copy open on a reader's desk."""

    def __init__(self, content, *, marked=True):
        self.word = docx.Document(io.BytesIO(content))
        self.notes = next(part for part in self.word.part.package.parts if str(part.partname).endswith("footnotes.xml"))
        if not marked:  # a program that keeps no bookmarks
            for mark in list(self.word.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
                mark.getparent().remove(mark)

    def paragraph(self, words):
        return next(
            one
            for one in self.word.element.iter(qn("w:p"))
            if words in "".join(t.text or "" for t in one.iter(qn("w:t")))
        )

    def run(self, words):
        return next(
            one
            for one in self.paragraph(words).iter(qn("w:r"))
            if words in "".join(t.text or "" for t in one.iter(qn("w:t")))
        )

    def track(self, old, new):
        """Put new words in the place of old ones while changes are tracked."""
        run = self.run(old)
        before, _, after = run.find(qn("w:t")).text.partition(old)
        by = 'w:author="Pam Njoroge" w:date="2026-03-05T10:00:00Z"'
        pieces = [f"<w:r {W}><w:t xml:space='preserve'>{before}</w:t></w:r>"] if before else []
        pieces.append(
            f"<w:del {W} w:id='901' {by}><w:r><w:delText xml:space='preserve'>{old}</w:delText></w:r></w:del>"
        )
        pieces += (
            [f"<w:ins {W} w:id='902' {by}><w:r><w:t xml:space='preserve'>{new}</w:t></w:r></w:ins>"] if new else []
        )
        pieces += [f"<w:r {W}><w:t xml:space='preserve'>{after}</w:t></w:r>"] if after else []
        for piece in pieces:
            run.addprevious(parse_xml(piece))
        run.getparent().remove(run)

    def type_over(self, old, new):
        """Wherever it stands, without tracking."""
        for text in self.word.element.iter(qn("w:t")):
            text.text = (text.text or "").replace(old, new)

    def say(self, words, text, author="Pam Njoroge"):
        paragraph = next(one for one in self.word.paragraphs if words in one.text)
        self.word.add_comment(paragraph.runs, text, author, "PN")

    def read(self):
        out = io.BytesIO()
        self.word.save(out)
        return returned(read_remarks("back.docx", out.getvalue(), most_bytes=25 * 1024 * 1024), VERSION)


def shown(found):
    return [(one.kind, one.uid, one.sure, one.said) for one in found.remarks]


def test_the_file_as_it_was_given_out_holds_no_remark_and_knows_whose_it_is(given_out):
    found = Desk(given_out).read()
    assert shown(found) == [] and found.key == "copy-7-abc"
    assert "Copy for Pam" in docx.Document(io.BytesIO(given_out)).sections[0].header.paragraphs[0].text
    assert docx.Document(io.BytesIO(given_out)).core_properties.subject == "Copy for Pam"
    assert Return.from_json(found.as_json()) == found


@pytest.mark.parametrize("marked", [True, False])
def test_comments_and_tracked_changes_find_their_paragraphs_by_bookmark_or_by_words(given_out, marked):
    desk = Desk(given_out, marked=marked)
    desk.track("five", "six")
    desk.say("The review panel met", "Ask the office for the minutes.")
    desk.say("the surgery on the corner", "Which one?")
    desk.track("shows by spring", "shows by summer")
    assert shown(desk.read()) == [  # the recommendation stands in the summary too, where it was changed
        ("change", BOX.uid, True, "Instead of “shows by spring”: “shows by summer”"),
        ("change", FIRST.uid, True, "Instead of “five”: “six”"),
        ("comment", FIRST.uid, True, "Ask the office for the minutes."),
        ("comment", LIST.uid, True, "Which one?"),
    ]


def test_a_table_cell_is_found_by_its_words(given_out):
    desk = Desk(given_out)
    desk.track("Seven", "Nine")
    assert shown(desk.read()) == [("change", TABLE.uid, True, "Instead of “Seven”: “Nine”")]


def test_without_a_bookmark_words_that_are_nearly_the_same_are_a_guess(given_out):
    desk = Desk(given_out, marked=False)
    desk.type_over("five times in the spring", "five times in spring")
    desk.say("five times in spring", "Were there six?")
    kinds = {kind: (uid, sure) for kind, uid, sure, _ in shown(desk.read())}
    assert kinds == {"comment": (FIRST.uid, False), "untracked": (FIRST.uid, False)}


def test_what_was_changed_without_tracking_is_found_by_comparing(given_out):
    desk = Desk(given_out)
    desk.type_over("five times", "six times")
    assert shown(desk.read()) == [
        ("untracked", FIRST.uid, True, "Changed without tracking: instead of “The review panel met five times in the "
         "spring.”: “The review panel met six times in the spring.”"),
    ]  # fmt: skip


def test_a_new_paragraph_stands_at_the_one_before_it_and_one_taken_out_is_told(given_out):
    desk = Desk(given_out)
    by = 'w:author="Pam" w:date="2026-03-05T10:00:00Z"'
    desk.paragraph("Twice.").addnext(
        parse_xml(
            f"<w:p {W}><w:pPr><w:rPr><w:ins w:id='9' {by}/></w:rPr></w:pPr><w:ins w:id='10' {by}><w:r><w:t>Nobody was told.</w:t></w:r></w:ins></w:p>"
        )
    )
    desk.track("The review panel met five times in the spring.", "")
    found = shown(desk.read())
    assert found == [
        ("gone", FIRST.uid, True, "Leave out: “The review panel met five times in the spring.”"),
        ("added", NOTED.uid, False, "Add a paragraph here: “Nobody was told.”"),
    ]


def test_a_paragraph_that_was_deleted_without_tracking_is_a_guess(given_out):
    desk = Desk(given_out)
    gone = desk.paragraph("The review panel met")
    gone.getparent().remove(gone)
    assert [(kind, uid, sure) for kind, uid, sure, _ in shown(desk.read())] == [("gone", FIRST.uid, False)]


def test_signs_that_word_changes_as_one_types_are_no_change(given_out):
    desk = Desk(given_out)
    desk.type_over("review panel", "review\u00a0panel")
    assert shown(desk.read()) == []


def test_a_remark_on_something_the_version_does_not_have_is_kept_without_a_place(given_out):
    desk = Desk(given_out)
    desk.say("Contents", "Could this have page numbers?")
    (one,) = desk.read().remarks
    assert (one.uid, one.near, one.text) == ("", "Contents", "Could this have page numbers?")


def test_the_same_file_gives_the_same_marks_and_the_same_remark_twice_two(given_out):
    desk = Desk(given_out)
    for _ in range(2):
        desk.say("Twice.", "Really?")
    first, second = desk.read().remarks
    assert first.mark != second.mark
    assert [one.mark for one in desk.read().remarks] == [first.mark, second.mark]


def test_the_lines_of_a_block_are_its_paragraphs_and_then_its_footnotes():
    assert lines_of(NOTED) == ["The Act says so. Twice.", "Children Act 1988."]
    assert lines_of(LIST) == ["the school and its governors", "the surgery on the corner"]


def test_another_text_is_told_as_such_and_not_compared_without_end():
    other = Returned(
        [Passage(was=words, now=words) for words in (f"Sentence {one} of a novel." for one in range(1_300))]
    )
    with pytest.raises(NotYet, match="Is it the copy") as refusal:
        returned(other, VERSION)
    assert refusal.value.field == "original"
    with pytest.raises(NotYet, match="Is it the copy"):
        edits(Returned(), other, VERSION)
