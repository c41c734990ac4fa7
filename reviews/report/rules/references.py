"""To what does a cross-reference lead, and what does it say there today? Its words follow when text moves.

In a text it stands as ``<span data-ref="KEY">``: the id of a block, ``section-PK``, ``fn-ID``, ``terms`` or ``points``.
``data-to`` is the last of a range, ``data-way`` asks for "above" or "below".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.html import escape

from reviews.identities.rules import plain
from reviews.report.rules.citations import UNLISTED
from reviews.report.rules.document import Document, Kind, PrintedBlock, PrintedSection

GONE = "[reference to something that is no longer there]"
TERMS, POINTS, APPENDIX = "terms", "points", "appendix"
WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
BOXES = (Kind.RECOMMENDATION, Kind.FINDING)
LONGEST = 80
_CALL = re.compile(r'<span\b[^<>]*\bdata-fn="([\w-]*)"')
_REFERENCE = re.compile(r'<span\b(?P<marks>[^<>]*\bdata-ref="(?P<key>[\w-]*)"[^<>]*)>(?:[^<>]*</span>)?')
# At the head of a text, or after the end of a sentence.
_BEGINS = re.compile(r"(?:^|[.!?]\s+)(?:<[^<>]*>)*$")
_TO = re.compile(r'\bdata-to="([\w-]+)"')


@dataclass(frozen=True)
class Target:
    """Something of the report that a reference may lead to; ``about`` are its first words, to choose it by."""

    key: str
    text: str
    about: str
    place: int


@dataclass(frozen=True)
class Lost:
    """A place of the report with a reference that leads nowhere."""

    place: str
    section: int
    uid: str


def appendix_name(position: int) -> str:
    """ "Appendix One" for the first, whose position is 0."""
    return f"Appendix {WORDS[position] if position < len(WORDS) else position + 1}"


def targets(document: Document) -> dict[str, Target]:
    """Everything a reference may lead to, in the order of the pages."""
    found: dict[str, Target] = {}
    for key, text, about in (*_body(document), *_appendices(document)):
        found[key] = Target(key, text, about[:LONGEST], len(found))
    return found


def _body(document: Document) -> Iterator[tuple[str, str, str]]:
    notes, boxes = 0, dict.fromkeys(BOXES, 0)
    for section in document.sections:
        if section.kind != APPENDIX:
            yield f"section-{section.pk}", _section_text(section), section.title if section.number else ""
        for block in section.blocks:
            if block.kind in boxes:
                boxes[Kind(block.kind)] += 1
            text = _block_text(block, boxes)
            if text:
                yield block.uid, text, plain(block.html)
            for note in _CALL.finditer(block.html):
                notes += 1
                if note[1]:
                    text = block.html[note.end() : block.html.find("</span>", note.end())]
                    yield f"fn-{note[1]}", f"footnote {notes}", plain(text.lstrip(">"))


def _section_text(section: PrintedSection) -> str:
    return f"section {section.number}" if section.number else f"“{section.title}”"


def _block_text(block: PrintedBlock, boxes: dict[Kind, int]) -> str:
    if block.kind in boxes:
        return f"{block.kind.capitalize()} {block.facts.get('number') or boxes[Kind(block.kind)]}"
    return f"“{plain(block.html)}”" if block.kind == Kind.HEADING else block.number


def _appendices(document: Document) -> Iterator[tuple[str, str, str]]:
    given = []
    if document.questions:
        given.append((TERMS, "Terms of reference"))
    if document.points:
        given.append((POINTS, "Discussion points for the conversations"))
    own = [section for section in document.sections if section.kind == APPENDIX and section.blocks]
    given += [(f"section-{section.pk}", section.title) for section in own]
    for position, (key, about) in enumerate(given):
        yield key, appendix_name(position), about


def note_keys(html: str) -> list[str]:
    """The key of each footnote of a text, in order; one that nobody could refer to yet has none."""
    return _CALL.findall(html)


def referred(document: Document) -> Document:
    """The document with the words of today in place of each reference, as links within it."""
    known = targets(document)
    sections = []
    for section in document.sections:
        here = known[f"section-{section.pk}"].place if f"section-{section.pk}" in known else 0
        blocks = []
        for block in section.blocks:
            here = known[block.uid].place if block.uid in known else here
            html = told(block.html, known, here) if "data-ref" in block.html else block.html
            blocks.append(replace(block, html=html))
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


def told(html: str, known: dict[str, Target], here: int) -> str:
    """A text with its references in words; ``here`` is where it stands among the targets."""

    def words(match: re.Match[str]) -> str:
        target, to = known.get(match["key"]), _TO.search(match["marks"])
        last = known.get(to[1]) if to else None
        if target is None or (to and last is None):
            return f"<strong>{GONE}</strong>"
        way = "data-way" in match["marks"]
        if last is None or last == target:
            return _link(target, here, way, begins=bool(_BEGINS.search(html[: match.start()])))
        first, last = sorted((target, last), key=lambda one: one.place)
        return f"{_link(first, here, False)}–{_link(last, here, way)}"

    return _REFERENCE.sub(words, html)


def _link(target: Target, here: int, way: bool, *, begins: bool = False) -> str:
    text = target.text[:1].upper() + target.text[1:] if begins else target.text
    if way and target.place != here:
        text += " above" if target.place < here else " below"
    return f'<a href="#{target.key}">{escape(text)}</a>'


def emptied(html: str) -> str:
    """The text without the words that stood in its references: they are made anew each time."""
    return _REFERENCE.sub(lambda match: f"<span{match['marks']}></span>", html)


def lost(document: Document) -> list[Lost]:
    """Where a document that is printed has a reference that leads nowhere."""
    return [
        Lost(f"Paragraph {block.number}" if block.number else f"“{section.title}”", section.pk, block.uid)
        for section in document.sections
        for block in section.blocks
        if GONE in block.html or UNLISTED in block.html
    ]
