"""How do rows become a file for a spreadsheet, in which nothing that somebody typed is ever run as a formula?

Whoever puts the rows together has already decided what may stand in them.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Looks = dict[tuple[str, bool], Any]
Cell = str | int | float | bool | dt.date | dt.datetime | None

# A program that opens CSV runs what begins like this; also written wide, or behind spaces.
RUNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("\r\n?")
# What Excel would read as the code of another sign, and how it is told not to.
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_000  # signs; Excel holds 32,767 in a cell
CUT = " … (cut here: longer than a cell can hold)"
DAY, MOMENT, TEXT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "@"
NARROW, WIDE = 12, 60


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its headings, and rows of as many cells as there are headings."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(sheet: Sheet) -> bytes:
    """The table as CSV in UTF-8, marked so that Excel reads it as that; dates as 2026-03-31."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (sheet.head, *sheet.rows):
        writer.writerow([_in_csv(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet], *, owner: str, at: dt.datetime) -> bytes:
    """The tables as one Excel workbook, a sheet each; text is text, dates are dates."""
    book = Workbook(write_only=True)
    about = book.properties
    about.creator, about.created, about.modified = _plain(owner), at.replace(tzinfo=None), at.replace(tzinfo=None)
    for sheet in sheets:
        _add(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_file(sheet: Sheet, ending: str, *, owner: str, at: dt.datetime) -> tuple[bytes, str]:
    """The table as "csv" or "xlsx", and what kind of file that is."""
    if ending == "csv":
        return as_csv(sheet), CSV
    return as_xlsx([sheet], owner=owner, at=at), XLSX


def _add(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", _plain(sheet.title))[:31].strip() or "List")
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for place, name in enumerate(sheet.head):
        longest = max((len(str(row[place] or "")) for row in sheet.rows), default=0)
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest, len(name), NARROW) + 2, WIDE)
    if sheet.rows and sheet.head:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.head))}{len(sheet.rows) + 1}"
    looks: Looks = {}
    page.append([_in_excel(page, name, looks, bold=True) for name in sheet.head])
    for row in sheet.rows:
        page.append([_in_excel(page, value, looks) for value in row])


def _in_excel(page: Any, value: Cell, looks: Looks, *, bold: bool = False) -> WriteOnlyCell:
    """A cell; text is told to be text, also after somebody has edited it."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, str):
        cell = WriteOnlyCell(page, value=CODED.sub("_x005F_", fitting(value)))
        cell.data_type, cell.number_format = "s", TEXT
    elif isinstance(value, dt.datetime):
        cell = WriteOnlyCell(page, value=_local(value))
        cell.number_format = MOMENT
    else:
        cell = WriteOnlyCell(page, value=value)
        if isinstance(value, dt.date):
            cell.number_format = DAY
    _dress(cell, looks, bold=bold)
    return cell


def _dress(cell: WriteOnlyCell, looks: Looks, *, bold: bool) -> None:
    """How a cell looks. Each way of looking is worked out once for a sheet: that is slow."""
    look = (cell.number_format, bold)
    if look not in looks:
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        if bold:
            cell.font = Font(bold=True)
        looks[look] = cell._style
    cell._style = looks[look]


def _in_csv(value: Cell) -> str:
    """What stands between two commas; an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    if not isinstance(value, str):
        return str(value)
    text = _plain(value)
    return f"'{text}" if _seen(text)[:1] in RUNS else text


def _seen(text: str) -> str:
    """The text from its first sign that is not a space or unseen."""
    return next((text[place:] for place, sign in enumerate(text) if sign.isprintable() and not sign.isspace()), " ")


def fitting(text: str) -> str:
    """The text as a cell can hold it."""
    plain = _plain(text)
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + CUT


def _plain(text: str) -> str:
    return UNSEEN.sub("", BREAKS.sub("\n", text))


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
