"""What of a text from elsewhere becomes which part of a report, and is the rest told?"""

import pytest

from cspr.word.reading import Piece, Told
from reviews.report.rules import Recognised, preview, recognised, rereferred
from reviews.report.rules.recommended import recommended

pytestmark = pytest.mark.pure


def heading(text, level=1, number="", **more):
    return Piece("heading", text, level, number, **more)


def words(html, number="", **more):
    return Piece("paragraph", html, number=number, **more)


def item(text, level=0, ordered=False):
    return Piece("item", text, level, ordered=ordered)


def found(*pieces, **more):
    told = Told(pieces=list(pieces), **more)
    return rereferred(recognised(told), told)


def html(*pieces, **more):
    return [block.html for section in found(*pieces, **more).sections for block in section.blocks]


def test_headings_become_the_sections_of_the_outline_and_others_their_own():
    titles = (
        "Executive Summary",
        "Background",
        "Key practice episodes",
        "Analysis",
        "Hopes",
        "Bibliography",
        "Annex B: Words",
    )
    sections = found(*(piece for title in titles for piece in (heading(title), words("Text.")))).sections
    assert [(section.kind, section.title) for section in sections] == [
        ("summary", "Executive Summary"), ("introduction", "Background"), ("episodes", "Key practice episodes"),
        ("discussion", "Analysis"), ("free", "Hopes"), ("references", "Bibliography"), ("appendix", "Words"),
    ]  # fmt: skip


def test_what_stands_before_the_first_heading_is_kept_and_one_great_heading_is_the_title():
    made = found(
        words("By a reviewer"), heading("The report"), heading("Background", 2), words("Text."), heading("Deep", 3)
    )
    assert made.title == "The report"
    assert [section.title for section in made.sections] == ["Front page", "Background"]
    assert made.sections[1].blocks[1].html == "<h3>Deep</h3>"


def test_a_heading_that_is_too_long_is_cut_and_said():
    made = found(heading("Long " * 60), words("Text."))
    assert len(made.sections[0].title) == 200 and "is cut there" in made.unsure[0]


def test_lists_stand_within_lists_and_another_kind_begins_another():
    assert html(item("a"), item("b", 1), item("c", 1), item("d"), item("e", ordered=True)) == [
        "<ul><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ul>",
        "<ol><li><p>e</p></li></ol>",
    ]


def test_paragraphs_that_get_another_number_are_listed():
    made = found(
        heading("Background", number="1"), words("A", "1.1"), words("B", "1.3"), heading("Thanks"), words("C", "9.9")
    )
    assert made.renumbered == (("1.3", "1.2"), ("9.9", "2.1"))


def rec(number, rest="", **more):
    return words(f"Recommendation {number}{rest}", **more)


def test_recommendations_become_records_and_what_the_summary_repeats_is_printed_from_them():
    made = found(
        heading("Executive summary"), rec(1, ": Ask the child."), rec("two", boxed=True), words("Ring. <em>Soon</em>.", boxed=True),
        words("Text."), heading("Recommendations"), rec(1, ": Ask the child!"), rec(2), words("Ring. Soon."), words("More."),
    )  # fmt: skip
    assert [(one.number, one.text) for one in made.recommendations] == [(1, "Ask the child!"), (2, "Ring. Soon.")]
    assert [[block.html for block in section.blocks] for section in made.sections] == [
        ["<p>Text.</p>"],
        ["<p>More.</p>"],
    ]


def test_one_that_is_stated_again_in_other_words_stays_and_is_told():
    made = recommended([
        ("summary", "Summary", [rec(1, ": Ask the child.")]), ("recommendations", "R", [rec(1, ": Ask both parents.")]),
    ])  # fmt: skip
    assert made.found[0].text == "Ask both parents." and made.left[0] and "in other words" in made.unsure[0]


@pytest.mark.parametrize("text", ["Recommendation 3 was accepted by all.", "The recommendation 3: yes"])
def test_a_sentence_about_a_recommendation_is_none(text):
    assert not found(words(text)).recommendations


PLACES = (
    heading("Background", number="1"), words("A", "1.1"), words('B<span data-fn="f2">n</span>', "1.2"),
    heading("Annex A: Words"), words("Glossary."), heading("Recommendations"), rec(1, ": Ask."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("(see 1.1 above)", '(see <span data-ref="b1" data-way=""></span>)'),
        ("(1.2)", '(<span data-ref="b2"></span>)'),
        ("paragraphs 1.1–1.2 (above)", 'paragraphs <span data-ref="b1" data-to="b2" data-way=""></span>'),
        ("see section one below.", 'see <span data-ref="s1" data-way=""></span>.'),
        ("in Appendix A", 'in <span data-ref="s2"></span>'),
        ("footnote 1", '<span data-ref="fn-f2"></span>'),
        ("Recommendation 1 asks", '<span data-ref="r1"></span> asks'),
        ("section 1 of the Act", "section 1 of the Act"),
        ("weighed 1.1 kg; see 1.2 kg; section 47", "weighed 1.1 kg; see 1.2 kg; section 47"),
        ("(see 7.7)", "(see 7.7)"),
        ('<a href="https://example.org/1">see 1.1</a>', '<a href="https://example.org/1">see 1.1</a>'),
    ],
)
def test_typed_references_follow_from_now_on(text, becomes):
    assert html(*PLACES, heading("Last"), words(text))[-1] == f"<p>{becomes}</p>"


def test_references_that_the_program_kept_lead_where_its_bookmarks_stood():
    there = (heading("Background", number="1", marks=("m1",)), words("A", "1.1", marks=("m2",)))
    text = '“<span data-ref="#m1">Background</span>”, <span data-ref="#m2">1.1</span> <span data-ref="#m2">above</span>'
    assert (
        html(*there, words(text, "1.2"))[-1]
        == '<p><span data-ref="s1"></span>, <span data-ref="b1" data-way=""></span></p>'
    )
    made = found(*there, words('<span data-ref="#gone">1.9</span>', "1.2"))
    assert made.sections[0].blocks[1].html == "<p>1.9</p>" and "“1.9” leads nowhere" in made.unsure[0]


def test_the_preview_has_its_references_in_words_and_its_footnotes_where_they_are_called():
    made = found(*PLACES, heading("Last"), words("(see 1.1-1.2 above) and Recommendation 1 and section 1"))
    shown = list(preview(made).values())
    assert (
        shown[-1] == "<p>(see 1.1–1.2) and Recommendation 1 and section 1</p>" and shown[1] == "<p>B [Footnote: n]</p>"
    )


def test_it_is_stored_and_read_back_whole():
    made = found(*PLACES, heading("Bold", guessed=True), changes=[("inserted", "Pam", "x")])
    assert Recognised.from_json(made.as_json()) == made and "“Bold” is taken for a heading" in made.unsure[-1]
    assert made.counts["recommendations"] == 1 and made.counts["footnotes"] == 1
