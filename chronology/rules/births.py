"""Whose birth do ages count from?"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Birth:
    """A child, or another person, whose ages are told; one not yet born has an expected date alone."""

    label: str
    born_on: dt.date | None
    died_on: dt.date | None = None
    due_on: dt.date | None = None
    grown: bool = False  # whose age is told only while they are young: a parent under 25
