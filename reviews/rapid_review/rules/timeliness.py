"""Was something sent in time, how long did it take, and what do many such add up to?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from cspr.workdays import working_days_between

APRIL = 4


@dataclass(frozen=True)
class Timeliness:
    """From the day that counts, when something was due and when it went; ``why`` it was late."""

    known_on: dt.date
    due_on: dt.date | None
    sent_on: dt.date | None
    why: str
    today: dt.date
    withdrawn: bool = False

    @property
    def late(self) -> bool:
        return bool(self.due_on and (self.sent_on or self.today) > self.due_on)

    @property
    def took(self) -> int | None:
        """Working days from the day that counts until it was sent."""
        return working_days_between(self.known_on, self.sent_on) if self.sent_on else None

    @property
    def words(self) -> str:
        if self.withdrawn:
            return "Withdrawn"
        if not self.due_on:
            return "Sent" if self.sent_on else "Not sent yet"
        days = working_days_between(self.due_on, self.sent_on or self.today)
        late = f"{days} working day{'' if days == 1 else 's'} late" if days else "late"
        if not self.sent_on:
            return f"Not sent, {late}" if self.late else "Not sent yet"
        return late.capitalize() if self.late else "In time"

    def without_reason(self) -> "Timeliness":
        return replace(self, why="")


@dataclass(frozen=True)
class Totals:
    """Of notifications: how many, sent, sent in time, still owed, and how long it took in the middle."""

    all: int
    sent: int
    in_time: int
    owed: int
    withdrawn: int
    median_days: float | None


def totals_of(found: Iterable[Timeliness]) -> Totals:
    """What was withdrawn is counted by itself alone."""
    every = list(found)
    counted = [one for one in every if not one.withdrawn]
    sent = [one for one in counted if one.sent_on]
    took = [one.took for one in sent if one.took is not None]
    return Totals(
        len(counted), len(sent), sum(not one.late for one in sent), len(counted) - len(sent),
        len(every) - len(counted), median(took) if took else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Year:
    """A year by which notifications are counted: from January, or as yearly reports have it, from April."""

    code: str
    label: str
    first: dt.date
    after: dt.date


def _from_january(year: int) -> Year:
    return Year(f"{year}", f"{year}", dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def _from_april(year: int) -> Year:
    short = f"{(year + 1) % 100:02d}"
    label = f"April {year} to March {year + 1}"
    return Year(f"{year}-{short}", label, dt.date(year, APRIL, 1), dt.date(year + 1, APRIL, 1))


def years_with(days: Iterable[dt.date]) -> list[Year]:
    """Both kinds of years in which one of these days lies, the newest first."""
    days = set(days)
    found = {_from_january(day.year) for day in days}
    found |= {_from_april(day.year if day.month >= APRIL else day.year - 1) for day in days}
    return sorted(found, key=lambda year: (year.first, year.code), reverse=True)
