"""How do the words of a paragraph become runs, links, references and calls of footnotes?"""

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from cspr.word.elements import NOT_IN_XML, bookmark_name, field, make, run, text_run

LOOKS = {"strong": "b", "b": "b", "em": "i", "i": "i", "cite": "i", "u": "u", "sub": "sub", "sup": "sup"}
_WAY = re.compile(r"^(.*) (above|below)$", re.S)
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Inline:
    """What stands inside a paragraph: words of several looks, links, references, footnotes."""

    def __init__(self, writer: Any, *, within: Any = None, **looks: bool) -> None:
        self.writer, self.looks = writer, looks
        self.part = within if within is not None else writer.word.part
        self.in_note = within is not None

    def runs(self, element: Any, looks: dict[str, bool] | None = None) -> list[Any]:
        looks = self.looks if looks is None else looks
        found = self._text(element.text, looks)
        for inside in element:
            found += self._inside(inside, looks)
            found += self._text(inside.tail, looks)
        return found

    def _text(self, text: str | None, looks: dict[str, bool]) -> list[Any]:
        said = re.sub(r"[ \t\r\n]+", " ", text or "")
        return [text_run(said, **looks)] if said else []

    def _inside(self, element: Any, looks: dict[str, bool]) -> list[Any]:
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [run(make("br"))]
        if element.tag == "span" and element.get("data-fn") is not None and not self.in_note:
            return self.writer.note(element)
        if element.tag == "a":
            return self._link(element, looks)
        look = LOOKS.get(element.tag)
        return self.runs(element, {**looks, look: True} if look else looks)

    def _link(self, element: Any, looks: dict[str, bool]) -> list[Any]:
        href, words = element.get("href") or "", element.text_content()
        if href.startswith("#"):
            return self._within(element, href[1:], words, looks)
        if not href:
            return self.runs(element, looks)
        link = make("hyperlink", *self.runs(element, {**looks, "u": True}))
        leads = self.part.relate_to(NOT_IN_XML.sub("", href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(_ID, leads)
        return [link]

    def _within(self, element: Any, anchor: str, words: str, looks: dict[str, bool]) -> list[Any]:
        """A reference whose words Word makes, or a link where they are somebody's own."""
        target = self.writer.targets.get(anchor)
        if target is None:
            return self.runs(element, looks)
        name, parted = bookmark_name(anchor), _WAY.match(words)
        called, way = (parted[1], parted[2]) if parted else (words, "")
        found = self._fields(name, anchor, target, called, looks)
        if not found:
            return [make("hyperlink", *self.runs(element, looks), anchor=name)]
        return [*found, text_run(" ", **looks), *field(rf"REF {name} \p \h", way, **looks)] if way else found

    def _fields(self, name: str, anchor: str, target: Any, words: str, looks: dict[str, bool]) -> list[Any]:
        """The fields in place of a number or a name; none where the words are neither."""
        if anchor.startswith("fn-") and re.fullmatch(r"footnote \d+", words, re.I):
            lead, _, number = words.rpartition(" ")
            return [text_run(f"{lead} ", **looks), *field(rf"NOTEREF {name} \h", number, **looks)]
        if target.number and words.lower() in (target.number, f"section {target.number}"):
            lead = words.removesuffix(target.number)
            return [*self._text(lead, looks), *field(rf"REF {name} \n \h", target.number, **looks)]
        if target.text and words == target.text:
            return field(rf"REF {name} \h", words, **looks)
        if target.text and words == f"“{target.text}”":
            return [text_run("“", **looks), *field(rf"REF {name} \h", target.text, **looks), text_run("”", **looks)]
        return []
