"""What does a reader see in a text? Its letters and digits alone, each with the place it came from.

Tags inside words, entities, soft hyphens, zero-width characters, case, accents and the shape of apostrophes fall away;
what stands in attributes and comments is read apart.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

# How far the letters before and after a place are apart.
NONE, SOFT, HYPHEN, HARD, STOP = range(5)

# Elements whose edge is the edge of a word. All others may stand inside one.
_BLOCKS = """
address article aside blockquote body br caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5
h6 head header hr html legend li main meta nav ol option p pre section summary table tbody td tfoot th thead title
tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_INLINE = """
a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label link mark q s samp script select
small span strike strong style sub sup svg textarea time tt u var wbr
"""
INLINE = frozenset(_INLINE.split())
_NOT_READ = """
class style type rel role lang charset data-kind data-uid http-equiv xmlns
"""
NOT_READ = frozenset(_NOT_READ.split())

_PIECE = re.compile(
    r"(?P<comment><!--)"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<entity>&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=\w))",
    re.S,
)
_COMMENT_END = "-->"
# Names are taken whole: begun anew inside each, a long one would be read as many times as it has letters. Only what is one
# character may be possessive: of more than one, Debian's Python 3.11.2 loses the beginning.
_ATTRIBUTE = re.compile(
    r"(?<![-\w:.])(?:(?![a-zA-Z_:])[-\w:.])*([a-zA-Z_:][-\w:.]*+)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
# Blank, though Unicode counts them among marks, letters and symbols.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
_ADDRESSES = frozenset(("href", "src", "action", "cite"))
_ODD = re.compile(r"[^\x20-\x7e\s]")
_RUN = re.compile(r"[a-zA-Z]+|[0-9]+")  # what needs no folding but lower case, and is most of a text
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_STOPS = frozenset(".!?:\n\u2022")
_SINGLE = str.maketrans(
    {"ʼ": "", "ʻ": "", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# Cyrillic and Greek letters that look like Latin ones.
_ALIKE = str.maketrans("авеікмнорстухѕјһԁԛԝαεηικνορτυχ", "abeikmhopctyxsjhdqwaenikvoptux")


@lru_cache(maxsize=4096)
def is_invisible(char: str) -> bool:
    """Does nobody see it? Format and control characters, and those that nothing is assigned to; but not white space."""
    return char in _BLANK or unicodedata.category(char)[0] == "C" and not char.isspace()


def without_invisible(text: str, but: str = "") -> str:
    """A text without the characters that nobody sees, ``but`` those that are named."""
    return _ODD.sub(lambda found: "" if found[0] not in but and is_invisible(found[0]) else found[0], text)


@lru_cache(maxsize=4096)
def fold(char: str) -> str:
    """The plain letters or digits of one character: "É" is "e", "ﬁ" is "fi"; nothing for all else."""
    if is_invisible(char):
        return ""
    plain = (
        unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
        .translate(_SINGLE)
        .translate(_ALIKE)
    )
    return "".join(letter for letter in plain if letter.isalnum())


def squeeze(words: str) -> str:
    """The letters and digits of a word or phrase, folded. Of the most part of a text each need not be looked at."""
    plain = words if words.isascii() else _FOREIGN.sub(lambda found: fold(found[0]), words)
    return _NO_LETTER.sub("", plain.lower()) if plain.isascii() else "".join(fold(char) for char in words)


def bare_words(text: str) -> list[str] | None:
    """The runs of letters and of digits of a text in which nothing has to be read closely.

    None where there are tags, entities, parted words or foreign letters. Put together they are the letters of its
    ``Reading``, and wherever that sees the edge of a word one of them ends; they come far more quickly.
    """
    if _PIECE.search(text):
        return None
    plain = text if text.isascii() else _FOREIGN.sub(lambda found: fold(found[0]) or " ", text)
    return _RUN.findall(plain.lower()) if plain.isascii() else None


def _how_far(char: str) -> int:
    """How far a character that is neither letter nor digit parts those beside it."""
    if is_invisible(char):
        return SOFT
    return HYPHEN if char in "-\u2010\u2011" else STOP if char in _STOPS else HARD


@dataclass
class Reading:
    """The letters of a text; ``breaks[i]`` tells how far letter ``i`` is from the one before it."""

    letters: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def starts_word(self, index: int) -> bool:
        return self.breaks[index] > NONE

    def ends_word(self, index: int) -> bool:
        return index + 1 >= len(self.letters) or self.breaks[index + 1] > NONE


class _Writer:
    def __init__(self) -> None:
        self.letters: list[str] = []
        self.reading = Reading()
        self.gap = STOP

    def part(self, level: int) -> None:
        self.gap = max(self.gap, level)

    def char(self, char: str, start: int, end: int) -> None:
        letters = fold(char)
        if not letters:
            marks = unicodedata.category(char) == "Mn"
            if marks and self.reading.ends and self.gap == NONE:
                self.reading.ends[-1] = end
            self.part(NONE if marks and not is_invisible(char) else _how_far(char))
            return
        for letter in letters:
            if self.letters and self.gap == NONE and letter.isdigit() != self.letters[-1].isdigit():
                self.gap = SOFT
            self.letters.append(letter)
            self.reading.starts.append(start)
            self.reading.ends.append(end)
            self.reading.breaks.append(self.gap)
            self.gap = NONE

    def text(self, text: str, offset: int) -> None:
        at = 0
        for run in _RUN.finditer(text):
            self._chars(text[at : run.start()], offset + at)
            self._run(run[0].lower(), offset + run.start())
            at = run.end()
        self._chars(text[at:], offset + at)

    def _chars(self, text: str, offset: int) -> None:
        if text == " ":  # between most words
            return self.part(HARD)
        for index, char in enumerate(text, offset):
            self.char(char, index, index + 1)

    def _run(self, letters: str, start: int) -> None:
        """The same as each of them by ``char``."""
        if self.letters and self.gap == NONE and letters[0].isdigit() != self.letters[-1].isdigit():
            self.gap = SOFT
        self.letters.extend(letters)
        self.reading.starts.extend(range(start, start + len(letters)))
        self.reading.ends.extend(range(start + 1, start + len(letters) + 1))
        self.reading.breaks += [self.gap, *[NONE] * (len(letters) - 1)]
        self.gap = NONE

    def done(self) -> Reading:
        self.reading.letters = "".join(self.letters)
        return self.reading


def read(text: str) -> tuple[Reading, Reading]:
    """What is seen in a text or HTML, and what stands unseen in its attributes and comments."""
    seen, unseen = _Writer(), _Writer()
    at = 0
    for piece, end in _pieces(text):
        seen.text(text[at : piece.start()], at)
        at = end
        if piece["entity"]:
            for char in unescape(piece["entity"]):
                seen.char(char, piece.start(), piece.end())
        elif piece["hyphen"]:
            seen.part(SOFT)
        elif piece["tag"]:
            tag = piece["tag"].lower()
            seen.part(STOP if tag in BLOCKS and tag != "br" else HARD if tag == "br" else SOFT)
            _attributes(unseen, piece, known=tag in BLOCKS or tag in INLINE)
        else:
            unseen.part(STOP)
            unseen.text(text[piece.end() : end - len(_COMMENT_END)], piece.end())
    seen.text(text[at:], at)
    return seen.done(), unseen.done()


def _pieces(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """What is no text, and where it ends. A comment that nothing closes is text, and is looked for no further."""
    at, last = 0, text.rfind(_COMMENT_END)
    while piece := _PIECE.search(text, at):
        at = piece.end()
        if piece["comment"]:
            if at > last:
                continue
            at = text.index(_COMMENT_END, at) + len(_COMMENT_END)
        yield piece, at


def _attributes(unseen: _Writer, piece: re.Match[str], *, known: bool) -> None:
    if not known:  # "<jayden@example.org>" in a plain text looks like a tag
        unseen.part(STOP)
        unseen.text(piece[0], piece.start())
        return
    for attribute in _ATTRIBUTE.finditer(piece["rest"]):
        if attribute[1].lower() in NOT_READ:
            continue
        group = next((number for number in (2, 3, 4) if attribute[number] is not None), 2)
        unseen.part(STOP)
        value = unescape(attribute[group] or "")
        # A browser shows an address without its percent signs.
        value = unquote(value) if attribute[1].lower() in _ADDRESSES else value
        start, first = piece.start("rest") + attribute.start(group), len(unseen.letters)
        unseen.text(value, start)
        if value != (attribute[group] or ""):  # its letters have moved: they stand somewhere in the whole
            count = len(unseen.letters) - first
            unseen.reading.starts[first:] = [start] * count
            unseen.reading.ends[first:] = [piece.start("rest") + attribute.end(group)] * count


def plain(html: str, *, strip: bool = True) -> str:
    """The words of a piece of HTML in one line, without tags and invisible characters."""
    spaced, at = [], 0
    for piece, end in _pieces(html):
        spaced += [html[at : piece.start()], unescape(piece[0]) if piece["entity"] else _gap(piece)]
        at = end
    words = re.sub(r"\s+", " ", without_invisible("".join([*spaced, html[at:]])))
    return words.strip() if strip else words


def _gap(piece: re.Match[str]) -> str:
    return " " if (piece["tag"] or "").lower() in BLOCKS or "data-fn" in piece[0] else ""
