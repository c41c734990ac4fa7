import datetime as dt
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case.actions import add_child, join_team, open_case
from reviews.case.models import Incident
from reviews.identities.rules import KnownForms
from reviews.identities.tests.steps import family_registered
from reviews.report import actions

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


@contextmanager
def before_anybody_was_registered():
    """What is typed meanwhile keeps its names, as a text does that is older than the register."""
    nobody = {"known_forms": lambda review: KnownForms()}
    saving, blocks = "reviews.report.actions.saving", "reviews.report.actions.blocks"
    with patch.multiple(saving, **nobody), patch.multiple(blocks, **nobody):
        yield


@pytest.fixture
@kept
def cast():
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind="statutory",
        opened_on=AT.date(),
        by=cast.priya,
        at=AT,
    )
    add_child(found, by=cast.priya, at=AT)
    since = dt.date(2026, 1, 1)
    join_team(found, cast.luca, "lead_reviewer", by=cast.priya, at=AT, starts_on=since)
    join_team(found, cast.pam, "panel_member", by=cast.priya, at=AT, starts_on=since)
    return found


@pytest.fixture
@kept
def people(cast, review):
    return family_registered(cast, review, at=AT)


@pytest.fixture
@kept
def report(cast, review, people):
    return actions.start_report(review, by=cast.luca, at=AT)


@pytest.fixture
def section(report):
    return report.sections.get(kind="introduction")


@pytest.fixture
def luca(client, cast):
    client.force_login(cast.luca)
    return client
