"""A case for the browser, made in the database of the running system: ``manage.py shell`` calls ``make``."""

import datetime as dt

from chronology import actions
from chronology.tests.steps import case_in_review, names_of
from cspr import clock
from cspr.tests.cast import there


def make() -> str:
    """A case in review of which the health trust alone is asked, so that nothing waits for others; returns its code."""
    cast, at = there(), clock.now()
    review = case_in_review(cast, at=at)
    names_of(cast, review, at=at)
    actions.ask(
        review, [cast.agencies.health], due_on=clock.date_of(at) + dt.timedelta(days=28),
        people=review.people.filter(void_at=None), by=cast.priya, at=at,
    )  # fmt: skip
    return review.code
