"""Which time limits hold? The guidance in force when a clock starts, each rule with its source."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from cspr import workdays


class Clock(StrEnum):
    """The statutory clocks. Their values stand in duties."""

    NOTIFY = "notify"
    RAPID_REVIEW = "rapid_review"
    COMPLETE = "complete"
    SHARE_BEFORE = "share_before"
    STAY_PUBLISHED = "stay_published"
    LOOKED_AFTER_DEATH = "looked_after_death"
    CARE_LEAVER_DEATH = "care_leaver_death"


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True)
class ClockRule:
    """A time limit: its length, what starts it, where it stands, and whether that source was read."""

    length: int
    unit: Unit
    starts: str
    source: str
    verified: bool

    def due(self, start: dt.date) -> dt.date:
        """The last day; day 0 is the day of the start. A negative length counts back."""
        if self.unit is Unit.MONTHS:
            return workdays.add_months(start, self.length)
        return workdays.add_working_days(start, self.length)

    def __str__(self) -> str:
        way = "before" if self.length < 0 else "after"
        unit = self.unit.removesuffix("s") if abs(self.length) == 1 else self.unit
        return f"{abs(self.length)} {unit} {way} {self.starts}"


@dataclass(frozen=True)
class Regime:
    """One edition of the guidance, from the day it applies."""

    code: str
    name: str
    from_on: dt.date
    rules: dict[Clock, ClockRule]


AWARE = "the authority became aware"
SENT = "the notification was sent"

_NOTIFY = ClockRule(
    5,
    Unit.WORKING_DAYS,
    AWARE,
    "Report a serious child safeguarding incident, gov.uk",
    True,
)
_CARE_LEAVER = ClockRule(
    5, Unit.WORKING_DAYS, AWARE, "No limit was found for care leavers; that for looked-after children is used", False
)
_COMPLETE = ClockRule(6, Unit.MONTHS, "the decision to review", "Working Together, chapter on reviews", False)
_SHARE = ClockRule(-7, Unit.WORKING_DAYS, "publication", "Working Together, chapter on reviews", False)
_PUBLISHED = ClockRule(12, Unit.MONTHS, "publication", "Working Together, as restated by partnerships", True)
_FROM_NOTIFICATION = ClockRule(
    15,
    Unit.WORKING_DAYS,
    SENT,
    "National Panel guidance as applied by partnerships",
    True,
)
_FROM_AWARENESS = ClockRule(15, Unit.WORKING_DAYS, AWARE, "National Panel guidance 2019", False)


def _rules(rapid_review: ClockRule, *, read: bool = True) -> dict[Clock, ClockRule]:
    """The rules of one edition; where its chapter was not ``read``, none of them is called verified."""
    found = {
        Clock.NOTIFY: _NOTIFY,
        Clock.RAPID_REVIEW: rapid_review,
        Clock.COMPLETE: _COMPLETE,
        Clock.SHARE_BEFORE: _SHARE,
        Clock.STAY_PUBLISHED: _PUBLISHED,
        Clock.LOOKED_AFTER_DEATH: _NOTIFY,
        Clock.CARE_LEAVER_DEATH: _CARE_LEAVER,
    }
    return found if read else {clock: replace(rule, verified=False) for clock, rule in found.items()}


REGIMES: tuple[Regime, ...] = (
    Regime("wt2018", "Working Together 2018", dt.date(2018, 7, 4), _rules(_FROM_AWARENESS)),
    Regime("wt2023", "Working Together 2023", dt.date(2023, 12, 15), _rules(_FROM_NOTIFICATION)),
    Regime("wt2026", "Working Together 2026", dt.date(2026, 3, 18), _rules(_FROM_NOTIFICATION, read=False)),
)


def in_force(day: dt.date) -> Regime:
    """The guidance that applied on a day; the oldest one for days before it."""
    applying = [regime for regime in REGIMES if regime.from_on <= day]
    return applying[-1] if applying else REGIMES[0]


def rule(clock: Clock, start: dt.date) -> ClockRule:
    """The rule for a clock that starts on a day."""
    return in_force(start).rules[clock]
