"""What does a Word document say, in order: its headings, numbered paragraphs, lists, quotations, tables and notes?"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from cspr.readers.archives import reading
from cspr.records import NotYet
from cspr.word.reading.counting import Count, Counting
from cspr.word.reading.inline import Line, Reader
from cspr.word.reading.parts import Parts, W, parts_of, value
from cspr.word.reading.styles import Style, Styles
from cspr.word.reading.told import MOST_PIECES, TOO_LONG, Piece, Told

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
NOT_TEXT = (f"{W}del", f"{W}moveFrom", f"{W}sectPr", f"{W}tblPr", f"{W}tblGrid", f"{W}sdtPr", f"{W}pPr")
_TYPED = re.compile(r"^(?P<number>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)\.?(?=[\s<])\s*")
_COUNTED = re.compile(r"^\d{1,2}\.\d{1,3}(?:\.\d{1,3})?\.?$")
_HEAD = re.compile(r"^(?:section\s+)?(?P<number>\d{1,2})(?:[.:)]\s*|\s+)(?=\S)", re.I)
LONGEST_HEADING = 110
INDENTED = 400  # twentieths of a point, on both sides: a quotation
DEEPEST = 8  # of tables within tables


def read(content: bytes) -> Told:
    """Raises ``NotYet`` in one sentence where the file is damaged, locked, too large or holds macros."""
    return reading(content, _read)


def _read(archive: zipfile.ZipFile) -> Told:
    return _Document(parts_of(archive)).told_whole()


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: in a box, and how deep in tables."""

    boxed: bool = False
    depth: int = 0


class _Document:
    """Goes through a document once."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.told = parts, Told()
        self.styles, self.counting = Styles(parts.styles), Counting(parts.numbering)
        self.inline = Reader(self.told, parts.links["document"], self._note)

    def told_whole(self) -> Told:
        body = self.parts.document.find(f"{W}body")
        for piece in self._pieces(body, Place()) if body is not None else ():
            self.told.pieces.append(piece)
            if len(self.told.pieces) > MOST_PIECES:
                raise NotYet(TOO_LONG)
        self._around()
        return self.told

    def _around(self) -> None:
        """What stands beside the text."""
        for edge in self.parts.around:
            words = " ".join(text.text or "" for text in edge.iter(f"{W}t")).strip()
            if words and ("head or foot of the pages", words) not in self.told.shown:
                self.told.leave("head or foot of the pages", words)
        for comment in self.parts.comments.iter(f"{W}comment"):
            words = " ".join(text.text or "" for text in comment.iter(f"{W}t"))
            self.told.leave("a comment in the margin", f"{comment.get(f'{W}author', '')}: {words}")

    def _pieces(self, element: Element, place: Place) -> Iterator[Piece]:
        for inside in element:
            if inside.tag == PARAGRAPH:
                yield from self._paragraph(inside, place)
            elif inside.tag == TABLE:
                yield from self._table(inside, place)
            elif inside.tag == f"{W}altChunk":
                self.told.leave("a document inside the document")
            elif inside.tag == f"{W}sdt" and "Table of Contents" in _gallery(inside):
                self.told.leave("the table of contents, which is made anew here")
                self._skip(inside)
            elif inside.tag not in NOT_TEXT:
                yield from self._pieces(inside, place)

    def _skip(self, element: Element) -> None:
        """Fields that begin or end in what is left out are still opened and closed."""
        for paragraph in element.iter(PARAGRAPH):
            self.inline.line(paragraph)

    def _paragraph(self, paragraph: Element, place: Place) -> Iterator[Piece]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.of(value(properties.find(f"{W}pStyle")) if properties is not None else "")
        outer = "TOC" in "".join(field.code for field in self.inline.fields)
        count = self._count(properties, style)
        line = self.inline.line(paragraph)
        inner = "TOC" in "".join(field.code for field in self.inline.fields)
        if style.contents or outer or inner:
            if line.text:
                self.told.absent["the table of contents, which is made anew here"] = 1
        elif line.text:
            piece = self._made(line, style, properties, count, place)
            if style.title and not self.told.title and len(self.told.pieces) < 40:
                self.told.title = piece.text[:200]
            else:
                yield piece
        for box in line.boxes:
            self.told.absent["a text box, taken as a paragraph of its own"] += 1
            yield from self._pieces(box, place)

    def _count(self, properties: Element | None, style: Style) -> Count | None:
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value(own.find(f"{W}numId")) if own is not None else ""
        depth = value(own.find(f"{W}ilvl")) if own is not None else ""
        list_id = list_id or style.list_id
        return self.counting.next(list_id, int(depth) if depth.isdecimal() else style.depth) if list_id else None

    def _made(self, line: Line, style: Style, properties: Element | None, count: Count | None, place: Place) -> Piece:
        html, marks, number = line.text, tuple(line.marks), count.number if count else ""
        boxed = place.boxed or style.boxed
        outline = value(properties.find(f"{W}outlineLvl")) if properties is not None else ""
        level = style.level or (int(outline) + 1 if outline.isdecimal() and outline < "9" else 0)
        if level:
            bare = _without_looks(html)
            typed = _HEAD.match(bare) if not number else None
            bare = bare[typed.end() :] if typed and not _TYPED.match(bare) else bare
            return Piece("heading", bare, level, number or (typed["number"] if typed else ""), style=style.name,
                         boxed=boxed, marks=marks)  # fmt: skip
        typed = _TYPED.match(_unstrong(html))
        if typed and not number:
            return Piece("paragraph", _unstrong(html)[typed.end() :], number=typed["number"], style=style.name, boxed=boxed,
                         marks=marks)  # fmt: skip
        if _COUNTED.match(number):
            return Piece("paragraph", html, number=number.rstrip("."), style=style.name, boxed=boxed, marks=marks)
        if count and (count.bullet or number):
            deep = max(count.depth, style.list_depth)
            return Piece("item", html, deep, number, not count.bullet, style.name, boxed, marks=marks)
        if style.quote or _is_indented(properties):
            return Piece("quote", html, style=style.name, marks=marks)
        if _looks_like_heading(line, style, html) and not boxed and not place.depth:
            bare = _without_looks(html)
            head = _HEAD.match(bare)
            return Piece("heading", bare[head.end() :] if head else bare, 1 if head else 2, head["number"] if head else "",
                         style=style.name, guessed=True, marks=marks)  # fmt: skip
        return Piece("paragraph", html, style=style.name, boxed=boxed, marks=marks)

    # Notes -----------------------------------------------------------------------------------------

    def _note(self, kind: str, number: str) -> str:
        tree = self.parts.footnotes if kind == "footnotes" else self.parts.endnotes
        found = next((note for note in tree if note.get(f"{W}id") == number), None)
        if found is None:
            self.told.leave("a footnote whose text is missing")
            return ""
        reader = Reader(self.told, self.parts.links[kind])
        return " ".join(text for text in (reader.line(paragraph).text for paragraph in found.iter(PARAGRAPH)) if text)

    # Tables ----------------------------------------------------------------------------------------

    def _table(self, table: Element, place: Place) -> Iterator[Piece]:
        rows = [[*_inside(row, CELL)] for row in _inside(table, ROW)]
        if place.depth >= DEEPEST:
            raise NotYet("Tables stand inside tables too deeply to be read. Save a copy in which they stand apart.")
        if sum(map(len, rows)) == 1:
            yield from self._pieces(rows[0][0], Place(boxed=True, depth=place.depth))
            return
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in _inside(table, ROW)]
        if rows and not any(heads):
            heads[0] = _has_head(table, rows)
        marks: list[str] = []
        html = "".join(self._row(row, rows, at, heads[at], marks, place) for at, row in enumerate(rows))
        if rows:
            yield Piece("table", f"<table><tbody>{html}</tbody></table>", boxed=place.boxed, marks=tuple(marks))

    def _row(
        self, row: list[Element], rows: list[list[Element]], at: int, head: bool, marks: list[str], place: Place
    ) -> str:
        cells, column = [], 0
        for cell in row:
            wide = _span(cell)
            if not _goes_on(cell):
                tall = _tall(rows, at, column)
                spans = f' colspan="{wide}"' * (wide > 1) + f' rowspan="{tall}"' * (tall > 1)
                tag = "th" if head else "td"
                inner = self._cell(cell, marks, place)
                cells.append(f"<{tag}{spans}>{_without_looks(inner) if head else inner}</{tag}>")
            column += wide
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Element, marks: list[str], place: Place) -> str:
        parts = []
        for piece in self._pieces(cell, Place(depth=place.depth + 1)):
            marks += piece.marks
            if piece.kind == "table":
                self.told.absent["a table inside a table, taken as paragraphs"] += 1
                parts += [f"<p>{text}</p>" for text in re.findall(r"<p>(.*?)</p>", piece.html, re.S)]
            else:
                number = f"{piece.number} " if piece.number else "• " if piece.kind == "item" else ""
                parts.append(f"<p>{number}{piece.html}</p>")
        return "".join(parts)


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also in a frame of controls; not those of a table within."""
    for inside in element:
        if inside.tag == tag:
            if inside.find(f"{W}trPr/{W}del") is None:
                yield inside
        elif inside.tag not in (TABLE, CELL, *NOT_TEXT):
            yield from _inside(inside, tag)


def _span(cell: Element) -> int:
    told = value(cell.find(f"{W}tcPr/{W}gridSpan"))
    return max(1, min(int(told), 100)) if told.isdecimal() and len(told) < 4 else 1


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value(merge) in ("", "continue")


def _tall(rows: list[list[Element]], at: int, column: int) -> int:
    """Over how many rows a cell reaches."""
    tall = 1
    for row in rows[at + 1 :]:
        place = 0
        for cell in row:
            if place == column:
                break
            place += _span(cell)
        else:
            break
        if place != column or not _goes_on(cell):
            break
        tall += 1
    return tall


def _has_head(table: Element, rows: list[list[Element]]) -> bool:
    """Does the first row look different, and say in few words what stands below?"""
    look = table.find(f"{W}tblPr/{W}tblLook")
    texts = ["".join(text.text or "" for text in cell.iter(f"{W}t")).strip() for cell in rows[0]]
    shown = value(look, "firstRow") in ("1", "true") or value(look)[-2:-1] in ("2", "3", "6", "7", "A", "B", "E", "F")
    return shown and len(rows) > 1 and all(0 < len(text) <= 60 for text in texts)


def _gallery(frame: Element) -> str:
    return value(frame.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))


def _is_indented(properties: Element | None) -> bool:
    indent = properties.find(f"{W}ind") if properties is not None else None
    sides = (value(indent, "left") or value(indent, "start"), value(indent, "right") or value(indent, "end"))
    return all(side.isdecimal() and int(side) >= INDENTED for side in sides)


def _looks_like_heading(line: Line, style: Style, html: str) -> bool:
    bare = re.sub(r"<[^<>]*>", "", html)
    bold = line.any_words and (line.bold or style.bold)
    return bold and len(bare) <= LONGEST_HEADING and not bare.endswith((".", ";", ",", ":")) and "data-fn" not in html


def _without_looks(html: str) -> str:
    return re.sub(r"</?(?:strong|em)>", "", html)


def _unstrong(html: str) -> str:
    """A typed number is often bold, or stands alone in its look."""
    return re.sub(r"^<strong>(\d[\d.]*\s*)</strong>", r"\1 ", re.sub(r"^<strong>(\d[\d.]*\s)", r"\1<strong>", html))
