"""What do agencies really send? Files as untidy as theirs, made here: what they tell is invented."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook

ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
HEAD = ("Date", "Time", "Source", "What happened")
DAYS = (
    (dt.date(2023, 3, 31), "10:15", "Case file", "Visited at home. Both children were up and dressed."),
    (dt.date(2023, 4, 2), "", "Telephone note", "Grandmother rang, worried about the noise at night."),
    (dt.date(2023, 4, 9), "21:40", "Incident log", "Officers called. Nobody opened the door."),
)
Cells = Sequence[Sequence[Any]]


def workbook(rows: Cells, *, title: str = "Sheet1", change: Callable[[Any, Workbook], None] | None = None) -> bytes:
    """One sheet of these rows; ``change`` may spoil it."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet, book)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tidy(rows: int = 3) -> bytes:
    """Nothing wrong with it: real dates, one row of headings."""
    told = [DAYS[number % len(DAYS)] for number in range(rows)]
    return workbook([HEAD, *((day, time, source, f"{what} ({n})") for n, (day, time, source, what) in enumerate(told))])


def numbers_for_dates() -> bytes:
    """Dates as the numbers that Excel keeps, times as parts of a day."""
    return workbook([HEAD, (45016, 0.427083333333333, "Case file", "Seen at school."), (45018, None, "Log", "A call.")])


def from_a_macintosh() -> bytes:
    """A workbook that counts its days from 1904."""

    def change(sheet: Any, book: Any) -> None:
        book.epoch = dt.datetime(1904, 1, 1)

    return workbook([HEAD, (43554, "", "Case file", "Seen at school.")], change=change)


def two_header_rows() -> bytes:
    """A letterhead, then headings over headings, some merged across and some down."""

    def change(sheet: Any, book: Any) -> None:
        sheet.merge_cells("A4:B4")
        sheet.merge_cells("C4:C5")
        sheet.merge_cells("A6:A7")

    rows = [
        ("Fenmarsh Children's Services",),
        ("Chronology for the review",),
        (),
        ("When", None, "Source", "Event", None),
        ("Date", "Time", None, "What happened", "Outcome"),
        ("31/03/2023", "10:15", "Case file", "Visited.", "No further action"),
        (None, "11:30", "Case file", "Second visit on that day.", None),
        ("2 April 2023", "", "Note", "Grandmother rang.", ""),
    ]
    return workbook(rows, change=change)


def hidden_columns() -> bytes:
    """A column and a sheet that were hidden, and rows that a filter hides."""

    def change(sheet: Any, book: Any) -> None:
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("Working notes")
        other.append(["not", "for", "sending"])
        other.sheet_state = "hidden"

    rows = [("Date", "Event", "Internal remark", "Record"), ("31.3.23", "Seen.", "do not share", "File")]
    return workbook([*rows, ("1.4.23", "Rang.", "nor this", "File")], change=change)


def formulas() -> bytes:
    """Cells that would run, kept with no value, and text that looks like them."""

    def change(sheet: Any, book: Any) -> None:
        sheet["D3"].value, sheet["D3"].data_type = "=not a formula, but typed so", "s"

    rows = [
        HEAD,
        ("31/03/2023", "", "File", '=HYPERLINK("http://example.org","click")'),
        ("01/04/2023", "", "File", "x"),
    ]
    return workbook(rows, change=change)


def troubled() -> bytes:
    """Rows with trouble between good ones."""
    return workbook(
        [
            HEAD,
            ("28/02/2023", "09:00", "File", "A good row."),
            ("31/02/2023", "", "File", "A day that is not in the calendar."),
            ("01/03/2023", "25:00", "File", "A time that is not on the clock."),
            ("", "", "File", "No date at all."),
            ("02/03/2023", "", "File", ""),
            ("03/03/2023", "", "", "No source."),
            ("04/03/2023", "", "File", "Another good row."),
        ]
    )


def several_sheets() -> bytes:
    """A sheet a year, an empty one, and one with something else."""
    book = Workbook()
    for year in (2022, 2023):
        sheet = book.create_sheet(str(year))
        sheet.append(["Date", "Source", "Details"])
        sheet.append([f"14 June {year}", "GP record", f"Seen in {year}."])
    other = book.create_sheet("Contacts")
    other.append(["Name", "Telephone"])
    other.append(["Somebody", "01632 960001"])
    return saved(book)


def semicolons() -> bytes:
    """CSV of Windows: semicolons, curly quotes, a line break inside a cell."""
    text = 'Date;Time;Record;Details\r\n31/03/2023;10:15;Log;"She said \u201cgo away\u201d,\r\nthen shut the door."\r\n'
    return (text + "01/04/2023;;Log;Caf\u00e9 visit \u2013 nothing seen.\r\n").encode("cp1252")


def unicode_text() -> bytes:
    """What Excel calls Unicode text: tabs, two bytes a sign."""
    return "Date\tSource\tEvent\n31/03/2023\tLog\tZo\u00eb was seen.\n".encode("utf-16")


def told_separator() -> bytes:
    """A first line that tells Excel the sign between cells."""
    return b"\xef\xbb\xbfsep=|\r\nDate|Source|Event\r\n31/03/2023|Log|One, two; three.\r\n"


def spreadsheet(content: str, *, mimetype: str = ODS, more: dict[str, str] | None = None) -> bytes:
    """An OpenDocument file around this body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    body = f'<?xml version="1.0"?><office:document-content {spaces}>{content}</office:document-content>'
    return zipped({"mimetype": mimetype, "content.xml": body, **(more or {})})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def repeated_ods() -> bytes:
    """ODS with merged cells, a hidden column, comments, and a million repeated empty rows."""

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"

    day = ' office:value-type="date" office:date-value="2023-03-31"'
    time = ' office:value-type="time" office:time-value="PT10H15M00S"'
    note = "<office:annotation><text:p>a remark nobody should send</text:p></office:annotation>"
    rows = (
        "<table:table-row>" + "".join(map(cell, ("Date", "Time", "Source", "Event"))) + "</table:table-row>"
        "<table:table-row>"
        + cell("31/03/23", day + ' table:number-rows-spanned="2"')
        + cell("10:15", time)
        + cell("Log")
        + f"<table:table-cell>{note}<text:p>Seen<text:s/>at</text:p><text:p>home.</text:p></table:table-cell>"
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell("11:00")
        + cell("Log")
        + cell("Seen again.")
        + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row>"
    )
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    table = f'<table:table table:name="Entries">{columns}{rows}</table:table>'
    return spreadsheet(f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def word(tables: Sequence[tuple[str, Cells]], *, change: Callable[[Any], None] | None = None) -> bytes:
    """A Word document of tables, each under a line."""
    document = Document()
    for above, rows in tables:
        document.add_heading(above, level=1)
        document.add_paragraph("")
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if change:
        change(document)
    return saved(document)


def years_in_word() -> bytes:
    """Word with a table a year; the days leave the year out, and the second table has no headings."""
    return word(
        [
            ("2022", [("Date", "Source", "Event"), ("14 June", "GP record", "Seen."), ("3/7", "GP record", "Rang.")]),
            ("2023", [("2 January", "GP record", "Did not come."), ("31 March", "Letter", "Referred on.")]),
        ]
    )


def combined_in_word() -> bytes:
    """One document of several agencies, as Chronolator makes it: agency and source of each row, tracked changes."""

    def change(document: Any) -> None:
        cell = document.tables[0].cell(1, 4)
        gone = OxmlElement("w:del")
        run = OxmlElement("w:r")
        text = OxmlElement("w:delText")
        text.text = "a sentence that was struck out"
        run.append(text)
        gone.append(run)
        cell.paragraphs[0]._p.append(gone)

    rows = [
        ("Date", "Time", "Agency", "Source of information", "Event", "Comments"),
        ("31/03/2023", "10:15", "Fenmarsh Community Health", "RiO", "Weighed: 4.32 kg.", "?"),
        ("?02/04/2023", "", "Fenmarsh Police", "Niche", "Called to the address.", ""),
        ("04/04/2023", "", "Fenmarsh Community Health", "RiO", "Did not attend.", ""),
    ]
    return word([("Combined chronology", rows)], change=change)


def letterhead_and_totals() -> bytes:
    """A block of titles above the headings, blank rows, days kept in three ways, and a count at the end."""
    rows = [
        ("Fenmarsh Police",),
        ("Chronology for the practice review", None, None, "OFFICIAL-SENSITIVE"),
        ("Prepared by:", "Public protection unit", "Date prepared:", dt.date(2023, 5, 2)),
        (),
        HEAD,
        (dt.datetime(2023, 3, 31), dt.time(22, 15), "Niche", "Call-out to the address."),
        (),
        (45017, 0.5, "Niche", "Notice to the council."),
        (None, None, None, None),
        ("2nd April 23", "0930", "Notebook", "A neighbour spoken to."),
        ("31 February 2023", "", "Notebook", "The day cannot be read in the notebook."),
        ("03/04/2023", "25:00", "Niche", "The hour was typed wrongly."),
        (),
        ("Total entries:", 5, None, None),
    ]
    return workbook(rows)


def old_windows() -> bytes:
    """CSV of an old record system: Windows letters, semicolons, blank rows, headings once more, and a total."""
    lines = (
        "Date;Time;Record;Details", "31/03/2023;10:15;Log;Mother\u2019s caf\u00e9 visited \u2013 she owes \u00a340.", ";;;",
        "Date;Time;Record;Details", "01/04/2023;;Log;No reply.", "", "Number of records: 2;;;",
    )  # fmt: skip
    return "\r\n".join(lines).encode("cp1252")


def text_with_tables() -> bytes:
    """ODT with a table a year, each under a heading; the second goes on without headings."""

    def table(rows: Cells) -> str:
        return "<table:table>" + "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in rows
        ) + "</table:table>"  # fmt: skip

    first = table([("Date", "Source", "Event"), ("14 June", "School file", "Late again.")])
    second = table(
        [
            ("2 January", "School file", "A new coat."), ("in the spring", "School file", "Moved class."),
            ("31 March", "School file", "On the trip."),
        ]
    )  # fmt: skip
    body = f"<text:h>2022</text:h>{first}<text:p/><text:h>2023</text:h>{second}"
    return spreadsheet(f"<office:body><office:text>{body}</office:text></office:body>", mimetype=ODT)


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "numbers for dates": ("a.xlsx", numbers_for_dates),
    "days from 1904": ("a.xlsx", from_a_macintosh),
    "two header rows": ("a.xlsx", two_header_rows),
    "hidden columns": ("a.xlsx", hidden_columns),
    "formulas": ("a.xlsx", formulas),
    "rows with trouble": ("a.xlsx", troubled),
    "several sheets": ("a.xlsx", several_sheets),
    "semicolons": ("a.csv", semicolons),
    "unicode text": ("a.csv", unicode_text),
    "told separator": ("a.csv", told_separator),
    "repeated ods": ("a.ods", repeated_ods),
    "years in word": ("a.docx", years_in_word),
    "combined in word": ("a.docx", combined_in_word),
    "letterhead and totals": ("a.xlsx", letterhead_and_totals),
    "old windows": ("a.csv", old_windows),
    "text with tables": ("a.odt", text_with_tables),
}
