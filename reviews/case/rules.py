"""What follows from the facts of a case? Pure functions, given today's date."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from agencies.roles import Role
from cspr.records import NotYet
from reviews.case import phases
from reviews.case.models import Duty, Review, TeamMember


@dataclass(frozen=True)
class Schedule:
    """When duties are called to mind: days from the date, first to last, then every so many days, then up.

    ``every`` 0 means no more after the last; ``raise_to`` empty means that nothing goes up.
    """

    offsets: tuple[int, ...] = (-5, -1, 1, 8)
    every: int = 7
    raise_after: int = 8
    raise_to: str = Role.SUBGROUP_CHAIR.value

    @property
    def before(self) -> list[int]:
        return [-offset for offset in self.offsets if offset < 0]

    @property
    def after(self) -> list[int]:
        return [offset for offset in self.offsets if offset >= 0]


SHIPPED = Schedule()
MOST_DAYS = 60
RAISED_TO = (Role.SUBGROUP_CHAIR, Role.BUSINESS_SUPPORT)


def check_schedule(schedule: Schedule) -> None:
    """Raises ``NotYet`` beside the field that cannot be: nobody is reminded at all, or only in the far future."""
    if not schedule.offsets:
        raise NotYet("Give at least one day on which people are reminded.", field="before")
    if list(schedule.offsets) != sorted(set(schedule.offsets)):
        raise NotYet("Give each day once.", field="before")
    for field, days in (("before", schedule.before), ("after", schedule.after)):
        if any(day > MOST_DAYS for day in days):
            raise NotYet(f"Give days up to {MOST_DAYS}.", field=field)
    if not 0 <= schedule.every <= MOST_DAYS:
        raise NotYet(f"Give a number of days up to {MOST_DAYS}, or 0.", field="every")
    if schedule.raise_to and schedule.raise_to not in RAISED_TO:
        raise NotYet("Choose one of the roles listed, or nobody.", field="raise_to")
    if schedule.raise_to and not 1 <= schedule.raise_after <= MOST_DAYS:
        raise NotYet(f"Give a number of days from 1 to {MOST_DAYS}.", field="raise_after")


def goes_up(duty: Duty, today: dt.date, schedule: Schedule) -> bool:
    """Has an agency's duty been late for so long that somebody above is told?"""
    if duty.due_on is None or not schedule.raise_to:
        return False
    return (today - duty.due_on).days >= schedule.raise_after


def reminder_due(duty: Duty, today: dt.date, *, opened_on: dt.date, schedule: Schedule = SHIPPED) -> int | None:
    """The latest reminder that has come due, as days from the duty's date; None where none has yet.

    One that fell before the duty was filed does not count: whoever was just asked is not reminded.
    """
    if duty.due_on is None:
        return None
    passed = (today - duty.due_on).days
    came = [offset for offset in schedule.offsets if offset <= passed]
    if not came:
        return None
    last = came[-1]
    if last == schedule.offsets[-1] and last >= 0 and schedule.every:
        last += (passed - last) // schedule.every * schedule.every
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
