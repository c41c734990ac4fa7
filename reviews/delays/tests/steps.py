"""A case in which a statutory date was missed, and what is said of it."""

import datetime as dt

from cspr.tests.cast import Cast
from reviews.case.models import Duty, Review
from reviews.delays import actions, queries
from reviews.delays.models import DelayLetter

WHY = (
    "Four agencies had not answered when the time was over. The partners would not decide without the police and the "
    "hospital, and asked both chief officers for their returns."
)


def delay_told(cast: Cast, review: Review, *, at: dt.datetime, why: str = WHY) -> DelayLetter | None:
    """The first statutory date that is late is explained; the letter about it stands as a draft."""
    actions.notice_missed(at=at)
    late = queries.may_be_explained(review, at.date()).filter(pk__in=Duty.objects.late_by(at.date())).first()
    return actions.explain(late, why=why, by=cast.priya, at=at) if late else None
