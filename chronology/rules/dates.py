"""Can an entry have happened then, and did it happen within the period of the review?"""

import datetime as dt

from chronology.models import Entry
from chronology.rules.when import When, of_entry, written
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


def date_words(entry: Entry) -> str:
    """The date of an entry, with its times, as exactly as it is known."""
    return written(of_entry(entry))


def is_outside(entry: Entry, start: dt.date | None, end: dt.date | None) -> bool:
    """Did it happen outside the period of the review, as far as its days are known?"""
    return lies_outside(of_entry(entry), start, end)


def lies_outside(when: When, start: dt.date | None, end: dt.date | None) -> bool:
    """Does all of it lie before or after the period?"""
    too_early = start and when.latest and when.latest < start
    return bool(too_early or (end and when.earliest and when.earliest > end))
