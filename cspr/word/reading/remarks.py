"""What did a reader do to a Word file they were given: margin comments, tracked changes, and where they stand?"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree.ElementTree import Element

from cspr.files.rules import content_type
from cspr.readers.archives import reading
from cspr.records import NotYet
from cspr.word.reading.parts import Parts, W, parts_of, value

PARAGRAPH = f"{W}p"
DELETED, INSERTED = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
LOOKS = tuple(f"{W}{name}" for name in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "numberingChange"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_TEXT = (f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{W}tblPr", f"{W}tblGrid", f"{W}sdtPr", FALLBACK)
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
GONE = "gone"
BEFORE, AFTER = ("same", "del"), ("same", "ins")
SIGNS = {f"{W}noBreakHyphen": "-"}
MOST = 3_000  # remarks, and paragraphs without end
MOST_PASSAGES = 20_000
MOST_QUOTED = 400
TOO_MANY = "The file holds more than 3,000 comments and changes. Give it back in parts."
TOO_LONG = "The file holds more than 20,000 paragraphs. Is it the copy that was given out?"
KINDS = "Give the copy back as a Word document (.docx)."
_WORD_AFTER = re.compile(r"\S*")


@dataclass
class Note:
    """A comment in the margin, and the words it stands beside."""

    author: str
    at: str
    text: str
    quoted: str = ""


@dataclass(frozen=True)
class Change:
    """Words that were taken out and put in while changes were tracked, whole words on both sides."""

    author: str
    at: str
    old: str
    new: str


@dataclass
class Passage:
    """A paragraph: the bookmarks that begin in it, what it said before tracked changes and says after them, the remarks.

    ``within``: it is a footnote of the passage before it.
    """

    marks: list[str] = field(default_factory=list)
    was: str = ""
    now: str = ""
    notes: list[Note] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    within: bool = False


@dataclass
class Returned:
    """A whole file: its passages in order, the comments that stand nowhere, and what is not taken as a comment."""

    passages: list[Passage] = field(default_factory=list)
    nowhere: list[Note] = field(default_factory=list)
    absent: Counter[str] = field(default_factory=Counter)
    key: str = ""


def read_remarks(name: str, content: bytes, *, most_bytes: int) -> Returned:
    """The remarks in a Word file; raises ``NotYet`` at ``original`` with a plain reason where it cannot be read."""
    if PurePath(name).suffix.lower() != ".docx":
        raise NotYet(KINDS, field="original")
    try:
        content_type(name, content, most_bytes=most_bytes)
        return reading(content, _read)
    except NotYet as refusal:
        raise NotYet(str(refusal), field="original") from None


def _read(archive: zipfile.ZipFile) -> Returned:
    return _Reader(parts_of(archive)).read()


@dataclass
class _Span:
    """A run of text: "same", "ins" or "del", by whom and when; "gone" was put in and taken out again."""

    how: str
    text: str
    author: str = ""
    at: str = ""


class _Reader:
    """Goes through a document once, from its first paragraph to its last."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.found = parts, Returned(key=parts.keywords)
        self.notes = {note.get(f"{W}id", ""): _note(note) for note in parts.comments.iter(f"{W}comment")}
        trees = {"footnotes": parts.footnotes, "endnotes": parts.endnotes}
        self.texts = {kind: {note.get(f"{W}id", ""): note for note in tree} for kind, tree in trees.items()}
        self.open: dict[str, Note] = {}
        self.placed: set[str] = set()
        self.fields: list[bool] = []  # of each field that is open: does it show its value yet?
        self.remarks = 0

    def read(self) -> Returned:
        body = self.parts.document.find(f"{W}body")
        for paragraph in _paragraphs(body) if body is not None else ():
            self._paragraph(paragraph, within=False)
        looks = sum(1 for tree in (self.parts.document, self.parts.footnotes) for tag in LOOKS for _ in tree.iter(tag))
        if looks:
            self.found.absent["changes of looks that were tracked"] = looks
        self.found.nowhere = [note for key, note in self.notes.items() if key not in self.placed and note.text]
        return self.found

    def _paragraph(self, paragraph: Element, *, within: bool) -> None:
        passage, spans = Passage(within=within), list[_Span]()
        notes: list[tuple[str, str]] = []
        self.found.passages.append(passage)
        if len(self.found.passages) > MOST_PASSAGES:
            raise NotYet(TOO_LONG)
        self._inside(paragraph, passage, spans, notes, _Span("same", ""))
        passage.was = _squeezed("".join(span.text for span in spans if span.how in BEFORE))
        passage.now = _squeezed("".join(span.text for span in spans if span.how in AFTER))
        passage.changes = list(_changes(spans))
        self.remarks += len(passage.changes) + len(passage.notes)
        if self.remarks > MOST:
            raise NotYet(TOO_MANY)
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        if mark is not None and passage.now:
            self.found.absent["paragraphs joined while changes were tracked"] += 1
        for tree, number in notes:
            self._footnote(tree, number)

    def _footnote(self, kind: str, number: str) -> None:
        note = self.texts[kind].get(number)
        for paragraph in _paragraphs(note) if note is not None else ():
            self._paragraph(paragraph, within=True)

    def _inside(
        self, element: Element, passage: Passage, spans: list[_Span], notes: list[tuple[str, str]], state: _Span
    ) -> None:
        for inside in element:
            tag = inside.tag
            if tag in NOT_TEXT or tag == PARAGRAPH:
                continue
            if tag == f"{W}commentRangeStart" or tag == f"{W}commentReference":
                self._begin(inside.get(f"{W}id", ""), passage, reads=tag.endswith("Start"))
            elif tag == f"{W}commentRangeEnd":
                self.open.pop(inside.get(f"{W}id", ""), None)
            elif tag == f"{W}bookmarkStart":
                passage.marks.append(inside.get(f"{W}name", ""))
            elif tag in NOTES:
                notes.append((NOTES[tag], inside.get(f"{W}id", "")))
            elif tag == f"{W}fldChar":
                self._field(value(inside, "fldCharType"))
            elif tag in (f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
                self._text(inside, spans, state)
            else:
                self._inside(inside, passage, spans, notes, _state(inside, state))

    def _begin(self, key: str, passage: Passage, *, reads: bool) -> None:
        note = self.notes.get(key)
        if note is None:
            return
        if key not in self.placed:
            self.placed.add(key)
            if note.text:
                passage.notes.append(note)
        if reads:
            self.open[key] = note

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _text(self, element: Element, spans: list[_Span], state: _Span) -> None:
        if self.fields and not all(self.fields):
            return
        text = element.text or "" if element.tag in (f"{W}t", f"{W}delText") else SIGNS.get(element.tag, " ")
        if spans and (spans[-1].how, spans[-1].author) == (state.how, state.author):
            spans[-1].text += text
        else:
            spans.append(_Span(state.how, text, state.author, state.at))
        if state.how != "del":
            for note in self.open.values():
                if len(note.quoted) < MOST_QUOTED:
                    note.quoted += text


def _paragraphs(element: Element) -> Iterator[Element]:
    """Every paragraph in its order: in tables, frames and boxes too; of a box drawn twice, once."""
    for inside in element:
        if inside.tag == FALLBACK:
            continue
        if inside.tag == PARAGRAPH:
            yield inside
        yield from _paragraphs(inside)


def _note(element: Element) -> Note:
    lines = ("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in element.iter(PARAGRAPH))
    text = "\n".join(line.strip() for line in lines if line.strip())
    return Note(value(element, "author")[:200], value(element, "date")[:30], text)


def _state(element: Element, state: _Span) -> _Span:
    how = "del" if element.tag in DELETED else "ins" if element.tag in INSERTED else ""
    if not how or state.how == GONE:
        return state
    if (state.how, how) == ("ins", "del"):
        how = GONE
    return _Span(how, "", value(element, "author")[:200], value(element, "date")[:30])


def _changes(spans: list[_Span]) -> Iterator[Change]:
    """Neighbouring words taken out and put in as one change, filled up to whole words on both sides."""
    at = 0
    while at < len(spans):
        if spans[at].how == "same":
            at += 1
            continue
        end = at
        while end < len(spans) and spans[end].how != "same":
            end += 1
        run = spans[at:end]
        before = _last_word(spans[at - 1].text) if at else ""
        after = _WORD_AFTER.match(spans[end].text)[0] if end < len(spans) else ""  # type: ignore[index]
        old, new = (
            _squeezed(before + "".join(span.text for span in run if span.how in stands) + after)
            for stands in (BEFORE, AFTER)
        )
        if old != new:
            first = next(span for span in run if span.text and span.how != GONE)
            yield Change(first.author, first.at, old, new)
        at = end


def _last_word(text: str) -> str:
    """The word a text ends in, if it does; found from its end, however long the text is."""
    return text.rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\n\xa0]+", " ", text).strip()
