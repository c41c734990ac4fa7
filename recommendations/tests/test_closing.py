"""Do recommendations and actions that are not finished keep a case open, each named with its page?"""

import datetime as dt

import pytest

from recommendations import actions, queries, rules
from recommendations.models import Recommendation
from recommendations.tests.conftest import AT
from reviews.case.actions import close_case
from reviews.case.models import Review
from reviews.case.phases import Phase

DAY = AT.date()


@pytest.mark.pure
@pytest.mark.parametrize(
    ("facts", "open_still"),
    [
        (None, [False]),
        (rules.Facts(agreed_on=DAY), [True]),
        (rules.Facts(agreed_on=DAY, planned=1, open=1), []),
        (rules.Facts(agreed_on=DAY, planned=1, closed=1), [False]),
        (rules.Facts(agreed_on=DAY, planned=1, closed=1, look_again_on=DAY, judgement="partly"), [True]),
        (rules.Facts(agreed_on=DAY, planned=1, closed=1, evidence=1, judgement="assured"), []),
        (rules.Facts(agreed_on=DAY, rejected=1), []),
    ],
)
def test_what_keeps_a_case_open_is_what_somebody_still_owes(facts, open_still):
    assert [stops for _, stops in rules.still_open(facts, DAY)] == open_still


def one(cast, review):
    """One recommendation to one agency, and nothing else open in a case that ended at the rapid review."""
    found = actions.add_recommendation(
        review, text="Ask every time.", addressees=[cast.agencies.health], by_when=DAY + dt.timedelta(days=90),
        by=cast.luca, at=AT,
    )  # fmt: skip
    actions.agree(review, [found], agreed_on=DAY, by=cast.priya, at=AT)
    Review.objects.filter(pk=review.pk).update(phase=Phase.NO_REVIEW)
    review.refresh_from_db()
    return Recommendation.objects.get(pk=found.pk)


def words(review):
    return [end.words for end in queries.open_ends([review], DAY)[review.pk]]


def test_an_open_action_is_named_until_it_is_closed_even_without_being_done(cast, review):
    found = one(cast, review)
    assert words(review) == ["Recommendation 1 waits for an answer: 1 agency has planned nothing and not said no"]
    action = actions.plan_action(
        found, cast.agencies.health, text="An audit.", due_on=DAY + dt.timedelta(days=30), by=cast.hana, at=AT
    )
    assert words(review) == [f"{cast.agencies.health} has an open action for recommendation 1, due 1 April 2026"]
    review.duties.open().exclude(kind__startswith="recommendations").update(withdrawn_at=AT)
    with pytest.raises(actions.plans.records.NotYet, match="has an open action"):
        close_case(review, why="Done.", by=cast.priya, at=AT)
    actions.close_action(
        action, revision=action.revision, closed="without", closed_on=DAY, why_closed="The service ended.",
        by=cast.priya, at=AT,
    )  # fmt: skip
    assert words(review) == ["Recommendation 1 was not judged by the board: nobody has said that practice changed"]
    close_case(review, why="The board decided to leave it.", by=cast.priya, at=AT)
    assert review.phase == Phase.CLOSED


def test_what_is_open_takes_the_same_queries_however_much_there_is(cast, review, agreed, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        assert len(queries.open_ends([review], DAY)[review.pk]) == 5
