"""How do the papers of a meeting become one PDF with contents and page numbers?"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from cspr.binding import PDF, PICTURES, bind, pages_in, printable
from cspr.files.actions import keep, read
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from cspr.pdf import to_pdf
from cspr.records import NotYet
from reviews.documents.models import Document
from reviews.identities.rules import KnownForms, masked
from reviews.meetings import events, narrative, queries, rules
from reviews.meetings.actions.telling import tell
from reviews.meetings.models import AgendaItem, Meeting
from reviews.meetings.narrative import PackItem, PackPaper

STYLES = "css/pdf-pack.css"
FEWER = "kept for fewer readers since it was chosen"
WITHDRAWN = "withdrawn since it was put on the agenda"
NOT_PRINTED = "not a PDF: open it from the page of the meeting"
UNREADABLE = "cannot be read or is locked: open it from the page of the meeting"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Printed:
    """A paper ready to be bound in, or why it is not."""

    item: int
    title: str
    content: bytes = b""
    pages: int = 0
    note: str = ""


@transaction.atomic
def ask_for_pack(meeting: Meeting, *, by: User, at: dt.datetime) -> Job:
    """Have agenda and papers made into one PDF."""
    rules.check_stands(meeting)
    if meeting.review_id and not meeting.papers.exists():
        raise NotYet("No papers are chosen for this meeting yet. Choose them first.")
    if not meeting.review_id and not meeting.items.filter(removed_at=None).exists():
        raise NotYet("The agenda is empty. Bring it up to date, or add something to it first.")
    tell(events.PACK_ASKED, meeting, by=by, at=at)
    return start(queries.PACK, by=by, at=at, meeting=meeting.pk)


def make_pack(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work: print the papers, see how long each is, then contents and agenda, then bind. Done again, it makes
    another file."""
    meeting = Meeting.objects.select_related("partnership", "review").get(pk=job.arguments["meeting"])
    items = _on_the_agenda(meeting)
    papers = queries.papers_by_case(meeting)
    wanted = [(item.pk, paper) for item in items for paper in papers.get(item.review_id, [])]
    printed, forms = [], queries.names_told_at(meeting)
    for number, (item_id, paper) in enumerate(wanted):
        progress(80 * number // len(wanted))
        printed.append(_print(item_id, paper, forms))
    progress(80)
    front = _front(meeting, items, printed, forms)
    progress(90)
    parts = [(_head(items, paper, forms), paper.content) for paper in printed if paper.pages]
    content = bind(front, parts, title=f"Papers {meeting.reference}") if items else front
    name = f"{meeting.reference} papers {timezone.localtime(job.asked_at):%Y-%m-%d %H%M}.pdf"
    stored = keep(name, content, PDF, by=User.objects.get(pk=job.asked_by_id), at=at)
    return {"file": stored.pk, "pages": pages_in(content), "left_out": sum(not paper.pages for paper in printed)}


def _on_the_agenda(meeting: Meeting) -> list[AgendaItem]:
    """What the pack has: the agenda of the sub-group; for a meeting of one case that case, with its agenda's lines."""
    if meeting.review is None:
        return list(meeting.items.filter(removed_at=None).select_related("review"))
    lines = [line.strip() for line in meeting.agenda.splitlines() if line.strip()]
    why = [{"what": line, "due_on": None, "times": 1} for line in lines]
    return [AgendaItem(pk=0, meeting=meeting, position=1, review=meeting.review, why=why)]


def _print(item_id: int, paper: Document, forms: KnownForms) -> Printed:
    """The paper as PDF where it can be printed. Its title stands in a pack for many: with labels for names."""
    title = masked(f"{paper.title}, {paper.version}" if paper.version else paper.title, forms)
    if paper.withdrawn_at:
        return Printed(item_id, "A paper", note=WITHDRAWN)
    if paper.sensitivity != Document.Sensitivity.TEAM:
        return Printed(item_id, "A paper", note=FEWER)
    kind = paper.file.content_type
    if kind not in (PDF, *PICTURES):
        return Printed(item_id, title, note=NOT_PRINTED)
    try:
        content = read(paper.file)
    except NotYet:
        return Printed(item_id, title, note=UNREADABLE)
    content = printable(title, kind, content)
    pages = pages_in(content)
    return Printed(item_id, title, content, pages, note="" if pages else UNREADABLE)


def _front(meeting: Meeting, items: list[AgendaItem], printed: list[Printed], forms: KnownForms) -> bytes:
    """Contents and agenda, which name the page on which each paper begins; that follows from their own length."""
    length, content = 0, b""
    for _ in range(3):
        numbered = _numbered(items, printed, forms, first=length + 1)
        content = to_pdf(narrative.pack(meeting, numbered, forms), stylesheet=STYLES)
        if pages_in(content) == length:
            break
        length = pages_in(content)
    return content


def _numbered(items: list[AgendaItem], printed: list[Printed], forms: KnownForms, *, first: int) -> Iterable[PackItem]:
    page = first
    for number, item in enumerate(items, start=1):
        papers = []
        for paper in printed:
            if paper.item == item.pk:
                papers.append(PackPaper(paper.title, page if paper.pages else 0, paper.note))
                page += paper.pages
        yield narrative.pack_item(number, item, papers, forms)


def _head(items: list[AgendaItem], paper: Printed, forms: KnownForms) -> str:
    number = next(number for number, item in enumerate(items, start=1) if item.pk == paper.item)
    name = narrative.in_labels(narrative.name_of(items[number - 1]), forms)
    return f"Item {number}, {name}: {paper.title}"


@transaction.atomic
def note_taken(meeting: Meeting, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of the pack."""
    tell(events.PACK_TAKEN, meeting, by=by, at=at)
