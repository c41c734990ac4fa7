"""How is a delay explained, and how are the national Panel and the Secretary of State told of it?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, papers, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.templatetags.page import workdate
from reviews.case import actions as case
from reviews.case.models import Duty
from reviews.delays import events, narrative, queries, rules
from reviews.delays.duties import TELL
from reviews.delays.models import DelayLetter
from reviews.documents.actions import add_made
from reviews.documents.models import Document
from reviews.guidance.regimes import Clock


@transaction.atomic
def explain(duty: Duty, *, why: str, by: User, at: dt.datetime) -> DelayLetter | None:
    """Keep the reason of a delay; where guidance sets the date, the letter is drafted, and sending it is owed.

    A draft that nobody has changed is worded anew; one that somebody changed stays as it is.
    """
    case.explain_delay(duty, why=why, by=by, at=at)
    if duty.kind == TELL.code or not duty.clock:
        return None
    _owe(duty, at=at)
    draft = queries.draft_of(duty)
    if draft and draft.edited:
        return draft
    subject, body = narrative.drafted(duty, why, by)
    if draft:
        records.change(draft, subject=subject, body=body)
        _tell(events.CHANGED, draft, by=by, at=at)
        return draft
    made = DelayLetter.objects.create(
        review=duty.review, duty=duty, subject=subject, body=body, drafted_by=by, drafted_at=at
    )
    _tell(events.DRAFTED, made, by=by, at=at)
    return made


def _owe(duty: Duty, *, at: dt.datetime) -> None:
    """The office is to tell of it; asked once for as long as that is open."""
    standing = duty.review.duties.open().filter(kind=TELL.code, thing_id=duty.pk)
    if not standing.exists():
        case.open_clock(
            duty.review, TELL, Clock.TELL_DELAY, started_on=clock.date_of(at), role=Role.BUSINESS_SUPPORT, at=at,
            thing_id=duty.pk, what=f"{TELL.what}: {duty.what}"[:200],
        )  # fmt: skip


@transaction.atomic
def change_letter(letter: DelayLetter, *, revision: int, subject: str, body: str, by: User, at: dt.datetime) -> None:
    """Word a draft differently; from then on it is the office's own."""
    rules.check_draft(letter)
    changes = records.change(letter, revision=revision, subject=subject, body=body, edited=True)
    _tell(events.CHANGED, letter, by=by, at=at, changes=changes)


def record_sent(
    letter: DelayLetter, *, revision: int, sent_on: dt.date, sent_how: str, sent_to: str, by: User, at: dt.datetime
) -> None:
    """Record when and how the letter went; a copy of it as it stands is kept among the papers of the case."""
    rules.check_sent(letter, sent_on, clock.date_of(at), drafted_on=clock.date_of(letter.drafted_at))
    said = DelayLetter(
        review=letter.review, duty=letter.duty, subject=letter.subject, body=letter.body, sent_on=sent_on
    )
    content = papers.as_pdf(narrative.paper(said, made=f"Recorded on {workdate(clock.date_of(at))}."))
    _record_sent(letter, content, revision=revision, sent_on=sent_on, sent_how=sent_how, sent_to=sent_to, by=by, at=at)


@transaction.atomic
def _record_sent(
    letter: DelayLetter, content: bytes, *, revision: int, sent_on: dt.date, by: User, at: dt.datetime, **how: str
) -> None:
    copy = add_made(
        letter.review, f"{letter.review.code} delay letter.pdf", content, title="Letter about a delay, as it was sent",
        by=by, at=at, dated_on=sent_on, belongs_to=f"delay:{letter.pk}", sensitivity=Document.Sensitivity.OFFICE,
    )  # fmt: skip
    changes = records.change(letter, revision=revision, sent_on=sent_on, sent_recorded_by=by, copy=copy, **how)
    case.meet_duty(letter.review, TELL, met_on=sent_on, at=at, thing_id=letter.duty_id)
    _tell(events.SENT, letter, by=by, at=at, changes=changes)


@transaction.atomic
def notice_missed(*, at: dt.datetime) -> int:
    """Ask the office to tell of every statutory date that was missed, once; let rest what is asked in vain."""
    for told in queries.told_in_vain().select_related("review"):
        case.withdraw_duties(told.review, TELL, at=at, thing_id=told.thing_id)
    found = list(queries.missed_untold(clock.date_of(at)))
    for duty in found:
        _owe(duty, at=at)
        record(events.MISSED, by=None, at=at, review_code=duty.review.code, subject=duty.kind, audience="office")
    return len(found)


def _tell(event: Event, letter: DelayLetter, *, by: User, at: dt.datetime, changes: dict | None = None) -> None:
    record(
        event, by=by, at=at, review_code=letter.review.code, subject=f"delay letter {letter.pk}", changes=changes,
        audience="office",
    )  # fmt: skip
