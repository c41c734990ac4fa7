"""What follows from the facts of a case? Pure functions, given today's date."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from string import ascii_uppercase

from agencies.roles import Role
from cspr.records import NotYet
from reviews.case import phases
from reviews.case.models import Duty, Hold, Review, TeamMember

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


def next_code(prefix: str, year: int, known: Iterable[str]) -> str:
    """The code after the highest one given in that year: FM-2026-001, …, FM-2026-999, FM-2026-1000."""
    numbers = [int(code.rpartition("-")[2]) for code in known]
    return f"{prefix}-{year}-{max(numbers, default=0) + 1:03d}"


def child_label(given: str, known: Sequence[str]) -> str:
    """The label given, if no other child of the case has it, or the first of Child A, Child B, … that is free."""
    taken = {label.casefold() for label in known}
    if given:
        if given.casefold() in taken:
            raise NotYet(f"The label “{given}” stands for another child already.", field="label")
        return given
    letters = (first + second for first in ("", *ascii_uppercase) for second in ascii_uppercase)
    return next(label for label in (f"Child {letter}" for letter in letters) if label.casefold() not in taken)


def check_team_role(role: str) -> None:
    """Raises ``NotYet`` where a role is not one that is given in a review."""
    if role not in dict(TeamMember.ROLES):
        raise NotYet("This role is not given in one review. Roles of office and agencies stand with the person.")


def check_reader(role: str, roles_held: Collection[str]) -> None:
    """Raises ``NotYet`` where the author of a report would also be its human reader, or the other way round."""
    both = {Role.HUMAN_READER, Role.LEAD_REVIEWER}
    if role in both and both & set(roles_held) - {role}:
        raise NotYet("Whoever wrote the report cannot be its human reader. Choose somebody else.", field="user")


def check_no_overlap(
    starts_on: dt.date, ends_on: dt.date | None, others: Iterable[tuple[dt.date, dt.date | None]]
) -> None:
    """Raises ``NotYet`` where the person holds the same role in some of that time already."""
    for start, end in others:
        if (end is None or starts_on <= end) and (ends_on is None or start <= ends_on):
            until = f" until {end:%-d %B %Y}" if end else ""
            raise NotYet(f"This person has that role from {start:%-d %B %Y}{until} already.", field="user")


def check_said(text: str, *, field: str, message: str) -> None:
    """Raises ``NotYet`` at ``field`` where nothing was written."""
    if not text.strip():
        raise NotYet(message, field=field)


def check_may_be_moved(basis: str, due_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` for a date that guidance sets, or a new one that is past."""
    if basis == Duty.Basis.STATUTORY:
        raise NotYet("A statutory date cannot be moved. Record the reason for the delay instead.")
    if due_on < today:
        raise NotYet("The new date is past. Choose today or a later day.", field="due_on")


# A case that has come to its end has nothing left to hold.
ENDED = (phases.Phase.CLOSED, phases.Phase.NOT_NOTIFIED, phases.Phase.NO_REVIEW, phases.Phase.PUBLISHED)


def check_may_hold(review: Review, standing: Hold | None) -> None:
    """Raises ``NotYet`` where the case is over, or held already."""
    if review.phase in ENDED:
        raise NotYet(f"The case is at “{review.get_phase_display()}”. There is nothing left to put on hold.")
    if standing:
        raise NotYet("The case is on hold already. Look at that hold again, or end it first.")


def check_hold_stands(hold: Hold) -> None:
    if hold.ended_on:
        raise NotYet("This hold has ended already.")


def check_look_again(look_again_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` unless the hold is looked at again on a day to come: none stands unwatched."""
    if look_again_on <= today:
        raise NotYet("Choose a day to come: nobody is to be held longer than is needed.", field="look_again_on")


def check_may_move(review: Review, then: str) -> None:
    """Raises ``NotYet`` where the table of phases has no such step."""
    if not phases.may_follow(review.kind, review.phase, then):
        raise NotYet(
            f"The case is at “{review.get_phase_display()}”; it cannot go from there to “{phases.Phase(then).label}”."
        )


def check_may_step_back(way: Sequence[str], to: str) -> None:
    """Raises ``NotYet`` unless the case was at that phase just before: it cannot go back where it never was."""
    if to not in came_from(way):
        raise NotYet("The case cannot go back to that phase from where it is.", field="to")


def came_from(way: Sequence[str]) -> tuple[str, ...]:
    """The phase a case on this way was at before, or none where it has just begun."""
    return tuple(way[-2:-1])


def road(kind: str, way: Sequence[str]) -> list[tuple[str, str]]:
    """The phases a case passed, the one it is at, and those that follow when nothing ends it early."""
    main = phases.MAIN_ROAD[kind]
    here = way[-1]
    ahead = main[main.index(here) + 1 :] if here in main else phases.FORWARD[kind].get(here, ())
    states = ["done"] * (len(way) - 1) + ["current"] + ["next"] * len(ahead)
    return list(zip([*way, *ahead], states, strict=True))


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
