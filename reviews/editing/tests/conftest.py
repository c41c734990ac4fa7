import datetime as dt

import pytest

from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case.actions import join_team
from reviews.editing.tests.steps import asked_and_written
from reviews.identities.tests.steps import family_registered
from reviews.panel.tests.steps import a_review_under_way, terms_agreed

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast():
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = a_review_under_way(cast, at=AT)
    since = dt.date(2026, 1, 1)
    join_team(found, cast.luca, "lead_reviewer", by=cast.priya, at=AT, starts_on=since)
    join_team(found, cast.pam, "panel_member", by=cast.priya, at=AT, starts_on=since)
    family_registered(cast, found, at=AT)
    terms_agreed(cast, found, at=AT)
    return found


@pytest.fixture
@kept
def report(cast, review):
    """Started, with an introduction in which something is to be noted."""
    return asked_and_written(cast, review, at=AT)


@pytest.fixture
def luca(client, cast):
    client.force_login(cast.luca)
    return client
