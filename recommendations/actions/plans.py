"""How does an agency plan what it will do?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from recommendations import events, rules
from recommendations.duties import ACT, CLOSE, PLAN
from recommendations.models import Action, Recommendation
from reviews.case.actions import meet_duty, move_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future, check_order
from reviews.documents.actions import original_of


def tell(
    event: Event, action: Action, *, by: User, at: dt.datetime, changes: dict | None = None, on_behalf_of: str = ""
) -> None:
    """Write into the trail what one agency's action came to. Called by actions."""
    record(
        event, by=by, at=at, review_code=action.recommendation.review.code, subject=f"action {action.pk}",
        changes=changes, on_behalf_of=on_behalf_of, audience=f"agency:{action.agency_id}",
    )  # fmt: skip


@transaction.atomic
def plan_action(
    recommendation: Recommendation,
    agency: Agency,
    *,
    text: str,
    due_on: dt.date,
    by: User,
    at: dt.datetime,
    lead_person: str = "",
    measure: str = "",
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> Action:
    """Plan an action of one addressee; it owes the action until it is closed, and has met its duty to plan.

    ``given_on`` is the day the agency gave it, where the office enters it: the duty to plan is met on that day.
    """
    review, today = recommendation.review, clock.date_of(at)
    rules.check_agreed(recommendation, addressed=recommendation.addressees.filter(pk=agency.pk).exists())
    _check_coming(due_on, today)
    if given_on:
        check_not_in_future(given_on, today, field="given_on", name="The day it was given")
    paper = original_of(
        review, original, title="Action as it was given", belongs_to=f"recommendation:{recommendation.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, agency=agency,
    )  # fmt: skip
    action = Action.objects.create(
        recommendation=recommendation, agency=agency, text=text, due_on=due_on, lead_person=lead_person,
        measure=measure, given_on=given_on, original=paper, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    owe(action, at=at)
    meet_duty(review, PLAN, met_on=given_on or today, at=at, agency=agency, thing_id=recommendation.pk)
    tell(events.ACTION_PLANNED, action, by=by, at=at, on_behalf_of=on_behalf_of)
    return action


def owe(action: Action, *, at: dt.datetime) -> None:
    """The agency owes an open action by its day. Called by actions."""
    review = action.recommendation.review
    open_duty(review, ACT, at=at, due_on=action.due_on, agency=action.agency, thing_id=action.pk)


def keep_day(action: Action) -> None:
    """The day to which its duty was moved on the page of the case is the action's, now that nothing is owed. Called by actions."""
    duty = action.recommendation.review.duties.open().filter(kind=ACT.code, thing_id=action.pk).first()
    if duty and duty.due_on != action.due_on:
        records.change(action, due_on=duty.due_on)


def check_after_plan(action: Action, day: dt.date, *, field: str, name: str) -> None:
    """Nothing happens to an action before it was planned: given by its agency, or entered by it. Called by actions."""
    planned_on = action.given_on or clock.date_of(action.entered_at)
    message = f"{name} cannot come before the action was planned, on {planned_on:%-d %B %Y}."
    check_order(planned_on, day, field=field, message=message)


def _check_coming(due_on: dt.date, today: dt.date) -> None:
    if due_on < today:
        raise records.NotYet("The day it is to be done by cannot be in the past.", field="due_on")


@transaction.atomic
def change_action(
    action: Action, *, revision: int, text: str, lead_person: str, measure: str, by: User, at: dt.datetime
) -> None:
    """Change the words of an open action; its date is moved apart."""
    rules.check_open(action)
    changes = records.change(action, revision=revision, text=text, lead_person=lead_person, measure=measure)
    if changes:
        tell(events.ACTION_CHANGED, action, by=by, at=at, changes=changes)


@transaction.atomic
def move_action(action: Action, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> None:
    """Give an open action another day."""
    rules.check_open(action)
    _check_coming(due_on, clock.date_of(at))
    duty = action.recommendation.review.duties.open().filter(kind=ACT.code, thing_id=action.pk).first()
    if duty:
        move_duty(duty, due_on=due_on, why=why, by=by, at=at)
    changes = records.change(action, due_on=due_on)
    tell(events.ACTION_MOVED, action, by=by, at=at, changes=changes)


@transaction.atomic
def void_action(action: Action, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record an action as made in error; nobody owes it any more."""
    rules.check_open(action)
    changes = records.change(action, revision=revision, void_at=at, why_void=why_void)
    for kind in (ACT, CLOSE):
        withdraw_duties(action.recommendation.review, kind, at=at, thing_id=action.pk)
    tell(events.ACTION_VOIDED, action, by=by, at=at, changes=changes)
