"""Do the rules of a case say what the office would say?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspr.records import NotYet
from reviews.case import rules
from reviews.case.models import Duty, Review
from reviews.case.phases import Kind, Phase

pytestmark = pytest.mark.pure

D = dt.date
TODAY = D(2026, 3, 10)


LONG_AGO = D(2026, 1, 1)


@pytest.mark.parametrize(
    ("days_past_due", "reminder"),
    [
        (-30, None),
        (-6, None),
        (-5, -5),
        (-3, -5),
        (-1, -1),
        (0, -1),
        (1, 1),
        (7, 1),
        (8, 8),
        (14, 8),
        (15, 15),
        (30, 29),
    ],
)
def test_reminders_come_before_and_after_the_day_and_then_weekly(days_past_due, reminder):
    duty = Duty(due_on=TODAY - dt.timedelta(days=days_past_due))
    assert rules.reminder_due(duty, TODAY, opened_on=LONG_AGO) == reminder


@pytest.mark.parametrize(
    ("opened_on", "today", "reminder"),
    [
        (D(2026, 3, 9), D(2026, 3, 9), None),  # just asked, due in two days
        (D(2026, 3, 9), D(2026, 3, 10), -1),
        (D(2026, 3, 10), D(2026, 3, 10), None),
        (D(2026, 3, 11), D(2026, 3, 12), 1),
        (D(2026, 3, 20), D(2026, 3, 20), None),  # filed late, already past its day
        (D(2026, 3, 20), D(2026, 3, 26), 15),
    ],
)
def test_whoever_was_just_asked_is_not_reminded(opened_on, today, reminder):
    assert rules.reminder_due(Duty(due_on=D(2026, 3, 11)), today, opened_on=opened_on) == reminder


def test_what_has_no_date_is_not_reminded_of():
    assert rules.reminder_due(Duty(due_on=None), TODAY, opened_on=LONG_AGO) is None


@given(st.integers(-40, 400), st.integers(-40, 400))
def test_a_later_day_never_brings_an_earlier_reminder(first, second):
    duty = Duty(due_on=TODAY)
    days = [TODAY + dt.timedelta(days=number) for number in sorted((first, second))]
    earlier, later = (rules.reminder_due(duty, day, opened_on=D(2020, 1, 1)) for day in days)
    assert earlier is None or earlier <= later


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "FM-2026-001"),
        (["FM-2026-001", "FM-2026-002"], "FM-2026-003"),
        (["FM-2026-009", "FM-2026-010"], "FM-2026-011"),
        (["FM-2026-999"], "FM-2026-1000"),
        (["FM-2026-1000", "FM-2026-999"], "FM-2026-1001"),
        (["FM-2026-007"], "FM-2026-008"),
    ],
)
def test_the_next_code_follows_the_highest(known, code):
    assert rules.next_code("FM", 2026, known) == code


def test_children_are_labelled_in_order_and_never_alike():
    known = []
    for _ in range(30):
        known.append(rules.child_label("", known))
    assert known[:3] == ["Child A", "Child B", "Child C"]
    assert known[25:28] == ["Child Z", "Child AA", "Child AB"]
    assert rules.child_label("", ["child a", "Sibling"]) == "Child B"
    assert rules.child_label("Sibling", ["Child A"]) == "Sibling"
    with pytest.raises(NotYet, match="another child already"):
        rules.child_label("child A", ["Child A"])


SPRING = (D(2026, 3, 1), D(2026, 5, 31))


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (D(2026, 1, 1), D(2026, 2, 28), False),
        (D(2026, 1, 1), D(2026, 3, 1), True),
        (D(2026, 1, 1), None, True),
        (D(2026, 4, 1), D(2026, 4, 2), True),
        (D(2026, 5, 31), None, True),
        (D(2026, 6, 1), None, False),
    ],
)
def test_nobody_holds_the_same_role_twice_at_a_time(start, end, overlaps):
    if overlaps:
        with pytest.raises(NotYet, match="from 1 March 2026 until 31 May 2026 already") as refusal:
            rules.check_no_overlap(start, end, [SPRING])
        assert refusal.value.field == "user"
    else:
        rules.check_no_overlap(start, end, [SPRING])


def test_only_roles_of_a_review_are_given_in_a_review():
    rules.check_team_role("panel_member")
    for role in ("business_support", "signatory", "anything"):
        with pytest.raises(NotYet):
            rules.check_team_role(role)


@pytest.mark.parametrize(
    ("kind", "way", "road"),
    [
        (Kind.STATUTORY, "referred", "*referred notified rapid_review in_review signed_off published closed"),
        (Kind.STATUTORY, "referred notified rapid_review no_review", "referred notified rapid_review *no_review closed"),
        (Kind.STATUTORY, "referred not_notified closed", "referred not_notified *closed"),
        (Kind.STATUTORY, "referred notified rapid_review no_review closed", "referred notified rapid_review no_review *closed"),
        (Kind.PARTNERSHIP, "referred notified rapid_review in_review", "referred notified rapid_review *in_review signed_off published closed"),
        (Kind.ARCHIVE, "in_review signed_off", "in_review *signed_off published closed"),
        (Kind.ARCHIVE, "in_review signed_off closed", "in_review signed_off *closed"),
    ],
)  # fmt: skip
def test_the_road_shows_what_was_passed_and_what_follows(kind, way, road):
    shown = rules.road(kind, way.split())
    states = {"done": "", "current": "*", "next": ""}
    assert " ".join(states[state] + phase for phase, state in shown) == road
    assert [state for _, state in shown] == sorted((state for _, state in shown), key=["done", "current", "next"].index)


def test_a_case_goes_back_only_to_where_it_was():
    rules.check_may_step_back([Phase.REFERRED, Phase.NOT_NOTIFIED, Phase.CLOSED], Phase.NOT_NOTIFIED)
    for to in (Phase.PUBLISHED, Phase.REFERRED, Phase.NO_REVIEW):
        with pytest.raises(NotYet):
            rules.check_may_step_back([Phase.REFERRED, Phase.NOT_NOTIFIED, Phase.CLOSED], to)
    with pytest.raises(NotYet):
        rules.check_may_step_back([Phase.REFERRED], Phase.REFERRED)


def test_what_belongs_to_a_phase_says_so():
    review = Review(kind=Kind.STATUTORY, phase=Phase.REFERRED)
    rules.check_phase(review, Phase.REFERRED, Phase.NOTIFIED)
    with pytest.raises(NotYet, match="belongs to the phase “Notified” or “Rapid review”; the case is at “Referred”"):
        rules.check_phase(review, Phase.NOTIFIED, Phase.RAPID_REVIEW)
    with pytest.raises(NotYet, match="cannot go from there to “Published”"):
        rules.check_may_move(review, Phase.PUBLISHED)


def test_dates_are_checked_at_their_field():
    rules.check_not_in_future(None, TODAY, field="x", name="It")
    rules.check_not_in_future(TODAY, TODAY, field="x", name="It")
    with pytest.raises(NotYet, match="It cannot be in the future") as refusal:
        rules.check_not_in_future(D(2026, 3, 11), TODAY, field="x", name="It")
    assert refusal.value.field == "x"
    rules.check_order(TODAY, TODAY, field="x", message="No.")
    with pytest.raises(NotYet):
        rules.check_order(TODAY, D(2026, 3, 9), field="x", message="No.")


@pytest.mark.parametrize(
    ("basis", "due_on", "field"), [("statutory", D(2026, 4, 1), None), ("agreed", D(2026, 3, 9), "due_on")]
)
def test_a_statutory_date_or_a_past_one_is_not_moved_to(basis, due_on, field):
    with pytest.raises(NotYet) as refusal:
        rules.check_may_be_moved(basis, due_on, TODAY)
    assert refusal.value.field == field
    rules.check_may_be_moved("agreed", TODAY, TODAY)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_reason_is_something_said(text):
    with pytest.raises(NotYet, match="Say why") as refusal:
        rules.check_said(text, field="why", message="Say why.")
    assert refusal.value.field == "why"
    rules.check_said(" because ", field="why", message="Say why.")
