"""Which recommendations does a text written elsewhere make, where does it state one again, and in the same words?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

from cspr.word.reading import Piece

SUMMARY, RECOMMENDATIONS = "summary", "recommendations"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BEGINS = re.compile(
    rf"^recommendation\s+(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\b(?P<sign>\s*[:.–—-])?\s*(?P<rest>.*)$", re.I | re.S
)
_NOTE = re.compile(r'<span data-fn="[^"]*">.*?</span>', re.S)
_TEXT = ("paragraph", "item", "quote")


@dataclass(frozen=True)
class Found:
    """A recommendation with its number in the text and its words, paragraphs parted by an empty line."""

    number: int
    text: str


@dataclass(frozen=True)
class Recommended:
    """The recommendations, the pieces of each section that are left, and what a person has to look at."""

    found: tuple[Found, ...]
    left: list[list[Piece]]
    unsure: tuple[str, ...]


@dataclass(frozen=True)
class _Stated:
    number: int
    text: str
    section: int
    pieces: tuple[int, ...]
    notes: bool


def recommended(sections: Sequence[tuple[str, str, list[Piece]]]) -> Recommended:
    """``sections``: kind, title and pieces. What is stated again in the summary is printed there from the record."""
    stated = [one for at, (_, _, pieces) in enumerate(sections) for one in _stated(at, pieces)]
    first: dict[int, _Stated] = {}
    for kinds in ((RECOMMENDATIONS,), None, (SUMMARY,)):
        for one in stated:
            kind = sections[one.section][0]
            if (kind in kinds) if kinds else kind != SUMMARY:
                first.setdefault(one.number, one)
    unsure, gone = [], set()
    for one in stated:
        made, (kind, title, _) = first[one.number], sections[one.section]
        if one is made or (kind == SUMMARY and _same(one.text) == _same(made.text)):
            gone |= {(one.section, at) for at in one.pieces}
        else:
            how = "in the same words" if _same(one.text) == _same(made.text) else "in other words"
            unsure.append(
                f"Recommendation {one.number} is stated again in “{title}”, {how}. That text stays there as it is."
            )
        if one is made and one.notes:
            unsure.append(f"Recommendation {one.number} has a footnote, which a record cannot hold: put it beside it.")
    left = [
        [piece for at, piece in enumerate(pieces) if (number, at) not in gone]
        for number, (_, _, pieces) in enumerate(sections)
    ]
    found = tuple(Found(number, first[number].text) for number in sorted(first))
    return Recommended(found, left, tuple(unsure))


def _stated(section: int, pieces: Sequence[Piece]) -> list[_Stated]:
    found, at = [], 0
    while at < len(pieces):
        begins = _begins(pieces[at])
        if not begins:
            at += 1
            continue
        follow = _following(pieces, at, alone=not begins["rest"])
        texts = [begins["rest"].strip(), *(_words(pieces[place]) for place in follow)]
        text = "\n\n".join(text for text in texts if text)
        places = (at, *follow)
        if text:
            notes = any("data-fn" in pieces[place].html for place in places)
            found.append(_Stated(_number(begins["number"]), text, section, places, notes))
        at = places[-1] + 1
    return found


def _begins(piece: Piece) -> re.Match[str] | None:
    """A sentence that only speaks of a recommendation is none."""
    if piece.kind not in (*_TEXT, "heading"):
        return None
    begins = _BEGINS.match(_words(piece))
    return begins if begins and (begins["sign"] or not begins["rest"] or piece.boxed) else None


def _following(pieces: Sequence[Piece], at: int, *, alone: bool) -> list[int]:
    """The rest of the box, or the one paragraph under the name of a recommendation."""
    found = []
    for place in range(at + 1, len(pieces)):
        piece = pieces[place]
        more = piece.boxed if pieces[at].boxed else alone and not found
        if piece.kind not in _TEXT or not more or _begins(piece):
            break
        found.append(place)
    return found


def _words(piece: Piece) -> str:
    text = strip_tags(_NOTE.sub("", piece.html).replace("<br>", " "))
    return " ".join(unescape(text).split())


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else NUMBERS.index(words.lower()) + 1


def _same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
