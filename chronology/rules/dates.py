"""When did it happen, as exactly as that is known?"""

import datetime as dt

from chronology.models import Entry
from cspr.records import NotYet
from reviews.case.rules import check_not_in_future, check_order


def check_dates(precision: str, happened_on: dt.date, until_on: dt.date | None, today: dt.date) -> None:
    """The dates of an entry fit one another and are past."""
    check_not_in_future(happened_on, today, field="happened_on", name="The date of an entry")
    if precision != Entry.Precision.BETWEEN:
        return
    if until_on is None:
        raise NotYet("Enter the last day it may have happened.", field="until_on")
    check_order(happened_on, until_on, field="until_on", message="The last day cannot come before the first.")
    check_not_in_future(until_on, today, field="until_on", name="The last day")


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def date_words(entry: Entry) -> str:
    """The date of an entry as exactly as it is known."""
    day, precision = entry.happened_on, Entry.Precision
    if entry.precision == precision.YEAR:
        return f"{day:%Y}"
    if entry.precision == precision.MONTH:
        return f"{day:%B %Y}"
    if entry.precision == precision.BETWEEN and entry.until_on:
        return f"{_long(day)} to {_long(entry.until_on)}"
    return f"About {_long(day)}" if entry.precision == precision.ABOUT else _long(day)


def is_outside(entry: Entry, start: dt.date | None, end: dt.date | None) -> bool:
    """Did it happen outside the period of the review, as far as its days are known?"""
    return bool((start and (entry.until_on or entry.happened_on) < start) or (end and entry.happened_on > end))
