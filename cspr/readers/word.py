"""What stands in the tables of a Word document, each with the line above it, such as a year?"""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from cspr.readers.archives import TOO_LARGE, part, reading
from cspr.readers.grid import MOST_COLUMNS, MOST_FILLED, MOST_TABLES, Rows, Table, plain
from cspr.records import NotYet

MOST_TEXT = 50 * 1024 * 1024  # of the document's own text, unpacked; its tree stands in memory whole
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
LONGEST_TITLE = 120
TEXT, TAB, BREAKS = f"{W}t", f"{W}tab", (f"{W}br", f"{W}cr")
PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
# Deleted while changes were tracked, or written a second time for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", FALLBACK)


def read(content: bytes) -> list[Table]:
    """The tables of the document; raises ``NotYet`` where it is damaged, locked or too large."""
    return reading(content, _tables)


def _tables(archive: zipfile.ZipFile) -> list[Table]:
    if archive.getinfo("word/document.xml").file_size > MOST_TEXT:
        raise NotYet(TOO_LARGE)
    with part(archive, "word/document.xml") as source:
        text = source.read().replace(STRICT.strip("{}").encode(), W.strip("{}").encode())
    body = fromstring(text, forbid_dtd=True).find(f"{W}body")
    gathered, above, found = Rows(), "", []
    for element in _blocks(body) if body is not None else ():
        if element.tag == PARAGRAPH:
            above = plain(_text(element)) or above
        elif len(found) < MOST_TABLES:
            found.append(_table(element, above[:LONGEST_TITLE], gathered))
    return found


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, also those that stand in a frame of controls."""
    for inside in element:
        if inside.tag in (PARAGRAPH, TABLE):
            yield inside
        elif inside.tag not in LEFT_OUT:
            yield from _blocks(inside)


def _table(element: Element, title: str, gathered: Rows) -> Table:
    begun: dict[int, int] = {}  # by column: the row in which a cell that goes on downwards began
    merged: dict[tuple[int, int], int] = {}
    number = 0
    for row in _inside(element, ROW):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        number += 1
        cells: list[str] = []
        for cell in _inside(row, CELL):
            place = len(cells)
            if _goes_on(cell) and place in begun:
                merged[begun[place], place] = number
                value = ""
            else:
                begun[place] = number
                value = plain("\n".join(_text(line) for line in _lines(cell)))
            if place < MOST_COLUMNS:
                cells += [value, *[""] * (_span(cell) - 1)]
        gathered.add(number, cells)
    left = MOST_FILLED
    for (first, place), last in merged.items():
        if left > 0:
            left -= 1 + gathered.fill_down(first, last, place)
    return Table(title, gathered.taken())


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those that stand in a frame of controls; not those of a table within."""
    for inside in element:
        if inside.tag == tag:
            yield inside
        elif inside.tag not in (TABLE, CELL, *LEFT_OUT):
            yield from _inside(inside, tag)


def _lines(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, also those of a table within."""
    for inside in cell:
        if inside.tag == PARAGRAPH:
            yield inside
        elif inside.tag not in LEFT_OUT:
            yield from _lines(inside)


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    told = span.get(f"{W}val", "1") if span is not None else "1"
    return max(1, min(int(told), MOST_COLUMNS)) if told.isdecimal() else 1


def _text(element: Element) -> str:
    pieces = []
    for inside in element:
        if inside.tag == TEXT:
            pieces.append(inside.text or "")
        elif inside.tag == TAB:
            pieces.append("\t")
        elif inside.tag in BREAKS:
            pieces.append("\n")
        elif inside.tag not in LEFT_OUT:
            pieces.append(_text(inside))
    return "".join(pieces)
