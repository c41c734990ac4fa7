"""Lets the family read the draft, by the actions the pages use."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.readings import actions, queries
from reviews.readings.models import DraftReading


def draft_read(
    cast: Cast, review: Review, *, at: dt.datetime, label: str = "mother", reaction: str = "", asked: str = "",
    returned: bool = True,
) -> DraftReading:  # fmt: skip
    """Somebody of the family reads the newest version on paper, and hands it back."""
    version = queries.versions_to_give(review).first()
    assert version is not None
    today = clock.date_of(at)
    reading = actions.give_copy(
        review, person=review.people.get(label=label), version=version, medium=DraftReading.Medium.PAPER,
        with_whom="An advocate", given_on=today, back_by=today + dt.timedelta(days=3), by=cast.priya, at=at,
    )  # fmt: skip
    if returned:
        actions.record_reading(
            reading, revision=reading.revision, returned_on=today, why_not_returned="", reaction=reaction,
            changes_asked=asked, by=cast.priya, at=at,
        )  # fmt: skip
    return reading
