"""Does a paper made from records come out whole, as PDF that everybody can read and as a Word document?"""

import datetime as dt
import io

import page
import pytest
from docx import Document

from cspr import papers, pdf
from cspr.papers import Facts, Paper, Part, Table, Text

pytestmark = pytest.mark.pure

AT = dt.datetime(2026, 4, 20, 9, 30, tzinfo=dt.UTC)
LONG = "A line of what happened. " * 200
PAPER = Paper(
    title="Returns of a case",
    subtitle="For the meeting",
    owner="Fenmarsh Partnership",
    running="FM-2026-001, returns",
    made="Put together by Priya",
    notes=("Confidential.",),
    parts=(
        Part("Who answered", (Table("Asked", ("Agency", "How far"), (("Police", "Signed off"), ("School", "")), widths=(30, 70)),)),
        Part("Police", (Facts((("Signed off by", "Pete"), ("Records", LONG))), Text("Involvement", "One.\n\nTwo <b>\nlines.")), True),
        Part("Nothing", (Table("Events", ("Date", "What"), (), "None told."), Text("", "x" * 300))),
    ),
)  # fmt: skip


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_can_be_read_by_everybody_and_kept(tmp_path, profile):
    (tmp_path / "paper.pdf").write_bytes(papers.as_pdf(PAPER))
    result = page.validate_pdf(str(tmp_path / "paper.pdf"), profile=profile)
    assert result.is_compliant, [failure.rule_id for failure in result.failures]


def test_the_pdf_has_contents_with_page_numbers_and_says_on_each_page_what_it_is():
    pages = pdf.pages_of(papers.as_pdf(PAPER))
    first = " ".join(pages[0].split())
    for words in ("Returns of a case", "For the meeting", "Put together by Priya", "Contents", "Who answered", ". 2"):
        assert words in first, words
    assert all("FM-2026-001, returns" in text and f"of {len(pages)}" in text for text in pages)
    where = next(number for number, text in enumerate(pages[1:], start=2) if "Signed off by" in text)
    assert f"Police. {where}" in first.replace(" .", "").replace("..", ".") or f"{where}" in first.split("Police", 1)[1]
    assert "Two <b>" in " ".join(pages)


def test_word_has_real_headings_tables_whose_head_repeats_and_everything_that_was_said():
    word = Document(io.BytesIO(papers.as_word(PAPER, at=AT)))
    headings = [part.text for part in word.paragraphs if part.style.name.startswith("Heading")]
    assert headings == ["Who answered", "Asked", "Police", "Involvement", "Nothing", "Events"]
    assert [row.cells[0].text for row in word.tables[0].rows] == ["Agency", "Police", "School"]
    assert "tblHeader" in word.tables[0]._tbl.xml
    narrow, wide = (column.width for column in word.tables[0].columns)
    assert round(wide / narrow, 2) == round(70 / 30, 2)
    assert "Two <b>\nlines." in [part.text for part in word.paragraphs]
    about = word.core_properties
    assert (about.title, about.author, about.comments) == ("Returns of a case", "Fenmarsh Partnership", "")


def test_what_a_file_cannot_hold_does_not_break_it():
    paper = Paper("T", "", "O", "R", "M", (), (Part("P\x0b", (Text("H\x00", "a\x0cb"), Facts((("k\x01", "v\x08"),)))),))
    assert Document(io.BytesIO(papers.as_word(paper, at=AT))).tables[0].rows[0].cells[1].text == "v"
    assert papers.as_pdf(paper).startswith(b"%PDF")
