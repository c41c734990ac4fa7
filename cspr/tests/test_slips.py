"""Is what was typed still there whatever was wrong with it, and does the message lead to the field?"""

import logging
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chronology.tests.steps import chronologies_asked
from cspr import clock
from cspr.tests.cast import PEOPLE, Cast, assemble
from cspr.tests.slips import KINDS, Reader, Slips
from cspr.tests.world import FIRST_DAYS, RAPID, REVIEWING, a_review_at
from reviews.case.phases import Phase
from reviews.referral.tests import steps as referral

# What a form says makes no difference to the database; what a database may choke on goes to both in ``test_fuzz``.
pytestmark = pytest.mark.pure

# Cases halfway through a step: a chronology that is being written, returns that are asked for, a new referral.
HALFWAY = ((90, (*FIRST_DAYS, *RAPID, *REVIEWING[:1], (40, chronologies_asked))), (10, FIRST_DAYS + RAPID[:1]), (3, ()))
# Who sees little comes first, so that the office does not use up what is to be looked at.
FIRST = ("nobody", "hana", "hugo", "dev", "dina", "dan", "pete", "rhea", "luca")
FORMS_THERE = 110  # fewer, and the way to some of them was lost


@pytest.fixture
def cast(db: None) -> Cast:
    cast = assemble()
    a_review_at(Phase.IN_REVIEW, cast, start=clock.now() - timedelta(days=200))
    for days, road in HALFWAY:
        start = clock.now() - timedelta(days=days)
        review = referral.referred(cast, at=start)
        for day, step in road:
            step(cast, review, at=start + timedelta(days=day))
            review.refresh_from_db()
    a_review_at(Phase.PUBLISHED, cast, start=clock.now() - timedelta(days=260))
    return cast


@pytest.fixture
def quietly() -> Iterator[None]:
    """Without a line in the log for each of some hundred refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_form_keeps_what_was_typed_and_says_where_it_is_wrong(cast, quietly):
    slips = Slips(all=bool(os.environ.get("SOAK")))
    for key in (*FIRST, *(key for key, *_ in PEOPLE if key not in FIRST)):
        client = Reader()
        if key != "nobody":
            client.force_login(getattr(cast, key))
        slips.walk(key, client)
    assert slips.wrong == []
    assert slips.made == {slip.name for kind in KINDS for slip in kind}
    assert len(slips.sent) > FORMS_THERE
