"""How does a rapid review end: what it found, the national Panel, and what follows?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import advance, change_kind, meet_duty, open_clock, open_duty, withdraw_duties
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_order, check_phase
from reviews.documents.actions import original_of
from reviews.guidance.regimes import Clock
from reviews.rapid_review import duties, events, queries, rules
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.referral import duties as screening
from reviews.referral.models import Outcome, Question

ANSWER_WORKING_DAYS = 10
WANTS_AN_ANSWER = (NationalPanelReply.View.DISAGREES, NationalPanelReply.View.ASKS)


@transaction.atomic
def write_up(rapid_review: RapidReview, *, revision: int, by: User, at: dt.datetime, **texts: str) -> None:
    """Write what the rapid review found; what went to the national Panel stays as it went."""
    if rapid_review.sent_on:
        raise records.NotYet("This went to the national Panel as it stands. Take the sending back first if it did not.")
    changes = records.change(rapid_review, revision=revision, **texts)
    if changes:
        tell(events.WRITTEN, rapid_review, by=by, at=at, changes=changes)


@transaction.atomic
def record_sent(
    rapid_review: RapidReview, *, revision: int, sent_on: dt.date, late_reason: str = "", by: User, at: dt.datetime
) -> None:
    """Record when it went to the national Panel: the clock is met on that day; a late one needs its reason."""
    review = rapid_review.review
    check_not_in_future(sent_on, clock.date_of(at), field="sent_on", name="The date it was sent")
    limit = queries.clock_duty(review)
    rules.check_sent(rapid_review, sent_on, due_on=limit.due_on if limit else None, late_reason=late_reason)
    reply = queries.reply_of(rapid_review)
    check_order(
        sent_on, reply.received_on if reply else None, field="sent_on",
        message="It cannot have been sent after the national Panel replied.",
    )  # fmt: skip
    again = bool(rapid_review.sent_on)
    changes = records.change(rapid_review, revision=revision, sent_on=sent_on, late_reason=late_reason)
    if again and limit:
        _open_clock_again(rapid_review, at=at)
    meet_duty(review, duties.SEND, met_on=sent_on, at=at, why_late=late_reason)
    tell(events.SENT, rapid_review, by=by, at=at, changes=changes)


def _open_clock_again(rapid_review: RapidReview, *, at: dt.datetime) -> None:
    """The clock as it stood before it was met by mistake."""
    review, start = rapid_review.review, queries.clock_of(rapid_review.review)
    review.duties.filter(kind=duties.SEND.code, withdrawn_at=None).update(withdrawn_at=at)
    if start:
        role = Role.BUSINESS_SUPPORT
        open_clock(
            review, duties.SEND, Clock.RAPID_REVIEW, started_on=start.started_on, role=role, at=at,
            readings=start.readings, applied=start.applied,
        )  # fmt: skip


@transaction.atomic
def take_back_sent(rapid_review: RapidReview, *, revision: int, by: User, at: dt.datetime) -> None:
    """It was not sent after all: the record is put right, and the clock is owed again."""
    if queries.reply_of(rapid_review):
        raise records.NotYet("The national Panel has replied, so it was sent. Correct the date instead.")
    rules.check_has_been_sent(rapid_review)
    changes = records.change(rapid_review, revision=revision, sent_on=None, late_reason="")
    _open_clock_again(rapid_review, at=at)
    tell(events.NOT_SENT, rapid_review, by=by, at=at, changes=changes)


@transaction.atomic
def record_reply(
    rapid_review: RapidReview,
    *,
    received_on: dt.date,
    view: str,
    what_it_says: str,
    revision: int = 0,
    original: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
) -> NationalPanelReply:
    """Record the national Panel's letter, or put its record right; one that asks for something opens a duty."""
    sent_on = rules.check_has_been_sent(rapid_review)
    check_not_in_future(received_on, clock.date_of(at), field="received_on", name="The date of the reply")
    check_order(sent_on, received_on, field="received_on", message="The reply cannot come before it was sent.")
    said = {"received_on": received_on, "view": view, "what_it_says": what_it_says}
    reply, new = NationalPanelReply.objects.get_or_create(
        rapid_review=rapid_review, defaults=said | {"entered_by": by, "entered_at": at}
    )
    changes = said if new else records.change(reply, revision=revision, **said)
    review = rapid_review.review
    paper = original_of(
        review, original, title="Reply of the national Panel", belongs_to=f"reply:{reply.pk}", by=by, at=at
    )
    if paper:
        records.change(reply, original=paper)
    withdraw_duties(review, duties.ANSWER_PANEL, at=at)
    if view in WANTS_AN_ANSWER and not reply.answered_on:
        due_on = rules.proposed_day(received_on, ANSWER_WORKING_DAYS, today=clock.date_of(at))
        open_duty(review, duties.ANSWER_PANEL, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    told = {name: str(value) if name != "what_it_says" else "changed" for name, value in changes.items()}
    tell(events.REPLIED, rapid_review, by=by, at=at, changes=told, on_behalf_of="The national Panel")
    return reply


@transaction.atomic
def answer_panel(
    reply: NationalPanelReply, *, revision: int, answer: str, answered_on: dt.date, by: User, at: dt.datetime
) -> None:
    """Record what the partners answered the national Panel."""
    check_not_in_future(answered_on, clock.date_of(at), field="answered_on", name="The date of the answer")
    check_order(reply.received_on, answered_on, field="answered_on", message="The answer cannot come before the reply.")
    changes = records.change(reply, revision=revision, answer=answer, answered_on=answered_on)
    rapid_review = reply.rapid_review
    meet_duty(rapid_review.review, duties.ANSWER_PANEL, met_on=answered_on, at=at)
    tell(events.ANSWERED, rapid_review, by=by, at=at, changes=changes)


@transaction.atomic
def conclude(rapid_review: RapidReview, *, revision: int, outcome: str, by: User, at: dt.datetime) -> None:
    """End the rapid review as the partners decided: a local review begins, other learning, or no review.

    Everything entered so far stays where it is. A local review is due six months after the decision.
    """
    review = rapid_review.review
    check_phase(review, Phase.RAPID_REVIEW)
    decisions = queries.decisions_of(review)
    replied = queries.reply_of(rapid_review) is not None
    rules.check_may_conclude(decisions.settled, outcome, replied=replied)
    decided_on = max(view.decision.decided_on for view in decisions.given if view.decision)
    changes = records.change(rapid_review, revision=revision, outcome=outcome, decided_on=decided_on, concluded_at=at)
    advance(review, rules.CONCLUDING[outcome], by=by, at=at)
    if outcome == Outcome.LOCAL_REVIEW:
        open_clock(review, duties.COMPLETE, Clock.COMPLETE, started_on=decided_on, role=Role.BUSINESS_SUPPORT, at=at)
    elif outcome == Outcome.OTHER_LEARNING:
        change_kind(review, Kind.PARTNERSHIP, by=by, at=at)
    for kind in (screening.CRITERIA, screening.RECOMMEND, screening.DECIDE):
        withdraw_duties(review, kind[Question.REVIEW], at=at)
    meet_duty(review, duties.CONCLUDE, met_on=clock.date_of(at), at=at)
    tell(events.CONCLUDED, rapid_review, by=by, at=at, changes=changes)
