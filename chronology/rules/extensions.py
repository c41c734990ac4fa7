"""May an agency ask for more time, and how may it be answered?"""

import datetime as dt

from chronology.models import MoreTime
from chronology.rules.requests import FULLEST, check_to_come
from cspr.records import NotYet


def check_may_ask_longer(
    *,
    owed: bool,
    waiting: bool,
    asked_on: dt.date,
    until_on: dt.date,
    due_on: dt.date,
    today: dt.date,
    what: str = "chronology",
) -> None:
    """More time is asked for while it is owed, once at a time, for a day after the one it is due."""
    if not owed:
        raise NotYet(f"The {what} is given, or no longer asked for. No more time is needed.")
    if waiting:
        raise NotYet("The office has not answered the last request for more time yet. Take that back to ask anew.")
    if asked_on > today:
        raise NotYet("The day it was asked cannot be in the future.", field="asked_on")
    if (today - asked_on).days > 31 * FULLEST:
        raise NotYet("That is more than a year ago. Check the year.", field="asked_on")
    if until_on <= due_on:
        raise NotYet("Choose a day after the one on which it is due now.", field="until_on")
    check_to_come(until_on, today, field="until_on")


def check_answer(
    extension: MoreTime, *, granted: bool, until_on: dt.date | None, word: str, due_on: dt.date, today: dt.date
) -> None:
    """It is granted until a day to come, later than it is due now, or refused with a word; raises ``NotYet``."""
    if not extension.is_open:
        raise NotYet("This request for more time is answered already, or was taken back.")
    if not granted and not word.strip():
        raise NotYet("Say why, so that the agency knows what to do.", field="word")
    if granted and until_on is None:
        raise NotYet("Enter the day until which they have time.", field="until_on")
    if granted and until_on:
        check_to_come(until_on, today, field="until_on")
        if until_on <= due_on:
            raise NotYet(
                "That is no later than it is due already. To leave the date as it is, refuse.", field="until_on"
            )


def check_none_waits(waiting: bool) -> None:
    """A date is not moved past an agency that waits for an answer."""
    if waiting:
        raise NotYet("The agency has asked for more time. Answer that: the date moves with it.")
