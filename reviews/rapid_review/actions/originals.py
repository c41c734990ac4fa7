"""How are the documents that agencies sent bound into the pack of returns, and what of those that cannot be?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from cspr import papers
from cspr.binding import PDF, PICTURES, bind, pages_in, printable
from cspr.files.actions import read
from cspr.records import NotYet
from reviews.documents.models import Document
from reviews.rapid_review.narrative import Original
from reviews.rapid_review.queries import Row

WITHDRAWN = "Withdrawn since. It is not in this pack."
OTHER_KIND = "Not a PDF, so not printed here. Open it in the case: this agency’s return, “The original”."
UNREADABLE = (
    "Cannot be read or is locked with a password. Try it in the case: this agency’s return, “The original”; or ask "
    "the agency to send it again."
)


@dataclass(frozen=True)
class Printed:
    """A document an agency sent, ready to be bound in, or why it is not."""

    said: Original
    content: bytes = b""
    pages: int = 0


def printed(rows: Iterable[Row]) -> list[Printed]:
    """The originals of these returns and of what was answered later, each once, in the order of the pack."""
    found: dict[int, Printed] = {}
    for row in rows:
        for document in _documents(row):
            if document.pk not in found:
                found[document.pk] = _print(str(row.request.agency), document)
    return list(found.values())


def _documents(row: Row) -> Iterable[Document]:
    if row.given is None:
        return
    if row.given.original:
        yield row.given.original
    yield from (answer.original for answer in row.given.answers.all() if answer.original)


def _print(agency: str, document: Document) -> Printed:
    said = Original(agency, document.file.name)
    if document.withdrawn_at:
        return Printed(replace(said, note=WITHDRAWN))
    if document.file.content_type not in (PDF, *PICTURES):
        return Printed(replace(said, note=OTHER_KIND))
    try:
        content = printable(document.title, document.file.content_type, read(document.file))
    except NotYet:
        return Printed(replace(said, note=UNREADABLE))
    pages = pages_in(content)
    return Printed(said, content, pages) if pages else Printed(replace(said, note=UNREADABLE))


def bound(front_of: Callable[[list[Original]], papers.Paper], sent: list[Printed]) -> bytes:
    """The pack with what was sent behind it, pages numbered through; its list of them follows from its own length."""
    if not any(paper.pages for paper in sent):
        return papers.as_pdf(front_of([paper.said for paper in sent]))
    length, front, paper = 0, b"", None
    for _ in range(3):
        paper = replace(front_of(_numbered(sent, first=length + 1)), bound=True)
        front = papers.as_pdf(paper)
        if pages_in(front) == length:
            break
        length = pages_in(front)
    parts = [(f"{one.said.agency}: as it was sent", one.content) for one in sent if one.pages]
    return bind(front, parts, title=paper.title if paper else "")


def _numbered(sent: list[Printed], *, first: int) -> list[Original]:
    page, numbered = first, []
    for paper in sent:
        numbered.append(replace(paper.said, page=page) if paper.pages else paper.said)
        page += paper.pages
    return numbered
