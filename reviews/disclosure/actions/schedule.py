"""How is the schedule of everything held made, as PDF and as a workbook?

A file can be passed on, so sealed legal advice is only counted in it, whoever had it made.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from cspr import papers, tables
from cspr.files.actions import keep
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from reviews.case.models import Review
from reviews.disclosure import events, narrative, queries
from reviews.disclosure.actions.telling import tell
from reviews.documents.queries import sealed

KINDS = {queries.SCHEDULE_PDF: ("pdf", papers.PDF), queries.SCHEDULE_XLSX: ("xlsx", tables.XLSX)}


@transaction.atomic
def ask_for_schedule(review: Review, kind: str, *, with_names: bool, by: User, at: dt.datetime) -> Job:
    """Have the schedule made of what is held when its turn comes; with labels for names, for who may not see them."""
    tell(events.SCHEDULE_ASKED, review, "schedule", by=by, at=at, changes={"kind": KINDS[kind][0]})
    return start(kind, by=by, at=at, review_code=review.code, with_names=int(with_names))


def make_schedule(job: Job, progress: Callable[[int], None], at: dt.datetime) -> dict[str, Any]:
    """The work. Done again, it only makes another file."""
    review = Review.objects.select_related("partnership").get(code=job.review_code)
    by = User.objects.get(pk=job.asked_by_id)
    progress(10)
    held, hidden = queries.everything(review), sealed(review).count()
    if not job.arguments.get("with_names"):
        held = queries.by_label(held, review)
    progress(40)
    ending, content_type = KINDS[job.kind]
    if job.kind == queries.SCHEDULE_PDF:
        content = papers.as_pdf(narrative.schedule_paper(review, held, sealed=hidden, by=by.name, at=at))
    else:
        content = tables.as_xlsx([narrative.schedule_sheet(held, sealed=hidden)], owner=review.partnership.name, at=at)
    progress(90)
    name = f"{review.code} schedule of everything held {timezone.localtime(at):%Y-%m-%d %H%M}.{ending}"
    return {"file": keep(name, content, content_type, by=by, at=at).pk, "things": len(held)}


@transaction.atomic
def note_schedule_taken(review: Review, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of a schedule."""
    tell(events.SCHEDULE_TAKEN, review, "schedule", by=by, at=at)
