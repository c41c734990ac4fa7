"""How does a rapid review end: what it found, when it was sent, and what follows?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import advance, change_kind, meet_duty, open_clock, withdraw_duties
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_order, check_phase
from reviews.guidance.regimes import Clock
from reviews.rapid_review import duties, events, queries, rules
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import RapidReview
from reviews.referral import duties as screening
from reviews.referral.models import Outcome, Question


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
    rules.check_goes_on(queries.withdrawn_on(review))
    limit = queries.clock_duty(review)
    rules.check_sent(rapid_review, sent_on, due_on=limit.due_on if limit else None, late_reason=late_reason)
    first = queries.replies_of(rapid_review).first()
    check_order(
        sent_on, first.received_on if first else None, field="sent_on",
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
    if queries.replies_of(rapid_review).exists():
        raise records.NotYet("The national Panel has replied, so it was sent. Correct the date instead.")
    rules.check_has_been_sent(rapid_review)
    changes = records.change(rapid_review, revision=revision, sent_on=None, late_reason="")
    _open_clock_again(rapid_review, at=at)
    tell(events.NOT_SENT, rapid_review, by=by, at=at, changes=changes)


@transaction.atomic
def conclude(rapid_review: RapidReview, *, revision: int, outcome: str, by: User, at: dt.datetime) -> None:
    """End the rapid review as the partners decided: a local review begins, other learning, or no review.

    Everything entered so far stays where it is. A local review is due six months after the decision.
    """
    review = rapid_review.review
    check_phase(review, Phase.RAPID_REVIEW)
    decisions = queries.decisions_of(review)
    replied = queries.replies_of(rapid_review).exists()
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
