"""How does HTML that was cleaned become paragraphs, lists, tables, footnotes and fields of a Word document?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cspr.word.elements import bookmark_name, bookmarked, make, run, spaced, text_run
from cspr.word.frame import (
    BOX,
    BOX_HEADING,
    BULLETS,
    CONTINUED,
    LEVELS,
    NOTE,
    NUMBERED,
    OUTLINE,
    STEPS,
    About,
    add_count,
    clean,
    framed,
    packed,
    style_id,
)  # fmt: skip
from cspr.word.grid import Cell, Grid
from cspr.word.inline import Inline
from cspr.word.markup import blocks_of, inner, parsed

HEADING_3 = "h4"
CONTENTS = r'TOC \o "1-2" \h \z \u'


@dataclass(frozen=True)
class Remark:
    """What a reader said in the margin."""

    author: str
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class Target:
    """Where a link within the document leads: the number that Word counts there, or the words that name it."""

    number: str = ""
    text: str = ""


class Writer:
    """Writes a document from top to bottom. ``targets`` are the places that will come, by the names links give them."""

    def __init__(self, about: About, targets: dict[str, Target]) -> None:
        self.word = framed(about)
        self.body = self.word.element.body
        self.targets = targets
        self.bookmarks = 0
        self.lists = 100
        self.placed: dict[str, Any] = {}  # the first paragraph of each block, by its anchor
        self.counted = [0, 0]
        self.notes = _notes(self.word)
        self.noted = 1  # the two lines that part notes from the text have the first numbers

    def saved(self) -> bytes:
        return packed(self.word)

    # Blocks ----------------------------------------------------------------------------------------

    def line(self, text: str, style: str = "Normal") -> None:
        """A paragraph of bare text."""
        self._add(style, [text_run(text)])

    def unlisted(self, text: str) -> None:
        """A heading that the contents do not list."""
        self._add("TOC Heading", [text_run(text)], [make("pageBreakBefore"), _uncounted()])

    def contents(self, entries: list[str]) -> None:
        """A table of contents that Word makes anew; until then the entries stand in it without pages."""
        begin = [
            run(make("fldChar", fldCharType="begin")),
            run(spaced("instrText", f" {CONTENTS} ")),
            run(make("fldChar", fldCharType="separate")),
        ]
        for position, entry in enumerate(entries or [""]):
            last = [run(make("fldChar", fldCharType="end"))] if position == max(len(entries), 1) - 1 else []
            self._add("toc 1", [*(begin if position == 0 else []), text_run(entry), *last])

    def heading(
        self, html: str, level: int, *, number: str = "", anchor: str = "", called: str = "", new_page: bool = False
    ) -> None:
        """A heading; ``called`` is the part of it by which references call it ("Appendix One")."""
        inside = Inline(self).runs(parsed(html))
        if called:
            inside = [*self._marked(anchor, [text_run(called)]), *Inline(self).runs(parsed(html.removeprefix(called)))]
        elif anchor:
            inside = self._marked(anchor, inside)
        counting = self._count(0, number) if level == 1 else []
        begins = len(self.body) - 1
        self._add(f"Heading {level}", inside, [*([make("pageBreakBefore")] if new_page else []), *counting])
        self._place(anchor, begins)

    def block(self, html: str, *, style: str = "Normal", number: str = "", anchor: str = "") -> None:
        """What stands in a block: its first paragraph is numbered and named."""
        begins, called = len(self.body) - 1, anchor
        for element in blocks_of(parsed(html)):
            self._block(element, style, number, anchor)
            if number and style == "Normal":
                style = CONTINUED
            number = anchor = ""
        self._place(called, begins)

    def _place(self, anchor: str, begins: int) -> None:
        """Remember where a block begins, for what is said of it in the margin."""
        paragraph = next(self.body[begins].iter(qn("w:p")), None) if begins < len(self.body) - 1 else None
        if anchor and paragraph is not None:
            self.placed[anchor] = paragraph

    def remark(self, anchor: str, remark: Remark) -> None:
        """A comment in the margin of a block; of the whole document where the block is not there."""
        paragraph = self.placed.get(anchor)
        if paragraph is None:
            paragraph = next(self.body.iter(qn("w:p")))
        if not paragraph.findall(qn("w:r")):
            paragraph.append(text_run(""))
        runs = [Run(found, Paragraph(paragraph, self.word)) for found in paragraph.findall(qn("w:r"))]
        initials = "".join(word[0] for word in remark.author.split())[:3]
        said = self.word.add_comment([runs[0], runs[-1]], clean(remark.text), clean(remark.author), clean(initials))
        said._comment_elm.set(qn("w:date"), remark.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    def box(self, heading: str, html: str, *, anchor: str = "") -> None:
        """A recommendation under its name, in a box of its own."""
        begins = len(self.body) - 1
        if heading:
            self._add(BOX_HEADING, self._marked(anchor, [text_run(heading)]))
        self.block(html, style=BOX, anchor="" if heading else anchor)
        self._place(anchor, begins)

    def _block(self, element: Any, style: str, number: str, anchor: str) -> None:
        if element.tag in ("ul", "ol"):
            self._list(element, 0, anchor)
        elif element.tag == "blockquote":
            for inside in blocks_of(element):
                self._block(inside, "Quote", "", anchor)
                anchor = ""
        elif element.tag == "table":
            self._table(element, anchor)
        elif element.tag in ("h3", "h4"):
            self.heading(inner(element), 3 if element.tag == HEADING_3 else 2, anchor=anchor)
        else:
            inside = self._marked(anchor, Inline(self).runs(element))
            self._add(NUMBERED if number else style, inside, self._count(1, number) if number else None)

    def _add(self, style: str, inside: list[Any], counting: list[Any] | None = None) -> Any:
        properties = make("pPr", make("pStyle", val=style_id(self.word, style)), *(counting or []))
        paragraph = make("p", properties, *inside)
        self.body.insert(len(self.body) - 1, paragraph)  # the last of the body is the page
        return paragraph

    def _marked(self, anchor: str, inside: list[Any]) -> list[Any]:
        if anchor not in self.targets:
            return inside
        self.bookmarks += 1
        return bookmarked(self.bookmarks, bookmark_name(anchor), inside)

    def _count(self, depth: int, number: str) -> list[Any]:
        """Nothing where Word's own counting comes to this number; else a count that begins there, or none."""
        if not number:
            return [_uncounted()]
        told = int(number.rsplit(".", 1)[-1])
        self.counted[depth], expected = told, self.counted[depth] + 1
        if depth == 0:
            self.counted[1] = 0
        if told == expected:
            return []
        return [make("numPr", make("ilvl", val=depth), make("numId", val=self._begun(OUTLINE, depth, told)))]

    def _begun(self, of_list: int, depth: int, start: int) -> int:
        self.lists += 1
        add_count(self.word, self.lists, of_list, depth, start)
        return self.lists

    def _list(self, element: Any, depth: int, anchor: str = "") -> None:
        ordered, depth = element.tag == "ol", min(depth, LEVELS - 1)
        start = element.get("start", "1")
        begin = int(start) if start.isdecimal() and len(start) < 5 else 1
        counts = self._begun(STEPS, depth, begin) if ordered else BULLETS
        for item in element.iterchildren("li"):
            for position, inside in enumerate(blocks_of(item)):
                if inside.tag in ("ul", "ol"):
                    self._list(inside, depth + 1)
                    continue
                style = ("List Number" if ordered else "List Bullet") if not position else CONTINUED
                runs = self._marked(anchor, Inline(self).runs(inside))
                place = make("numPr", make("ilvl", val=depth), make("numId", val=counts))
                self._add(style, runs, [place] if not position else None)
                anchor = ""

    def _table(self, element: Any, anchor: str) -> None:
        rows = Grid(element).rows
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        properties = make(
            "tblPr", make("tblStyle", val=style_id(self.word, "Table Grid")), make("tblW", w=5000, type="pct"),
            make("tblLook", val="0420", firstRow=1),
        )  # fmt: skip
        grid = make("tblGrid", *[make("gridCol", w=9000 // width) for _ in range(width)])
        table = make("tbl", properties, grid)
        for row in rows:
            heads = all(cell.head for cell in row)
            told = [make("trPr", make("cantSplit"), *([make("tblHeader")] if heads else []))]
            table.append(make("tr", *told, *[self._cell(cell) for cell in row if cell.own]))
        first = next(table.iter(qn("w:p")))
        first.extend(self._marked(anchor, []))
        self.body.insert(len(self.body) - 1, table)
        self._add("Normal", [])

    def _cell(self, cell: "Cell") -> Any:
        told = make("tcPr")
        if cell.wide > 1:
            told.append(make("gridSpan", val=cell.wide))
        if cell.down:
            told.append(make("vMerge", **({"val": "restart"} if cell.down == "restart" else {})))
        found = make("tc", told)
        for element in blocks_of(cell.element) if cell.element is not None else ():
            found.append(make("p", make("pPr", make("spacing", after=40)), *Inline(self, b=cell.head).runs(element)))
        if len(found) == 1:
            found.append(make("p"))
        return found

    # Footnotes -------------------------------------------------------------------------------------

    def note(self, element: Any) -> list[Any]:
        """A footnote of its own, and the mark that calls it."""
        self.noted += 1
        sign = run(make("footnoteRef"), style=style_id(self.word, "footnote reference"))
        inside = Inline(self, within=self.notes).runs(element)
        lead = make("pPr", make("pStyle", val=style_id(self.word, NOTE)))
        self.notes.element.append(make("footnote", make("p", lead, sign, text_run(" "), *inside), id=self.noted))
        called = run(make("footnoteReference", id=self.noted), style=style_id(self.word, "footnote reference"))
        return self._marked(f"fn-{element.get('data-fn')}", [called])


def _uncounted() -> Any:
    """Takes a paragraph out of the counting that its style takes part in."""
    return make("numPr", make("ilvl", val=0), make("numId", val=0))


def _notes(word: Any) -> XmlPart:
    """The part that holds the footnotes, with the lines that part them from the text."""
    lines = [
        make("footnote", make("p", make("r", make(name))), type=name, id=number)
        for number, name in enumerate(("separator", "continuationSeparator"))
    ]
    part = XmlPart(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, make("footnotes", *lines), word.part.package
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part
