"""What does a plain text hold: its headings by their look, its numbered paragraphs, lists and quotations?"""

import re

from django.utils.html import escape

from cspr.readers.text import decoded
from cspr.records import NotYet
from cspr.word.reading.told import MOST_PIECES, TOO_LONG, Piece, Told

_HEADING = re.compile(r"^(?:(?P<marks>#{1,3})\s+|(?:section\s+)?(?P<number>\d{1,2})\.?\s+)(?P<text>\S.{0,90})$", re.I)
_LOOSE = re.compile(r"^(?:[Aa]ppendix \w+\b.{0,80}|[A-Z][A-Z’' ,:&-]{3,60})$", re.A)
_ITEM = re.compile(r"^(?:[-*•–]\s+|(?P<number>\(?(?:\d{1,2}|[a-z])[.)])\s+)(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)\.?\s+(?P<text>\S.*)$", re.S)
_UNDERLINE = re.compile(r"^[=-]{3,}$")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def read(content: bytes) -> Told:
    """The text in pieces: an empty line parts two paragraphs."""
    told = Told()
    text = _UNSEEN.sub("", decoded(content)).replace("\r\n", "\n").replace("\r", "\n")
    for part in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        told.pieces += _pieces(lines)
        if len(told.pieces) > MOST_PIECES:
            raise NotYet(TOO_LONG)
    return told


def _pieces(lines: list[str]) -> list[Piece]:
    if not lines:
        return []
    if all(line.startswith(">") for line in lines):
        return [Piece("quote", escape(" ".join(line.lstrip("> ") for line in lines)))]
    if len(lines) == 1 and (heading := _heading(lines[0])):
        return [heading]
    found: list[Piece] = []
    gathered: list[str] = []
    for line in lines:
        if _UNDERLINE.match(line) and len(gathered) == 1:
            found.append(Piece("heading", escape(gathered.pop()), level=1 if line[0] == "=" else 2))
            continue
        item, begins = _ITEM.match(line), _NUMBERED.match(line)
        if item or begins:
            found += _paragraph(gathered)
            gathered = []
        if item and not begins:
            ordered = bool(item["number"])
            found.append(Piece("item", escape(item["text"]), ordered=ordered))
        else:
            gathered.append(line)
    if found and found[-1].kind == "item" and gathered and not _NUMBERED.match(gathered[0]):
        last = found.pop()
        return [*found, Piece("item", f"{last.html} {escape(' '.join(gathered))}", ordered=last.ordered)]
    return [*found, *_paragraph(gathered)]


def _paragraph(lines: list[str]) -> list[Piece]:
    text = " ".join(lines)
    if not text:
        return []
    numbered = _NUMBERED.match(text)
    if numbered:
        return [Piece("paragraph", escape(numbered["text"]), number=numbered["number"])]
    return [Piece("paragraph", escape(text))]


def _heading(line: str) -> Piece | None:
    """A heading by its look: a line alone with a number, or in capitals, or the name of an appendix."""
    if line.endswith((".", ";", ":", ",")) or _NUMBERED.match(line):
        return None
    found = _HEADING.match(line)
    if found and (found["marks"] or found["text"][0].isupper()):
        level, number = len(found["marks"] or "#"), found["number"] or ""
        return Piece("heading", escape(found["text"]), level=level, number=number, guessed=not found["marks"])
    return Piece("heading", escape(line), level=1, guessed=True) if _LOOSE.match(line) else None
