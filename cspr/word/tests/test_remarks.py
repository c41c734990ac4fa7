"""Are margin comments and tracked changes read as the reader left them, and is what is hostile told in one sentence?"""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspr.records import NotYet
from cspr.word.reading import read_remarks
from cspr.word.tests.test_reading import MB, made, paragraph, words

pytestmark = pytest.mark.pure
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:author="Pam" w:date="2026-03-01T10:00:00Z"'


def deleted(text, by=BY):
    return f'<w:del w:id="1" {by}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(inside, by=BY):
    return f'<w:ins w:id="2" {by}>{inside}</w:ins>'


def comments(*texts):
    told = "".join(
        f'<w:comment w:id="{number}" {BY}>{"".join(paragraph(words(line)) for line in text.split("/"))}</w:comment>'
        for number, text in enumerate(texts)
    )
    return {"word__comments.xml": f"<w:comments {W}>{told}</w:comments>"}


def beside(number, text):
    return (
        f'<w:commentRangeStart w:id="{number}"/>{words(text)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def read(body, name="copy.docx", **parts):
    return read_remarks(name, made(body, **parts), most_bytes=25 * MB)


def one(body, **parts):
    (found,) = read(body, **parts).passages
    return found


def test_words_put_in_the_place_of_others_are_one_change_of_whole_words():
    found = one(paragraph(words("The panel met fi") + deleted("ve") + inserted(words("fteen")) + words(" times.")))
    assert (found.was, found.now) == ("The panel met five times.", "The panel met fifteen times.")
    (change,) = found.changes
    assert (change.old, change.new, change.author, change.at) == ("five", "fifteen", "Pam", "2026-03-01T10:00:00Z")


def test_a_change_after_a_word_without_end_is_read_at_once():
    long, began = "a" * 60_000, time.monotonic()
    found = one(paragraph(words(f"{long} ") + inserted(words("b")) + words(long)))
    assert found.changes[0].new == f"b{long}" and time.monotonic() - began < 5


def test_what_one_put_in_and_another_took_out_again_is_neither_before_nor_after():
    again = inserted(words(" kept") + deleted(" gone", 'w:author="Lu"'))
    found = one(paragraph(words("It was") + again + words(".")))
    assert (found.was, found.now) == ("It was.", "It was kept.")
    assert [(change.old, change.new) for change in found.changes] == [("was.", "was kept.")]


def test_moved_text_is_taken_out_here_and_put_in_there():
    first, second = read(
        paragraph(f"<w:moveFrom {BY}>{words('Early.')}</w:moveFrom>")
        + paragraph(f"<w:moveTo {BY}>{words('Early.')}</w:moveTo>")
    ).passages
    assert (first.was, first.now, second.was, second.now) == ("Early.", "", "", "Early.")


def test_a_comment_knows_its_paragraph_its_lines_and_the_words_it_is_about():
    body = paragraph(words("Before.")) + paragraph(words("It was ") + beside(0, "a Monday") + words("."))
    before, found = read(body, **comments("It was not./Ask the ward.")).passages
    (note,) = found.notes
    assert (note.author, note.text, note.quoted) == ("Pam", "It was not.\nAsk the ward.", "a Monday")
    assert not before.notes


def test_a_comment_over_two_paragraphs_stands_at_the_first():
    body = paragraph(f'<w:commentRangeStart w:id="0"/>{words("One.")}') + paragraph(
        f'{words("Two.")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    first, second = read(body, **comments("Both.")).passages
    assert first.notes[0].quoted == "One.Two." and not second.notes


def test_a_comment_that_stands_nowhere_is_kept():
    found = read(paragraph(words("One.")), **comments("Lost."))
    assert [note.text for note in found.nowhere] == ["Lost."]


def test_a_change_in_a_footnote_stands_after_the_paragraph_it_is_of():
    notes = f'<w:footnotes {W}><w:footnote w:id="4">{paragraph(deleted("1988") + inserted(words("1989")))}</w:footnote></w:footnotes>'
    body = paragraph(words("The Act") + '<w:r><w:footnoteReference w:id="4"/></w:r>') + paragraph(words("Next."))
    text, note, _ = read(body, word__footnotes__xml=notes, **{"word__footnotes.xml": notes}).passages
    assert not text.within and note.within and (note.changes[0].old, note.changes[0].new) == ("1988", "1989")


def test_bookmarks_tables_boxes_and_fields_are_read_as_they_look():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + words("2.4")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraph(words('Cell.'))}</w:tc></w:tr></w:tbl>"
    found = read(paragraph('<w:bookmarkStart w:id="1" w:name="_Rabc"/>' + words("See ") + field) + table)
    assert [(passage.marks, passage.now) for passage in found.passages] == [(["_Rabc"], "See 2.4"), ([], "Cell.")]


def test_changes_of_looks_and_joined_paragraphs_are_counted_and_not_taken_for_words():
    looks = f'<w:r><w:rPr><w:b/><w:rPrChange w:id="3" {BY}/></w:rPr><w:t>Bold.</w:t></w:r>'
    joined = f'<w:pPr><w:rPr><w:del w:id="5" {BY}/></w:rPr></w:pPr>'
    found = read(paragraph(looks) + paragraph(joined + words("First.")))
    assert not any(passage.changes for passage in found.passages)
    assert found.absent == {"changes of looks that were tracked": 1, "paragraphs joined while changes were tracked": 1}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("copy.pdf", b"%PDF-1.7", "Word document"),
        ("copy.docx", b"PK\x03\x04 broken", ""),
        ("copy.docx", made("<?xml version='1.0'?><w:document"), "damaged"),
        ("copy.docx", made('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), ""),
        ("copy.docx", made(paragraph(words("x")), word__vbaProject__bin="x", **{"word__vbaProject.bin": "x"}), "macros"),
        ("copy.docx", made(paragraph(words("x")) * 20_001), "20,000 paragraphs"),
        ("copy.docx", made(paragraph((words("a ") + deleted("b ")) * 3_001)), "3,000 comments"),
        ("copy.docx", made("<w:sdt>" * 3000 + "</w:sdt>" * 3000), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_sentence(name, content, says):
    try:
        read_remarks(name, content, most_bytes=25 * MB)
    except NotYet as refusal:
        assert refusal.field == "original" and says in str(refusal)
    else:
        assert not says


BODY = (
    paragraph(
        '<w:bookmarkStart w:id="1" w:name="_Rabc"/>' + words("It was ") + deleted("five") + inserted(words("six"))
    )
    + paragraph(beside(0, "Then."))
    + f"<w:tbl><w:tr><w:tc>{paragraph(words('Cell.'))}</w:tc></w:tr></w:tbl>"
)


@settings(max_examples=50)
@given(st.data())
def test_a_file_that_was_tampered_with_gives_its_remarks_or_one_sentence(data):
    """Pieces of the text are taken out, doubled or put elsewhere, so that the XML is often still whole."""
    tags = [piece for piece in BODY.replace("<", "\0<").split("\0") if piece]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(tags) - 1))
        tags[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(st.sampled_from(tags), max_size=2))
        if not tags:
            return
    try:
        read("".join(tags), **comments("Why?"))
    except NotYet as refusal:
        assert refusal.field == "original"
