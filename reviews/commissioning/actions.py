"""How is a commission kept: what is agreed, the rows of its table, and the interests of those who lead or oversee?"""

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.outbox import actions as outbox
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.commissioning import duties, events, narrative, queries, rules
from reviews.commissioning.models import Agreement, Checkpoint, DaysUsed, Interest, Invoice, Row, Share
from reviews.guidance.queries import working_day_after
from reviews.panel.models import Commission

OFFICE = "office"


def _tell(event: Event, review: Review, subject: str, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    record(event, by=by, at=at, review_code=review.code, subject=subject, changes=changes, audience=OFFICE)


@transaction.atomic
def agree(commission: Commission, *, revision: int | None, by: User, at: dt.datetime, **values: Any) -> Agreement:
    """Record what is agreed with a reviewer; ``revision`` is that of the agreement that stands, if any."""
    rules.check_agreement(values.get("papers", ""), values.get("papers_on"), clock.date_of(at))
    made, new = Agreement.objects.get_or_create(commission=commission)
    if not new and revision is None:
        raise records.ChangedMeanwhile(made)
    changes = records.change(made, revision=None if new else revision, **values)
    _tell(events.AGREED, commission.review, f"commission {commission.pk}", by=by, at=at, changes=changes)
    return made


@transaction.atomic
def appoint(commission: Commission, *, by: User, at: dt.datetime) -> None:
    """Send the reviewer the letter of appointment, once."""
    made, _ = Agreement.objects.get_or_create(commission=commission)
    rules.check_may_appoint(commission.ended_on, made.appointed_at)
    records.change(made, appointed_at=at)
    subject, body = narrative.appointment(commission, by)
    outbox.write(
        f"commissioning-appointed:{commission.pk}", to=commission.reviewer.email, subject=subject, body=body, at=at,
        review_code=commission.review.code,
    )  # fmt: skip
    _tell(events.APPOINTED, commission.review, f"commission {commission.pk}", by=by, at=at)


# The rows of the table -----------------------------------------------------------------------------------


def review_of(row: Row) -> Review:
    """The review a row belongs to."""
    return row.commission.review if isinstance(row, DaysUsed | Invoice) else row.review  # type: ignore[attr-defined]


def _check(row: Row, at: dt.datetime) -> None:
    """A row as it would stand."""
    today = clock.date_of(at)
    if isinstance(row, DaysUsed):
        rules.check_days(row.used_on, row.days, today)
    elif isinstance(row, Invoice):
        others = Invoice.objects.filter(commission=row.commission, void_at=None).exclude(pk=row.pk)
        numbers = set(others.values_list("number", flat=True))
        rules.check_invoice(row.number, row.dated_on, row.amount, row.paid_on, numbers, today)
    elif isinstance(row, Share):
        shares = queries.shares(row.review).exclude(pk=row.pk).values_list("partner", "percent")
        rules.check_share(row.partner.pk, row.percent, row.amount, shares)
    elif isinstance(row, Checkpoint):
        rules.check_checkpoint(row.met_on, row.on_time, row.quality, today)
    elif isinstance(row, Interest):
        rules.check_interest(row.agency, row.from_on, row.until_on, row.how_handled, queries.involved(row.review))


@transaction.atomic
def add(row: Row, *, by: User, at: dt.datetime) -> Row:
    """Add a row that is filled in and not saved yet."""
    _check(row, at)
    row.entered_by, row.entered_at = by, at
    row.save(force_insert=True)
    _owe(row, at=at)
    _tell(_event(row, events.ADDED, events.INTEREST_ADDED), review_of(row), str(row), by=by, at=at)
    return row


@transaction.atomic
def change(row: Row, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Put a row right, or say what came of it."""
    _check_stands(row)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        _check(row, at)
    finally:
        for name, value in before.items():
            setattr(row, name, value)
    changes = records.change(row, revision=revision, **values)
    _owe(row, at=at)
    event = _event(row, events.CHANGED, events.INTEREST_CHANGED)
    _tell(event, review_of(row), str(row), by=by, at=at, changes=changes)


@transaction.atomic
def void(row: Row, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a row as entered in error; it stays, and counts no more."""
    _check_stands(row)
    changes = records.change(row, revision=revision, void_at=at, why_void=why_void)
    if isinstance(row, Checkpoint | Interest):
        kind = duties.CHECKPOINT if isinstance(row, Checkpoint) else duties.LOOK
        withdraw_duties(row.review, kind, at=at, thing_id=row.pk)
    event = _event(row, events.VOIDED, events.INTEREST_VOIDED)
    _tell(event, review_of(row), str(row), by=by, at=at, changes=changes)


def _event(row: Row, of_row: Event, of_interest: Event) -> Event:
    return of_interest if isinstance(row, Interest) else of_row


def _check_stands(row: Row) -> None:
    if row.void_at:
        raise records.NotYet("This was recorded as entered in error.")


def _owe(row: Row, *, at: dt.datetime) -> None:
    """A checkpoint is owed until it is held; an interest that was looked at is owed no more."""
    if isinstance(row, Interest):
        meet_duty(row.review, duties.LOOK, met_on=clock.date_of(at), at=at, thing_id=row.pk)
    elif isinstance(row, Checkpoint):
        if row.met_on:
            meet_duty(row.review, duties.CHECKPOINT, met_on=row.met_on, at=at, thing_id=row.pk)
            return
        withdraw_duties(row.review, duties.CHECKPOINT, at=at, thing_id=row.pk)
        open_duty(row.review, duties.CHECKPOINT, at=at, due_on=row.due_on, role=Role.BUSINESS_SUPPORT, thing_id=row.pk)


# When an agency comes into a case -------------------------------------------------------------------------


def look_again(review: Review, agency: Agency, by: User, at: dt.datetime) -> None:
    """An agency came into the case: the office looks at each interest that names it."""
    due_on = working_day_after(clock.date_of(at), rules.DAYS_TO_LOOK)
    for one in review.interests.filter(void_at=None, agency=agency):
        open_duty(review, duties.LOOK, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=one.pk)
        _tell(events.INTEREST_TOUCHED, review, str(one), by=by, at=at)
