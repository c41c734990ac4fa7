"""Is nothing lost of a text that Word-like tools of three makers wrote, and is what is hostile told in one sentence?"""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspr.records import NotYet
from cspr.word import About, Writer, reading
from cspr.word.tests.test_writer import ABOUT

pytestmark = pytest.mark.pure
PAPERS = Path(__file__).parent / "papers"
MAKERS = ("libreoffice", "pandoc", "python-docx")
MB = 1024 * 1024
HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
FOOT = "</w:body></w:document>"


def told(content, name="report.docx"):
    return reading.read(name, content, most_bytes=25 * MB)


def made(body, **parts):
    """A Word file with this body, and other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body if body.startswith("<?") else f"{HEAD}{body}{FOOT}")
        for path, text in parts.items():
            archive.writestr(path.replace("__", "/"), text)
    return out.getvalue()


def paragraph(inside):
    return f"<w:p>{inside}</w:p>"


def words(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def shown(found):
    return [(piece.kind, piece.number, piece.text) for piece in found.pieces]


@pytest.fixture(scope="module", params=MAKERS)
def paper(request):
    return told((PAPERS / f"{request.param}.docx").read_bytes())


def test_every_word_of_it_is_read_in_order(paper):
    text = " ".join(piece.text for piece in paper.pieces)
    at = 0
    for said in (
        "thanks the family", "eleven months", "two parents and a grandmother", "begins with the move",
        "The first months", "a settled home", "moved in spring", "somebody else had rung", "Three agencies",
        "about the bruise", "had written them down", "What it knew", "Absences", "follows from this",
        "Two recommendations are made", "sent home", "Small voices", "Was the child seen",
    ):  # fmt: skip
        at = text.index(said, at)
    assert paper.title == "Overview report in respect of Child M"


def test_numbers_lists_quotations_and_tables_are_what_they_were(paper):
    numbers = [piece.number for piece in paper.pieces if piece.kind == "paragraph" and piece.number]
    assert numbers == ["1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "3.1"]
    assert [piece.level for piece in paper.pieces if piece.kind == "item"] == [0, 0, 1, 0]
    assert [piece.text for piece in paper.pieces if piece.kind == "quote"] == [
        "We thought that somebody else had rung. (A practitioner)"
    ]
    (table,) = (piece.html for piece in paper.pieces if piece.kind == "table")
    assert table.count("<th>") == 2 and table.count("<td>") == 4
    assert "<em>a settled home</em>" in "".join(piece.html for piece in paper.pieces)


@pytest.mark.parametrize("maker", ["libreoffice", "pandoc"])
def test_footnotes_stand_where_they_were_called(maker):
    html = "".join(piece.html for piece in told((PAPERS / f"{maker}.docx").read_bytes()).pieces)
    assert "ends with the injury.<span data-fn=" in html and ">The Children Act 1989, section 47.</span>" in html
    assert html.count("data-fn") == 2


def test_what_was_written_here_is_read_back():
    writer = Writer(About("T", "A", ABOUT.moment, "Draft"), {})
    writer.heading("Beginning", 1, number="1")
    writer.block("<p>First <em>word</em>.<span data-fn=''>Note.</span></p>", number="1.1")
    writer.box("Recommendation 1", "<p>Do it.</p>")
    assert shown(told(writer.saved())) == [
        ("heading", "1", "Beginning"), ("paragraph", "1.1", "First word.Note."), ("paragraph", "", "Recommendation 1"),
        ("paragraph", "", "Do it."),
    ]  # fmt: skip


def test_tracked_changes_and_comments_are_reported_and_deleted_words_left_out():
    body = paragraph(
        f'{words("Kept ")}<w:ins w:author="Pam">{words("new")}</w:ins>'
        '<w:del w:author="Pete"><w:r><w:delText>old</w:delText></w:r></w:del>'
    )
    comments = (
        f'<w:comments xmlns:w="{HEAD.split(chr(34))[1]}"><w:comment w:author="Bea">{paragraph(words("Is this so?"))}'
        "</w:comment></w:comments>"
    )
    found = told(made(body, **{"word__comments.xml": comments}))
    assert shown(found) == [("paragraph", "", "Kept new")]
    assert found.changes == [("inserted", "Pam", "new"), ("deleted", "Pete", "old")]
    assert ("a comment in the margin", "Bea: Is this so?") in found.shown


def test_pictures_text_boxes_and_tables_in_tables_are_never_dropped_in_silence():
    inner = (
        f"<w:tbl><w:tr><w:tc>{paragraph(words('Deep'))}</w:tc><w:tc>{paragraph(words('Deeper'))}</w:tc></w:tr></w:tbl>"
    )
    body = (
        paragraph("<w:r><w:drawing/></w:r>" + words("Beside a picture"))
        + paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(words('In a box'))}</w:txbxContent></w:pict></w:r>")
        + f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph(words('Flat'))}</w:tc></w:tr></w:tbl>"
    )
    found = told(made(body))
    text = " ".join(piece.text for piece in found.pieces)
    assert all(said in text for said in ("Beside a picture", "In a box", "Deep", "Deeper", "Flat"))
    assert {"a picture, drawing or chart", "a text box, taken as a paragraph of its own",
            "a table inside a table, taken as paragraphs"} <= set(found.absent)  # fmt: skip


def test_a_footnote_in_a_heading_and_right_to_left_text_and_signs_are_kept():
    document = docx.Document()
    document.add_heading("שלום 👩‍👧 & <b>", 1)
    out = io.BytesIO()
    document.save(out)
    (piece,) = told(out.getvalue()).pieces
    assert piece.text == "שלום 👩‍👧 & <b>" and "<b>" not in piece.html


BOMB = paragraph(words("a" * 1000)) * 60_000
HOSTILE = {
    "macros": (made(paragraph(words("x")), **{"word__vbaProject.bin": "x"}), "macros"),
    "a foreign entity": (
        made('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + HEAD + "&e;" + FOOT), "damaged",
    ),
    "corrupt xml": (made("<w:p><w:r>"), "damaged"),
    "no document": (made("")[:200], "damaged|not|cannot"),
    "unfolds too far": (made(BOMB), "larger than can be read"),
    "too many paragraphs": (made(paragraph(words("a")) * 20_001), "more than 20,000"),
    "nothing in it": (made("<w:p/>"), "nothing in the file"),
    "tables too deep": (
        made("<w:tbl><w:tr><w:tc/><w:tc>" * 12 + paragraph(words("x")) + "</w:tc></w:tr></w:tbl>" * 12), "too deeply",
    ),
    "nested without end": (made("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "damaged|nothing"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_a_plain_sentence(what):
    content, reason = HOSTILE[what]
    with pytest.raises(NotYet, match=reason) as refusal:
        told(content)
    assert refusal.value.field == "original" and "passwd" not in str(refusal.value)


@pytest.mark.parametrize(("name", "reason"), [("report.doc", "save it as a Word document"), ("a.xlsx", "plain text")])
def test_another_kind_of_file_is_told_what_can_be_read(name, reason):
    with pytest.raises(NotYet, match=reason):
        told(b"x", name)


def test_plain_text_has_headings_numbers_lists_and_quotations():
    text = """1. Introduction

1.1 The family
moved in spring.

APPENDIX ONE: TERMS

- one thing
- another
  said at length

> Said aloud.

1) first
2) second

A line in the middle of everything.
"""
    assert shown(told(text.encode(), "report.txt")) == [
        ("heading", "1", "Introduction"), ("paragraph", "1.1", "The family moved in spring."),
        ("heading", "", "APPENDIX ONE: TERMS"), ("item", "", "one thing"), ("item", "", "another said at length"),
        ("quote", "", "Said aloud."), ("item", "", "first"), ("item", "", "second"),
        ("paragraph", "", "A line in the middle of everything."),
    ]  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>",
                                 "</w:tr>", "<w:tc>", "</w:tc>", '<w:fldChar w:fldCharType="begin"/>', "<w:br/>",
                                 '<w:fldChar w:fldCharType="end"/>', '<w:footnoteReference w:id="9"/>', "&#1;"]), max_size=12))  # fmt: skip
def test_whatever_stands_in_it_is_read_or_refused(pieces):
    try:
        assert told(made("".join(pieces))).pieces
    except NotYet as refusal:
        assert str(refusal)
