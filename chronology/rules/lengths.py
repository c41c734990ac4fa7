"""How long is it: how is a length of time read, counted from a day, and said?"""

import datetime as dt
import re
from dataclasses import dataclass

from chronology.rules.when import DAY

DAYS_IN_WEEKS_FROM = 14
MONTHS_FROM = 6
YEARS_FROM = 24
PREGNANCY = dt.timedelta(days=280)  # 40 weeks from its first day, as midwives count, to the expected date of birth

NUMBER = r"(?:\d{1,3}(?:\.5)?|\ban?\s)"
UNIT = r"(?:days?|d|weeks?|wks?|w|months?|mths?|m|years?|yrs?|y)"
LENGTH = rf"{NUMBER}\s*(?:and a half\s*)?{UNIT}(?:\s*(?:,|and|\+)?\s*{NUMBER}\s*{UNIT})?"
PART = re.compile(rf"({NUMBER})\s*(and a half)?\s*({UNIT})\b")


@dataclass(frozen=True)
class Length:
    """Months, then days; known to the day, the week, the month or the year (``unit`` d, w, m, y)."""

    months: int
    days: int
    unit: str
    half: bool = False


def read_length(text: str) -> Length:
    """ "13 days", "7 and a half weeks", "2y 3m", "7 weeks and 2 days"."""
    months, days, unit, half = 0, 0, "d", False
    for number, and_half, name in PART.findall(text):
        unit, half = name[0], bool(and_half) or number.endswith(".5")
        found = 1 if number.startswith("a") else int(number.removesuffix(".5"))
        months += found * {"y": 12, "m": 1}.get(unit, 0)
        days += found * {"w": 7, "d": 1}.get(unit, 0)
    if half and unit == "y":
        return Length(months + 6, days, "m")
    return Length(months, days, unit, half and unit != "d")


def stretch(start: dt.date, length: Length) -> tuple[dt.date, dt.date]:
    """The first and the last day on which so much time, in whole units, has passed since ``start``."""
    first = months_on(start, length.months) + length.days * DAY
    if length.unit == "w":
        return (first + 3 * DAY, first + 4 * DAY) if length.half else (first, first + 6 * DAY)
    if length.unit == "m" and length.half:
        return first + 13 * DAY, first + 17 * DAY
    if length.unit in ("m", "y"):
        return first, months_on(start, length.months + (12 if length.unit == "y" else 1)) - DAY
    return first, first


def beside(start: dt.date, length: Length, *, over: bool) -> tuple[dt.date, dt.date]:
    """The days on which somebody is "just over" or "nearly" so old: near the full unit, and not on it."""
    first, last = stretch(start, length)
    near = {"d": 1, "w": 3}.get(length.unit, ((last - first).days + 1) // 3)
    return (first + DAY, first + near * DAY) if over else (first - near * DAY, first - DAY)


def months_on(day: dt.date, months: int) -> dt.date:
    """The first day on which so many full months have passed: from 31 January, one month is full on 1 March."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    try:
        return dt.date(year, month, day.day)
    except ValueError:
        return dt.date(year + month // 12, month % 12 + 1, 1)


def months_between(start: dt.date, end: dt.date) -> int:
    """The full months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def length_of(start: dt.date, end: dt.date, *, joined: str = " ") -> str:
    """The time between two days as people say it of a child: "13 days", "8 weeks", "14 months", "3 years 2 months"."""
    days, months = (end - start).days, months_between(start, end)
    if days < DAYS_IN_WEEKS_FROM:
        return count(days, "day", "days")
    if months < MONTHS_FROM:
        return count(days // 7, "week", "weeks")
    if months < YEARS_FROM:
        return count(months, "month", "months")
    years, rest = divmod(months, 12)
    return count(years, "year", "years") + (joined + count(rest, "month", "months") if rest else "")


def count(number: int, one: str, many: str) -> str:
    """ "1 entry", "3 entries"."""
    return f"{number} {one if number == 1 else many}"
