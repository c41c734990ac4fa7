"""How does a paper made from records, to be read away from the screen, become a PDF or a Word document?

A paper is frozen text: whoever puts one together has already decided what may stand in it.
"""

import datetime as dt
import io
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from cspr.pdf import to_pdf

STYLES = "css/pdf-paper.css"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING = "–"
# What XML cannot hold; a control character pasted out of another program would make a Word file that does not open.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Text:
    """What somebody wrote, under a heading; its line breaks stand as they were typed."""

    heading: str
    text: str
    kind = "text"

    @property
    def paragraphs(self) -> list[str]:
        return [piece.strip("\n") for piece in re.split(r"\n\s*\n", self.text.replace("\r\n", "\n")) if piece.strip()]


@dataclass(frozen=True)
class Facts:
    """Names of things and what they are, one under another."""

    rows: tuple[tuple[str, str], ...]
    caption: str = ""
    kind = "facts"


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first column says whose row it is. Without rows, ``empty`` is said instead.

    ``widths`` are those of the columns, in hundredths of the page; without them they follow from what stands in the cells,
    which takes half as long again to print.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    widths: tuple[int, ...] = ()
    kind = "table"


Block = Text | Facts | Table


@dataclass(frozen=True)
class Part:
    """A part of a paper under its own heading, listed in the contents."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper: what it is, whose, who made it and when, and its parts; ``bound`` where others are bound to it."""

    title: str
    subtitle: str
    owner: str
    running: str
    made: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    bound: bool = False


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF, with a first page, contents with page numbers, and who made it at the foot of every page."""
    return to_pdf(render_to_string("pdf/paper.html", {"paper": paper}), stylesheet=STYLES)


def as_word(paper: Paper, *, at: dt.datetime) -> bytes:
    """The paper as a Word document, with real headings, tables whose head repeats, and page numbers."""
    word = Document()
    _prepare(word, paper, at)
    word.add_paragraph(_xml(paper.owner))
    word.add_heading(_xml(paper.title), level=0)
    for line in (paper.subtitle, paper.made, *paper.notes):
        if line:
            word.add_paragraph(_xml(line))
    for part in paper.parts:
        if part.new_page:
            word.add_page_break()
        word.add_heading(_xml(part.title), level=1)
        for block in part.blocks:
            _IN_WORD[block.kind](word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _prepare(word: Any, paper: Paper, at: dt.datetime) -> None:
    about = word.core_properties
    about.title, about.author, about.last_modified_by, about.language = paper.title, paper.owner, "", "en-GB"
    about.comments, about.created, about.modified = "", at.replace(tzinfo=None), at.replace(tzinfo=None)
    plain = word.styles["Normal"]
    plain.font.name, plain.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    plain.element.get_or_add_rPr().append(language)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    foot = section.footer.paragraphs[0]
    foot.add_run(_xml(f"{paper.running}. Page "))
    _add_field(foot, "PAGE")


def _add_field(paragraph: Any, name: str) -> None:
    """A value that Word fills in itself, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _add_text(word: Any, block: Text) -> None:
    if block.heading:
        word.add_heading(_xml(block.heading), level=2)
    for paragraph in block.paragraphs:
        word.add_paragraph(_xml(paragraph))


def _add_facts(word: Any, block: Facts) -> None:
    _add_rows(word, block.caption, (), block.rows, ())


def _add_table(word: Any, block: Table) -> None:
    if not block.rows:
        _add_text(word, Text(block.caption, block.empty))
        return
    _add_rows(word, block.caption, block.head, block.rows, block.widths)


def _add_rows(
    word: Any, caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> None:
    if not rows:
        return
    if caption:
        word.add_heading(_xml(caption), level=2)
    table = word.add_table(rows=1, cols=len(rows[0]), style="Table Grid")
    page = word.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for column, width in zip(table.columns, widths, strict=False):
        column.width = column.cells[0].width = Emu(room * width // 100)
    empty = table.rows[0]._tr
    table._tbl.remove(empty)
    if head:
        top = _filled(empty, head, bold=len(head))
        top.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        table._tbl.append(top)
    for row in rows:
        table._tbl.append(_filled(empty, row, bold=1))
    word.add_paragraph()


def _filled(empty: Any, values: tuple[str, ...], *, bold: int) -> Any:
    """A row like an ``empty`` one. Asked for row by row and cell by cell, the library takes six times as long."""
    row = deepcopy(empty)
    for place, (cell, value) in enumerate(zip(row.tc_lst, values, strict=True)):
        run = cell.p_lst[0].add_r()
        run.text = _xml(value) or NOTHING
        run.get_or_add_rPr().get_or_add_b().val = place < bold
    return row


def _xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)


_IN_WORD = {"text": _add_text, "facts": _add_facts, "table": _add_table}
