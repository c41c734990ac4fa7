"""Which rule holds for a clock, how is its last day counted, and may a rule be corrected so? Pure functions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cspr import workdays
from cspr.records import NotYet
from cspr.workdays import NONE, ONE_DAY, Extra
from reviews.guidance import regimes
from reviews.guidance.models import LOCAL, RuleChange, RuleCheck
from reviews.guidance.regimes import READINGS, STARTED, Clock, Direction, Rule, Trigger, Unit, rule_from

MOST = {Unit.WORKING_DAYS: 366, Unit.DAYS: 1_000, Unit.MONTHS: 240, Unit.YEARS: 20}


# Which rule holds -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ref:
    """Which rule, in which revision: 0 is as the system is shipped."""

    edition: str
    clock: str
    number: int = 0
    partnership: int | None = None


@dataclass(frozen=True)
class Applied:
    """The rule that holds for a clock: of which edition, in which revision, and whether that was verified."""

    ref: Ref
    name: str
    rule: Rule
    verified: bool
    checked: str = ""
    extra: Extra = field(default_factory=dict)

    def due(self, start: dt.date) -> dt.date:
        """The last day of a clock that starts on a day."""
        return self.rule.due(start, self.extra)

    def why(self, started_on: dt.date) -> str:
        """What started a clock and which guidance held then, in words."""
        holds = "holds" if self.ref.edition == LOCAL else "was in force"
        return f"{STARTED[self.rule.trigger]} {started_on:%-d %B %Y}. {self.name} {holds} on that day."

    def as_json(self, readings: Mapping[Trigger, dt.date | None], why: str) -> dict[str, Any]:
        """What is kept with a clock when it starts, so that nothing entered later rewrites it."""
        return {
            "edition": self.ref.edition, "number": self.ref.number, "partnership": self.ref.partnership,
            "name": self.name, "rule": self.rule.as_json(), "why": why,
            "readings": {str(trigger): day.isoformat() for trigger, day in readings.items() if day},
            "extra": {day.isoformat(): name for day, name in self.extra.items()},
        }  # fmt: skip


@dataclass(frozen=True)
class Guidance:
    """The editions with what was corrected, the local rules of one partnership, and the bank holidays entered here."""

    partnership: int | None = None
    place: str = ""
    changes: tuple[RuleChange, ...] = ()
    checks: Mapping[Ref, RuleCheck] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)

    def applied(self, clock: Clock, start: dt.date) -> Applied:
        """The rule for a clock that starts on a day: the local one, or else that of the edition in force."""
        local = self._newest(LOCAL, self.partnership, clock, start) if self.partnership else None
        if local and local.applies:
            ref = Ref(LOCAL, clock, local.number, self.partnership)
            return self._of(ref, f"Local rule of {self.place}", local.rule)
        return self.of_edition(regimes.in_force(start).code, clock, start)

    def of_edition(self, code: str, clock: Clock, start: dt.date) -> Applied:
        """The rule of one edition for a clock that starts on a day, whatever is agreed locally."""
        edition = regimes.edition_of(code)
        change = self._newest(code, None, clock, start)
        rule = change.rule if change else edition.rules[clock]
        return self._of(Ref(code, clock, change.number if change else 0), edition.name, rule)

    def _newest(self, edition: str, partnership: int | None, clock: str, start: dt.date) -> RuleChange | None:
        found = (row for row in self.changes if (row.edition, row.partnership_id) == (edition, partnership))
        holding = [row for row in found if row.clock == clock and row.from_on <= start]
        return max(holding, key=lambda row: row.number, default=None)

    def _of(self, ref: Ref, name: str, rule: Rule) -> Applied:
        verified, checked = self.standing(ref, rule)
        return Applied(ref, name, rule, verified, checked, self.extra)

    def standing(self, ref: Ref, rule: Rule) -> tuple[bool, str]:
        """Whether a rule counts as verified, and by whom and when that was said; shipped rules say it themselves."""
        return standing(self.checks, ref, rule)


def standing(checks: Mapping[Ref, RuleCheck], ref: Ref, rule: Rule) -> tuple[bool, str]:
    """Whether a rule counts as verified, and by whom and when that was said."""
    check = checks.get(ref)
    if check:
        return check.verified, f"{check.by.name}, {check.checked_on:%-d %B %Y}: {check.against}"
    return rule.verified and not ref.number, "read when the system was made" if rule.verified else ""


# How a date is counted --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """A day of the count: its number, or why it is not counted."""

    day: dt.date
    number: int | None
    why: str = ""


@dataclass(frozen=True)
class Reading:
    """What the date would be if the time ran from another event."""

    trigger: str
    started_on: dt.date
    due_on: dt.date
    applies: bool


@dataclass(frozen=True)
class Explanation:
    """Everything that explains a date: when it started and why, by which rule, day by day, and other readings."""

    name: str
    rule: Rule
    why: str
    started_on: dt.date
    due_on: dt.date
    verified: bool
    checked: str
    days: tuple[Day, ...] = ()
    readings: tuple[Reading, ...] = ()
    recounted: dt.date | None = None

    @property
    def skipped(self) -> list[Day]:
        return [day for day in self.days if day.number is None]

    @property
    def back(self) -> bool:
        return self.rule.direction == Direction.BEFORE

    @property
    def short(self) -> str:
        """The rule and whose it is, in a line."""
        return f"{self.rule} ({self.name})"


def explain(
    applied: Applied,
    started_on: dt.date,
    *,
    why: str = "",
    readings: Mapping[Trigger, dt.date | None] | None = None,
    due_on: dt.date | None = None,
    extra_now: Extra | None = None,
) -> Explanation:
    """How a date is or was counted; ``due_on`` is the date that stands, ``extra_now`` the bank holidays known by now."""
    rule, extra = applied.rule, applied.extra
    due = due_on or applied.due(started_on)
    now = rule.due(started_on, extra if extra_now is None else extra_now)
    return Explanation(
        name=applied.name, rule=rule, why=why, started_on=started_on, due_on=due, verified=applied.verified,
        checked=applied.checked, days=tuple(_days(rule, started_on, due, extra)),
        readings=tuple(_readings(applied, readings or {})), recounted=now if now != due else None,
    )  # fmt: skip


def _days(rule: Rule, start: dt.date, due: dt.date, extra: Extra) -> Iterable[Day]:
    """Each day from the start to the last one with its number; only where working days are counted."""
    if rule.unit != Unit.WORKING_DAYS:
        return
    step = -ONE_DAY if due < start else ONE_DAY
    day, number = start, 0
    if not rule.first_day:
        yield Day(day, 0)
        day += step
    while day != due + step:
        counted = workdays.is_working_day(day, extra)
        number += counted
        yield Day(day, number) if counted else Day(day, None, workdays.bank_holiday(day, extra) or f"{day:%A}")
        day += step


def _readings(applied: Applied, dates: Mapping[Trigger, dt.date | None]) -> Iterable[Reading]:
    for trigger in READINGS.get(Clock(applied.ref.clock), ()):
        day = dates.get(trigger)
        if day:
            yield Reading(trigger.label, day, applied.due(day), trigger == applied.rule.trigger)


def explain_kept(
    clock: str,
    kept: Mapping[str, Any],
    started_on: dt.date,
    due_on: dt.date | None,
    *,
    checks: Mapping[Ref, RuleCheck],
    extra: Extra = NONE,
) -> Explanation | None:
    """How the date of a clock that has started is counted, by the rule it started with; nothing where none was kept."""
    if not (clock and kept):
        return None
    applied, readings = applied_kept(clock, kept, checks), readings_kept(kept)
    return explain(applied, started_on, why=kept["why"], readings=readings, due_on=due_on, extra_now=extra)


def applied_kept(clock: str, kept: Mapping[str, Any], checks: Mapping[Ref, RuleCheck]) -> Applied:
    """The rule that was kept with a clock, and whether it counts as verified by now."""
    rule = rule_from(kept["rule"])
    ref = Ref(kept["edition"], clock, kept["number"], kept["partnership"])
    then = {dt.date.fromisoformat(day): name for day, name in kept["extra"].items()}
    return Applied(ref, kept["name"], rule, *standing(checks, ref, rule), extra=then)


def readings_kept(kept: Mapping[str, Any]) -> dict[Trigger, dt.date]:
    """The days that were kept with a clock, from which the time would run under other readings."""
    return {Trigger(name): dt.date.fromisoformat(day) for name, day in kept["readings"].items()}


# May it be corrected so -------------------------------------------------------------------------------


def check_rule(rule: Rule) -> None:
    """Raises ``NotYet`` beside the length where no clock could run so long."""
    most = MOST[rule.unit]
    if not 1 <= rule.length <= most:
        raise NotYet(f"Give a number from 1 to {most}.", field="length")


def check_from(edition: str, from_on: dt.date) -> None:
    """Raises ``NotYet`` where an edition was not in force on the day from which its rule is to hold."""
    if edition == LOCAL:
        return
    first, after = regimes.edition_of(edition).from_on, regimes.superseded_on(edition)
    if from_on < first:
        raise NotYet(f"This edition holds from {first:%-d %B %Y}. Choose that day or a later one.", field="from_on")
    if after and from_on >= after:
        raise NotYet(f"From {after:%-d %B %Y} on the next edition holds. Correct that one.", field="from_on")


def check_differs(rule: Rule, before: Rule | None, from_on: dt.date, before_from: dt.date | None) -> None:
    """Raises ``NotYet`` where the rule stands like that already, from the same day or an earlier one."""
    same = before is not None and {**before.as_json(), "verified": False} == {**rule.as_json(), "verified": False}
    if same and (before_from is None or before_from <= from_on):
        raise NotYet("This is how the rule stands already.", field="length")


def check_ends(standing_from: dt.date | None, from_on: dt.date) -> None:
    """Raises ``NotYet`` where there is no local rule to end, or it would end before it began."""
    if standing_from is None:
        raise NotYet("There is no local rule to end.")
    if from_on < standing_from:
        raise NotYet(f"It holds from {standing_from:%-d %B %Y}: it cannot end before that.", field="from_on")


def check_checked(checked_on: dt.date, today: dt.date) -> None:
    if checked_on > today:
        raise NotYet("The day it was read cannot be in the future.", field="checked_on")


def check_holiday(day: dt.date, known: Iterable[dt.date]) -> None:
    """Raises ``NotYet`` where a day is a bank holiday already, or no working day anyhow."""
    name = workdays.bank_holiday(day)
    if name or day in set(known):
        raise NotYet(f"{day:%-d %B %Y} is known as a bank holiday already.", field="day")
    if not workdays.is_working_day(day):
        raise NotYet(f"{day:%-d %B %Y} is a {day:%A} and is not counted anyhow.", field="day")
