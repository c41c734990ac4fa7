"""Which days are working days in England, and how are they counted?

Bank holidays are those of England and Wales for any year, substitutes included. A day that is proclaimed once
and not yet known to the calendar library is added to ``EXTRA_DAYS``.
"""

import datetime as dt
from functools import cache

import holidays

EXTRA_DAYS: dict[dt.date, str] = {}
ONE_DAY = dt.timedelta(days=1)


@cache
def bank_holidays(year: int) -> dict[dt.date, str]:
    """The bank holidays of England in a year, with their names."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=year)
    found = {day: name.replace("(observed)", "(substitute day)") for day, name in known.items()}
    return found | {day: name for day, name in EXTRA_DAYS.items() if day.year == year}


def is_working_day(day: dt.date) -> bool:
    """Is it neither a weekend day nor a bank holiday?"""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: dt.date, count: int) -> dt.date:
    """The working day ``count`` working days after ``start``; ``start`` itself is day 0. Negative counts go back."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    day = start
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days after ``start`` is ``end``? Negative where ``end`` comes first."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def skipped_days(start: dt.date, end: dt.date) -> list[tuple[dt.date, str]]:
    """The days after ``start`` up to ``end`` that do not count, each with the reason."""
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return [(day, bank_holidays(day.year).get(day) or day.strftime("%A")) for day in days if not is_working_day(day)]


def add_months(start: dt.date, count: int) -> dt.date:
    """The same day ``count`` months later, or the last day of that month where it has no such day."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(start.day, (first_of_next - ONE_DAY).day))
