"""Do the words of a cross-reference follow when the text moves, and is it seen at once where it leads nowhere?"""

import pytest

from reviews.report.rules import (
    GONE,
    Document,
    PrintedBlock,
    PrintedSection,
    clean,
    lost,
    referred,
    shown,
    split,
    targets,
)

pytestmark = pytest.mark.pure
WAY = ' data-way=""'


def paragraph(uid, count, html="<p>Words.</p>", kind="paragraph", **facts):
    return PrintedBlock(uid, kind, html, count, facts=facts)


def free(*blocks, pk=5):
    return PrintedSection("free", "F", "1", blocks, pk)


def made(*sections, questions=()):
    return Document("T", "", "", "", "", "", "", "", (), questions, (), tuple(sections))


def ref(key, marks=""):
    return f'<span data-ref="{key}"{marks}></span>'


def telling(html, *, before=(), after=(), **more):
    """What a paragraph says, with others before and after it."""
    here = PrintedSection(
        "discussion", "Discussion", "2", (*before, paragraph("here", "2.9", f"<p>{html}</p>"), *after), 2
    )
    hopes = PrintedSection("free", "Hopes", "", (paragraph("free", "", kind="plain"),), 3)
    own = PrintedSection("appendix", "Glossary", "", (paragraph("word", "", kind="plain"),), 4)
    document = referred(made(here, hopes, own, **more))
    block = next(block for block in document.sections[0].blocks if block.uid == "here")
    return block.html.removeprefix("<p>").removesuffix("</p>")


def link(key, text):
    return f'<a href="#{key}">{text}</a>'


@pytest.mark.parametrize(
    ("key", "marks", "text"),
    [
        ("a", "", "2.1"), ("a", WAY, "2.1 above"), ("z", WAY, "2.10 below"), ("section-2", "", "section 2"),
        ("section-3", "", "“Hopes”"), ("section-4", WAY, "Appendix Two below"), ("terms", "", "Appendix One"),
        ("fn-n1", "", "footnote 1"), ("box", "", "Recommendation 7"), ("heading", "", "“What helped &amp; why”"),
        ("here", WAY, "2.9"),
    ],
)  # fmt: skip
def test_it_says_what_its_target_is_called_today(key, marks, text):
    before = (
        paragraph("a", "2.1", '<p>Told.<span data-fn="n1">Note.</span></p>'),
        paragraph("heading", "", "<h3>What helped &amp; why</h3>", "heading"),
    )
    after = (paragraph("z", "2.10"), paragraph("box", "", kind="recommendation", number=7))
    told = telling(f"See {ref(key, marks)}", before=before, after=after, questions=("Who?",))
    assert told == f"See {link(key, text)}"
    sentence = telling(f"Told. {ref(key, marks)}", before=before, after=after, questions=("Who?",))
    assert sentence == f"Told. {link(key, text[0].upper() + text[1:])}"


def test_a_range_stands_in_the_order_of_the_pages():
    two = (paragraph("a", "2.1"), paragraph("b", "2.3"))
    for first, last in (("a", "b"), ("b", "a")):
        told = telling(ref(first, f' data-to="{last}"{WAY}'), before=two)
        assert told == f"{link('a', '2.1')}–{link('b', '2.3 above')}"


def test_above_becomes_below_when_the_text_moves():
    other = (paragraph("a", "2.1"),)
    assert "above" in telling(ref("a", WAY), before=other)
    assert "below" in telling(ref("a", WAY), after=other)


@pytest.mark.parametrize("html", [ref("gone"), ref("here", ' data-to="gone"')])
def test_one_to_something_deleted_is_said_and_listed(html):
    assert telling(f"See {html}.") == f"See <strong>{GONE}</strong>."
    (found,) = lost(referred(made(free(paragraph("u", "1.1", f"<p>{html}</p>")))))
    assert (found.place, found.section, found.uid) == ("Paragraph 1.1", 5, "u")


def test_what_stood_inside_is_thrown_away_and_only_keys_of_ours_are_kept():
    typed = '<p><span data-ref="a-1" data-way="x">2.7</span></p>'
    assert clean(typed) == f"<p>{ref('a-1', WAY)}</p>"
    assert clean("<p><span data-ref='a\"b' data-to='<i>'>x</span></p>") == "<p><span>x</span></p>"
    assert clean('<p><span data-fn="UP <">n</span></p>') == '<p><span data-fn="">n</span></p>'


def test_a_paragraph_that_is_nothing_but_a_reference_is_not_empty():
    assert not split(f"<p>{ref('a')}</p>")[0].empty and split("<p><span></span></p>")[0].empty


def test_a_footnote_that_is_referred_to_can_be_gone_to():
    sections = shown(made(free(paragraph("u", "1.1", '<p>A<span data-fn="k1">n</span></p>'))))
    assert '<span id="fn-k1"></span><sup' in sections[0].blocks[0].html


def test_every_target_is_listed_once_to_choose_from():
    document = made(free(paragraph("u", "1.1", "<p>Long words here.</p>")))
    assert [(one.key, one.text, one.about) for one in targets(document).values()] == [
        ("section-5", "section 1", "F"), ("u", "1.1", "Long words here."),
    ]  # fmt: skip
