"""What follows from the facts of a case? Pure functions, given today's date."""

import datetime as dt

from cspr.records import NotYet
from reviews.case import phases
from reviews.case.models import Duty, Review


def is_overdue(duty: Duty, today: dt.date) -> bool:
    """Is the day past, and the duty neither met nor replaced nor withdrawn?"""
    still_open = duty.met_on is None and duty.replaced_by_id is None and duty.withdrawn_at is None
    return still_open and duty.due_on is not None and duty.due_on < today


# On which days before (negative) or after its date a duty is called to mind; after the last, weekly.
REMINDERS = (-5, -1, 1, 8)
WEEK = 7


def reminder_due(duty: Duty, today: dt.date, *, opened_on: dt.date) -> int | None:
    """The latest reminder that has come due, as days from the duty's date; None where none has yet.

    One that fell before the duty was filed does not count: whoever was just asked is not reminded.
    """
    if duty.due_on is None:
        return None
    passed = (today - duty.due_on).days
    came = [offset for offset in REMINDERS if offset <= passed]
    if not came:
        return None
    last = came[-1]
    if last == REMINDERS[-1]:
        last += (passed - last) // WEEK * WEEK
    return last if duty.due_on + dt.timedelta(days=last) > opened_on else None


def check_may_move(review: Review, then: str) -> None:
    """Raises ``NotYet`` where the table of phases has no such step."""
    if not phases.may_follow(review.kind, review.phase, then):
        raise NotYet(
            f"The case is at “{review.get_phase_display()}”; it cannot go from there to “{phases.Phase(then).label}”."
        )


def check_phase(review: Review, *allowed: str) -> None:
    """Raises ``NotYet`` unless the case is in one of these phases."""
    if review.phase not in allowed:
        names = " or ".join(f"“{phases.Phase(phase).label}”" for phase in allowed)
        raise NotYet(f"This belongs to the phase {names}; the case is at “{review.get_phase_display()}”.")


def check_not_in_future(day: dt.date | None, today: dt.date, *, field: str, name: str) -> None:
    """Raises ``NotYet`` at ``field`` where something is said to have happened after today."""
    if day and day > today:
        raise NotYet(f"{name} cannot be in the future.", field=field)


def check_order(first: dt.date | None, then: dt.date | None, *, field: str, message: str) -> None:
    """Raises ``NotYet`` at ``field`` where ``then`` comes before ``first``."""
    if first and then and then < first:
        raise NotYet(message, field=field)
