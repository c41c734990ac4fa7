"""Which words of the report are somebody's who has not cleared them?"""

import pytest

from reviews.report.rules import Document, PrintedBlock, PrintedSection, Spoken, refusal, uncleared

pytestmark = pytest.mark.pure
NOTE = Spoken(3, "She asked twice. I never rang her back, and I am sorry for it.")


def found(html, *spoken, kind="paragraph", origin=""):
    block = PrintedBlock("u", kind, html, "2.1", origin)
    heads = dict.fromkeys(
        ("title", "subtitle", "partnership", "reviewer", "reviewer_title", "dated", "declaration", "declared"), ""
    )
    section = PrintedSection("discussion", "Discussion", "2", (block,), 7)
    document = Document(**heads, agencies=(), questions=(), points=(), sections=(section,))
    return [(one.place, one.session, one.section) for one in uncleared(document, spoken or (NOTE,))]


HERE = [("Paragraph 2.1", 3, 7)]


@pytest.mark.parametrize(
    ("html", "kind", "listed"),
    [
        ("<p>One said: “I never rang her back, and I am sorry.”</p>", "paragraph", True),
        ('<p>One said: "I never RANG her back"</p>', "paragraph", True),
        ("<p>‘I never rang her back’ was heard.</p>", "paragraph", True),
        ("<blockquote><p>I never rang her back</p></blockquote>", "quote", True),
        ("<p>I never rang her back, and I am sorry.</p>", "paragraph", False),
        ("<p>“I never rang”</p>", "paragraph", False),
        ("<p>“A record of the agency says something else”</p>", "paragraph", False),
    ],
)
def test_quoted_words_of_a_note_are_found_and_what_is_told_in_other_ways_is_not(html, kind, listed):
    assert found(html, kind=kind) == (HERE if listed else [])


def test_cleared_words_may_stand_and_no_more_than_they():
    cleared = Spoken(3, "I never rang her back.", cleared=True, origin="quote:4")
    assert found("<p>“I never rang her back”</p>", NOTE, cleared) == []
    assert found("<p>“She asked twice. I never rang her back, and I am sorry for it.”</p>", NOTE) == HERE


def test_more_than_what_was_cleared_is_listed():
    cleared = Spoken(3, "I never rang her back.", cleared=True)
    assert found("<p>“I never rang her back, and I am sorry for it”</p>", NOTE, cleared) == HERE


def test_a_filed_quote_stands_while_it_is_cleared():
    html = "<blockquote><p>“Yes.” (a practitioner)</p></blockquote>"
    words = {"text": "Yes.", "origin": "quote:4"}
    assert found(html, Spoken(3, cleared=True, **words), kind="quote", origin="quote:4") == []
    assert found(html, Spoken(3, **words), kind="quote", origin="quote:4") == HERE


def test_the_refusal_names_places_and_no_words():
    document = "<p>“I never rang her back, and I am sorry.”</p>"
    block = PrintedBlock("u", "paragraph", document, "2.1")
    heads = dict.fromkeys(
        ("title", "subtitle", "partnership", "reviewer", "reviewer_title", "dated", "declaration", "declared"), ""
    )
    whole = Document(
        **heads, agencies=(), questions=(), points=(), sections=(PrintedSection("free", "", "2", (block,)),)
    )  # fmt: skip
    said = refusal(uncleared(whole, [NOTE]))
    assert "Paragraph 2.1 (session 3)" in said and "rang" not in said
