"""What does a style say of its paragraphs: a heading, a quotation, a part of a list, the contents?"""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from cspr.word.reading.parts import W, is_on, value

_HEADING = re.compile(r"^(?:heading|überschrift|titre)\s*(\d)", re.I)
_QUOTE = re.compile(r"quot|block ?text|zitat", re.I)
_CONTENTS = re.compile(r"^(?:toc|contents|table of figures)\b", re.I)
_BOX = re.compile(r"recommendation", re.I)
DEEPEST = 20  # how far styles may lean on one another


@dataclass(frozen=True)
class Style:
    """``level`` of a heading, 0 for none; the list it counts in, and at which depth."""

    name: str = ""
    level: int = 0
    title: bool = False
    quote: bool = False
    contents: bool = False
    boxed: bool = False
    bold: bool = False
    italic: bool = False
    list_id: str = ""
    depth: int = 0

    @property
    def list_depth(self) -> int:
        """How deep a list is by the name of its style ("List Bullet 2")."""
        said = re.match(r"list (?:bullet|number) (\d)$", self.name, re.I)
        return int(said[1]) - 1 if said else 0


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, tree: Element) -> None:
        self.trees = {found.get(f"{W}styleId", ""): found for found in tree.iter(f"{W}style")}
        self.known: dict[str, Style] = {}

    def of(self, name: str) -> Style:
        if name not in self.known:
            self.known[name] = self._read(name, 0)
        return self.known[name]

    def _read(self, name: str, far: int) -> Style:
        tree = self.trees.get(name)
        if tree is None or far > DEEPEST:
            return Style(name)
        base = value(tree.find(f"{W}basedOn"))
        under = self._read(base, far + 1) if base else Style()
        called = value(tree.find(f"{W}name")) or name
        heading = _HEADING.match(called)
        outline = value(tree.find(f"{W}pPr/{W}outlineLvl"))
        level = (
            int(heading[1]) if heading else int(outline) + 1 if outline.isdecimal() and outline < "9" else under.level
        )
        look = tree.find(f"{W}rPr")
        found = replace(
            under, name=called, level=min(level, 9), title=called.lower() == "title", quote=under.quote or bool(_QUOTE.search(called)),
            contents=bool(_CONTENTS.match(called)), boxed=under.boxed or bool(_BOX.search(called)) or _bordered(tree),
        )  # fmt: skip
        if look is not None:
            bold, italic = look.find(f"{W}b"), look.find(f"{W}i")
            found = replace(
                found, bold=is_on(bold) if bold is not None else found.bold,
                italic=is_on(italic) if italic is not None else found.italic,
            )  # fmt: skip
        return _counted(found, tree.find(f"{W}pPr/{W}numPr"))


def _counted(style: Style, place: Element | None) -> Style:
    if place is None:
        return style
    depth = value(place.find(f"{W}ilvl"))
    return replace(
        style, list_id=value(place.find(f"{W}numId")) or style.list_id, depth=int(depth) if depth.isdecimal() else style.depth
    )  # fmt: skip


def _bordered(tree: Element) -> bool:
    """A line on all four sides."""
    borders = tree.find(f"{W}pPr/{W}pBdr")
    return borders is not None and all(
        value(borders.find(f"{W}{side}")) not in ("", "nil", "none") for side in ("top", "left", "bottom", "right")
    )
