"""How is an order of a court recorded, and its end? What it holds stays held until its end is recorded."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import let_rest, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future, check_order, check_said
from reviews.identities.models import Person
from reviews.proceedings import duties, events, rules
from reviews.proceedings.actions.keeping import keep_paper, tell
from reviews.proceedings.models import CourtOrder


@transaction.atomic
def record_order(
    review: Review,
    *,
    made_on: dt.date,
    outputs: list[str],
    protects: Iterable[Person],
    by: User,
    at: dt.datetime,
    until_on: dt.date | None = None,
    original: UploadedFile | None = None,
    **details: Any,
) -> CourtOrder:
    """Record an order with whom it protects and what it holds; ``details`` are fields of the model."""
    _check_days(made_on, until_on, at=at)
    made = CourtOrder.objects.create(
        review=review, made_on=made_on, until_on=until_on, outputs=outputs, entered_by=by, entered_at=at, **details
    )
    made.protects.set(protects)
    keep_paper(review, made, original, title="Order of a court", by=by, at=at)
    _follow(made, at=at)
    changes = {"kind": made.get_kind_display(), "outputs": made.held_words}
    tell(events.ORDER_RECORDED, review, made, by=by, at=at, changes=changes, for_=made.on_behalf_of)
    return made


@transaction.atomic
def change_order(
    order: CourtOrder, *, revision: int, protects: Iterable[Person], by: User, at: dt.datetime, **values: Any
) -> None:
    """Put an order right, or record that it was extended."""
    rules.check_order_stands(order)
    _check_days(values.get("made_on", order.made_on), values.get("until_on", order.until_on), at=at)
    changes = records.change(order, revision=revision, **values, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
    order.protects.set(protects)
    withdraw_duties(order.review, duties.ORDER_ENDS, at=at, thing_id=order.pk)
    _follow(order, at=at)
    tell(events.ORDER_CHANGED, order.review, order, by=by, at=at, changes=changes)


@transaction.atomic
def end_order(
    order: CourtOrder, *, revision: int, ended_on: dt.date, how_ended: str, by: User, at: dt.datetime
) -> None:
    """Record that an order was discharged or ran out: what it alone held may go ahead."""
    rules.check_order_stands(order)
    check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="The day it ended")
    check_order(order.made_on, ended_on, field="ended_on", message="It cannot end before it was made.")
    check_said(how_ended, field="how_ended", message="Say who confirmed that it ended, and how.")
    changes = records.change(order, revision=revision, ended_on=ended_on, how_ended=how_ended)
    withdraw_duties(order.review, duties.ORDER_ENDS, at=at, thing_id=order.pk)
    let_rest(order.review, origin=_origin(order), what=(), at=at)
    tell(events.ORDER_ENDED, order.review, order, by=by, at=at, changes=changes)


def _check_days(made_on: dt.date, until_on: dt.date | None, *, at: dt.datetime) -> None:
    check_not_in_future(made_on, clock.date_of(at), field="made_on", name="The day it was made")
    check_order(made_on, until_on, field="until_on", message="It cannot end before it was made.")


def _follow(order: CourtOrder, *, at: dt.datetime) -> None:
    """Agreed work on what it holds rests; before it runs out, the office finds out whether it is extended."""
    held = [(rules.RESTS[what], None) for what in order.outputs if what in rules.RESTS]
    let_rest(order.review, origin=_origin(order), what=held, at=at)
    if order.until_on:
        due_on = max(order.until_on - dt.timedelta(days=duties.ORDER_AHEAD), clock.date_of(at))
        role = Role.BUSINESS_SUPPORT
        open_duty(order.review, duties.ORDER_ENDS, at=at, due_on=due_on, role=role, thing_id=order.pk)


def _origin(order: CourtOrder) -> str:
    return f"order:{order.pk}"
