"""Is a paragraph told that somebody typed among the parts a report makes from the record, and never written into them?"""

import io
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from cspr.word.reading import read_remarks
from reviews.publication.narrative import report_word
from reviews.publication.tests.sample import block
from reviews.report.rules import PrintedSection, edits, returned
from reviews.report.tests.test_returned import AT, BOX, NOTED, TABLE, VERSION, Desk, W

pytestmark = pytest.mark.pure
MOST = 25 * 1024 * 1024
NEW = "She had asked for help before."
TOLD = block("plain", "<p>The partnership asked for this.</p>")
MADE = replace(
    VERSION, declaration="I have no ties.", declared="2 March 2026", agencies=("Health trust", "Police"),
    questions=("What happened?",), points=("Who was told?",),
    sections=(
        PrintedSection("governance", "Governance", "", (TOLD,), 3), *VERSION.sections,
        PrintedSection("appendix", "Words", "", (block("plain", "<p>Words of the field.</p>"),), 6),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def content():
    return report_word(MADE, moment=AT)


@pytest.fixture(scope="module")
def given_out(content):
    return read_remarks("version.docx", content, most_bytes=MOST)


@pytest.fixture
def desk(content):
    return Desk(content)


def types(desk, after, *words, last=False):
    """Put paragraphs after the first (or last) one that says this, while nothing is tracked."""
    said = [
        one for one in desk.word.element.iter(qn("w:p")) if after == "".join(t.text or "" for t in one.iter(qn("w:t")))
    ]
    place = said[-1 if last else 0]
    for text in words:
        new = parse_xml(f"<w:p {W}><w:r><w:t>{text}</w:t></w:r></w:p>" if text else f"<w:p {W}/>")
        place.addnext(new)
        place = new


def back(desk):
    out = io.BytesIO()
    desk.word.save(out)
    return read_remarks("back.docx", out.getvalue(), most_bytes=MOST)


PLACES = [
    ("Seen", False, "on the cover, after “Seen”"),
    ("I have no ties.", False, "in “Governance”, after “I have no ties.”"),
    ("Health trust", False, "in “Governance”, after “Health trust”"),
    ("Recommendation 1", False, "in “Executive summary”, after “Recommendation 1”"),
    ("Contents", False, "at the start of “Contents”"),
    ("1 Introduction", False, "in “Contents”, after “1 Introduction”"),
    ("Appendix One: Terms of reference", True, "at the start of “Appendix One: Terms of reference”"),
    ("What happened?", False, "in “Appendix One: Terms of reference”, after “What happened?”"),
]


@pytest.mark.parametrize(("after", "last", "where"), PLACES)
def test_what_is_typed_in_a_part_made_from_the_record_is_told_with_where_it_stood(desk, given_out, after, last, where):
    types(desk, after, NEW, last=last)
    (remark,) = returned(back(desk), MADE, given_out).remarks
    assert (remark.kind, remark.uid, remark.sure, remark.new, remark.where) == ("made", "", False, NEW, where)
    assert remark.said == f"Add a paragraph (it was typed {where}): “{NEW}”"
    (edit,) = edits(given_out, back(desk), MADE)
    assert (edit.how, edit.uid, edit.new, edit.where) == ("made", "", NEW, where)


def test_several_are_told_one_by_one_also_after_an_empty_line_and_where_word_left_a_bookmark(desk, given_out):
    types(desk, "Health trust", "", NEW, "", "Twice.")
    desk.paragraph(NEW).insert(0, parse_xml(f"<w:bookmarkStart {W} w:id='990' w:name='_GoBack'/>"))
    found = returned(back(desk), MADE, given_out).remarks
    assert [(one.kind, one.new, one.where) for one in found] == [
        ("made", text, "in “Governance”, after “Health trust”") for text in (NEW, "Twice.")
    ]
    assert [one.new for one in edits(given_out, back(desk), MADE)] == [NEW, "Twice."]


def test_what_is_typed_after_an_empty_line_of_the_text_stands_at_the_paragraph_above(desk, given_out):
    types(desk, "Seven", "", NEW)
    table = desk.paragraph("Seven").getparent()
    assert table.tag == qn("w:tc")
    types(desk, "The review panel met five times in the spring.", "", "Twice.")
    told = [(one.kind, one.uid, one.new) for one in returned(back(desk), MADE, given_out).remarks]
    assert ("added", TABLE.uid, NEW) in told and any(new == "Twice." for _, _, new in told)


def test_what_is_typed_under_the_heading_of_a_section_is_not_written_into_the_one_before(desk, given_out):
    types(desk, "Introduction", NEW)
    (remark,) = returned(back(desk), MADE, given_out).remarks
    assert (remark.kind, remark.uid, remark.where) == ("added", "", "at the start of “Introduction”")
    (edit,) = edits(given_out, back(desk), MADE)
    assert (edit.how, edit.uid, edit.section, edit.where) == ("first", "", 4, "at the start of “Introduction”")


def test_a_tracked_paragraph_in_such_a_part_is_told_in_the_same_way_with_who_wrote_it(desk, given_out):
    by = 'w:author="Pam" w:date="2026-03-05T10:00:00Z"'
    desk.paragraph("Health trust").addnext(
        parse_xml(f"<w:p {W}><w:ins {W} w:id='10' {by}><w:r><w:t>{NEW}</w:t></w:r></w:ins></w:p>")
    )
    (remark,) = returned(back(desk), MADE, given_out).remarks
    assert (remark.kind, remark.author, remark.where) == ("made", "Pam", "in “Governance”, after “Health trust”")


def test_after_a_recommendation_in_its_section_it_is_a_paragraph_of_its_own_there(desk, given_out):
    types(desk, "The trust shows by spring what changed.", NEW, last=True)
    (remark,) = returned(back(desk), MADE, given_out).remarks
    (edit,) = edits(given_out, back(desk), MADE)
    assert (remark.kind, remark.uid, edit.how, edit.uid) == ("added", BOX.uid, "added", BOX.uid)


def test_contents_that_word_made_anew_with_the_numbers_of_pages_are_nothing_new(desk, given_out):
    for entry in ("1 Introduction", "2 Recommendations"):
        desk.type_over(entry, f"{entry}\t{len(entry)}")
    types(desk, f"1 Introduction\t{len('1 Introduction')}", "1.1 Recommendations 12")
    assert returned(back(desk), MADE, given_out).remarks == () and edits(given_out, back(desk), MADE) == []


def test_a_new_footnote_that_nobody_tracked_is_told_at_its_paragraph(desk, given_out):
    desk.notes._blob = desk.notes.blob.replace(b"Children Act 1988.", b"Nobody asked her.")
    (remark,) = returned(back(desk), MADE, given_out).remarks
    assert (remark.uid, remark.sure, remark.where) == (NOTED.uid, False, "in a footnote") and "asked her" in remark.said


@pytest.mark.parametrize(
    ("after", "kind", "where"),
    [
        ("Health trust", "made", "after “Health trust”"),
        ("Who was told?", "made", "after “Who was told?”"),
        ("The review panel met five times in the spring.", "added", ""),
    ],
)
def test_a_copy_whose_program_kept_no_bookmarks_is_told_too(content, given_out, after, kind, where):
    unmarked = Desk(content, marked=False)
    types(unmarked, after, NEW)
    (remark,) = returned(back(unmarked), MADE, given_out).remarks
    assert (remark.kind, remark.new, remark.where) == (kind, NEW, where)


def test_another_title_for_a_section_is_told_beside_the_one_it_had(desk, given_out):
    for text in desk.word.element.iter(qn("w:t")):
        text.text = "How it began" if text.text == "Introduction" else text.text
    (remark,) = returned(back(desk), MADE, given_out).remarks
    assert (remark.kind, remark.old, remark.new, remark.sure) == ("untracked", "Introduction", "How it began", False)
