"""What the tests of the pages of this stage lean on."""

import datetime as dt

import pytest

from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.rapid_review.tests.world import AT, an_open_one

NOW = AT + dt.timedelta(days=5)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    """Open, eight agencies asked."""
    return an_open_one(cast).review


@pytest.fixture
def now(monkeypatch):
    """The pages' clock stands five days after the opening."""
    monkeypatch.setattr("cspr.clock.now", lambda: NOW)
    return NOW


@pytest.fixture
def as_(client, cast, now):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in
