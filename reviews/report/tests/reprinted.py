"""What does the PDF of a report say, beside what its record says? Read from the pages alone, without asking what printed them."""

import re
from functools import cached_property
from typing import Any

from lxml import html as lxml_html

from cspr.pdf import pages_of

FOOT = "DRAFT – not for publication."
CONTENTS_LINE = re.compile(r"^(?P<title>.+?)[ .]* \.[ .]*(?P<page>\d+)$")
MARK = "\ue000"


def close(text: str) -> str:
    """Without blanks and hyphens, which follow the lines, and without marks of ours."""
    return re.sub(r"[\s\u00ad\u2010\ue000-]+", "", text)


class Print:
    """A PDF and the record it was printed from."""

    def __init__(self, content: bytes, record: dict[str, Any]) -> None:
        self.pages = pages_of(content)
        self.sections = record["sections"]
        self.notes: list[str] = []
        self.blocks = [(section, block) for section in self.sections for block in section["blocks"]]
        # The text of each block, with the number of each footnote where it is called, behind ``MARK``.
        self.texts = {block["uid"]: self._text(block["html"]) for _, block in self.blocks}

    def _text(self, html: str) -> str:
        root = lxml_html.fragment_fromstring(html, create_parent=True)
        for note in root.xpath(".//span[@data-fn]"):
            self.notes.append(note.text_content())
            for child in list(note):
                note.remove(child)
            note.text = f"{MARK}{len(self.notes)}"
        return str(root.text_content())

    @cached_property
    def numbered(self) -> dict[str, str]:
        """What is to stand on the pages for each numbered paragraph, by its number."""
        return {
            block["number"]: f"{block['number']} {self.texts[block['uid']]}"
            for _, block in self.blocks
            if block["number"]
        }

    # The pages ------------------------------------------------------------------------------------

    @cached_property
    def parted(self) -> tuple[list[str], dict[int, int]]:
        """The text of each page without its foot, and the page on which each footnote stands, both read from the end."""
        bodies, found, last = [], {}, len(self.notes)
        for number, page in reversed(list(enumerate(self.pages, 1))):
            body = close(page.rpartition(FOOT)[0])
            while last and body.endswith(told := close(f"{last} {self.notes[last - 1]}")):
                body, found[last], last = body.removesuffix(told), number, last - 1
            bodies.append(body)
        return bodies[::-1], found

    @cached_property
    def whole(self) -> str:
        return "".join(self.parted[0])

    def page_at(self, place: int) -> int:
        """On which page stands this character of the whole?"""
        for number, body in enumerate(self.parted[0], 1):
            if place < len(body):
                return number
            place -= len(body)
        raise IndexError(place)

    # What is wrong --------------------------------------------------------------------------------

    def paragraphs_out_of_place(self) -> list[str]:
        """Those that do not stand on the pages whole, once, and in order."""
        wrong, last = [], 0
        for number, text in self.numbered.items():
            place = self.whole.find(close(text))
            if self.whole.count(close(text)) != 1 or place < last:
                wrong.append(number)
            last = max(last, place)
        return wrong

    def notes_out_of_place(self) -> list[int]:
        """Those that stand on another page than their mark, or on none."""
        marked = {}
        for text in self.numbered.values():
            begin = self.whole.find(close(text))
            before = ""
            for part in text.split(MARK)[:-1]:
                before += part
                marked[len(marked) + 1] = self.page_at(begin + len(close(before)))
        return [number for number, _ in enumerate(self.notes, 1) if marked.get(number) != self.parted[1].get(number, 0)]

    def references(self) -> list[tuple[str, str]]:
        """The words of each reference, and those it should have: what the record counts, and where it stands."""
        told, order = self._targets()
        pairs, here = [], 0
        for section, block in self.blocks:
            here = order.get(block["uid"], order.get(f"section-{section['pk']}", here))
            for link in lxml_html.fragment_fromstring(block["html"], create_parent=True).xpath(
                ".//a[starts-with(@href, '#')]"
            ):
                key = link.get("href")[1:]
                if not told.get(key):
                    continue  # a citation leads to the list of references
                words, way = link.text_content(), ""
                if words.endswith((" above", " below")):
                    way = " above" if order[key] < here else " below"
                pairs.append((words, told[key] + way))
        return pairs

    def _targets(self) -> tuple[dict[str, str], dict[str, int]]:
        told: dict[str, str] = {}
        order: dict[str, int] = {}
        notes = appendices = 0
        for section in self.sections:
            key = f"section-{section['pk']}"
            appendices += section["kind"] == "appendix"
            told[key] = (
                f"Appendix {('One', 'Two')[appendices - 1]}"
                if section["kind"] == "appendix"
                else f"section {section['number']}"
            )
            order[key] = len(order)
            for block in section["blocks"]:
                boxed = block["kind"] == "recommendation"
                told[block["uid"]] = f"Recommendation {block['facts']['number']}" if boxed else block["number"]
                order[block["uid"]] = len(order)
                for note in re.findall(r'data-fn="(\w*)"', block["html"]):
                    notes += 1
                    told[f"fn-{note}"] = f"footnote {notes}"
                    order[f"fn-{note}"] = len(order)
        return told, order

    def contents(self) -> list[tuple[str, int, list[int]]]:
        """Each line of the contents: its title, the page it names, and the pages where that heading stands."""
        page = next(page for page in self.pages if page.startswith("Contents"))
        lines = [CONTENTS_LINE.match(line) for line in page.splitlines()]
        return [
            (line["title"].strip(), int(line["page"]), self._headed(line["title"].strip(), page))
            for line in lines
            if line
        ]

    def _headed(self, title: str, contents: str) -> list[int]:
        return [
            number
            for number, page in enumerate(self.pages, 1)
            if page != contents and any(close(line) == close(title) for line in page.splitlines())
        ]

    def times(self, text: str) -> int:
        return self.whole.count(close(text))
