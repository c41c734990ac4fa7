"""How does a request for the papers of a case come in, and how is it put right?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.actions import withdraw_duties
from reviews.case.models import Review
from reviews.disclosure import events, rules
from reviews.disclosure.actions.telling import BOTH, file_duty, keep_file, tell
from reviews.disclosure.models import PapersRequest
from reviews.documents.actions import note_download
from reviews.documents.models import Document


@transaction.atomic
def receive(
    review: Review,
    *,
    asker: str,
    asked_on: dt.date,
    what: str,
    due_on: dt.date | None = None,
    by_order: bool = False,
    original: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
    **details: Any,
) -> PapersRequest:
    """Log a request. ``due_on`` is the day an order sets or they ask for; where the law has a time limit, that holds."""
    rules.check_request(asked_on, what=what, wanted_on=due_on, by_order=by_order, today=clock.date_of(at))
    limit = rules.deadline(asker, asked_on, wanted_on=due_on, by_order=by_order)
    request = PapersRequest.objects.create(
        review=review, asker=asker, asked_on=asked_on, what=what, by_order=by_order, due_on=limit.on,
        why_due=limit.why[:200], entered_by=by, entered_at=at, **details,
    )  # fmt: skip
    paper = keep_file(
        review, original, field="original", title=f"Request for papers: {request.get_asker_display()}",
        belongs_to=f"papers request:{request.pk}", origin=request.asked_by, dated_on=asked_on, by=by, at=at,
    )  # fmt: skip
    if paper:
        records.change(request, original=paper)
    file_duty(request, at=at)
    tell(events.RECEIVED, review, _subject(request), by=by, at=at)
    return request


@transaction.atomic
def correct(
    request: PapersRequest, *, revision: int, asker: str, asked_on: dt.date, what: str, due_on: dt.date | None = None,
    by_order: bool = False, by: User, at: dt.datetime, **details: Any,
) -> None:  # fmt: skip
    """Put a request right. The time runs anew from what is now said, unless what it follows from is as it was."""
    rules.check_open(request)
    rules.check_request(asked_on, what=what, wanted_on=due_on, by_order=by_order, today=clock.date_of(at))
    limit = rules.deadline(asker, asked_on, wanted_on=due_on, by_order=by_order)
    basis = (request.asker, request.asked_on, request.by_order)
    stays = request.why_extended and basis == (asker, asked_on, by_order) and due_on in (None, request.due_on)
    when = {} if stays else {"due_on": limit.on, "why_due": limit.why[:200], "why_extended": ""}
    changes = records.change(
        request, revision=revision, asker=asker, asked_on=asked_on, what=what, by_order=by_order, **when, **details
    )
    if changes:
        file_duty(request, at=at)
        tell(events.CORRECTED, request.review, _subject(request), by=by, at=at, changes=changes)


@transaction.atomic
def extend(request: PapersRequest, *, revision: int, due_on: dt.date, why: str, by: User, at: dt.datetime) -> None:
    """Take more time, where the law or whoever asks allows it."""
    rules.check_open(request)
    rules.check_extension(request, due_on, why=why, today=clock.date_of(at))
    changes = records.change(request, revision=revision, due_on=due_on, why_extended=why)
    file_duty(request, at=at)
    tell(events.EXTENDED, request.review, _subject(request), by=by, at=at, changes=changes)


@transaction.atomic
def void(request: PapersRequest, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a request as entered in error; its row stays and counts no more."""
    rules.check_stands(request.void_at)
    changes = records.change(request, revision=revision, void_at=at, why_void=why_void)
    for kind in BOTH:
        withdraw_duties(request.review, kind, at=at, thing_id=request.pk)
    tell(events.VOIDED, request.review, _subject(request), by=by, at=at, changes=changes)


@transaction.atomic
def note_file_taken(paper: Document, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of a file of a request."""
    note_download(paper, by=by, at=at)


def _subject(request: PapersRequest) -> str:
    return f"papers request {request.pk}"
