"""What does a hold take in, what does an event propose, and how is it said?"""

import datetime as dt

import pytest

from reviews.proceedings import rules
from reviews.proceedings.models import CourtOrder, Hold, ProceedingEvent, What
from reviews.proceedings.rules import Condition, Standing, Target

pytestmark = pytest.mark.pure

DAY, LOOK = dt.date(2026, 3, 10), dt.date(2026, 6, 1)
Happened = ProceedingEvent.Kind
MOTHER, FATHER = Target(What.CONTACT, 1), Target(What.CONTACT, 2)
NURSE, TEACHER = Target(What.TALK, witness_id=1, user_id=7), Target(What.TALK, witness_id=2)
ANY_TALK, OUT, PRESS = Target(What.CONVERSATIONS), Target(What.PUBLICATION), Target(What.PRESS)
EVERY = {MOTHER, FATHER, NURSE, TEACHER, ANY_TALK, OUT, PRESS}


@pytest.mark.parametrize(
    ("held", "taken_in"),
    [
        (Target(What.ALL), EVERY),
        (MOTHER, {MOTHER}),
        (NURSE, {NURSE}),
        (Target(What.TALK, witness_id=9, user_id=7), {NURSE}),
        (ANY_TALK, {NURSE, TEACHER, ANY_TALK}),
        (OUT, {OUT}),
    ],
)
def test_a_hold_takes_in_exactly_what_it_names(held, taken_in):
    assert {wanted for wanted in EVERY if rules.covers(held, wanted)} == taken_in


@pytest.mark.parametrize(
    ("happened", "waits_for", "proposed"),
    [
        ("verdict", "verdict", True),
        ("verdict", "sentence", False),
        ("sentence", "verdict", True),
        ("hearing", "verdict", False),
        ("no_charge", "sentence", True),
        ("concluded", "", True),
        ("verdict", "", False),
        ("retrial", "verdict", False),
        ("inq_ended", "report", True),
    ],
)
def test_an_event_proposes_what_waited_for_it_or_for_less(happened, waits_for, proposed):
    assert rules.proposes(happened, waits_for) is proposed


def hold(**more):
    values = {
        "because": "criminal",
        "advised_as": "prosecutor",
        "advised_on": DAY,
        "since_on": DAY,
        "look_again_on": LOOK,
    }
    return Hold(**{**values, "waits_for": "verdict", **more})


def said(*stops, wanted=OUT, name="Publication", conditions=(), **more):
    return rules.ruling(Standing(tuple(stops), conditions), wanted, name, **more)


def test_it_is_said_for_what_it_waits_on_whose_advice_and_until_when():
    found = said(rules.stop_of(hold(), OUT, proposed=False))
    assert found.sentence == (
        "Publication waits for the criminal case, as the prosecutor advised on 10 March 2026. After “verdict” somebody "
        "confirms whether it may go ahead; the office looks again on 1 June 2026."
    )
    assert (found.word, found.waits) == ("Waits", True)


def test_what_was_proposed_is_to_be_confirmed_and_still_waits():
    found = said(rules.stop_of(hold(), OUT, proposed=True))
    assert (found.word, found.waits) == ("To be confirmed", True)
    assert "the office is to confirm" in found.sentence


def test_an_order_that_has_run_out_stands_until_its_end_is_recorded():
    order = CourtOrder(kind="family", made_on=DAY, until_on=LOOK, outputs=["publication"])
    found = said(*rules.stops_of(order, ["older sister", "Child B"]))
    assert found.sentence == (
        "Publication waits for an order of a court of 10 March 2026 (order in family proceedings) that protects Child B and "
        "older sister. It stands until the office records that it ended. It is made until 1 June 2026."
    )


def test_two_reasons_are_both_told_and_the_same_one_once():
    order = CourtOrder(kind="reporting", made_on=DAY, outputs=["publication"])
    one = rules.stop_of(hold(), OUT, proposed=False)
    found = said(one, one, *rules.stops_of(order, []))
    assert found.sentence.count("the criminal case") == 1 and "It also waits for an order" in found.sentence


def test_a_day_before_the_hold_was_free():
    stop = rules.stop_of(hold(), OUT, proposed=False)
    assert not said(stop, on=DAY - dt.timedelta(days=1)).waits
    assert said(stop, on=DAY).waits


def test_what_is_free_says_so_with_its_conditions():
    assert said().sentence == "Publication can go ahead."
    found = said(conditions=(Condition(OUT, "The family is told first"), Condition(PRESS, "Not yet")))
    assert found.sentence == "Publication can go ahead. The family is told first."
    assert found.word == "Can go ahead, with conditions"


def test_what_waits_comes_first():
    stop = rules.stop_of(hold(), OUT, proposed=False)
    rows = rules.worst_first([said(), said(conditions=(Condition(OUT, "x"),)), said(stop)])
    assert [row.word for row in rows] == ["Waits", "Can go ahead, with conditions", "Can go ahead"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("lado", "the LADO enquiry"),
        ("pfd", "the prevention of future deaths report"),
        ("other", "something outside the review"),
    ],
)
def test_a_cause_reads_well_inside_a_sentence(kind, words):
    assert rules.cause_of(kind) == words
