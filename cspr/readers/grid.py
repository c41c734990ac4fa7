"""What is a table that somebody made elsewhere, once it is read? Rows of text, with the number each has in its file."""

import datetime as dt
import re
from dataclasses import dataclass

from cspr.records import NotYet

MOST_ROWS = 20_000  # with something in them, in all tables of a file
MOST_COLUMNS = 100
MOST_TABLES = 300
MOST_FILLED = 200_000  # cells that are filled because they are merged

TOO_MANY = (
    f"The file holds more than {MOST_ROWS:,} rows with something in them. Split it, for example by year, and take each "
    "part in on its own."
)
DAMAGED = (
    "The file cannot be read: it seems to be damaged. Open it on your computer, save a copy of it, and choose the copy."
)
LOCKED = "The file is protected with a password. Take the password off, then choose it again."
EMPTY = "There is nothing in the file: no table with rows was found. Check that you chose the right one."

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


@dataclass(frozen=True)
class Row:
    """One row, with its number as the program that made the file shows it, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A sheet, or a table of a document; its title is the sheet's name, or the line that stands above the table.

    ``hidden_columns`` counts from 0. ``serials_from`` is the day from which a date that is stored as a number counts.
    """

    title: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: int = 0
    serials_from: dt.date = dt.date(1899, 12, 30)

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


class Rows:
    """Gathers the rows of all tables of one file, and refuses more than can be taken in."""

    def __init__(self) -> None:
        self.found: dict[int, list[str]] = {}
        self.kept = 0

    def add(self, number: int, cells: list[str]) -> None:
        """Keep a row, unless nothing stands in it; raises ``NotYet`` where there are too many."""
        cells = cells[:MOST_COLUMNS]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        self.kept += 1
        if self.kept > MOST_ROWS:
            raise NotYet(TOO_MANY)
        self.found[number] = cells

    def fill_down(self, first: int, last: int, column: int) -> int:
        """A cell merged over several rows says the same in each that says anything. Returns how many were filled."""
        top = self.found.get(first, [])
        value = top[column] if column < len(top) else ""
        filled = 0
        for number in range(first + 1, min(last, max(self.found, default=0)) + 1) if value else ():
            cells = self.found.get(number)
            if cells:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or value
                filled += 1
        return filled

    def taken(self) -> tuple[Row, ...]:
        """The rows of the table that ends here; those of the next may begin."""
        rows = tuple(Row(number, tuple(cells)) for number, cells in sorted(self.found.items()))
        self.found = {}
        return rows


def plain(value: object) -> str:
    """What stands in a cell as text: dates as 2024-03-31, times as 14:20, lines kept, unseen signs left out."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isprintable() and "  " not in value:  # most cells: nothing to look for
            return value.strip()
        text = UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
        return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d} {_clock(value.time())}"
    if isinstance(value, dt.time):
        return _clock(value)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return plain(str(value))


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M:%S}" if time.second else f"{time:%H:%M}"
