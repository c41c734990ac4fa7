"""What is done at once to keep children safe? Each thing by somebody, for somebody, done and confirmed or still open."""

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import involve, meet_duty, open_duty, withdraw_duties
from reviews.rapid_review import duties, events, rules
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import RapidReview, SafetyAction


@transaction.atomic
def add_safety_action(rapid_review: RapidReview, *, by: User, at: dt.datetime, **said: Any) -> SafetyAction:
    """Record a safety action: ``what``, ``agency`` or ``who``, ``for_whom``, and ``done_on`` or else ``due_on``."""
    rules.check_safety_action(said, clock.date_of(at), incident_on=_incident_on(rapid_review))
    action = SafetyAction.objects.create(rapid_review=rapid_review, entered_by=by, entered_at=at, **said)
    _owe(action, by=by, at=at)
    _tell(events.SAFETY_ADDED, action, by=by, at=at, changes={"agency": action.agency_id})
    return action


@transaction.atomic
def change_safety_action(
    action: SafetyAction, *, revision: int, why_void: str = "", by: User, at: dt.datetime, **said: Any
) -> None:
    """Change it, record that it is done, or, with a reason, that it was entered in error."""
    rules.check_safety_action(said, clock.date_of(at), incident_on=_incident_on(action.rapid_review))
    void_at = (action.void_at or at) if why_void else None
    changes = records.change(action, revision=revision, why_void=why_void, void_at=void_at, **said)
    _owe(action, by=by, at=at)
    if changes:
        _tell(events.SAFETY_CHANGED, action, by=by, at=at, changes=changes)


@transaction.atomic
def confirm_safety_action(
    action: SafetyAction, *, revision: int, done_on: dt.date, confirmed_by: str, by: User, at: dt.datetime
) -> None:
    """The agency says that it is done, when, and who confirms it, or puts right what it said."""
    incident_on = _incident_on(action.rapid_review)
    rules.check_confirmed(done_on, confirmed_by, clock.date_of(at), incident_on=incident_on)
    changes = records.change(action, revision=revision, done_on=done_on, confirmed_by=confirmed_by)
    _owe(action, by=by, at=at)
    _tell(events.SAFETY_CHANGED, action, by=by, at=at, changes=changes)


def _incident_on(rapid_review: RapidReview) -> dt.date | None:
    """The day on which it happened, else on which it became known."""
    incident = rapid_review.review.incident
    return incident.happened_on or incident.known_on


def _owe(action: SafetyAction, *, by: User, at: dt.datetime) -> None:
    """Whoever is to do it owes it while it is open; an agency comes into the case for it.

    It is met on the day it was done, also where another day had been typed before.
    """
    review = action.rapid_review.review
    agency: Agency | None = action.agency
    if action.done_on and not action.void_at:
        meet_duty(review, duties.SAFETY, met_on=action.done_on, at=at, thing_id=action.pk)
        met = review.duties.filter(kind=duties.SAFETY.code, thing_id=action.pk, met_on__isnull=False)
        met.exclude(met_on=action.done_on).update(met_on=action.done_on, met_at=at)
        return
    withdraw_duties(review, duties.SAFETY, thing_id=action.pk, at=at)
    if action.void_at:
        return
    if agency:
        involve(review, agency, by=by, at=at, why="It is to do something at once to keep a child safe")
    owed: dict[str, Any] = {"agency": agency} if agency else {"role": Role.BUSINESS_SUPPORT}
    open_duty(review, duties.SAFETY, at=at, due_on=action.due_on, thing_id=action.pk, **owed)


def _tell(event: Any, action: SafetyAction, *, by: User, at: dt.datetime, changes: dict[str, Any]) -> None:
    audience = f"agency:{action.agency_id}" if action.agency_id else "team"
    tell(
        event, action.rapid_review, by=by, at=at, subject=f"safety action {action.pk}", changes=changes,
        audience=audience,
    )  # fmt: skip
