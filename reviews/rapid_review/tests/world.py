"""The notified case and the open rapid review that the tests of this stage begin with."""

import datetime as dt

from agencies.models import Post
from agencies.roles import Role
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.tests import steps
from reviews.referral.tests import steps as referral

REFERRED_AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)  # a Monday
NOTIFIED_AT = REFERRED_AT + dt.timedelta(days=2)
AT = REFERRED_AT + dt.timedelta(days=3)
TODAY = AT.date()


def a_notified_case(cast: Cast, *, children: int = 1) -> Review:
    review = referral.referred(cast, at=REFERRED_AT, children=children)
    referral.notified(cast, review, at=NOTIFIED_AT)
    return review


def an_open_one(cast: Cast) -> RapidReview:
    """Opened, eight agencies asked."""
    review = a_notified_case(cast)
    steps.rapid_review_opened(cast, review, at=AT)
    return RapidReview.objects.select_related("review__partnership").get(review=review)


def lead_over_the_surgery(cast: Cast) -> Post:
    """Dina answers for the surgery as lead at the integrated care board."""
    cast.agencies.gp.refresh_from_db()
    return Post.objects.create(
        user=cast.dina, role=Role.AGENCY_LEAD, agency=cast.agencies.icb, starts_on=dt.date(2020, 1, 6)
    )


def answered(cast: Cast, review: Review, *agencies: str, at: dt.datetime) -> None:
    """The returns of these agencies ("health", "police") alone are in."""
    chosen = tuple(told for told in steps.RETURNS if told.agency in agencies)
    steps.returns_in(cast, review, at=at, returns=chosen)
