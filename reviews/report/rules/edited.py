"""What was changed in a Word file that was edited outside, and how do its words come into the text without losing the rest?

Our own file of the version is read in the same way as the one that came back, so that whatever differs was done by
somebody. The words of a paragraph go into its text one by one: people, references, citations, footnotes and looks stay
where their words stay.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.utils.html import escape
from rapidfuzz import fuzz

from cspr.records import NotYet
from cspr.word import bookmark_name
from cspr.word.reading import Passage, Returned
from reviews.report.rules.document import Document
from reviews.report.rules.html import footnotes
from reviews.report.rules.made import Part, heads_section, is_entry, parts_of, same, where
from reviews.report.rules.returned import LINE_ENDS, MOST_GUESSED, OTHER_TEXT, lines_of

ALIKE = 45  # of 100: two texts in the same place that are this much alike are one that was changed
_UNIT = re.compile(r"<span\b[^<>]*\bdata-(?:person|ref|cite)=[^<>]*>.*?</span>|<[^<>]+>|[^<]+", re.S)
_ATOM = re.compile(r"<span\b[^<>]*\bdata-(?:person|ref|cite|fn)=")
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Edit:
    """What became of a paragraph: "changed", "added" after another, "removed", or "other": of a text made from records.

    "first": added below the heading of a section; "made": added in a part that is made from records. ``where`` tells the
    place of both, with the ``section`` of the draft. ``line`` counts the paragraphs within a block, whose footnotes come last.
    """

    how: str
    uid: str
    line: int = 0
    old: str = ""
    new: str = ""
    where: str = ""
    section: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def edits(given_out: Returned, came_back: Returned, document: Document) -> list[Edit]:
    """Every paragraph that differs between the file that was given out and the one that came back."""
    before = [passage for passage in given_out.passages if passage.now]
    after = [passage for passage in came_back.passages if passage.now]
    if len(after) > 2 * len(before) + MOST_GUESSED:
        raise NotYet(OTHER_TEXT, field="original")
    ours = _Ours(before, document)
    found, last = [], -1
    for old, new in _pairs(before, after):
        last = last if old is None else old
        was, now = before[old].now if old is not None else "", after[new].now if new is not None else ""
        if same(was) == same(now) or ours.only_counted(last, now):
            continue
        if old is None:
            found.append(ours.added(last, now))
            continue
        uid, line = ours.places[old]
        how = "removed" if new is None else "changed"
        found.append(Edit(how if uid else "other", uid, line, was, now))
    return found


class _Ours:
    """The passages of our own file: the paragraph of the version each is, and of which block; none for what is made from records."""

    def __init__(self, passages: Sequence[Passage], document: Document) -> None:
        self.passages, self.parts = passages, parts_of(passages)
        self.known = {same(passage.now) for passage in passages}
        self.places: list[tuple[str, int]] = []
        self.homes: list[str] = []
        lines = {
            block.uid: [same(line) for line in lines_of(block)] for part in document.sections for block in part.blocks
        }
        marks = {bookmark_name(uid): uid for uid in lines}
        uid, waiting = "", list[tuple[int, str]]()
        for passage in passages:
            begins = next((marks[mark] for mark in passage.marks if mark in marks), "")
            if begins or heads_section(passage) or not waiting:
                uid, waiting = begins, list(enumerate(lines.get(begins, ())))
            one = next((one for one in waiting if one[1] == same(passage.now)), None)
            if one:
                waiting.remove(one)
            self.places.append((uid, one[0]) if one else ("", 0))
            self.homes.append(uid)

    def added(self, above: int, text: str) -> Edit:
        """What was typed below a passage of ours (-1: above them all)."""
        if above >= 0 and self.homes[above]:
            return Edit("added", self.homes[above], new=text)
        how = "first" if above >= 0 and heads_section(self.passages[above]) else "made"
        part, after = (self.parts[above], self.passages[above].now) if above >= 0 else (Part(), "")
        return Edit(how, "", new=text, where=where(part, after), section=part.section)

    def only_counted(self, at: int, now: str) -> bool:
        """Is it a line of the contents that Word made anew?"""
        return at >= 0 and is_entry(now, self.parts[at], self.known)


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[tuple[int | None, int | None]]:
    """The passages that belong together, in the order of the later text."""
    left, right = [same(one.now) for one in before], [same(one.now) for one in after]
    for how, start, end, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if how == "equal":
            yield from zip(range(start, end), range(first, last), strict=True)
        else:
            yield from _in_gap(before, after, range(start, end), range(first, last))


def _in_gap(
    before: Sequence[Passage], after: Sequence[Passage], olds: range, news: range
) -> Iterator[tuple[int | None, int | None]]:
    """Within a stretch that differs: by bookmark, or by being much alike, in their order; the others went or came."""
    waiting = list(olds)
    for new in news:
        found = next((old for old in waiting if _belong(before[old], after[new])), None)
        if found is None:
            yield None, new
            continue
        for old in waiting[: waiting.index(found)]:
            yield old, None
        del waiting[: waiting.index(found) + 1]
        yield found, new
    for old in waiting:
        yield old, None


def _belong(old: Passage, new: Passage) -> bool:
    marks = {mark for mark in old.marks if mark.startswith("_R")}
    return bool(marks & set(new.marks)) or fuzz.ratio(same(old.now), same(new.now)) >= ALIKE


# Words into a text ---------------------------------------------------------------------------------------


def reworded(html: str, printed: str, new: dict[int, str]) -> str | None:
    """The text of a block with new words in some of its paragraphs; ``printed`` is the block as the version has it.

    None where the text no longer says what the version said.
    """
    own, theirs = segments(html), segments(printed)
    if len(own) != len(theirs):
        return None
    for line in sorted(new, key=lambda line: own[line][0] if line < len(own) else 0, reverse=True):
        if line >= len(own):
            return None
        (start, end), (first, last) = own[line], theirs[line]
        words = _reworded(html[start:end], _text(printed[first:last]), new[line])
        if words is None:
            return None
        html = html[:start] + words + html[end:]
    return html


def segments(html: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a block begin and end, in the order of ``lines_of``: those of the text, then its footnotes."""
    notes = footnotes(html)
    ends = [mark for mark in LINE_ENDS.finditer(html) if not any(start <= mark.start() < end for start, end in notes)]
    starts = [0, *(mark.end() for mark in ends)]
    body = list(zip(starts, [*(mark.start() for mark in ends), len(html)], strict=True))
    inner = [(html.index(">", start) + 1, end - len("</span>")) for start, end in notes]
    return [
        (start, end)
        for start, end in (*body, *inner)
        if _text(html[start:end]).strip() or _ATOM.search(html[start:end])
    ]


def _text(html: str) -> str:
    """The words of a piece of text, without its footnotes."""
    kept, at = [], 0
    for start, end in footnotes(html):
        kept.append(html[at:start])
        at = end
    bare = re.sub(r"<[^<>]+>", "", re.sub(r"<br ?/?>", " ", "".join([*kept, html[at:]])))
    return unescape(bare)


@dataclass(frozen=True)
class _Unit:
    """A piece of the text: its words as they are printed, and its HTML, which stays whole where ``whole``."""

    text: str
    html: str
    whole: bool


def _units(html: str, printed: str) -> list[_Unit] | None:
    """The pieces of a paragraph with what each atom is printed as; None where the text says something else."""
    pieces: list[str] = []
    at = 0
    for start, end in footnotes(html):
        pieces += [*_UNIT.findall(html[at:start]), html[start:end]]
        at = end
    pieces += _UNIT.findall(html[at:])
    pattern = "".join(_pattern(piece) for piece in pieces)
    found = re.fullmatch(pattern, printed, re.S)
    if found is None:
        return None
    told = iter(found.groups())
    return [_unit(piece, told) for piece in pieces]


def _pattern(piece: str) -> str:
    if not piece.startswith("<"):
        return re.escape(unescape(piece))
    if _ATOM.match(piece) and "data-fn" not in piece[: piece.index(">")]:
        return "(.*?)"
    return " " if piece.startswith("<br") else ""


def _unit(piece: str, told: Iterator[str]) -> _Unit:
    if not piece.startswith("<"):
        return _Unit(unescape(piece), piece, whole=False)
    if _ATOM.match(piece) and "data-fn" not in piece[: piece.index(">")]:
        return _Unit(next(told), piece, whole=True)
    return _Unit(" " if piece.startswith("<br") else "", piece, whole=True)


def _reworded(html: str, printed: str, new: str) -> str | None:
    units = _units(html, printed)
    if units is None:
        return None
    old = "".join(unit.text for unit in units)
    kept, added = _kept(old, new)
    out, at = [], 0
    for unit in units:
        end = at + len(unit.text)
        stays = all(kept[at:end])
        if unit.whole and stays:
            out.append(added.pop(at, "") if unit.text else "")
            out.append(unit.html)
        else:
            for place in range(at, end):
                out.append(added.pop(place, ""))
                out.append(escape(old[place]) if kept[place] else "")
        at = end
    return "".join([*out, *(words for _, words in sorted(added.items()))])


def _kept(old: str, new: str) -> tuple[list[bool], dict[int, str]]:
    """Of each sign of the old words whether it stays, and what is put in before which; the last may come at the end."""
    left, right = _WORD.findall(old), _WORD.findall(new)
    starts = [0]
    for word in left:
        starts.append(starts[-1] + len(word))
    kept, added = [False] * len(old), dict[int, str]()
    alike = SequenceMatcher(None, [same(word) for word in left], [same(word) for word in right], autojunk=False)
    for how, start, end, first, last in alike.get_opcodes():
        if how == "equal":
            kept[starts[start] : starts[end]] = [True] * (starts[end] - starts[start])
        elif last > first:
            added[starts[start]] = escape("".join(right[first:last]))
    return kept, added
