"""Which days are working days in England, and how are they counted?

Bank holidays are those of England and Wales for any year, substitutes included. A day that is proclaimed once and is not
yet known to the calendar library is passed in as ``extra``, with its name.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import holidays

Extra = Mapping[dt.date, str]
NONE: Extra = MappingProxyType({})
ONE_DAY = dt.timedelta(days=1)


@cache
def bank_holidays(year: int) -> dict[dt.date, str]:
    """The bank holidays of England in a year, with their names."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: name.replace("(observed)", "(substitute day)") for day, name in known.items()}


def bank_holiday(day: dt.date, extra: Extra = NONE) -> str:
    """The name of the bank holiday that a day is; nothing where it is none."""
    return bank_holidays(day.year).get(day) or extra.get(day, "")


def is_working_day(day: dt.date, extra: Extra = NONE) -> bool:
    """Is it neither a weekend day nor a bank holiday?"""
    return day.weekday() < 5 and not bank_holiday(day, extra)


def add_working_days(start: dt.date, count: int, extra: Extra = NONE) -> dt.date:
    """The working day ``count`` working days after ``start``; ``start`` itself is day 0. Negative counts go back."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    day = start
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, extra):
            day += step
    return day


def working_days_between(start: dt.date, end: dt.date, extra: Extra = NONE) -> int:
    """How many working days after ``start`` is ``end``? Negative where ``end`` comes first."""
    if end < start:
        return -working_days_between(end, start, extra)
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, extra) for day in days)


def skipped_days(start: dt.date, end: dt.date, extra: Extra = NONE) -> list[tuple[dt.date, str]]:
    """The days after ``start`` up to ``end`` that do not count, each with the reason."""
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return [(day, bank_holiday(day, extra) or day.strftime("%A")) for day in days if not is_working_day(day, extra)]


def add_months(start: dt.date, count: int) -> dt.date:
    """The same day ``count`` months later, or the last day of that month where it has no such day."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(start.day, (first_of_next - ONE_DAY).day))
