"""What stands inside a paragraph of a Word file: words with their looks, notes, links, references, tracked changes?"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.utils.html import escape

from cspr.word.reading.parts import R, W, is_on, value
from cspr.word.reading.told import LISTED, Told

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
ALTERNATIVE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DELETED, INSERTED = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
REFERENCE = re.compile(r"^\s*(REF|NOTEREF|PAGEREF)\s+(\S+)")
ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.I)
NOWHERE = {f"{W}u": "underlining", f"{W}vertAlign": "raised or lowered letters", f"{W}highlight": "marking in colour"}


@dataclass
class Line:
    """The words of one paragraph as they are gathered. ``marks``: bookmarks that begin here; ``boxes``: text boxes."""

    html: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: bool = True
    any_words: bool = False

    @property
    def text(self) -> str:
        """Neighbours of the same look in one element; spaces as they are read."""
        joined = re.sub(r"</(strong|em)>(\s*)<\1>", r"\2", "".join(self.html))
        return re.sub(r"[ \t\r\n\xa0]+", " ", joined).strip()


@dataclass
class Field:
    """A value that Word makes: its code, then what it shows."""

    code: str = ""
    shows: bool = False


class Reader:
    """Reads the inside of paragraphs. ``note`` gives the words of a footnote by its kind and number."""

    def __init__(self, told: Told, links: dict[str, str], note: Callable[[str, str], str] | None = None) -> None:
        self.told, self.links, self.note = told, links, note
        self.fields: list[Field] = []
        self.opened: dict[str, str] = {}

    def line(self, paragraph: Element) -> Line:
        found = Line()
        self._inside(paragraph, found)
        return found

    def _inside(self, element: Element, line: Line) -> None:
        for inside in element:
            self._one(inside, line)

    def _one(self, element: Element, line: Line) -> None:
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, line)
        elif tag == f"{W}hyperlink":
            self._link(element, line)
        elif tag == f"{W}fldSimple":
            self._referred(element.get(f"{W}instr", ""), line, lambda: self._inside(element, line))
        elif tag == f"{W}bookmarkStart":
            self._mark(element, line)
        elif tag == f"{W}bookmarkEnd":
            self.opened.pop(element.get(f"{W}id", ""), None)
        elif tag in DELETED:
            self._change("deleted", element)
        elif tag in INSERTED:
            self._change("inserted", element)
            self._inside(element, line)
        elif tag.startswith(M):
            self._words("".join(text.text or "" for text in element.iter(f"{M}t")), line, {})
            self.told.leave("an equation, taken as bare text")
        elif tag not in (f"{W}pPr", f"{W}rPr", f"{W}commentRangeStart", f"{W}commentRangeEnd", FALLBACK):
            self._inside(element, line)

    def _mark(self, element: Element, line: Line) -> None:
        name = element.get(f"{W}name", "")
        if name and name != "_GoBack":
            line.marks.append(name)
            self.opened[element.get(f"{W}id", "")] = name

    def _change(self, how: str, element: Element) -> None:
        kind = f"{W}delText" if how == "deleted" else f"{W}t"
        words = "".join(text.text or "" for text in element.iter(kind)).strip()
        if words and len(self.told.changes) < LISTED:
            self.told.changes.append((how, element.get(f"{W}author", ""), words[:300]))
        if words:
            self.told.absent[f"words {how} while changes were tracked"] += 1

    def _link(self, element: Element, line: Line) -> None:
        address, place = self.links.get(element.get(f"{R}id", ""), ""), element.get(f"{W}anchor", "")
        if not place and ADDRESS.match(address):
            line.html.append(f'<a href="{escape(address)}">')
            self._inside(element, line)
            line.html.append("</a>")
        elif place:
            self._within(place, line, lambda: self._inside(element, line))
        else:
            if address:
                self.told.leave("a link to a file on a computer", address)
            self._inside(element, line)

    def _referred(self, code: str, line: Line, show: Callable[[], None]) -> None:
        found = REFERENCE.match(code)
        if found:
            self._within(_place(found), line, show)
        else:
            show()

    def _within(self, place: str, line: Line, show: Callable[[], None]) -> None:
        """A reference within the text: what it shows stands inside, as words alone."""
        began = len(line.html)
        show()
        shown = re.sub(r"<[^<>]*>", "", "".join(line.html[began:]))
        del line.html[began:]
        line.html.append(f'<span data-ref="#{escape(place)}">{shown}</span>')

    def _run(self, run: Element, line: Line) -> None:
        looks = run.find(f"{W}rPr")
        for inside in run:
            if inside.tag == f"{W}fldChar":
                self._field(value(inside, "fldCharType"), line)
            elif inside.tag == f"{W}instrText" and self.fields:
                self.fields[-1].code += inside.text or ""
            elif not self.fields or self.fields[-1].shows:
                self._of_run(inside, line, looks)

    def _field(self, kind: str, line: Line) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
            found = REFERENCE.match(self.fields[-1].code)
            if found:
                line.html.append(f"\x01{_place(found)}\x02")
        elif kind == "end" and self.fields:
            code = self.fields.pop().code
            begun = [place for place, text in enumerate(line.html) if text.startswith("\x01")]
            if REFERENCE.match(code) and begun:
                shown = re.sub(r"<[^<>]*>", "", "".join(line.html[begun[-1] + 1 :]))
                place = line.html[begun[-1]].strip("\x01\x02")
                line.html[begun[-1] :] = [f'<span data-ref="#{escape(place)}">{shown}</span>']

    def _of_run(self, element: Element, line: Line, looks: Element | None) -> None:
        tag = element.tag
        if tag == f"{W}t":
            self._words(element.text or "", line, looks)
        elif tag in (f"{W}tab", f"{W}ptab"):
            line.html.append(" ")
        elif tag in (f"{W}br", f"{W}cr"):
            line.html.append("<br>" if value(element, "type") not in ("page", "column") else " ")
        elif tag == f"{W}noBreakHyphen":
            self._words("-", line, looks)
        elif tag == f"{W}sym":
            self.told.leave("a sign of a special font")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._note(tag, element.get(f"{W}id", ""), line)
        elif tag in PICTURES or tag == CHOICE:
            self._picture(element, line)

    def _words(self, text: str, line: Line, looks: Element | dict | None) -> None:
        if not text:
            return
        bold = isinstance(looks, Element) and is_on(looks.find(f"{W}b"))
        italic = isinstance(looks, Element) and is_on(looks.find(f"{W}i"))
        for name, what in NOWHERE.items():
            if (
                isinstance(looks, Element)
                and text.strip()
                and looks.find(name) is not None
                and _is_seen(looks.find(name))
            ):
                self.told.absent[what] += 1
        if text.strip():
            line.any_words, line.bold = True, line.bold and bold
        said = escape(text)
        said = f"<em>{said}</em>" if italic else said
        line.html.append(f"<strong>{said}</strong>" if bold else said)

    def _note(self, tag: str, number: str, line: Line) -> None:
        kind = "endnotes" if "endnote" in tag else "footnotes"
        if self.note is None:
            return
        key = f"{kind[0]}{number}" if number.isdecimal() else ""
        for name in self.opened.values():
            self.told.notes.setdefault(name, key)
        line.html.append(f'<span data-fn="{key}">{self.note(kind, number)}</span>')
        if kind == "endnotes":
            self.told.absent["endnotes, taken as footnotes"] += 1

    def _picture(self, element: Element, line: Line) -> None:
        boxes = [box for box in _outside_fallback(element) if box.tag == f"{W}txbxContent"]
        line.boxes += boxes
        if not boxes:
            described = next((found.get("descr", "") for found in element.iter(ALTERNATIVE) if found.get("descr")), "")
            self.told.leave("a picture, drawing or chart", described)


def _place(code: re.Match[str]) -> str:
    """The bookmark that a field means: of a paragraph, or of a footnote ("!NAME")."""
    return f"!{code[2]}" if code[1] == "NOTEREF" else code[2]


def _outside_fallback(element: Element) -> list[Element]:
    found: list[Element] = []
    for inside in element:
        if inside.tag != FALLBACK:
            found += [inside, *(_outside_fallback(inside) if inside.tag != f"{W}txbxContent" else [])]
    return found


def _is_seen(element: Element | None) -> bool:
    return value(element) not in ("", "none", "baseline")
