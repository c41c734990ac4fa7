import datetime as dt
import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.identities.rules import Identity, known
from reviews.report.rules import (
    Document,
    PrintedBlock,
    PrintedSection,
    bare,
    clean,
    compare,
    door_of,
    hits_of,
    marked,
    paragraph_numbers,
    places,
    printable,
    section_numbers,
    shown,
    split,
)  # fmt: skip
from reviews.report.rules.html import WIDEST

pytestmark = pytest.mark.pure
UID = UUID("6f1c6d0e-2a55-4c8b-9d43-0123456789ab")


def document(*sections, **more):
    empty = {
        "title": "", "subtitle": "", "partnership": "", "reviewer": "", "reviewer_title": "", "dated": "",
        "declaration": "", "declared": "", "agencies": (), "questions": (), "points": (),
    }  # fmt: skip
    return Document(**{**empty, **more}, sections=sections)


def section(*blocks, number="1", title="Introduction", pk=1):
    return PrintedSection("introduction", title, number, blocks, pk)


# What may stand in a text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red" class="a" id="b">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="JaVaScRiPt&colon;alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        (
            '<a href="https://x.example/?a=1&amp;b=2" target="_blank">a</a>',
            '<a href="https://x.example/?a=1&amp;b=2">a</a>',
        ),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg><script>x</script></svg><math><mi>m</mi></math>", ""),
        ("<iframe src=x>y</iframe><object>z</object><style>p{}</style>", ""),
        ('<span data-person="7" onmouseover="x">A</span>', '<span data-person="7">A</span>'),
        ('<span data-person="7&quot; onload=&quot;x">A</span>', "<span>A</span>"),
        ('<span data-fn="&lt;b&gt;">n</span>', '<span data-fn="">n</span>'),
        ("<b>a</b><i>b</i>", "<strong>a</strong><em>b</em>"),
        ("<!-- Jayden --><p>a</p>", "<p>a</p>"),
    ],
)
def test_only_what_is_allowed_stays(typed, kept):
    assert clean(typed) == kept


def test_a_cell_reaches_over_no_more_than_can_be_printed():
    wide = '<table><tbody><tr><td colspan="{}" rowspan="{}">x</td></tr></tbody></table>'
    assert clean(wide.format("100000000", "0")) == wide.format(WIDEST, 1)
    assert clean(wide.format("2", "3")) == wide.format(2, 3)


def test_what_nobody_sees_is_taken_out_and_no_word_with_it():
    assert clean("<p>Ca\u2063s\x7fp\ufff9i\u200ban</p>") == "<p>Caspian</p>"
    assert clean("<p>a&#x2063;b so\u00adft</p>") == "<p>ab so\u00adft</p>"
    assert "b" in clean("<p>a <textarea>x</p><p>b</p>")


@settings(max_examples=200)
@given(st.text(alphabet="<>/ap\"'=&; \nscriptdv-!hrefu1", max_size=80))
def test_whatever_is_typed_becomes_blocks_that_stay_the_same_when_cleaned_again(text):
    for piece in split(text):
        assert clean(piece.html) == piece.html
        assert "<script" not in piece.html
        again = split(marked(piece.html, uid=str(UID))) if piece.html else []
        assert [other.html for other in again] in ([piece.html], [])


def test_a_text_is_split_into_its_blocks_by_their_ids():
    html = (
        f'<p data-uid="{UID}">one<br>two</p><h3>head</h3><ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>'
        f'<blockquote><p>q</p></blockquote><p data-plain="">plain</p><div data-filed="" data-uid="{UID}">x</div>loose <strong>words</strong>'
    )
    pieces = split(html)
    assert [(piece.kind, piece.filed) for piece in pieces] == [
        ("paragraph", False), ("heading", False), ("list", False), ("quote", False), ("plain", False), ("", True),
        ("paragraph", False),
    ]  # fmt: skip
    assert pieces[0].uid == UID
    assert pieces[0].html == "<p>one<br>two</p>"
    assert pieces[2].html == "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"
    assert pieces[-1].html == "<p>loose <strong>words</strong></p>"


def test_ids_inside_a_block_are_taken_out():
    assert split('<ul data-uid="x"><li><p data-uid="y">a</p></li></ul>')[0].html == "<ul><li><p>a</p></li></ul>"
    assert bare('<p data-uid="y">a</p><div data-filed="" data-uid="z">b</div>') == "<p>a</p><div>b</div>"


def test_an_empty_head_of_a_table_is_printed_as_a_cell():
    row = '<tr><th colspan="2"><p></p></th><th><p>Year</p></th></tr>'
    assert printable(row) == '<tr><td colspan="2"></td><th><p>Year</p></th></tr>'


# Numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [bare, lambda html: "".join(piece.html for piece in split(html))])
def test_a_mark_of_ours_in_an_address_opens_no_way_for_attributes(read):
    typed = '<blockquote><p data-plain="">a</p><a href="https://x.example/ data-uid=">" onmouseover="b()" c="</a></blockquote>'
    assert clean(read(typed)) == read(typed)
    assert '<a href="https://x.example/ data-uid=">" onmouseover=' in read(typed)


def test_numbered_sections_are_counted_and_the_others_passed_over():
    assert section_numbers([False, True, True, False, True]) == ["", "1", "2", "", "3"]


def test_paragraphs_are_counted_and_headings_lists_and_filed_recommendations_are_not():
    kinds = ["heading", "paragraph", "list", "paragraph", "plain", "recommendation", "quote", "paragraph", "table"]
    assert paragraph_numbers("2", kinds) == ["", "2.1", "", "2.2", "", "", "", "2.3", ""]
    assert paragraph_numbers("", kinds) == [""] * 9


# Hits ---------------------------------------------------------------------------------------------------

FORMS = known([Identity(1, "Child A", given_names="Jayden", family_name="Orme", born_on=dt.date(2021, 3, 12))])


def test_each_hit_says_where_it_stands():
    paper = document(
        section(
            PrintedBlock("u1", "paragraph", "<p>The <em>story</em> of Jayden is long.</p>", "1.1"),
            PrintedBlock("u2", "paragraph", '<p>Born.<span data-fn="">On 12 March 2021.</span></p>', "1.2"),
            PrintedBlock("u3", "heading", "<h3>Jayden</h3>"),
            PrintedBlock("u4", "recommendation", "<p>x</p>", facts={"to": ["Orme Trust"], "door": "/jayden/"}),
            title="Jayden at home",
        ),
        title="About Jayden", questions=("What of Jayden?",), points=("Orme?",), reviewer="Jayden Orme",
    )  # fmt: skip
    found = [(hit.place, hit.words) for hit in hits_of(paper, FORMS, [])]
    assert found == [
        ("Title of the report", "Jayden"), ("Name of the reviewer", "Jayden Orme"),
        ("Terms of reference, question 1", "Jayden"), ("Discussion point 1", "Orme"), ("Section 1, title", "Jayden"),
        ("Paragraph 1.1", "Jayden"), ("Paragraph 1.2, footnote", "12 March 2021"),
        ("Section 1, heading (3 from the top)", "Jayden"), ("Section 1, recommendation (4 from the top), details", "Orme"),
    ]  # fmt: skip


def test_a_hit_shows_the_words_around_it_without_tags():
    paper = document(
        section(PrintedBlock("u1", "paragraph", "<p>The <em>story</em> of <strong>Jayden</strong>, told.</p>", "1.1"))
    )
    (hit,) = hits_of(paper, FORMS, [])
    assert (hit.before, hit.words, hit.after) == ("The story of ", "Jayden", ", told.")


def test_places_are_told_without_the_words_themselves():
    paper = document(title="About Jayden Orme")
    told = places(hits_of(paper, FORMS, []))
    assert told == "Title of the report (full name of Child A)"
    assert "Jayden" not in told


# Comparing and showing ----------------------------------------------------------------------------------


def test_versions_are_compared_word_by_word():
    first = document(
        section(
            PrintedBlock("u1", "paragraph", "<p>one two three</p>", "1.1"),
            PrintedBlock("u2", "paragraph", "<p>gone</p>", "1.2"),
        )
    )
    second = document(
        section(
            PrintedBlock("u3", "paragraph", "<p>new</p>", "1.1"),
            PrintedBlock("u1", "paragraph", "<p>one 2 three</p>", "1.2"),
        )
    )
    found = compare(first, second)
    assert [(one.place, one.how) for one in found] == [
        ("Paragraph 1.1", "added"),
        ("Paragraph 1.2", "changed"),
        ("Paragraph 1.2", "removed"),
    ]
    assert [(run.how, run.text) for run in found[1].words] == [
        ("same", "one "),
        ("del", "two"),
        ("ins", "2"),
        ("same", " three"),
    ]
    assert compare(first, first) == []


def test_a_name_of_which_a_part_is_new_is_hidden_before_the_words_are_compared():
    def seen(text):
        return re.sub(r"Jayden( Okoro| Reedbed)?", "Child A", text)

    first, second = (
        document(section(PrintedBlock("u1", "paragraph", f"<p>Jayden {family} came {when}.</p>", "1.1")))
        for family, when in (("Okoro", "late"), ("Reedbed", "early"))
    )
    [found] = compare(first, second, seen=seen)
    assert [(run.how, run.text) for run in found.words] == [
        ("same", "Child A came "),
        ("del", "late"),
        ("ins", "early"),
        ("same", "."),
    ]


def test_footnotes_are_counted_through_the_whole_report():
    block = PrintedBlock(
        "u", "paragraph", '<p>a<span data-fn="">x <em>y</em></span> b<span data-fn="">z</span></p>', "1.1"
    )
    sections = shown(document(section(block), section(block, number="2", pk=2)))
    assert [note.number for part in sections for note in part.notes] == [1, 2, 3, 4]
    assert sections[0].notes[0].html == "x <em>y</em>"
    assert 'href="#note-4"' in sections[1].blocks[0].html
    assert "data-fn" not in sections[0].blocks[0].html


@pytest.mark.parametrize(
    ("door", "kept"),
    [
        ("/reviews/FM-1/x/", True),
        ("//evil.example", False),
        ("javascript:x", False),
        ("/\\evil", False),
        (7, False),
        ("", False),
    ],
)
def test_only_a_path_of_our_own_is_a_door(door, kept):
    assert bool(door_of({"door": door})) is kept


def test_a_document_comes_back_from_json_as_it_went():
    paper = document(section(PrintedBlock("u1", "paragraph", "<p>x</p>", "1.1", facts={"a": [1]})), questions=("q",))
    assert Document.from_json(paper.as_json()) == paper
