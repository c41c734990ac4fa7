"""What follows from the facts of a case? Pure functions, given today's date."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from agencies.models import User
from agencies.roles import Permission, Role
from cspr.records import NotYet
from reviews.case import phases
from reviews.case.models import Duty, Review, TeamMember

# How many views of the list one person keeps, and how much may stand in one.
MOST_VIEWS, LONGEST_VIEW = 20, 500


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


def when_reminded(schedule: Schedule) -> str:
    """The days of a schedule in words: "5 days and 1 day before the date", or where none comes before, those after it."""
    days = schedule.before or [day for day in schedule.after if day]
    if not days:
        return "on the day itself"
    said = [f"{day} day{'' if day == 1 else 's'}" for day in days]
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]
    return f"{listed} {'before' if schedule.before else 'after'} the date"


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


def check_not_the_last_child(others: int) -> None:
    """Raises ``NotYet`` where a case would be about no child at all."""
    if not others:
        raise NotYet("A case is about at least one child. Add the right one first, or correct this one's details.")


def check_team_role(role: str) -> None:
    """Raises ``NotYet`` where a role is not one that is given in a review."""
    if role not in dict(TeamMember.ROLES):
        raise NotYet("This role is not given in one review. Roles of office and agencies stand with the person.")


def check_deputy(member: TeamMember, user: User, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` where a deputy cannot stand in like this."""
    if member.role != Role.PANEL_MEMBER or member.deputy_for_id:
        raise NotYet("Only a member of the review panel has a deputy.")
    if user.pk == member.user_id:
        raise NotYet("Choose somebody else to stand in.", field="user")
    check_order(starts_on, ends_on, field="ends_on", message="The last day cannot be before the first.")
    if ends_on < today:
        raise NotYet("That time is over already.", field="ends_on")
    if starts_on < member.starts_on:
        raise NotYet(f"The member’s own place begins on {member.starts_on:%-d %B %Y}.", field="starts_on")
    if member.ends_on and ends_on > member.ends_on:
        raise NotYet(f"The member’s own place ends on {member.ends_on:%-d %B %Y}.", field="ends_on")


def check_reader(role: str, roles_held: Collection[str]) -> None:
    """Raises ``NotYet`` where the author of a report would also be its human reader, or the other way round."""
    both = {Role.HUMAN_READER, Role.LEAD_REVIEWER}
    if role in both and both & set(roles_held) - {role}:
        raise NotYet("Whoever wrote the report cannot be its human reader. Choose somebody else.", field="user")


def check_place_lasts(code: str, ends_on: dt.date | None, from_on: dt.date) -> None:
    """Raises ``NotYet`` where a place that is handed over would be over before the other begins."""
    if ends_on and ends_on < from_on:
        raise NotYet(
            f"The place in {code} ends on {ends_on:%-d %B %Y}, before that day. Leave it out.", field="from_on"
        )


def check_can_do(duty: Duty, to: User, may: Collection[Permission], asks: Permission | None) -> None:
    """Raises ``NotYet`` where somebody would owe what they cannot open: nothing is to get lost between two people."""
    where = duty.review.code if duty.review else "the sub-group"
    if (duty.review and not may) or (asks and asks not in may):
        raise NotYet(
            f"{to.name} cannot do this today in {where}: {duty.what}. Give them a role or a place there first, or leave "
            "it out.",
            field="to",
        )


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


# Where a case whose report was signed goes from is decided with the report: published, or not published in full.
CLOSED_FROM = (phases.Phase.PUBLISHED, phases.Phase.NO_REVIEW, phases.Phase.NOT_NOTIFIED, phases.Phase.FOLLOWED)


@dataclass(frozen=True)
class OpenEnd:
    """Something in a case that is not finished, with the page where it is seen to.

    What ``stops`` is finished before the case is closed; the rest is left as it is, for the reason given at closing.
    ``do_it`` is where it is done, when ``page`` is where it is recorded as no longer needed.
    """

    words: str
    page: str
    stops: bool = True
    door: str = "See to it"
    do_it: str = ""


def check_at_its_end(review: Review, over: bool) -> None:
    """Raises ``NotYet`` unless the way of the case is ``over``."""
    if not over and review.phase == phases.Phase.SIGNED_OFF:
        raise NotYet("The report is signed. Publish it, or record the decision not to publish it in full.")
    if not over:
        check_phase(review, *CLOSED_FROM)


def check_may_close(review: Review, ends: Sequence[OpenEnd], *, over: bool) -> None:
    """Raises ``NotYet`` unless the case has come to its end and nothing is left that must be finished first.

    An open action stands in the way, and no reason takes its place: whoever is responsible for it would lose it from
    sight, and the board would read "closed" over work that nobody did. It is no dead end, because an action that will
    not be done is closed without being done, with a reason that the board reads (see ``recommendations.rules``).
    The same holds for a recommendation that an agency never answered or that the board means to look at again, for
    what guidance sets a date for, and for anything at all in a case that ended early. What was merely agreed around a
    published report (a follow-up, a last meeting), and a recommendation the board has not judged, need the reason only.
    """
    check_at_its_end(review, over)
    stopping = [end for end in ends if end.stops]
    if stopping:
        more = f", and {len(stopping) - 1} more" if stopping[1:] else ""
        raise NotYet(f"The case cannot be closed yet. Still open: {stopping[0].words}{more}.")


def check_still_owed(owed: bool) -> None:
    if not owed:
        raise NotYet("Somebody has seen to this meanwhile. Nothing needs to be done.")


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


def check_view(name: str, query: str, standing: Sequence[str]) -> None:
    """Whether a view of the list may be kept under this name beside those a person has."""
    if not query:
        raise NotYet("First narrow the list: this view would show every case.")
    if name.casefold() in {other.casefold() for other in standing}:
        raise NotYet("You have a view of this name already. Choose another.", field="name")
    if len(query) > LONGEST_VIEW:
        raise NotYet("There is too much in this view to keep it. Take something out.")
    if len(standing) >= MOST_VIEWS:
        raise NotYet(f"You keep {MOST_VIEWS} views already. Remove one first.")
