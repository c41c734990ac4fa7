"""A case for the browser, made in the database of the running system: ``manage.py shell`` calls ``make``."""

from chronology.tests.steps import case_in_review, chronologies_asked
from cspr import clock
from cspr.tests.cast import there


def make() -> str:
    """A case in review whose agencies have just been asked for their chronology; returns its code."""
    cast, at = there(), clock.now()
    review = case_in_review(cast, at=at)
    chronologies_asked(cast, review, at=at)
    return review.code
