"""How is a case put on hold, looked at again, and let go on?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import events, queries, rules
from reviews.case.actions.duties import meet_duty, open_duty, withdraw_duties
from reviews.case.duties import LOOK_AT_HOLD
from reviews.case.models import Hold, Review


@transaction.atomic
def put_on_hold(
    review: Review, *, because: str, why: str, stops: str, decided_by: str, since_on: dt.date, look_again_on: dt.date,
    by: User, at: dt.datetime,
) -> Hold:  # fmt: skip
    """Let agreed work wait, with the reason and who decided; the office owes another look at it on a day to come."""
    today = clock.date_of(at)
    rules.check_may_hold(review, queries.hold_on(review))
    rules.check_not_in_future(since_on, today, field="since_on", name="The first day")
    rules.check_look_again(look_again_on, today)
    hold = Hold.objects.create(
        review=review, because=because, why=why, stops=stops, decided_by=decided_by, since_on=since_on,
        look_again_on=look_again_on, entered_by=by, entered_at=at,
    )  # fmt: skip
    _owe_another_look(hold, at=at)
    changes = {"because": because, "since_on": str(since_on), "look_again_on": str(look_again_on)}
    record(events.HELD, by=by, at=at, review_code=review.code, subject=f"hold {hold.pk}", changes=changes)
    return hold


def _owe_another_look(hold: Hold, *, at: dt.datetime) -> None:
    role, due_on = Role.BUSINESS_SUPPORT, hold.look_again_on
    open_duty(hold.review, LOOK_AT_HOLD, at=at, due_on=due_on, role=role, thing_id=hold.pk)


@transaction.atomic
def look_at_hold_again(
    hold: Hold, *, revision: int, stops: str, why: str, look_again_on: dt.date, by: User, at: dt.datetime
) -> None:
    """Let a hold stand after another look, perhaps for less, and until another day."""
    today = clock.date_of(at)
    rules.check_hold_stands(hold)
    rules.check_look_again(look_again_on, today)
    changes = records.change(hold, revision=revision, stops=stops, why=why, look_again_on=look_again_on)
    meet_duty(hold.review, LOOK_AT_HOLD, met_on=today, at=at, thing_id=hold.pk)
    _owe_another_look(hold, at=at)
    code = hold.review.code
    record(events.HOLD_LOOKED_AT, by=by, at=at, review_code=code, subject=f"hold {hold.pk}", changes=changes)


@transaction.atomic
def end_hold(hold: Hold, *, revision: int, ended_on: dt.date, why_ended: str, by: User, at: dt.datetime) -> None:
    """Let the work go on: what was agreed is due again on the day it was due."""
    today = clock.date_of(at)
    rules.check_hold_stands(hold)
    rules.check_said(why_ended, field="why_ended", message="Say what ended it: a verdict is not always the end.")
    rules.check_not_in_future(ended_on, today, field="ended_on", name="The last day")
    message = f"The hold began on {hold.since_on:%-d %B %Y}: it cannot end before that."
    rules.check_order(hold.since_on, ended_on, field="ended_on", message=message)
    changes = records.change(hold, revision=revision, ended_on=ended_on, why_ended=why_ended)
    withdraw_duties(hold.review, LOOK_AT_HOLD, at=at, thing_id=hold.pk)
    code = hold.review.code
    record(events.HOLD_ENDED, by=by, at=at, review_code=code, subject=f"hold {hold.pk}", changes=changes)
