"""What is said of a statutory date that was missed."""

import datetime as dt

from cspr.tests.cast import Cast
from reviews.case.models import Duty
from reviews.delays import actions
from reviews.delays.models import DelayLetter


def delay_explained(cast: Cast, duty: Duty, *, at: dt.datetime, why: str) -> DelayLetter | None:
    """It is noticed that the date was missed, if it was; the reason is given, and the letter stands as a draft."""
    actions.notice_missed(at=at)
    return actions.explain(duty, why=why, by=cast.priya, at=at)
