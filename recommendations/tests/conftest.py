"""The people and the case with which recommendations are tested."""

import datetime as dt

import pytest

from chronology.actions import add_episode
from chronology.tests.steps import case_in_review
from cspr.tests import cast as people
from cspr.tests.memory import kept
from recommendations.tests import steps

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast(db):
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return case_in_review(cast, at=AT)


@pytest.fixture
@kept
def episode(cast, review):
    return add_episode(review, title="Two calls", by=cast.luca, at=AT)


@pytest.fixture
@kept
def made(cast, review, episode):
    """The five recommendations, not agreed yet."""
    return steps.recommendations_made(cast, review, at=AT)


@pytest.fixture
@kept
def agreed(cast, review, made):
    """The five recommendations, agreed."""
    return steps.recommendations_agreed(cast, review, at=AT)


@pytest.fixture
def act(cast):
    """Does what the agencies do."""
    return steps.Acts(cast, AT)
