"""In which order does a report go to its readers, and what does each part hold?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from reviews.publication.narrative import markup
from reviews.report.rules import POINTS, TERMS, Document, PrintedBlock, PrintedSection, appendix_name, targets

ACKNOWLEDGEMENTS, GOVERNANCE, SUMMARY, REFERENCES, APPENDIX = FIXED = (
    "acknowledgements", "governance", "summary", "references", "appendix",
)  # fmt: skip
TITLES = {GOVERNANCE: "Governance", SUMMARY: "Executive summary"}
NOT_YET = format_html("<p><em>{}</em></p>", "Nothing is written here yet.")


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, list, quotation, table or box, ready to print."""

    kind: str
    html: SafeString
    anchor: str = ""
    heading: str = ""
    number: str = ""
    level: int = 1


@dataclass(frozen=True)
class Note:
    """A footnote as the web page shows it, at the end of its part."""

    number: int
    html: SafeString


@dataclass(frozen=True)
class Part:
    """A part of the report under its own heading."""

    kind: str
    anchor: str
    title: str
    number: str = ""
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Copy:
    """Whose copy of a draft it is, as every page says, and the ``key`` by which it is known when it comes back."""

    told: str
    key: str = ""


@dataclass(frozen=True)
class Layout:
    """The whole report in the order of its pages; ``draft`` is what each page of a draft says of itself.

    ``copy`` says whose copy of it this is.
    """

    document: Document
    draft: str
    front: tuple[Part, ...]
    body: tuple[Part, ...]
    copy: str = ""

    @property
    def title(self) -> str:
        return f"DRAFT: {self.document.title}" if self.draft else self.document.title


def laid_out(document: Document, *, draft: str = "", copy: str = "", web: bool = False, word: bool = False) -> Layout:
    """The report in its order. For the web, footnotes stand at the end of their part; in print, on their page.

    For Word the numbers of paragraphs are left to Word.
    """
    printer = _Printer(document, draft=bool(draft), web=web, word=word)
    front = tuple(printer.front())
    return Layout(document, draft, front, tuple(printer.body()), copy)


class _Printer:
    """Goes through a document once, from the first page to the last, counting footnotes."""

    def __init__(self, document: Document, *, draft: bool, web: bool, word: bool) -> None:
        self.document, self.draft, self.web, self.word = document, draft, web, word
        self.anchors = frozenset(targets(document)) | {
            block.uid for section in document.sections for block in section.blocks
        }
        self.own_host = urlsplit(settings.SITE_URL).netloc
        self.headings = dict(_recommendation_headings(document))
        self.notes_so_far = 0

    def front(self) -> Iterator[Part]:
        yield from self._parts(self._of(ACKNOWLEDGEMENTS))
        governance = self._of(GOVERNANCE) or [PrintedSection(GOVERNANCE, TITLES[GOVERNANCE], "", ())]
        yield from self._parts(governance, more=tuple(_governance(self.document)))
        summary = self._of(SUMMARY) or [PrintedSection(SUMMARY, TITLES[SUMMARY], "", ())]
        yield from self._parts(summary, more=tuple(self._recommendations_again()))

    def body(self) -> Iterator[Part]:
        yield from self._parts([section for section in self.document.sections if section.kind not in FIXED])
        yield from self._parts(self._of(REFERENCES))
        asked = [(TERMS, "Terms of reference", self.document.questions)]
        asked.append((POINTS, "Guided discussion points for practitioner conversations", self.document.points))
        given = [(key, title, _list_of(items)) for key, title, items in asked if items]
        for position, (key, title, listed) in enumerate(given):
            yield Part(APPENDIX, key, f"{appendix_name(position)}: {title}", pieces=(Piece("list", listed),))
        free = [section for section in self._of(APPENDIX) if section.blocks]
        for position, section in enumerate(free, start=len(given)):
            yield self._part(section, f"{appendix_name(position)}: {section.title}")

    def _of(self, kind: str) -> list[PrintedSection]:
        return [section for section in self.document.sections if section.kind == kind]

    def _parts(self, sections: Iterable[PrintedSection], *, more: tuple[Piece, ...] = ()) -> Iterator[Part]:
        for section in sections:
            part = self._part(section, section.title, more)
            if part.pieces or self._keeps_its_place(section):
                yield part

    def _keeps_its_place(self, section: PrintedSection) -> bool:
        """An empty section stays where the numbers would else have a gap, or where something refers to it."""
        sections = self.document.sections
        if not section.number or section not in sections:
            return False
        after = sections[sections.index(section) + 1 :]
        told = any(one.number and any(block.html.strip() for block in one.blocks) for one in after)
        link = f'href="#section-{section.pk}"'
        return told or any(link in block.html for one in sections for block in one.blocks)

    def _part(self, section: PrintedSection, title: str, more: tuple[Piece, ...] = ()) -> Part:
        notes: list[Note] = []
        pieces = tuple(self._piece(block, notes) for block in section.blocks if block.html.strip()) + more
        if not pieces and self.draft:
            pieces = (Piece("plain", NOT_YET),)
        position = self.document.sections.index(section) if section in self.document.sections else section.kind
        return Part(section.kind, f"section-{section.pk or position}", title, section.number, pieces, tuple(notes))

    def _piece(self, block: PrintedBlock, notes: list[Note]) -> Piece:
        html = self._html(block)
        if self.web:
            html = markup.with_footnotes(html, lambda text, key: self._note(text, key, notes))
        elif not self.word:
            html = markup.with_anchors(html)
        if block.kind == "heading":
            return Piece("heading", mark_safe(html), block.uid, level=2 if block.html.startswith("<h4") else 1)
        html = markup.as_blocks(html)
        if block.kind == "quote" and "<blockquote" not in html:
            html = f"<blockquote>{html}</blockquote>"
        if block.number and not self.word:
            html = markup.numbered(html, block.number)
        kind = "plain" if block.kind == "paragraph" and not block.number else block.kind
        return Piece(kind, mark_safe(html), block.uid, self.headings.get(block.uid, ""), number=block.number)

    def _html(self, block: PrintedBlock) -> str:
        return markup.cleaned(
            block.html, anchors=self.anchors, own_host=self.own_host, inline=block.kind == "heading"
        ).strip()

    def _note(self, text: str, key: str, notes: list[Note]) -> str:
        self.notes_so_far += 1
        notes.append(Note(self.notes_so_far, mark_safe(text)))
        return markup.anchor_of(key) + format_html(
            '<sup class="report__mark"><a href="#note-{0}" id="note-{0}-mark" aria-label="Footnote {0}">{0}</a></sup>',
            self.notes_so_far,
        )

    def _recommendations_again(self) -> Iterator[Piece]:
        for block in _recommendations(self.document):
            html = markup.as_blocks(markup.without_footnotes(self._html(block)))
            yield Piece("recommendation", mark_safe(html), heading=self.headings[block.uid])


def _recommendations(document: Document) -> list[PrintedBlock]:
    sections = [section for section in document.sections if section.kind == "recommendations"]
    return [block for section in sections for block in section.blocks if block.kind == "recommendation"]


def _recommendation_headings(document: Document) -> Iterator[tuple[str, str]]:
    for position, block in enumerate(_recommendations(document), start=1):
        yield block.uid, f"Recommendation {block.facts.get('number') or position}"


def _governance(document: Document) -> Iterator[Piece]:
    if document.declaration:
        yield Piece("heading", SafeString("Declaration of independence"))
        yield Piece("plain", SafeString(linebreaks(document.declaration, autoescape=True)))
        lines = [line for line in (document.reviewer, document.reviewer_title, document.declared) if line]
        yield Piece(
            "signature", format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((x,) for x in lines)))
        )
    if document.agencies:
        yield Piece("heading", SafeString("Agencies on the review panel"))
        yield Piece(
            "list", format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((x,) for x in document.agencies)))
        )


def _list_of(items: tuple[str, ...]) -> SafeString:
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))
