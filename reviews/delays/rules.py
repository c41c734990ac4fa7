"""May this delay be explained, and this letter be changed or recorded as sent? Pure functions."""

import datetime as dt

from cspr.records import NotYet
from reviews.delays.models import DelayLetter


def is_late(due_on: dt.date | None, met_on: dt.date | None, today: dt.date) -> bool:
    """Was the date missed? What counts is the day it was done, not the day that was typed."""
    return due_on is not None and (met_on or today) > due_on


def check_draft(letter: DelayLetter) -> None:
    """Raises ``NotYet`` where the letter has gone: its copy stays as it went."""
    if letter.sent_on:
        raise NotYet("This letter was sent. Give the reason once more to draft another one.")


def check_sent(letter: DelayLetter, sent_on: dt.date, today: dt.date, *, drafted_on: dt.date) -> None:
    """Raises ``NotYet`` beside the day that cannot be."""
    check_draft(letter)
    if sent_on > today:
        raise NotYet("The day it was sent cannot be in the future.", field="sent_on")
    if letter.duty.started_on <= drafted_on and sent_on < letter.duty.started_on:
        raise NotYet("It cannot have been sent before the time began to run.", field="sent_on")
