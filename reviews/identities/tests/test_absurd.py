"""Is an absurd text read as fast as an ordinary one, and an ordinary one as ever?"""

import datetime as dt
import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.identities.rules import Identity, chip, find_leaks, known, masked, plain
from reviews.identities.rules.chips import _begins_sentence, _title_before
from reviews.identities.rules.reading import _ATTRIBUTE, _gap, _pieces, read

pytestmark = pytest.mark.pure

FORMS = known([Identity(1, "the child", "Jayden Marc", "Smith", ("Jay",), dt.date(2020, 3, 12))])
MANY = 30_000
SECONDS = 10  # of this process alone; what grows with the square of the length takes hours
ABSURD = {
    "comments never closed": "<!--" * MANY,
    "a name of an attribute without end": f"<p {'a' * MANY * 4}>",
    "quotation marks": "<a \"'" * MANY,
    "lines": "\n" * MANY + "Smith",
    "names": "Mr Smith\n\n" * (MANY // 6),
    "spaces after a title": f"Mr {' ' * MANY}x Smith",
    "a span without end": "<span " + 'data-person="1" ' * MANY,
}


@pytest.mark.parametrize("text", ABSURD.values(), ids=ABSURD.keys())
def test_an_absurd_text_takes_no_longer_than_its_length(text):
    started = time.process_time()
    read(text), plain(text), find_leaks(text, FORMS), masked(text, FORMS), chip(text, FORMS)
    assert time.process_time() - started < SECONDS


PIECES = (
    "<!--", "-->", "<p", ">", "</p>", "<span data-person=\"1\">", "</span>", "&amp;", "&nbsp;", "-\n", " ", "\n", "a",
    "1x", "\"", "'", "=", "title=\"Jay\"", " href='x'", "Mr ", "Dr.", "Prof", "Smith", ". ", "!", "<", "é", ":b",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
COMMENT = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<entity>&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=\w))",
    re.S,
)
ATTRIBUTE = re.compile(r"([a-zA-Z_:][-\w:.]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|DC|DS|DI)\.?(?:\s|&nbsp;)+$")
OPENS = r"""(?:[“‘(\[]|(?<![^\s“‘(\[])["'])"""
HEAD = re.compile(rf"(?:(?:^|[.!?]|\n)(?:\s|{OPENS})*|:(?:\s|{OPENS})*{OPENS}(?:\s|{OPENS})*)\Z")


@given(texts)
def test_the_pieces_are_those_of_the_plain_pattern(text):
    found = [(piece.start(), end, piece["tag"], piece["entity"], piece["hyphen"]) for piece, end in _pieces(text)]
    assert found == [(p.start(), p.end(), p["tag"], p["entity"], p["hyphen"]) for p in COMMENT.finditer(text)]


@given(texts)
def test_the_words_are_those_of_the_plain_pattern(text):
    spaced = COMMENT.sub(lambda piece: unescape(piece[0]) if piece["entity"] else _gap(piece), text)
    assert plain(text) == re.sub(r"\s+", " ", spaced).strip()


@given(texts)
def test_the_attributes_are_those_of_the_plain_pattern(text):
    assert [found.groups() for found in _ATTRIBUTE.finditer(text)] == [f.groups() for f in ATTRIBUTE.finditer(text)]


@given(texts)
def test_titles_and_heads_of_sentences_are_those_of_the_plain_patterns(text):
    title = TITLE.search(text)
    assert _title_before(text, len(text)) == (title.start() if title else len(text))
    assert _begins_sentence(text, len(text)) == bool(HEAD.search(text))


def test_titles_and_chips_beside_a_name():
    assert masked("Then Mr&nbsp;Smith came. Prof.  Smith", FORMS) == "Then the child came. The child"
    kept = '<span data-person="1">Jayden</span>'
    chipped = chip(f"<p>{kept} and Mr Jayden, <span>Jayden</span></p>", FORMS).html
    mark = '<span data-person="1">the child</span>'
    assert chipped == f"<p>{kept} and {mark}, <span>{mark}</span></p>"
