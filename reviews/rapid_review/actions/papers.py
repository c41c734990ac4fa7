"""How are the papers of a rapid review made: the pack of returns, and the document for the national Panel?

Each is made as a job, from what the records hold at that moment, and kept as a file of whoever asked for it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from cspr import clock, papers, records
from cspr.files.actions import keep
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from reviews.identities.queries import known_forms
from reviews.rapid_review import events, narrative, queries
from reviews.rapid_review.actions import originals
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.narrative import Made

Progress = Callable[[int], None]
PACK, DOCUMENT_PDF, DOCUMENT_WORD = "rapid_review.pack", "rapid_review.document_pdf", "rapid_review.document_word"


@dataclass(frozen=True)
class Kind:
    """A paper that can be asked for: what it is called on screen and in its file's name."""

    title: str
    name: str
    ending: str
    content_type: str


KINDS = {
    PACK: Kind("All returns in one pack", "agency returns", "pdf", papers.PDF),
    DOCUMENT_PDF: Kind("Rapid review document as PDF", "rapid review", "pdf", papers.PDF),
    DOCUMENT_WORD: Kind("Rapid review document in Word", "rapid review", "docx", papers.WORD),
}


@transaction.atomic
def ask_for_paper(rapid_review: RapidReview, kind: str, *, by: User, at: dt.datetime) -> Job:
    """Have a paper made of what the records hold when its turn comes."""
    if kind == PACK and not queries.pack_of(rapid_review.review):
        raise records.NotYet("No return is signed off yet, so there is nothing to put into a pack.")
    tell(events.PAPER_ASKED, rapid_review, by=by, at=at, changes={"paper": KINDS[kind].title})
    return start(kind, by=by, at=at, review_code=rapid_review.review.code)


def make_paper(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work. Done again, it only makes another file."""
    rapid_review = RapidReview.objects.select_related("review__partnership", "review__incident").get(
        review__code=job.review_code
    )
    by = User.objects.get(pk=job.asked_by_id)
    made, kind = Made(by, at, known_forms(rapid_review.review)), KINDS[job.kind]
    progress(10)
    if job.kind == PACK:
        sent = originals.printed(queries.pack_of(rapid_review.review))
        progress(40)
        content = originals.bound(lambda listed: pack(rapid_review, made, listed), sent)
    else:
        paper = document(rapid_review, made)
        progress(40)
        content = papers.as_word(paper, at=at) if job.kind == DOCUMENT_WORD else papers.as_pdf(paper)
    progress(90)
    stored = keep(f"{_named(rapid_review, kind, at)}.{kind.ending}", content, kind.content_type, by=by, at=at)
    return {"file": stored.pk}


def pack(rapid_review: RapidReview, made: Made, sent: Sequence[narrative.Original] = ()) -> papers.Paper:
    review = rapid_review.review
    return narrative.pack_of_returns(
        rapid_review, rows=queries.rows_of(review), pack=queries.pack_of(review),
        searched=list(queries.search_list(rapid_review)), meeting=queries.meeting_of(review), made=made,
        originals=sent,
    )  # fmt: skip


def document(rapid_review: RapidReview, made: Made) -> papers.Paper:
    return narrative.rapid_review_document(rapid_review, queries.standing_of(rapid_review), made=made)


def _named(rapid_review: RapidReview, kind: Kind, at: dt.datetime) -> str:
    """The pack is named for its meeting, the document for the day it was made."""
    meeting = queries.meeting_of(rapid_review.review) if kind is KINDS[PACK] else None
    code = rapid_review.review.code
    if meeting:
        return f"{code} {kind.name} for the meeting of {clock.date_of(meeting.starts_at):%Y-%m-%d}"
    return f"{code} {kind.name} {timezone.localtime(at):%Y-%m-%d %H%M}"
