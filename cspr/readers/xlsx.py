"""What stands in an Excel workbook? The values it was saved with: no formula is run, and no link followed."""

import io
import re
import warnings
import zipfile
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet._reader import WorkSheetParser

from cspr.readers.archives import reading
from cspr.readers.grid import MOST_COLUMNS, MOST_FILLED, MOST_TABLES, Rows, Table, plain

CODED = re.compile("_x([0-9A-Fa-f]{4})_")
LAST_ROW = 1_048_576


def read(content: bytes) -> list[Table]:
    """The sheets of a workbook, hidden ones too; raises ``NotYet`` where it is damaged, locked or too large."""

    def tables(_: zipfile.ZipFile) -> list[Table]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and rules of formatting, which nobody asks for
            return _tables(content)

    return reading(content, tables)


def _tables(content: bytes) -> list[Table]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        gathered = Rows()
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "_get_source")]
        return [_table(book, sheet, gathered) for sheet in sheets[:MOST_TABLES]]
    finally:
        book.close()


def _table(book: Any, sheet: Any, gathered: Rows) -> Table:
    """One pass over the sheet, with the library's own parser: it also tells what is merged and what is hidden."""
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, row in parser.parse():
            if number > LAST_ROW:
                raise ValueError("no sheet has so many rows")
            gathered.add(number, _cells(row))
        _fill(parser, gathered)
        return Table(
            plain(sheet.title), gathered.taken(), hidden=sheet.sheet_state != "visible",
            hidden_columns=_hidden_columns(parser), hidden_rows=_hidden_rows(parser),
            serials_from=MAC_EPOCH.date() if book.epoch == MAC_EPOCH else Table.serials_from,
        )  # fmt: skip


def _cells(row: list[dict[str, Any]]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        place, value = cell["column"] - 1, cell["value"]
        if value is None or place >= MOST_COLUMNS:
            continue
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = plain(CODED.sub(_decoded, value) if isinstance(value, str) else value)
    return cells


def _decoded(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def _fill(parser: Any, gathered: Rows) -> None:
    left = MOST_FILLED
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        if left > 0 and merged.max_row > merged.min_row and merged.min_col <= MOST_COLUMNS:
            left -= 1 + gathered.fill_down(merged.min_row, merged.max_row, merged.min_col - 1)


def _hidden_columns(parser: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for column in parser.column_dimensions.values():
        if column.get("hidden") in ("1", "true"):
            hidden.update(range(int(column["min"]) - 1, min(int(column["max"]), MOST_COLUMNS)))
    return frozenset(hidden)


def _hidden_rows(parser: Any) -> int:
    return sum(row.get("hidden") in ("1", "true") for row in parser.row_dimensions.values())
