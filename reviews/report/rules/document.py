"""What is a report made of when it is printed? Frozen shapes without models, and pure rules over them."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a block is; the same words as ``models.Block.Kind``."""

    PARAGRAPH = "paragraph"
    PLAIN = "plain"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    RECOMMENDATION = "recommendation"
    FINDING = "finding"


@dataclass(frozen=True)
class FiledBlock:
    """A piece of content that a record files into the report under its origin ("recommendation:12")."""

    origin: str
    kind: str
    html: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PrintedBlock:
    """A block as it is printed: labels in place of people, its paragraph number ("1.1") or none.

    ``html`` holds p, h3, h4, ul, ol, li, blockquote, table, strong, em, a, br; a footnote is ``<span data-fn="">``
    with its text inside, at the place it is called.
    """

    uid: str
    kind: str
    html: str
    number: str = ""
    origin: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PrintedSection:
    """A section as it is printed; ``number`` is "1" or empty. ``pk`` leads back to the draft it was printed from."""

    kind: str
    title: str
    number: str
    blocks: tuple[PrintedBlock, ...]
    pk: int = 0


def name_of(section: PrintedSection) -> str:
    """What a section is called where something in it is told of."""
    return f"Section {section.number}" if section.number else f"“{section.title}”"


def place_of(section: PrintedSection, block: PrintedBlock, index: int) -> str:
    """Where a block stands, in words; ``index`` is its place in the section, from 1."""
    if block.number:
        return f"Paragraph {block.number}"
    called = {"plain": "paragraph", "quote": "quotation"}.get(block.kind, str(block.kind))
    return f"{name_of(section)}, {called} ({index} from the top)"


@dataclass(frozen=True)
class Document:
    """A whole report as it is printed: everything PDF, Word and web page need, and nothing that names a person."""

    title: str
    subtitle: str
    partnership: str
    reviewer: str
    reviewer_title: str
    dated: str
    declaration: str
    declared: str
    agencies: tuple[str, ...]
    questions: tuple[str, ...]
    points: tuple[str, ...]
    sections: tuple[PrintedSection, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_json_sections(self) -> list[dict[str, Any]]:
        """The sections alone, in the shape they have once stored."""
        return [{**asdict(section), "blocks": [asdict(block) for block in section.blocks]} for section in self.sections]

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Document":
        sections = tuple(
            PrintedSection(
                kind=section["kind"],
                title=section["title"],
                number=section["number"],
                blocks=tuple(PrintedBlock(**block) for block in section["blocks"]),
                pk=section.get("pk", 0),
            )
            for section in content["sections"]
        )
        lists = {name: tuple(content[name]) for name in ("agencies", "questions", "points")}
        return cls(**{**content, **lists, "sections": sections})
