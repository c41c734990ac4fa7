"""Which day starts the clock, and which days and times follow from it? Each limit says where it stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cspr import workdays
from cspr.records import NotYet
from cspr.workdays import Extra
from reviews.case.phases import Kind
from reviews.guidance.regimes import Clock, Trigger
from reviews.guidance.rules import Applied, Explanation, Guidance, explain

# Local practice (Devon's flowchart): returns in working days 2 to 10, the meeting in 10 to 12, sign-off by 15.
RETURNS_WORKING_DAY = 8
DECISION_WORKING_DAYS = {"criteria": 11, "recommend": 12, "decide": 13}
MORE_DAYS = 3


# The clock --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClockStart:
    """From which day the rapid review counts, by which guidance, until when, and why."""

    started_on: dt.date
    applied: Applied
    readings: Mapping[Trigger, dt.date]

    @property
    def due_on(self) -> dt.date:
        return self.applied.due(self.started_on)

    @property
    def explanation(self) -> Explanation:
        """How the last day is counted, also under the other reading."""
        why = self.applied.why(self.started_on)
        return explain(self.applied, self.started_on, why=why, readings=self.readings)


def clock_start(guidance: Guidance, *, known_on: dt.date, sent_on: dt.date) -> ClockStart:
    """Which day starts the clock: the guidance in force on the day of awareness, where it counts from there.

    Later guidance counts from the day the notification was sent; a clock that has begun keeps its guidance.
    """
    readings = {Trigger.AWARE: known_on, Trigger.SENT: sent_on}
    known = guidance.applied(Clock.RAPID_REVIEW, known_on)
    if known.rule.trigger == Trigger.AWARE:
        return ClockStart(known_on, known, readings)
    sent = guidance.applied(Clock.RAPID_REVIEW, sent_on)
    # A rule that came in between may count from awareness again.
    return ClockStart(known_on if sent.rule.trigger == Trigger.AWARE else sent_on, sent, readings)


def proposed_day(start: dt.date, working_day: int, *, today: dt.date, extra: Extra = workdays.NONE) -> dt.date:
    """The working day of the clock that is proposed for something; the next one from now where it is past."""
    return max(workdays.add_working_days(start, working_day, extra), workdays.add_working_days(today, 1, extra))


@dataclass(frozen=True)
class Slot:
    """A time proposed for the rapid review meeting, and who of those it needs is known to be away."""

    starts: dt.datetime
    away: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        return self.starts.isoformat(timespec="minutes")


SLOT_WORKING_DAYS = (10, 11, 12)
SLOT_TIMES = (dt.time(10), dt.time(14))


def slots(
    start: dt.date,
    *,
    due_on: dt.date,
    today: dt.date,
    away: Iterable[tuple[str, dt.date, dt.date]],
    extra: Extra = workdays.NONE,
) -> list[Slot]:
    """Several times on working days from the tenth to the twelfth of the clock, before it ends; never on a day past.

    ``away`` is name, first and last day.
    """
    known = list(away)
    days = sorted({proposed_day(start, day, today=today, extra=extra) for day in SLOT_WORKING_DAYS})
    while len(days) < len(SLOT_WORKING_DAYS):
        days.append(workdays.add_working_days(days[-1], 1, extra))
    days = [day for day in days if day <= due_on] or days[:1]
    return [
        Slot(dt.datetime.combine(day, time), tuple(name for name, first, last in known if first <= day <= last))
        for day in days
        for time in SLOT_TIMES
    ]


def best_slot(proposed: Iterable[Slot]) -> Slot:
    """The first on which nobody is known to be away, from the usual day on; else the first of all."""
    found = list(proposed)
    usual = [slot for slot in found if slot.starts.date() > found[0].starts.date()] or found
    return next((slot for slot in (*usual, *found) if not slot.away), found[0])


def check_dated(day: dt.date, today: dt.date, *, field: str, what: str) -> None:
    """Raises ``NotYet`` where something is asked for by a day that is past."""
    if day < today:
        raise NotYet(f"{what} cannot be in the past.", field=field)


def check_has_rapid_review(kind: str) -> None:
    if kind != Kind.STATUTORY:
        raise NotYet("A case of this kind has no rapid review.")
