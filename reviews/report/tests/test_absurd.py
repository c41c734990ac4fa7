"""Is an absurd text of the report taken apart as fast as an ordinary one, and an ordinary one as ever?"""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.report.gate import _without_styles
from reviews.report.rules import clean, footnotes, split
from reviews.report.rules.html import _TAG

pytestmark = pytest.mark.pure

MANY = 20_000
SECONDS = 10  # of this process alone; what grows with the square of the length takes hours
STYLE = re.compile(r"<style\b[^<>]*>.*?</style>", re.S | re.I)
PIECES = (
    "<p>", "</p>", "<div>", "</div>", "<div data-filed>", "<span data-fn>", "</span>", "<em>", "</em>", "<br>", "word",
    " ", "<ul><li>", "</ul>", "<h3>", "</h3>", "<table><tr><td>", "</table>", "&lt;", "<strong>", "<blockquote>",
)  # fmt: skip
htmls = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def quick(work):
    started = time.process_time()
    found = work()
    assert time.process_time() - started < SECONDS
    return found


def test_an_absurd_text_takes_no_longer_than_its_length():
    quick(lambda: footnotes("<span data-fn>" * MANY + "</span>" * MANY))
    quick(lambda: footnotes("<span data-fn>" * MANY))
    quick(lambda: _without_styles("<style>" * MANY))
    assert len(quick(lambda: split("<em>a</em> b " * MANY))) == 1


def test_boxes_in_boxes_without_end_are_only_their_words():
    assert [piece.html for piece in split("<div>" * 3000 + "words" + "</div>" * 3000)] == ["<p>words</p>"]


@given(htmls)
def test_a_footnote_ends_where_its_own_mark_ends(html):
    html = clean(html)
    tags = list(_TAG.finditer(html))
    expected = []
    for place, tag in enumerate(tags):
        if tag["name"] == "span" and not tag["close"] and "data-fn" in tag["rest"]:
            depth = 0
            for other in tags[place:]:
                depth += (-1 if other["close"] else 1) if other["name"] == "span" else 0
                if not depth:
                    expected.append((tag.start(), other.end()))
                    break
    assert footnotes(html) == expected


@given(htmls)
def test_no_word_is_lost_when_a_text_is_taken_apart(html):
    words = len(re.findall("word", html))
    assert sum(piece.html.count("word") for piece in split(html) if not piece.filed) <= words
    if "data-filed" not in html:
        assert "".join(piece.html for piece in split(html)).count("word") == words


@given(st.lists(st.sampled_from(("<style>", "<style a>", "</style>", "<STYLE", ">", "x", "</p>")), max_size=20))
def test_styles_are_taken_out_as_by_the_plain_pattern(pieces):
    html = "".join(pieces)
    assert _without_styles(html) == STYLE.sub(" ", html)
