"""On which day does something happen in the demonstration? In the past, on working days, and in term where a school writes."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import count

from django.utils import timezone

from chronology.tests.story import Told
from cspr import clock
from cspr.tests.cast import working_day
from cspr.workdays import add_working_days, is_working_day

ONE_DAY = dt.timedelta(days=1)
# When the injuries of the long story come to light: each leaves the eleven weeks before it in school terms.
IN_TERM = ((12, 12), (3, 21), (7, 4))
# First and last day of each school holiday, as month and day; half terms and the moving ones are left out.
HOLIDAYS = (((7, 22), (9, 2)), ((12, 20), (12, 31)), ((1, 1), (1, 4)))
# These write at the weekend too.
ALWAYS_OPEN = ("police", "hospital", "refuge", "ambulance")
SATURDAY = 5


@dataclass(frozen=True)
class Story:
    """A story that began on a day; whatever happens in it is told in days from then."""

    began_on: dt.date
    ticks: "count[int]"

    @classmethod
    def begun(cls, on: dt.date) -> "Story":
        return cls(on, count())

    def day(self, days: int) -> dt.date:
        """So many days after the beginning, or the last working day before."""
        return working_day(self.began_on + days * ONE_DAY)

    def at(self, days: int) -> dt.datetime:
        """A moment of that day, each a little later in the morning than the one asked for before."""
        minutes = 9 * 60 + 30 + next(self.ticks) % 60 * 5
        return timezone.make_aware(dt.datetime.combine(self.day(days), dt.time(minutes // 60, minutes % 60)))

    def born(self, *, years: int = 0, weeks: int = 0, days: int = 0) -> dt.date:
        """The birth of a child who was so old at the beginning; never on a round day of the year."""
        return self.began_on - dt.timedelta(days=years * 365 + years // 4 + weeks * 7 + days)


def days_ago(days: int) -> dt.date:
    """So many days before today, or the last working day before."""
    return working_day(clock.today() - days * ONE_DAY)


def day_of_the_subgroup() -> dt.date:
    """The latest past day on which the office can look back at a meeting a week before, and forward three weeks."""
    past = (clock.today() - days * ONE_DAY for days in count(1))
    return next(day for day in past if all(is_working_day(day + weeks * 7 * ONE_DAY) for weeks in (-1, 0, 1, 3)))


def latest_in_term(*, before: dt.date) -> dt.date:
    """The latest Saturday near one of the days ``IN_TERM``, on or before a day."""
    found = (dt.date(year, *day) for year in (before.year, before.year - 1) for day in IN_TERM)
    saturdays = (day + (SATURDAY - day.weekday()) % 7 * ONE_DAY for day in found)
    return max(day for day in saturdays if day <= before)


def fitting(told: Told, start: dt.date) -> Told:
    """The same entry on a day on which its agency is open."""
    day = start + told.day * ONE_DAY
    open_day = day if told.agency in ALWAYS_OPEN else _school_day(day) if told.agency == "school" else _office_day(day)
    return replace(told, day=(open_day - start).days)


def _office_day(day: dt.date) -> dt.date:
    """The nearest working day; Saturday goes back, Sunday forward."""
    if is_working_day(day):
        return day
    return add_working_days(day, 1) if day.weekday() > SATURDAY else add_working_days(day, -1)


def _school_day(day: dt.date) -> dt.date:
    """The last day of term before a holiday in which it would fall, or the nearest working day."""
    while any(first <= (day.month, day.day) <= last for first, last in HOLIDAYS):
        day -= ONE_DAY
    return _office_day(day)
