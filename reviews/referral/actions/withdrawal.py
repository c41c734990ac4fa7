"""What becomes of a case whose notification is found afterwards not to meet the criteria?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import actions as case
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.referral import duties, events, queries, rules
from reviews.referral.rules import Conclusion

RAPID_REVIEW = "rapid_review."
ENDS = {Conclusion.NOT_NOTIFIED: Phase.NOT_NOTIFIED, Conclusion.PARTNERSHIP: Phase.IN_REVIEW}


@transaction.atomic
def withdraw_notification(
    review: Review,
    *,
    revision: int,
    withdrawn_on: dt.date,
    why: str,
    then: str,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> None:
    """Withdraw it: a rapid review that has begun stops, what was given for it stays, and its dates are owed no more."""
    notification = rules.check_may_withdraw(
        queries.notification_of(review), review.phase, withdrawn_on=withdrawn_on, why=why, today=clock.date_of(at)
    )
    if then not in ENDS:
        raise records.NotYet("Choose how the case goes on.", field="then")
    changes = records.change(
        notification, revision=revision, withdrawn_on=withdrawn_on, withdrawn_at=at, why_withdrawn=why
    )
    review.duties.open().filter(kind__startswith=RAPID_REVIEW).update(withdrawn_at=at)
    record(
        events.NOTIFICATION_WITHDRAWN, by=by, at=at, review_code=review.code,
        subject=f"notification {notification.pk}", changes=changes, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    if then == Conclusion.PARTNERSHIP:
        records.change(review, kind=Kind.PARTNERSHIP)
    case.advance(review, ENDS[then], by=by, at=at)


@transaction.atomic
def reinstate_notification(review: Review, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """It stands after all: the case goes back to where it was, and what was owed then is owed again."""
    notification = queries.notification_of(review)
    if notification is None or notification.withdrawn_at is None:
        raise records.NotYet("The notification is not withdrawn.")
    rested = notification.withdrawn_at
    changes = records.change(notification, revision=revision, withdrawn_on=None, withdrawn_at=None, why_withdrawn="")
    before = review.phase_changes.filter(at=rested).order_by("pk").last()
    was = before.was if before else Phase.NOTIFIED
    if review.phase != was:  # it may have been moved back already, on the page of the case
        case.step_back(review, was, by=by, at=at, why=why)
    if review.kind == Kind.PARTNERSHIP:
        _let_partnership_rest(review, rested, at=at)
    review.duties.filter(kind__startswith=RAPID_REVIEW, withdrawn_at=rested, met_on=None).update(withdrawn_at=None)
    record(
        events.NOTIFICATION_REINSTATED, by=by, at=at, review_code=review.code,
        subject=f"notification {notification.pk}", changes=changes,
    )  # fmt: skip


def _let_partnership_rest(review: Review, since: dt.datetime, *, at: dt.datetime) -> None:
    """What was filed because the case had become a partnership review is owed no more."""
    records.change(review, kind=Kind.STATUTORY)
    filed = review.duties.open().filter(opened_at=since).exclude(kind=duties.NOTIFY.code)
    filed.exclude(kind__startswith=RAPID_REVIEW).update(withdrawn_at=at)
