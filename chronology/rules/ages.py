"""How old was the child?"""

import datetime as dt

from chronology.models import Entry

DAYS_IN_WEEKS_FROM = 14
MONTHS_FROM = 6
YEARS_FROM = 24


def count(number: int, one: str, many: str) -> str:
    """ "1 entry", "3 entries"."""
    return f"{number} {one if number == 1 else many}"


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


def age_words(born_on: dt.date, on: dt.date, *, died_on: dt.date | None = None) -> str:
    """How old a child was on a day. Weeks of pregnancy are not known here, so earlier days count back from birth."""
    if died_on and on > died_on:
        return "after death"
    if on == born_on:
        return "day of birth"
    return f"{length_of(on, born_on)} before birth" if on < born_on else length_of(born_on, on)


def age_at(entry: Entry, born_on: dt.date, *, died_on: dt.date | None = None) -> str:
    """How old a child was when an entry happened; "about" where its date is not exact."""
    words = age_words(born_on, entry.happened_on, died_on=died_on)
    exact = entry.precision == Entry.Precision.DAY or words == "after death"
    return words if exact else f"about {words}"
