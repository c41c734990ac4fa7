"""Does what is written for Word hold real headings, numbers, footnotes, references and boxes that Word keeps right?"""

import datetime as dt
import io
from html import escape

import docx
import pytest
from docx.oxml.ns import qn

from cspr.word import About, Remark, Target, Writer
from cspr.word.elements import bookmark_name

pytestmark = pytest.mark.pure
ABOUT = About("A title", "An author", dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
TARGETS = {
    "s1": Target("1", "Beginning"), "p1": Target("1.1"), "p2": Target("1.2"), "box": Target("", "Recommendation 3"),
    "head": Target("", "A closer look"), "fn-n1": Target(), "terms": Target("", "Appendix One"),
}  # fmt: skip


def written(*steps, about=ABOUT):
    writer = Writer(about, TARGETS)
    for name, *arguments in steps:
        *given, how = arguments if isinstance(arguments[-1], dict) else (*arguments, {})
        getattr(writer, name)(*given, **how)
    return writer.saved()


def opened(content):
    return docx.Document(io.BytesIO(content))


def paragraphs(content):
    return [(paragraph.style.name, paragraph.text) for paragraph in opened(content).paragraphs]


def codes(content):
    return [code.text.strip() for code in opened(content).element.body.iter(qn("w:instrText"))]


def notes(content):
    part = next(part for part in opened(content).part.package.iter_parts() if part.partname == "/word/footnotes.xml")
    return docx.oxml.parse_xml(part.blob)


def block(html, **how):
    return ("block", html, how)


def test_headings_and_numbers_are_styles_that_word_counts():
    content = written(
        ("heading", "Beginning", 1, {"number": "1", "anchor": "s1"}), block("<p>First.</p>", number="1.1"),
        block("<p>Second.</p><p>And on.</p>", number="1.2"), ("heading", "References", 1),
    )  # fmt: skip
    assert paragraphs(content) == [
        ("Heading 1", "Beginning"), ("Numbered Paragraph", "First."), ("Numbered Paragraph", "Second."),
        ("Continued Paragraph", "And on."), ("Heading 1", "References"),
    ]  # fmt: skip
    own = [paragraph._p.pPr.numPr for paragraph in opened(content).paragraphs]
    assert own[:4] == [None] * 4 and own[4].numId.val == 0


def test_a_number_that_word_would_not_come_to_is_begun_anew():
    content = written(("heading", "Third", 1, {"number": "3"}), block("<p>Fifth.</p>", number="3.5"))
    own = [paragraph._p.pPr.numPr for paragraph in opened(content).paragraphs]
    numbering = opened(content).part.numbering_part.element
    starts = {
        number.numId: number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val"))
        for number in numbering.findall(qn("w:num"))
        if number.find(qn("w:lvlOverride")) is not None
    }
    assert [starts[one.numId.val] for one in own] == ["3", "5"]


def test_a_footnote_stands_in_its_own_part_and_is_called_where_it_was():
    content = written(block('<p>Seen.<span data-fn="n1">By <em>two</em> people.</span> Then left.</p>'))
    call = opened(content).element.body.find(f".//{qn('w:footnoteReference')}")
    note = notes(content).findall(qn("w:footnote"))[-1]
    assert note.get(qn("w:id")) == call.get(qn("w:id")) == "2"
    assert "".join(text.text for text in note.iter(qn("w:t"))) == " By two people."
    assert paragraphs(content)[0][1] == "Seen. Then left."


@pytest.mark.parametrize(
    ("html", "fields", "shown"),
    [
        ('<a href="#p2">1.2</a>', ["REF {p2} \\n \\h"], "1.2"),
        ('<a href="#p2">1.2 below</a>', ["REF {p2} \\n \\h", "REF {p2} \\p \\h"], "1.2 below"),
        ('<a href="#s1">section 1</a>', ["REF {s1} \\n \\h"], "section 1"),
        ('<a href="#box">Recommendation 3</a>', ["REF {box} \\h"], "Recommendation 3"),
        (
            '<a href="#head">“A closer look” above</a>',
            ["REF {head} \\h", "REF {head} \\p \\h"],
            "“A closer look” above",
        ),
        ('<a href="#fn-n1">footnote 4</a>', ["NOTEREF {fn-n1} \\h"], "footnote 4"),
        ('<a href="#p2">words of their own</a>', [], "words of their own"),
        ('<a href="#nowhere">1.9</a>', [], "1.9"),
    ],
)
def test_a_reference_is_a_field_that_word_brings_up_to_date(html, fields, shown):
    content = written(block(f"<p>(see {html})</p>", anchor="p1"))
    assert codes(content) == [named(code) for code in fields]
    assert paragraphs(content)[0][1] == f"(see {shown})"


def named(code):
    begin, end = code.index("{"), code.index("}")
    return f"{code[:begin]}{bookmark_name(code[begin + 1 : end])}{code[end + 1 :]}"


def test_every_place_that_is_referred_to_has_its_bookmark():
    content = written(
        ("heading", "Beginning", 1, {"number": "1", "anchor": "s1"}), block("<p>First.</p>", anchor="p1", number="1.1"),
        ("box", "Recommendation 3", "<p>Do it.</p>", {"anchor": "box"}),
        ("heading", "Appendix One: Terms", 1, {"anchor": "terms", "called": "Appendix One"}),
    )  # fmt: skip
    marks = [mark.get(qn("w:name")) for mark in opened(content).element.body.iter(qn("w:bookmarkStart"))]
    assert marks == [bookmark_name(anchor) for anchor in ("s1", "p1", "box", "terms")]
    assert paragraphs(content)[-1][1] == "Appendix One: Terms"
    assert [style for style, _ in paragraphs(content)][2:4] == ["Recommendation Heading", "Recommendation"]


def test_a_table_keeps_its_heads_and_cells_that_reach_over_others():
    html = (
        "<table><thead><tr><th colspan='2'>Who</th></tr></thead><tbody><tr><td rowspan='2'>A</td><td><p>B</p></td></tr>"
        "<tr><td>C</td></tr></tbody></table>"
    )
    table = opened(written(block(html))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Who", "Who"], ["A", "B"], ["A", "C"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_lists_begin_anew_and_quotations_have_their_style():
    content = written(block("<ol><li>One</li><li>Two<ul><li>In</li></ul></li></ol><ol><li>Again</li></ol>"),
                      block("<blockquote><p>“Said.” (A mother)</p></blockquote>"))  # fmt: skip
    assert paragraphs(content) == [
        ("List Number", "One"), ("List Number", "Two"), ("List Bullet", "In"), ("List Number", "Again"),
        ("Quote", "“Said.” (A mother)"),
    ]  # fmt: skip
    used = [paragraph._p.pPr.numPr.numId.val for paragraph in opened(content).paragraphs[:4]]
    assert used[0] == used[1] != used[3]


def test_remarks_stand_in_the_margin_of_their_block_and_are_the_same_each_time():
    def made():
        writer = Writer(ABOUT, TARGETS)
        writer.block("<p>First.</p>", anchor="p1")
        writer.block("<ul><li>Item</li></ul>", anchor="list")
        for anchor, text in (("list", "Which?"), ("gone", "On the whole.")):
            writer.remark(anchor, Remark("Pam Njoroge", ABOUT.moment, text))
        return writer.saved()

    said = list(opened(made()).comments)
    assert [(one.author, one.initials, one.text) for one in said] == [
        ("Pam Njoroge", "PN", "Which?"), ("Pam Njoroge", "PN", "On the whole."),
    ]  # fmt: skip
    begins = [mark.getparent() for mark in opened(made()).element.body.iter(qn("w:commentRangeStart"))]
    assert ["".join(text.text for text in one.iter(qn("w:t"))) for one in begins] == ["First.", "Item"]
    assert made() == made()


def test_the_contents_are_a_field_and_the_same_text_gives_the_same_bytes():
    steps = [("unlisted", "Contents"), ("contents", ["1 Beginning", "References"]), ("heading", "Beginning", 1)]
    content = written(*steps)
    assert codes(content) == ['TOC \\o "1-2" \\h \\z \\u'] and content == written(*steps)
    draft = opened(written(*steps, about=About("A title", "An author", ABOUT.moment, "Draft of today")))
    assert draft.core_properties.title == "DRAFT: A title" and "DRAFT" in draft.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("text", ["\x00\x0b bad \x1f", "שלום עולם", "👩‍👧 family", "a < b & c"])
def test_whatever_characters_were_typed_the_file_opens(text):
    content = written(
        ("heading", escape(text), 2), block(f"<p>{escape(text)}<span data-fn=''>{escape(text)}</span></p>")
    )
    assert len(paragraphs(content)) == 2
