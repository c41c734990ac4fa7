"""How does a case follow when an agency becomes a safeguarding partner, or is none any more? Called by actions."""

import datetime as dt

from agencies.models import Agency, User
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case import events
from reviews.case.actions.duties import open_duty, withdraw_duties
from reviews.case.duties import DutyKind
from reviews.case.models import Review
from reviews.guidance.queries import working_day_after

WITHIN = 5


def ask_partner(
    review: Review, kind: DutyKind, agency: Agency, *, role: str, by: User, at: dt.datetime, thing_id: int | None = None
) -> None:
    """Ask it for what the other partners were asked for: by their day, but never at shorter notice than a week."""
    today = clock.date_of(at)
    days = review.duties.filter(kind=kind.code, replaced_by=None, due_on__isnull=False).values_list("due_on", flat=True)
    due_on = max([*days, working_day_after(today, WITHIN)])
    open_duty(review, kind, at=at, due_on=due_on, role=role, agency=agency, thing_id=thing_id)
    _tell(events.PARTNER_ASKED, review, agency, by=by, at=at)


def let_partner_go(review: Review, kind: DutyKind, agency: Agency, *, by: User, at: dt.datetime) -> None:
    """What it still owes as a partner is no longer asked for."""
    if withdraw_duties(review, kind, agency=agency, at=at):
        _tell(events.PARTNER_LET_GO, review, agency, by=by, at=at)


def _tell(event: Event, review: Review, agency: Agency, *, by: User, at: dt.datetime) -> None:
    record(event, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}")
