"""Which cells has each row of an HTML table, also where one reaches over several?"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A place of a table: ``own`` is false where a cell beside it reaches over it."""

    element: Any
    head: bool
    wide: int = 1
    down: str = ""
    own: bool = True


class Grid:
    """The rows of an HTML table, each with a cell for every column, also where one reaches over several."""

    def __init__(self, table: Any) -> None:
        self.rows: list[list[Cell]] = []
        reaching: dict[int, tuple[int, Cell]] = {}  # by column: how many rows a cell still reaches down
        for row in table.iter("tr"):
            self.rows.append(self._row(row, reaching))

    def _row(self, row: Any, reaching: dict[int, tuple[int, Cell]]) -> list[Cell]:
        cells: list[Cell] = []
        for element in row.iterchildren("td", "th"):
            self._go_on(cells, reaching)
            wide, tall = _span(element.get("colspan")), _span(element.get("rowspan"))
            cell = Cell(element, element.tag == "th", wide, "restart" if tall > 1 else "")
            if tall > 1:
                reaching[len(cells)] = (tall - 1, Cell(None, cell.head, wide, "continue"))
            cells += [cell, *[Cell(None, cell.head, own=False)] * (wide - 1)]
        self._go_on(cells, reaching)
        return cells

    def _go_on(self, cells: list[Cell], reaching: dict[int, tuple[int, Cell]]) -> None:
        while len(cells) in reaching:
            place = len(cells)
            left, cell = reaching.pop(place)
            if left > 1:
                reaching[place] = (left - 1, cell)
            cells += [cell, *[Cell(None, cell.head, own=False)] * (cell.wide - 1)]


def _span(value: str | None) -> int:
    return max(1, min(int(value), 50)) if value and value.isdecimal() and len(value) < 4 else 1
