"""Which number did the reader see before a paragraph that Word counted?"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from cspr.word.reading.parts import W, value

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
DEPTHS = 9


@dataclass(frozen=True)
class Level:
    """How one depth of a list is counted."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(frozen=True)
class Count:
    """What stands before a paragraph: its number, or a bullet."""

    number: str
    bullet: bool
    depth: int


class Counting:
    """Counts a document from its first paragraph to its last."""

    def __init__(self, tree: Element) -> None:
        self.levels: dict[str, list[Level]] = {}
        self.lists: dict[str, str] = {}
        self.starts: dict[str, dict[int, int]] = {}
        for listed in tree.findall(f"{W}abstractNum"):
            self.levels[listed.get(f"{W}abstractNumId", "")] = _levels(listed)
        for number in tree.findall(f"{W}num"):
            name = number.get(f"{W}numId", "")
            self.lists[name] = value(number.find(f"{W}abstractNumId"))
            self.starts[name] = {
                _number(override.get(f"{W}ilvl", ""), 0): _number(value(override.find(f"{W}startOverride")), 1)
                for override in number.findall(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
        self.counted: dict[str, list[int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, depth: int) -> Count | None:
        """What stands before the next paragraph of a list; nothing where the list is not known or switched off."""
        levels = self.levels.get(self.lists.get(list_id, ""), [])
        if not 0 <= depth < len(levels):
            return None
        counted = self.counted.setdefault(self.lists[list_id], [0] * DEPTHS)
        begins = self.starts[list_id].get(depth)
        if begins is not None and (list_id, depth) not in self.begun:
            self.begun.add((list_id, depth))
            counted[depth] = begins - 1
        elif not counted[depth]:
            counted[depth] = levels[depth].start - 1
        counted[depth] += 1
        counted[depth + 1 :] = [0] * (DEPTHS - depth - 1)
        if levels[depth].form in ("bullet", "none"):
            return Count("", levels[depth].form == "bullet", depth)
        return Count(_written(levels, counted, depth), False, depth)


def _levels(listed: Element) -> list[Level]:
    found = [Level() for _ in range(DEPTHS)]
    for level in listed.findall(f"{W}lvl"):
        depth = _number(level.get(f"{W}ilvl", ""), DEPTHS)
        if depth < DEPTHS:
            form = value(level.find(f"{W}numFmt")) or "decimal"
            start = _number(value(level.find(f"{W}start")), 1)
            found[depth] = Level(form, value(level.find(f"{W}lvlText")), start)
    return found


def _written(levels: list[Level], counted: list[int], depth: int) -> str:
    text = levels[depth].text
    for place in range(depth + 1):
        number = counted[place] or levels[place].start
        text = text.replace(f"%{place + 1}", _in_form(number, levels[place].form))
    return text.strip()


def _in_form(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number < 27:
        return chr((96 if form == "lowerLetter" else 64) + number)
    if form in ("lowerRoman", "upperRoman") and number < 4000:
        roman, left = "", number
        for worth, sign in ROMAN:
            roman += sign * (left // worth)
            left %= worth
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
