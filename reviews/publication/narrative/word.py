"""How does a report look in Word? Real headings, numbers, footnotes, contents and references, which Word keeps right."""

import datetime as dt
import re
from collections.abc import Sequence
from html import unescape

from django.utils.html import escape, strip_tags

from cspr.word import About, Remark, Target, Writer
from reviews.publication.narrative.layout import Copy, Layout, Part, Piece, laid_out
from reviews.report.rules import CONTENTS, Document

_CALL = re.compile(r'data-fn="([a-z0-9]+)"')
_APPENDIX = re.compile(r"^Appendix \w+")


def report_word(
    document: Document,
    *,
    moment: dt.datetime,
    draft: str = "",
    copy: Copy | None = None,
    remarks: Sequence[tuple[str, Remark]] = (),
) -> bytes:
    """The report as a Word document; ``moment`` is when it was made, ``draft`` is said at the head of every page.

    A ``copy`` is marked with whose it is. ``remarks`` stand in the margin of the blocks with these ids, or of the whole where there is none.
    """
    layout = laid_out(document, draft=draft, word=True)
    marked = {"copy": copy.told, "key": copy.key} if copy else {}
    writer = Writer(About(document.title, document.reviewer, moment, draft, **marked), _targets(layout))
    _cover(writer, layout)
    for part in layout.front:
        _part(writer, part, new_page=True)
    writer.unlisted(CONTENTS)
    writer.contents([f"{part.number} {part.title}".strip() for part in layout.body])
    for position, part in enumerate(layout.body):
        _part(writer, part, new_page=position == 0 or not part.number)
    for uid, remark in remarks:
        writer.remark(uid, remark)
    return writer.saved()


def _targets(layout: Layout) -> dict[str, Target]:
    """Every place that will be written, with its number where Word counts it."""
    found: dict[str, Target] = {}
    for part in (*layout.front, *layout.body):
        found[part.anchor] = Target(part.number, _called(part.title) or part.title)
        for piece in part.pieces:
            if piece.anchor and piece.kind in ("table", "list"):
                found[piece.anchor] = Target()  # nothing calls them; they are known again when the file comes back
            elif piece.anchor:
                name = unescape(strip_tags(piece.html)).strip() if piece.kind == "heading" else piece.heading
                found[piece.anchor] = Target(piece.number, name)
            found |= {f"fn-{key}": Target() for key in _CALL.findall(piece.html)}
    return found


def _called(title: str) -> str:
    """By what an appendix is called in the text."""
    found = _APPENDIX.match(title)
    return found[0] if found else ""


def _cover(writer: Writer, layout: Layout) -> None:
    document = layout.document
    writer.line(document.partnership)
    writer.line(document.title, "Title")
    if document.subtitle:
        writer.line(document.subtitle, "Subtitle")
    if layout.draft:
        writer.line("DRAFT – not for publication", "Subtitle")
    author = ", ".join(words for words in (document.reviewer, document.reviewer_title) if words)
    for words in (f"Author: {author}" if author else "", f"Date: {document.dated}" if document.dated else ""):
        if words:
            writer.line(words)


def _part(writer: Writer, part: Part, *, new_page: bool) -> None:
    called = _called(part.title)
    writer.heading(escape(part.title), 1, number=part.number, anchor=part.anchor, called=called, new_page=new_page)
    for piece in part.pieces:
        _piece(writer, piece)


def _piece(writer: Writer, piece: Piece) -> None:
    if piece.kind == "heading":
        writer.heading(piece.html, 1 + piece.level, anchor=piece.anchor)
    elif piece.kind == "recommendation":
        writer.box(piece.heading, piece.html, anchor=piece.anchor)
    else:
        writer.block(piece.html, number=piece.number, anchor=piece.anchor)
