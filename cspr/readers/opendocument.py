"""What stands in the tables of an OpenDocument file: a spreadsheet (ODS), or a text with tables (ODT)?"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from cspr.readers.archives import part, reading
from cspr.readers.grid import LOCKED, MOST_COLUMNS, MOST_FILLED, MOST_TABLES, Rows, Table, plain
from cspr.records import NotYet

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
MOST_REPEATED = 1_048_576


def _name(short: str) -> str:
    space, _, name = short.partition(":")
    return f"{{{NAMES[space]}}}{name}"


TABLE, ROW, CELL, COVERED = (
    _name(f"table:{name}") for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
COLUMN, PARAGRAPH, HEADING = _name("table:table-column"), _name("text:p"), _name("text:h")
NOTE, TRACKED, STYLE = _name("office:annotation"), _name("text:tracked-changes"), _name("style:style")
VALUES = {"date": "office:date-value", "time": "office:time-value", "boolean": "office:boolean-value"}
NUMBERS = ("float", "percentage", "currency")
SIGNS = {_name("text:tab"): "\t", _name("text:line-break"): "\n", _name("text:s"): " "}


@dataclass
class _Sheet:
    """The table that is being read."""

    title: str
    style: str
    row: int = 0
    columns: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: int = 0
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def read(content: bytes) -> list[Table]:
    """The tables of the file; raises ``NotYet`` where it is damaged, locked or too large."""
    return reading(content, _tables)


def _tables(archive: zipfile.ZipFile) -> list[Table]:
    if "META-INF/manifest.xml" in archive.namelist():
        with part(archive, "META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1_000_000):
                raise NotYet(LOCKED)
    with part(archive, "content.xml") as source:
        return list(_found(source))[:MOST_TABLES]


def _found(source: Any) -> Iterator[Table]:
    """Each table as it ends. What was read is let go, so that a large file does not stand in memory whole."""
    gathered, sheets, above, hidden_styles = Rows(), [], "", set()
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == TABLE:
                sheets.append(_Sheet(element.get(_name("table:name"), ""), element.get(_name("table:style-name"), "")))
            continue
        if element.tag == STYLE:
            if any(kind.get(_name("table:display")) == "false" for kind in element):
                hidden_styles.add(element.get(_name("style:name")))
        elif len(sheets) == 1 and element.tag == COLUMN:
            _column(sheets[0], element)
        elif len(sheets) == 1 and element.tag == ROW:
            _row(sheets[0], element, gathered)
            element.clear()
        elif element.tag in (PARAGRAPH, HEADING) and not sheets:
            above = plain(_text(element)) or above
            element.clear()
        elif element.tag == TABLE:
            sheet = sheets.pop()
            if not sheets:
                yield _ended(sheet, gathered, above, sheet.style in hidden_styles)
                element.clear()


def _ended(sheet: _Sheet, gathered: Rows, above: str, hidden: bool) -> Table:
    left = MOST_FILLED
    for first, last, column in sheet.merged:
        if left > 0:
            left -= 1 + gathered.fill_down(first, last, column)
    title = above or plain(sheet.title)
    return Table(
        title, gathered.taken(), hidden=hidden, hidden_columns=frozenset(sheet.hidden_columns),
        hidden_rows=sheet.hidden_rows,
    )  # fmt: skip


def _repeated(element: Element, what: str) -> int:
    return max(1, min(int(element.get(_name(f"table:number-{what}-repeated"), "1")), MOST_REPEATED))


def _column(sheet: _Sheet, element: Element) -> None:
    times = _repeated(element, "columns")
    if element.get(_name("table:visibility")) in ("collapse", "filter"):
        sheet.hidden_columns.update(range(sheet.columns, min(sheet.columns + times, MOST_COLUMNS)))
    sheet.columns += times


def _row(sheet: _Sheet, element: Element, gathered: Rows) -> None:
    times, cells = _repeated(element, "rows"), []
    for cell in element:
        if cell.tag not in (CELL, COVERED):
            continue
        spanned = int(cell.get(_name("table:number-rows-spanned"), "1"))
        if spanned > 1 and len(cells) < MOST_COLUMNS:
            sheet.merged.append((sheet.row + 1, sheet.row + spanned, len(cells)))
        value = "" if cell.tag == COVERED else _value(cell)
        cells += [value] * min(_repeated(cell, "columns"), MOST_COLUMNS - len(cells))
    if any(cells):
        for place in range(times):  # refused as too many, where they are
            gathered.add(sheet.row + place + 1, list(cells))
    if element.get(_name("table:visibility")) in ("collapse", "filter"):
        sheet.hidden_rows += bool(any(cells))
    sheet.row += times


def _value(cell: Element) -> str:
    """The value as stored, where it is a date, a time or a number; else the text that is shown, comments left out."""
    kind = cell.get(_name("office:value-type"), "")
    stored = cell.get(_name(VALUES[kind])) if kind in VALUES else None
    if kind in NUMBERS and cell.get(_name("office:value")):
        return plain(float(cell.get(_name("office:value"), "0")))
    if kind == "date" and stored:
        day, _, time = stored.partition("T")
        return day if time[:8] in ("", "00:00:00") else f"{day} {time[:5]}"
    if kind == "time" and stored:
        return _time(stored)
    return plain("\n".join(_text(line) for line in _lines(cell)))


def _time(stored: str) -> str:
    """ "PT14H20M00S" as 14:20."""
    hours, _, rest = stored.removeprefix("PT").partition("H")
    return f"{int(hours):02d}:{int(rest.partition('M')[0] or 0):02d}" if hours.isdecimal() else stored


def _lines(cell: Element) -> Iterator[Element]:
    for inside in cell:
        if inside.tag in (PARAGRAPH, HEADING):
            yield inside
        elif inside.tag not in (NOTE, TRACKED):
            yield from _lines(inside)


def _text(element: Element) -> str:
    pieces = [element.text or ""]
    for inside in element:
        if inside.tag != NOTE:
            pieces += [SIGNS.get(inside.tag, ""), _text(inside)]
        pieces.append(inside.tail or "")
    return "".join(pieces)
