"""How is a request for papers answered: advice, decision, what went out, and the end of it?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.actions import meet_duty
from reviews.disclosure import events, rules
from reviews.disclosure.actions.telling import BOTH, file_duty, keep_file, tell
from reviews.disclosure.models import Disclosed, PapersRequest
from reviews.documents.models import Document


@transaction.atomic
def take_advice(
    request: PapersRequest, *, revision: int, advised_on: dt.date, adviser: str, advice: Document | None = None,
    by: User, at: dt.datetime,
) -> None:  # fmt: skip
    """Record that legal advice was taken; the paper itself stays sealed, and a link to it stands here."""
    rules.check_open(request)
    rules.check_advice(request, advised_on, clock.date_of(at))
    if advice and advice.review_id != request.review_id:
        raise records.NotYet("Choose a paper of this case.", field="advice")
    # A paper chosen by somebody else, who may read it, stays where this person could not have chosen it.
    chosen = {"advice": advice} if advice or request.advice is None else {}
    changes = records.change(request, revision=revision, advised_on=advised_on, adviser=adviser, **chosen)
    _tell(events.ADVISED, request, by=by, at=at, changes=changes)


@transaction.atomic
def decide(
    request: PapersRequest, *, revision: int, outcome: str, reasons: str, decided_by: str, decided_on: dt.date,
    by: User, at: dt.datetime,
) -> None:  # fmt: skip
    """Record what is disclosed, why, and who decided it. Decided anew, the last decision holds."""
    rules.check_open(request)
    rules.check_decision(
        request, outcome=outcome, reasons=reasons, decided_on=decided_on, today=clock.date_of(at)
    )  # fmt: skip
    rules.check_undone(outcome, _sendings(request))
    changes = records.change(
        request, revision=revision, outcome=outcome, reasons=reasons, decided_by=decided_by, decided_on=decided_on
    )
    _tell(events.DECIDED, request, by=by, at=at, changes=changes)


@transaction.atomic
def record_sending(
    request: PapersRequest,
    *,
    papers: Iterable[Document],
    sent_on: dt.date,
    also: str = "",
    redacted: bool = False,
    how_redacted: str = "",
    redacted_file: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
    **details: Any,
) -> Disclosed:
    """Record what went out on a day; a redacted file is kept as it went."""
    rules.check_open(request)
    rules.check_may_send(request)
    chosen = list(papers)
    if any(paper.review_id != request.review_id for paper in chosen):
        raise records.NotYet("One of these papers is of another case. Choose again.", field="papers")
    if any(paper.sensitivity == Document.Sensitivity.SEALED for paper in chosen):
        raise records.NotYet("One of these papers is sealed. It is released first, or does not go.", field="papers")
    rules.check_sending(
        request, sent_on=sent_on, something=bool(chosen or also.strip()), redacted=redacted, how_redacted=how_redacted,
        has_file=bool(redacted_file), today=clock.date_of(at),
    )  # fmt: skip
    sent = Disclosed.objects.create(
        request=request, sent_on=sent_on, also=also, redacted=redacted, how_redacted=how_redacted, entered_by=by,
        entered_at=at, **details,
    )  # fmt: skip
    sent.papers.set(chosen)
    file = keep_file(
        request.review, redacted_file if redacted else None, field="redacted_file", title="As it went out, redacted",
        belongs_to=f"disclosed:{sent.pk}", origin="The office", dated_on=sent_on, by=by, at=at,
    )  # fmt: skip
    if file:
        records.change(sent, redacted_file=file)
    _tell(events.SENT, request, by=by, at=at, changes={"papers": sorted(paper.pk for paper in chosen)})
    return sent


@transaction.atomic
def void_sending(sent: Disclosed, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a sending as entered in error; its row stays and counts no more."""
    rules.check_open(sent.request)
    rules.check_stands(sent.void_at)
    changes = records.change(sent, revision=revision, void_at=at, why_void=why_void)
    _tell(events.SENT_IN_ERROR, sent.request, by=by, at=at, changes=changes)


@transaction.atomic
def close(
    request: PapersRequest, *, revision: int, closed_on: dt.date, how_closed: str = "", by: User, at: dt.datetime
) -> None:
    """End a request on the day it was answered, or on which it was clear that it needs no answer."""
    rules.check_open(request)
    rules.check_close(
        request, closed_on=closed_on, how=how_closed, sendings=_sendings(request), today=clock.date_of(at)
    )
    changes = records.change(request, revision=revision, closed_on=closed_on, how_closed=how_closed)
    for kind in BOTH:
        meet_duty(request.review, kind, met_on=closed_on, at=at, thing_id=request.pk)
    _tell(events.CLOSED, request, by=by, at=at, changes=changes)


@transaction.atomic
def reopen(request: PapersRequest, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Take up a closed request again: a complaint, a further letter, a mistake."""
    rules.check_stands(request.void_at)
    if not request.closed_on:
        raise records.NotYet("This request is open.")
    changes = records.change(request, revision=revision, closed_on=None, how_closed="", why_reopened=why)
    file_duty(request, at=at)
    _tell(events.REOPENED, request, by=by, at=at, changes=changes)


def _sendings(request: PapersRequest) -> int:
    return request.disclosed.filter(void_at=None).count()


def _tell(event: Any, request: PapersRequest, *, by: User, at: dt.datetime, changes: Any) -> None:
    tell(event, request.review, f"papers request {request.pk}", by=by, at=at, changes=changes)
