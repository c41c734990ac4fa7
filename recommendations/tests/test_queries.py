"""Does the board see every recommendation of its own, the worst first, in a fixed number of queries?"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Partnership
from agencies.queries import visitor
from cspr.tests.memory import kept
from recommendations import queries
from recommendations.models import Recommendation
from recommendations.tests import steps
from recommendations.tests.conftest import AT
from reviews.case.actions import move_duty

TODAY = AT.date() + dt.timedelta(days=5)


def seen_by(person, today=TODAY):
    return visitor(person, today=today, now=AT)


@pytest.fixture
@kept
def planned(cast, review, made):
    return steps.actions_planned(cast, review, at=AT)


def test_the_late_come_first_then_the_unproven_and_the_assured_last(cast, planned):
    rows = queries.board(seen_by(cast.bea), TODAY)
    assert [(row.recommendation.number, row.standing.value) for row in rows] == [
        (2, "late"),
        (1, "unproven"),
        (3, "underway"),
        (5, "underway"),
        (4, "assured"),
    ]
    late = rows[0]
    assert late.stuck == ["1 action is late", "1 agency has not planned anything"]
    assert (late.facts.closed, late.actions, late.facts.evidence) == (0, 3, 1)


def test_only_agreed_ones_of_the_persons_own_partnerships_are_listed(cast, review, made):
    assert queries.board(seen_by(cast.bea), TODAY) == []
    steps.recommendations_agreed(cast, review, at=AT)
    assert len(queries.board(seen_by(cast.bea), TODAY)) == 5
    assert queries.board(seen_by(cast.hana), TODAY) == []
    other = Partnership.objects.create(name="Elsewhere", short_name="E", code_prefix="EL")
    type(review).objects.update(partnership=other)
    assert queries.board(seen_by(cast.bea), TODAY) == []


def test_the_list_can_be_narrowed(cast, planned):
    bea = seen_by(cast.bea)
    assert {row.recommendation.number for row in queries.board(bea, TODAY, agency=cast.agencies.council.pk)} == {1, 5}
    assert [row.recommendation.number for row in queries.board(bea, TODAY, state="assured")] == [4]
    assert [row.recommendation.number for row in queries.board(bea, TODAY, late=True)] == [2]
    assert cast.agencies.refuge not in queries.board_agencies(bea)
    assert cast.agencies.housing in queries.board_agencies(bea)


def test_a_date_moved_on_the_page_of_the_case_counts(cast, review, planned):
    late = next(action for action in planned if action.agency == cast.agencies.hospital)
    duty = review.duties.open().get(kind="recommendations.act", thing_id=late.pk)
    move_duty(duty, due_on=TODAY + dt.timedelta(days=60), why="Agreed", by=cast.priya, at=AT)
    assert queries.board(seen_by(cast.bea), TODAY, late=True) == []


def count(call):
    with CaptureQueriesContext(connection) as seen:
        call()
    return len(seen)


def test_the_board_takes_a_fixed_number_of_queries(cast, review, planned):
    bea = seen_by(cast.bea)

    def look():
        return [str(agency) for row in queries.board(bea, TODAY) for agency in row.recommendation.addressees.all()]

    before = count(look)
    for number in range(10, 30):
        made = Recommendation.objects.create(
            review=review, number=number, text="More", agreed_on=AT, entered_by=cast.luca, entered_at=AT
        )
        made.addressees.set([cast.agencies.police, cast.agencies.health])
    assert count(look) == before
    assert len(queries.board(bea, TODAY)) == 25


def test_an_agency_is_given_what_is_agreed_and_its_own(cast, review, made):
    police = [cast.agencies.police.pk]
    assert not queries.recommendations_of(review, agencies=police).exists()
    steps.actions_planned(cast, review, at=AT)
    found = list(queries.recommendations_of(review, agencies=police))
    assert [recommendation.number for recommendation in found] == [1]
    assert {action.agency for action in found[0].actions.all()} == {cast.agencies.police}


def test_the_line_of_sight_goes_back_to_entries_and_forward_to_assurance(cast, review, planned, episode):
    first = review.recommendations.get(number=1)
    sight = queries.sight_of(first, today=TODAY)
    assert [part.agency for part in sight.agencies] == [cast.agencies.council, cast.agencies.police]
    assert len(sight.agencies[0].actions[0].evidence.all()) == 1
    assert sight.assurances[0].judgement == "partly"
    (finding,) = queries.resting_on(first)
    assert [(found.pk, found.entry_count) for found in finding.episodes.all()] == [(episode.pk, 0)]
    only = queries.sight_of(first, today=TODAY, agencies=[cast.agencies.police.pk])
    assert [part.agency for part in only.agencies] == [cast.agencies.police]
