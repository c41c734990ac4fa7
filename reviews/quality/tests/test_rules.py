"""Eighteen markers: what is missing comes first, and nothing is asked before its time or where it cannot come."""

import pytest

from reviews.case.phases import Phase
from reviews.quality.rules import MARKERS, PUBLICATION, PURPOSE, REFERRAL, Fact, State, asked, counted

pytestmark = pytest.mark.pure


def state(number, way, *facts):
    return next(one for one in asked(facts, way) if one.marker.number == number)


def test_there_are_eighteen_in_order_and_each_asks_a_question():
    assert [marker.number for marker in MARKERS] == list(range(1, 19))
    assert all(marker.asks.endswith("?") for marker in MARKERS)
    assert [marker.title for marker in MARKERS[:1]] == ["Referral"] and MARKERS[PUBLICATION - 1].title == "Publication"


def test_what_is_missing_stands_before_what_is_there():
    found = state(REFERRAL, [Phase.REFERRED], Fact(REFERRAL, "there", "p"), Fact(REFERRAL, "gone", "p", missing=True))
    assert found.state == State.MISSING and [fact.says for fact in found.facts] == ["gone", "there"]
    assert [fact.says for fact in found.missing] == ["gone"]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ([Phase.REFERRED], State.LATER),
        ([Phase.REFERRED, Phase.RAPID_REVIEW, Phase.IN_REVIEW], State.MISSING),
        ([Phase.REFERRED, Phase.RAPID_REVIEW, Phase.IN_REVIEW, Phase.CLOSED], State.MISSING),
        ([Phase.REFERRED, Phase.NOT_NOTIFIED], State.NEVER),
        ([Phase.REFERRED, Phase.NOT_NOTIFIED, Phase.CLOSED], State.NEVER),
    ],
)
def test_the_purpose_is_asked_of_a_case_that_is_reviewed(way, expected):
    found = state(PURPOSE, way, Fact(PURPOSE, "no terms", "panel", missing=True))
    assert found.state == expected
    assert bool(found.facts) == (expected == State.MISSING)


def test_what_stands_before_its_time_is_shown_all_the_same():
    found = state(PURPOSE, [Phase.REFERRED], Fact(PURPOSE, "terms agreed", "panel"))
    assert found.state == State.LATER and len(found.facts) == 1


def test_things_are_counted_in_english():
    assert (counted(1, "session"), counted(0, "session"), counted(2, "criterion", "criteria")) == (
        "1 session", "0 sessions", "2 criteria",
    )  # fmt: skip
