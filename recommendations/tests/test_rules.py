"""Where does a recommendation stand, and what may be done now?"""

import datetime as dt

import pytest

from cspr.records import NotYet
from recommendations import rules
from recommendations.models import Recommendation
from recommendations.rules import Facts, Standing

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 3, 12)
AGREED = dt.date(2026, 3, 2)
PAST, COMING = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=90)
LONG_AGO = dt.date(2025, 11, 3)


@pytest.mark.parametrize(
    ("facts", "standing", "stuck"),
    [
        (Facts(AGREED, COMING), Standing.NOT_PLANNED, ["1 agency has not planned anything"]),
        (
            Facts(LONG_AGO, COMING),
            Standing.LATE,
            ["1 agency has not planned anything; it was due on 1 December 2025"],
        ),
        (
            Facts(AGREED, COMING, agencies=2, planned=1, open=1),
            Standing.UNDERWAY,
            ["1 agency has not planned anything"],
        ),
        (Facts(AGREED, COMING, planned=1, open=1), Standing.UNDERWAY, []),
        (Facts(AGREED, COMING, planned=1, open=2, late=1), Standing.LATE, ["1 action is late"]),
        (
            Facts(AGREED, COMING, planned=1, open=1, waiting=1),
            Standing.UNDERWAY,
            ["1 action is said to be done and not looked at yet"],
        ),
        (
            Facts(LONG_AGO, PAST, planned=1, open=1),
            Standing.LATE,
            ["Its date has passed", "1 action is not closed yet"],
        ),
        (
            Facts(LONG_AGO, PAST, planned=1, closed=1),
            Standing.UNPROVEN,
            ["Nothing shows yet that practice changed", "The board has not judged it yet"],
        ),
        (
            Facts(LONG_AGO, PAST, planned=1, closed=1, evidence=1),
            Standing.UNPROVEN,
            ["The board has not judged it yet"],
        ),
        (
            Facts(LONG_AGO, PAST, planned=1, closed=2, evidence=1, without=1, judgement="partly", look_again_on=PAST),
            Standing.UNPROVEN,
            [
                "1 action was closed without being done",
                "The board is assured in part",
                "The board meant to look again by now",
            ],
        ),
        (Facts(LONG_AGO, PAST, planned=1, closed=1, evidence=1, judgement="assured"), Standing.ASSURED, []),
        (
            Facts(LONG_AGO, PAST, planned=1, open=1, judgement="reopened"),
            Standing.LATE,
            ["Its date has passed", "1 action is not closed yet", "The board opened it again"],
        ),
        (Facts(LONG_AGO, PAST, agencies=2, rejected=2), Standing.REJECTED, ["2 agencies do not accept it"]),
        (
            Facts(AGREED, COMING, agencies=2, rejected=1, planned=1, open=1),
            Standing.UNDERWAY,
            ["1 agency does not accept it"],
        ),
    ],
)
def test_it_says_where_a_recommendation_stands_and_what_holds_it_up(facts, standing, stuck):
    assert rules.standing(facts, TODAY) == standing
    assert rules.why_stuck(facts, TODAY) == stuck


def test_every_standing_has_words_and_a_place():
    assert set(rules.WORDS) == set(rules.ORDER) == set(Standing)
    assert rules.ORDER[:2] == [Standing.LATE, Standing.UNPROVEN]


@pytest.mark.parametrize(
    ("by_when", "due"),
    [
        (None, "2026-03-30"),
        (dt.date(2026, 3, 20), "2026-03-20"),
        (COMING, "2026-03-30"),
        (dt.date(2026, 1, 1), "2026-03-30"),
    ],
)
def test_a_plan_is_due_in_twenty_working_days_and_not_after_the_recommendation(by_when, due):
    assert rules.plan_due(AGREED, by_when) == dt.date.fromisoformat(due)


def refused(check, *args, field=None, **kwargs):
    with pytest.raises(NotYet) as refusal:
        check(*args, **kwargs)
    return refusal.value.field == field


@pytest.mark.parametrize(
    ("closed", "evidence", "why", "field"),
    [("evidenced", 0, "Seen", "closed"), ("without", 1, "", "why_closed"), ("without", 0, "  ", "why_closed")],
)
def test_an_action_is_not_closed_without_what_it_takes(closed, evidence, why, field):
    assert refused(rules.check_may_close, closed, evidence=evidence, why=why, field=field)


@pytest.mark.parametrize(("closed", "evidence", "why"), [("evidenced", 1, ""), ("done", 0, ""), ("without", 0, "Cost")])
def test_an_action_is_closed_in_one_of_three_ways(closed, evidence, why):
    assert rules.check_may_close(closed, evidence=evidence, why=why) is None


@pytest.mark.parametrize(
    ("judgement", "open_actions", "actions", "evidence", "look_again", "field"),
    [
        ("assured", 1, 2, 1, False, "judgement"),
        ("assured", 0, 0, 0, False, "judgement"),
        ("assured", 0, 1, 0, True, "judgement"),
        ("partly", 0, 1, 1, False, "look_again_on"),
        ("not", 0, 1, 0, False, "look_again_on"),
    ],
)
def test_practice_is_not_judged_before_its_time(judgement, open_actions, actions, evidence, look_again, field):
    facts = {"open_actions": open_actions, "actions": actions, "evidence": evidence, "look_again": look_again}
    assert refused(rules.check_may_judge, judgement, **facts, field=field)


@pytest.mark.parametrize(("judgement", "look_again"), [("assured", False), ("assured", True), ("not", True)])
def test_practice_is_judged(judgement, look_again):
    assert rules.check_may_judge(judgement, open_actions=0, actions=1, evidence=1, look_again=look_again) is None


@pytest.mark.parametrize(
    ("response", "reasons", "allowed"),
    [("accepted", "", 1), ("partly", "", 0), ("rejected", " ", 0), ("partly", "Cost", 1)],
)
def test_whoever_does_not_accept_says_why(response, reasons, allowed):
    if allowed:
        assert rules.check_answer(response, reasons) is None
    else:
        assert refused(rules.check_answer, response, reasons, field="reasons")


@pytest.mark.parametrize(
    ("values", "addressees"),
    [({}, 1), ({"by_when": COMING}, 0), ({"by_when": COMING, "void_at": dt.datetime(2026, 1, 1)}, 1)],
)
def test_what_is_agreed_says_who_and_by_when(values, addressees):
    assert refused(rules.check_may_agree, Recommendation(number=1, **values), addressees)
