"""May this copy be given, and is it still out?"""

import datetime as dt

from cspr.records import NotYet
from reviews.readings.models import DraftReading
from reviews.report.models import Version

Medium = DraftReading.Medium
# What was searched for names before it left the writing table.
SEARCHED = (Version.Purpose.COMMENT, Version.Purpose.FINAL)


def check_version(version: Version) -> None:
    """Raises ``NotYet`` unless the version was searched for everything in the identity register before it went out."""
    if version.purpose not in SEARCHED:
        raise NotYet("Send the draft round for comment first: it is then searched for names.", field="version")


def check_copy(*, medium: str, with_whom: str, given_on: dt.date, back_by: dt.date | None) -> None:
    """Raises ``NotYet`` where nobody is with the reader of a screen, or no day is agreed for a paper to come back."""
    if medium == Medium.SCREEN and not with_whom:
        raise NotYet(
            "Say with whom they read it: a screen stays with the reviewer or the key worker.", field="with_whom"
        )
    if medium == Medium.PAPER and not back_by:
        raise NotYet("Agree a day on which the paper comes back.", field="back_by")
    if back_by and back_by < given_on:
        raise NotYet("It cannot come back before it is given.", field="back_by")


def check_back(reading: DraftReading, returned_on: dt.date | None, why_not_returned: str) -> None:
    """Raises ``NotYet`` where a copy came back before it was given, or came back and did not."""
    if returned_on and returned_on < reading.given_on:
        raise NotYet("It cannot come back before it was given.", field="returned_on")
    if returned_on and why_not_returned:
        raise NotYet("Either it came back, or it did not: leave one of the two empty.", field="why_not_returned")


def check_stands(reading: DraftReading) -> None:
    """Raises ``NotYet`` where the copy was entered in error."""
    if reading.void_at:
        raise NotYet("This copy was recorded as entered in error.")


def mark_of(reading: DraftReading) -> str:
    """What stands on every page of a copy."""
    return f"Draft, version {reading.version.number}. Copy {reading.number}, to be handed back"
