"""How does a document look on a page? Footnotes counted through, calls in the text and notes below each section."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from reviews.identities.rules import KnownForms, masked
from reviews.report.rules.document import Document, PrintedBlock
from reviews.report.rules.html import footnotes

_MARK = re.compile(r"^<span[^<>]*>|</span>$")
_KEY = re.compile(r'^<span[^<>]*\bdata-fn="([\w-]+)"')


@dataclass(frozen=True)
class Note:
    """A footnote with its number."""

    number: int
    html: str


@dataclass(frozen=True)
class ShownBlock:
    """A block ready for a page; ``door`` is where the record it tells of is edited, ``label`` what it is called.

    ``rests_on`` are the keys of its evidence ("entry:12").
    """

    uid: str
    kind: str
    number: str
    html: str
    origin: str
    door: str
    label: str
    comments: tuple[Any, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownSection:
    """A section ready for a page."""

    pk: int
    kind: str
    number: str
    title: str
    blocks: tuple[ShownBlock, ...]
    notes: tuple[Note, ...]


@dataclass
class _Counter:
    last: int = 0
    notes: list[Note] = field(default_factory=list)


def under_labels(document: Document, forms: KnownForms, cleared: frozenset[str]) -> Document:
    """The document for somebody who may not see real names: in an old text one may stand that was registered since."""

    def plain(text: str) -> str:
        return masked(text, forms, cleared=cleared)

    def block(one: PrintedBlock) -> PrintedBlock:
        return replace(one, html=masked(one.html, forms, html=True, cleared=cleared))

    return replace(
        document,
        title=plain(document.title),
        declaration=plain(document.declaration),
        questions=tuple(plain(question) for question in document.questions),
        points=tuple(plain(point) for point in document.points),
        sections=tuple(
            replace(section, title=plain(section.title), blocks=tuple(block(one) for one in section.blocks))
            for section in document.sections
        ),
    )


def shown(document: Document, comments: dict[str, tuple[Any, ...]] | None = None) -> list[ShownSection]:
    """The sections of a document; ``comments`` go by the id of their paragraph."""
    counter, sections = _Counter(), []
    for section in document.sections:
        counter.notes = []
        blocks = tuple(_block(block, counter, (comments or {}).get(block.uid, ())) for block in section.blocks)
        notes = tuple(counter.notes)
        sections.append(ShownSection(section.pk, section.kind, section.number, section.title, blocks, notes))
    return sections


def _block(block: PrintedBlock, counter: _Counter, comments: tuple[Any, ...]) -> ShownBlock:
    html = _called(block.html, counter)
    door = door_of(block.facts)
    return ShownBlock(
        block.uid, block.kind, block.number, html, block.origin, door, label_of(block.kind, block.facts), comments,
        tuple(block.facts.get("evidence", ())),
    )  # fmt: skip


def _called(html: str, counter: _Counter) -> str:
    """The text with numbered calls in place of its footnotes."""
    parts, at = [], 0
    for start, end in footnotes(html):
        counter.last += 1
        number = counter.last
        counter.notes.append(Note(number, _MARK.sub("", html[start:end])))
        parts.append(html[at:start])
        key = _KEY.match(html[start:end])
        parts.append(f'<span id="fn-{key[1]}"></span>' if key else "")
        parts.append(
            f'<sup class="cspr-report__call"><a class="govuk-link" id="call-{number}" href="#note-{number}">'
            f'<span class="govuk-visually-hidden">Footnote </span>{number}</a></sup>'
        )
        at = end
    return "".join(parts) + html[at:]


def door_of(facts: dict[str, Any]) -> str:
    """Where the record behind a filed block is edited: a path of our own, or nothing."""
    door = facts.get("door")
    return door if isinstance(door, str) and re.fullmatch(r"/[^/\\][^\\]*", door) else ""


def label_of(kind: str, facts: dict[str, Any]) -> str:
    """ "Recommendation 3" for what is not a paragraph."""
    if kind not in ("recommendation", "finding"):
        return ""
    return f"{kind.capitalize()} {facts.get('number') or ''}".strip()
