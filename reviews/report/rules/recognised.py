"""What of a text that was written elsewhere is recognised as part of a report, and what is not? Nothing goes silently."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

from cspr.word.reading import Piece, Told
from reviews.report.rules.document import Kind
from reviews.report.rules.numbering import paragraph_numbers, section_numbers
from reviews.report.rules.outline import UNNUMBERED
from reviews.report.rules.recommended import Found, recommended

FRONT, LISTED, LONGEST = "Front page", 100, 200
# The first words that fit say which section of the outline a heading is.
KINDS = (
    ("acknowledgements", r"acknowledg"), ("governance", r"governance|declaration"), ("summary", r"summary"),
    ("recommendations", r"recommendation|learning point"), ("references", r"^references|bibliograph|works cited"),
    ("appendix", r"^(?:appendix|annex)\b"), ("introduction", r"introduction|background"),
    ("episodes", r"key practice episode"), ("chronology", r"chronolog|what happened|narrative"),
    ("progress", r"progress|improvement"), ("discussion", r"discussion|analysis|findings"),
)  # fmt: skip
_APPENDIX = re.compile(r"^(?:appendix|annex)\s+(?:\w+)\s*[:.–-]?\s*", re.I)
_DRAFT = re.compile(r"^DRAFT\b.{0,40}not for publication", re.I)


@dataclass(frozen=True)
class FoundBlock:
    """A block as it will be written. ``key`` is what references call it until it has an id, ``seen`` its old number."""

    key: str
    kind: str
    html: str
    seen: str = ""


@dataclass(frozen=True)
class FoundSection:
    """A section as it will be written; ``called`` is how the text calls an appendix ("Appendix One")."""

    key: str
    kind: str
    title: str
    numbered: bool
    blocks: tuple[FoundBlock, ...]
    number: str = ""
    called: str = ""


@dataclass(frozen=True)
class Recognised:
    """What a file comes to before anything of it is written. ``unsure`` are things a person has to look at."""

    title: str
    sections: tuple[FoundSection, ...]
    recommendations: tuple[Found, ...] = ()
    unsure: tuple[str, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    absent: tuple[tuple[str, int], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    references: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How much of each kind there is."""
        blocks = [block for section in self.sections for block in section.blocks]
        kinds = Counter(block.kind for block in blocks)
        return {
            "sections": len(self.sections),
            "numbered paragraphs": kinds[Kind.PARAGRAPH],
            "other paragraphs": kinds[Kind.PLAIN],
            "headings": kinds[Kind.HEADING],
            "lists": kinds[Kind.LIST],
            "quotations": kinds[Kind.QUOTE],
            "tables": kinds[Kind.TABLE],
            "footnotes": sum(block.html.count("data-fn") for block in blocks),
            "references": self.references,
            "recommendations": len(self.recommendations),
        }

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Recognised":
        sections = tuple(
            FoundSection(**{**section, "blocks": tuple(FoundBlock(**block) for block in section["blocks"])})
            for section in stored["sections"]
        )
        pairs = {name: tuple(map(tuple, stored[name])) for name in ("renumbered", "absent", "shown", "changes")}
        made = tuple(Found(**one) for one in stored["recommendations"])
        return cls(
            **{**stored, **pairs, "sections": sections, "recommendations": made, "unsure": tuple(stored["unsure"])}
        )


@dataclass
class _Part:
    heading: Piece | None
    pieces: list[Piece] = field(default_factory=list)


def recognised(told: Told) -> Recognised:
    """The sections and blocks of a text, its recommendations apart. References are not looked for yet."""
    title, parts = _parts(told)
    kinds = list(_kinds(parts))
    made = recommended([(kind, _title(part), part.pieces) for kind, part in zip(kinds, parts, strict=True)])
    keys = (f"b{number}" for number in range(1, len(told.pieces) + 2))
    sections = []
    for number, (kind, part, pieces) in enumerate(zip(kinds, parts, made.left, strict=True), 1):
        blocks = tuple(_blocks(pieces, keys))
        heading = part.heading.number if part.heading else ""
        numbered = bool(heading) or any(block.kind == Kind.PARAGRAPH for block in blocks)
        sections.append(_section(f"s{number}", kind, part, blocks, numbered, heading))
    cut = [
        f"The heading “{_title(part)[:60]}…” is longer than {LONGEST} characters, and is cut there."
        for part in parts
        if len(_title(part)) > LONGEST
    ]
    guessed = [f"“{piece.text}” is taken for a heading because it stands alone and looks like one." for piece in told.pieces
               if piece.guessed][:LISTED]  # fmt: skip
    return Recognised(
        title, tuple(sections), made.found, (*made.unsure, *cut, *guessed), tuple(_renumbered(sections)),
        tuple(told.absent.items()), tuple(told.shown), tuple(told.changes),
    )  # fmt: skip


def _parts(told: Told) -> tuple[str, list[_Part]]:
    """The title, and what stands under each heading of the highest level."""
    levels = Counter(piece.level for piece in told.pieces if piece.kind == "heading")
    top, title, pieces = min(levels, default=1), told.title, told.pieces
    first = next((at for at, piece in enumerate(pieces) if piece.kind == "heading"), 0)
    if not title and levels[top] == 1 and first < 5 and len(levels) > 1 and pieces[first].level == top:
        title, pieces = pieces[first].text[:LONGEST], [*pieces[:first], *pieces[first + 1 :]]
        top = min(level for level in levels if level > top)
    parts = [_Part(None)]
    for piece in pieces:
        if piece.kind == "heading" and piece.level <= top:
            parts.append(_Part(piece))
        elif parts[-1].heading is None and _DRAFT.match(piece.text):
            told.leave("the mark that it is a draft", piece.text)
        else:
            parts[-1].pieces.append(_deeper(piece, top))
    return title, [part for part in parts if part.heading or part.pieces]


def _deeper(piece: Piece, top: int) -> Piece:
    if piece.kind != "heading":
        return piece
    return Piece(**{**vars(piece), "level": 3 if piece.level == top + 1 else 4})


def _title(part: _Part) -> str:
    return part.heading.text if part.heading else FRONT


def _kinds(parts: Iterable[_Part]) -> Iterator[str]:
    taken: set[str] = set()
    for part in parts:
        words = _title(part).lower()
        kind = next((kind for kind, fits in KINDS if re.search(fits, words)), "free") if part.heading else "free"
        yield "free" if kind in taken and kind != "appendix" else kind
        taken.add(kind)


def _section(
    key: str, kind: str, part: _Part, blocks: tuple[FoundBlock, ...], numbered: bool, heading: str
) -> FoundSection:
    title = _title(part)
    called = _APPENDIX.match(title)
    if kind == "appendix" and called:
        rest = title[called.end() :]
        words = re.sub(r"[^\w ]", "", called[0]).strip()
        return FoundSection(key, kind, (rest or words)[:LONGEST], numbered and bool(heading), blocks, heading, words)
    counts = numbered and (kind not in UNNUMBERED or bool(heading))
    return FoundSection(key, kind, title[:LONGEST], counts, blocks, heading)


def _blocks(pieces: Sequence[Piece], keys: Iterator[str]) -> Iterator[FoundBlock]:
    for is_item, group in groupby(pieces, lambda piece: piece.kind == "item"):
        if is_item:
            for items in _lists(list(group)):
                yield FoundBlock(next(keys), Kind.LIST, _listed(items))
            continue
        for piece in group:
            kind, html = _made(piece)
            yield FoundBlock(next(keys), kind, html, piece.number if kind == Kind.PARAGRAPH else "")


def _made(piece: Piece) -> tuple[str, str]:
    if piece.kind == "heading":
        number = f"{piece.number} " if piece.number else ""
        return Kind.HEADING, f"<h{piece.level}>{number}{piece.html}</h{piece.level}>"
    if piece.kind == "quote":
        return Kind.QUOTE, f"<blockquote><p>{piece.html}</p></blockquote>"
    if piece.kind == "table":
        return Kind.TABLE, piece.html
    return Kind.PARAGRAPH if piece.number else Kind.PLAIN, f"<p>{piece.html}</p>"


def _lists(items: list[Piece]) -> Iterator[list[Piece]]:
    """Items of one list; another begins where the outermost change from bullets to numbers."""
    gathered: list[Piece] = []
    for item in items:
        outer = next((one for one in gathered if one.level == min(other.level for other in gathered)), None)
        if outer and item.level <= outer.level and item.ordered != outer.ordered:
            yield gathered
            gathered = []
        gathered.append(item)
    yield gathered


def _listed(items: list[Piece]) -> str:
    """The items as lists within lists."""
    tag, depth, html = ("ol" if items[0].ordered else "ul"), items[0].level, []
    at = 0
    while at < len(items):
        within = list(_while_deeper(items[at + 1 :], depth))
        html.append(f"<li><p>{items[at].html}</p>{_listed(within) if within else ''}</li>")
        at += 1 + len(within)
    return f"<{tag}>{''.join(html)}</{tag}>"


def _while_deeper(items: list[Piece], depth: int) -> Iterator[Piece]:
    for item in items:
        if item.level <= depth:
            return
        yield item


def _renumbered(sections: Sequence[FoundSection]) -> Iterator[tuple[str, str]]:
    """Old and new number of each paragraph that will have another one."""
    numbers = section_numbers(section.numbered for section in sections)
    for number, section in zip(numbers, sections, strict=True):
        counted = paragraph_numbers(number, [block.kind for block in section.blocks])
        for block, new in zip(section.blocks, counted, strict=True):
            if block.seen and block.seen != new:
                yield block.seen, new
