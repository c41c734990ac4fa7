"""Does each clock keep the guidance in force when it starts, counted as a patient clerk would count it?"""

import datetime as dt
from calendar import monthrange

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cspr import workdays
from reviews.guidance.models import LOCAL, RuleChange
from reviews.guidance.regimes import EDITIONS, Clock, Direction, Rule, Trigger, Unit, in_force, rule_from
from reviews.guidance.rules import Guidance, explain, explain_kept

pytestmark = pytest.mark.pure

D = dt.date
HOLIDAY = {D(2026, 7, 15): "A day of thanks"}
BEFORE, AFTER = Direction.BEFORE, Direction.AFTER
W, DAYS, M, Y = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.YEARS


def limit(length, unit, direction=AFTER, first_day=0):
    return Rule(length, unit, Trigger.SENT, "a test", direction=direction, first_day=first_day)


def applied(clock, start, **more):
    return Guidance(**more).applied(clock, start)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (D(2014, 5, 1), "wt2015"),
        (D(2015, 3, 26), "wt2015"),
        (D(2018, 7, 3), "wt2015"),
        (D(2018, 7, 4), "wt2018"),
        (D(2023, 12, 14), "wt2018"),
        (D(2023, 12, 15), "wt2023"),
        (D(2026, 3, 17), "wt2023"),
        (D(2026, 3, 18), "wt2026"),
        (D(2031, 1, 1), "wt2026"),
    ],
)
def test_the_guidance_of_the_day_counts(day, code):
    assert in_force(day).code == code


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        (Clock.NOTIFY, D(2021, 12, 20), D(2021, 12, 29)),
        (Clock.NOTIFY, D(2026, 3, 20), D(2026, 3, 27)),
        (Clock.NOTIFY, D(2016, 3, 24), D(2016, 4, 4)),  # over Easter, under the boards
        (Clock.RAPID_REVIEW, D(2021, 12, 20), D(2022, 1, 13)),
        (Clock.RAPID_REVIEW, D(2024, 12, 20), D(2025, 1, 15)),
        (Clock.RAPID_REVIEW, D(2016, 1, 31), D(2016, 2, 29)),  # a month, into a leap day
        (Clock.COMPLETE, D(2026, 8, 31), D(2027, 2, 28)),
        (Clock.COMPLETE, D(2027, 8, 31), D(2028, 2, 29)),
        (Clock.SHARE_BEFORE, D(2022, 4, 12), D(2022, 4, 1)),
        (Clock.SHARE_BEFORE, D(2016, 4, 12), D(2016, 4, 5)),  # one week
        (Clock.STAY_PUBLISHED, D(2022, 4, 12), D(2023, 4, 12)),
        (Clock.STAY_PUBLISHED, D(2024, 2, 29), D(2025, 2, 28)),
    ],
)
def test_each_clock_runs_out_on_its_day(clock, start, due):
    assert applied(clock, start).due(start) == due


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        # Christmas: the same fifteen days with the start as day 0 and as day 1.
        (limit(15, W), D(2021, 12, 29), D(2022, 1, 20)),
        (limit(15, W, first_day=1), D(2021, 12, 29), D(2022, 1, 19)),
        # A start on a day that does not count is no day 1: the next working day is.
        (limit(1, W, first_day=1), D(2021, 12, 25), D(2021, 12, 29)),
        (limit(1, W), D(2021, 12, 25), D(2021, 12, 29)),
        # Easter.
        (limit(3, W), D(2026, 4, 1), D(2026, 4, 8)),
        (limit(3, W, first_day=1), D(2026, 4, 1), D(2026, 4, 7)),
        # Back from Easter Tuesday, from Christmas, and with the day itself counted.
        (limit(7, W, BEFORE), D(2026, 4, 7), D(2026, 3, 25)),
        (limit(7, W, BEFORE), D(2021, 12, 29), D(2021, 12, 16)),
        (limit(7, W, BEFORE, first_day=1), D(2022, 4, 12), D(2022, 4, 4)),
        # Days of the calendar do not ask for weekends.
        (limit(3, DAYS), D(2026, 4, 2), D(2026, 4, 5)),
        (limit(3, DAYS, first_day=1), D(2026, 4, 2), D(2026, 4, 4)),
        (limit(7, DAYS, BEFORE), D(2022, 4, 12), D(2022, 4, 5)),
        # Leap days and the ends of months.
        (limit(1, W), D(2024, 2, 28), D(2024, 2, 29)),
        (limit(1, Y), D(2024, 2, 29), D(2025, 2, 28)),
        (limit(1, Y, BEFORE), D(2024, 2, 29), D(2023, 2, 28)),
        (limit(4, Y), D(2024, 2, 29), D(2028, 2, 29)),
        (limit(1, M), D(2027, 1, 31), D(2027, 2, 28)),
        (limit(6, M, first_day=1), D(2026, 3, 1), D(2026, 8, 31)),
        (limit(6, M, BEFORE, first_day=1), D(2026, 8, 31), D(2026, 3, 1)),
        # Days proclaimed once, known to the calendar: jubilee, state funeral, coronation.
        (limit(1, W), D(2022, 6, 1), D(2022, 6, 6)),
        (limit(5, W), D(2022, 9, 14), D(2022, 9, 22)),
        (limit(2, W, BEFORE), D(2023, 5, 9), D(2023, 5, 4)),
    ],
)
def test_so_a_limit_is_counted(rule, start, due):
    assert rule.due(start) == due


@pytest.mark.parametrize(
    ("rule", "start", "without", "with_it"),
    [
        (limit(1, W), D(2026, 7, 14), D(2026, 7, 15), D(2026, 7, 16)),
        (limit(2, W, first_day=1), D(2026, 7, 15), D(2026, 7, 16), D(2026, 7, 17)),
        (limit(1, W, BEFORE), D(2026, 7, 16), D(2026, 7, 15), D(2026, 7, 14)),
        (limit(1, DAYS), D(2026, 7, 14), D(2026, 7, 15), D(2026, 7, 15)),
        (limit(1, M), D(2026, 6, 15), D(2026, 7, 15), D(2026, 7, 15)),
    ],
)
def test_a_bank_holiday_that_was_entered_counts_for_working_days_alone(rule, start, without, with_it):
    assert (rule.due(start), rule.due(start, HOLIDAY)) == (without, with_it)


def test_the_rapid_review_is_counted_from_awareness_first_and_from_the_notification_later():
    older, newer = (applied(Clock.RAPID_REVIEW, day).rule for day in (D(2021, 12, 20), D(2024, 1, 2)))
    assert str(older) == "15 working days after the authority became aware"
    assert str(newer) == "15 working days after the notification was sent"


def test_both_readings_are_shown_with_the_one_that_holds():
    start = D(2021, 12, 20)
    dates = {Trigger.AWARE: start, Trigger.SENT: D(2021, 12, 29)}
    aware, sent = explain(applied(Clock.RAPID_REVIEW, start), start, readings=dates).readings
    assert (aware.due_on, aware.applies) == (D(2022, 1, 13), True)
    assert (sent.due_on, sent.applies) == (D(2022, 1, 20), False)
    assert explain(applied(Clock.NOTIFY, start), start, readings=dates).readings == ()


def test_every_day_that_is_skipped_has_its_name():
    told = explain(applied(Clock.NOTIFY, D(2021, 12, 20)), D(2021, 12, 20))
    assert [(day.day.day, day.why) for day in told.skipped] == [
        (25, "Christmas Day"),
        (26, "Boxing Day"),
        (27, "Christmas Day (substitute day)"),
        (28, "Boxing Day (substitute day)"),
    ]
    assert [day.number for day in told.days if day.number is not None] == [0, 1, 2, 3, 4, 5]
    back = explain(applied(Clock.SHARE_BEFORE, D(2022, 4, 12)), D(2022, 4, 12))
    assert [day.why for day in back.skipped] == ["Sunday", "Saturday"] * 2
    assert back.days[-1].number == 7


def test_what_is_kept_with_a_clock_explains_it_after_everything_else_has_changed():
    start = D(2026, 7, 14)
    then = applied(Clock.NOTIFY, start)
    kept = then.as_json({Trigger.AWARE: start}, then.why(start))
    told = explain_kept("notify", kept, start, then.due(start), checks={}, extra=HOLIDAY)
    assert told.due_on == D(2026, 7, 21) and told.recounted == D(2026, 7, 22)
    assert told.why == "The authority became aware on 14 July 2026. Working Together 2026 was in force on that day."
    assert rule_from(kept["rule"]) == then.rule and not told.verified
    assert explain_kept("", {}, start, None, checks={}) is None


def test_every_edition_has_every_clock_with_its_source():
    for edition in EDITIONS:
        assert set(edition.rules) == set(Clock)
        assert all(rule.source and rule.length for rule in edition.rules.values())
    assert [edition.from_on for edition in EDITIONS] == sorted(edition.from_on for edition in EDITIONS)


def test_what_was_not_read_at_its_source_is_not_called_verified():
    assert not any(rule.verified for rule in in_force(D(2026, 4, 1)).rules.values())
    assert applied(Clock.RAPID_REVIEW, D(2024, 1, 2)).verified
    assert not applied(Clock.RAPID_REVIEW, D(2021, 1, 4)).verified
    assert applied(Clock.NOTIFY, D(2016, 1, 4)).verified


def change(number, from_on, *, length=10, edition="wt2026", partnership_id=None, applies=True):
    return RuleChange(
        edition=edition, partnership_id=partnership_id, clock="notify", number=number, from_on=from_on, length=length,
        unit=W, direction=AFTER, trigger=Trigger.AWARE, first_day=0, source="a test", applies=applies,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "start", "length", "number"),
    [
        ([], D(2026, 6, 1), 5, 0),
        ([change(1, D(2026, 6, 2))], D(2026, 6, 1), 5, 0),
        ([change(1, D(2026, 6, 1))], D(2026, 6, 1), 10, 1),
        # What was entered later speaks of every clock from its day on.
        ([change(1, D(2026, 6, 1)), change(2, D(2026, 5, 1), length=8)], D(2026, 6, 1), 8, 2),
        ([change(1, D(2026, 6, 1)), change(2, D(2026, 7, 1), length=8)], D(2026, 6, 15), 10, 1),
        # A local rule comes before the edition, until it ends.
        ([change(1, D(2026, 6, 1), edition=LOCAL, partnership_id=7, length=3)], D(2026, 6, 1), 3, 1),
        ([change(1, D(2026, 6, 1), edition=LOCAL, partnership_id=8, length=3)], D(2026, 6, 1), 5, 0),
        (
            [
                change(1, D(2026, 6, 1), edition=LOCAL, partnership_id=7, length=3),
                change(2, D(2026, 7, 1), edition=LOCAL, partnership_id=7, applies=False),
            ],
            D(2026, 7, 1),
            5,
            0,
        ),
    ],
)
def test_the_rule_that_holds_is_the_local_one_or_the_newest_of_the_edition(changes, start, length, number):
    found = applied(Clock.NOTIFY, start, partnership=7, place="Fenmarsh", changes=tuple(changes))
    assert (found.rule.length, found.ref.number) == (length, number)


# Against a second, slower way of counting -------------------------------------------------------------


def works(day, extra):
    return day.strftime("%a") not in ("Sat", "Sun") and day not in workdays.bank_holidays(day.year) and day not in extra


def ticked(rule, start, extra):
    """Tick off days one by one on a wall calendar; months and years by turning its leaves."""
    way = -1 if rule.direction == BEFORE else 1
    day = start
    if rule.unit in (W, DAYS):
        left = rule.length
        if rule.first_day and (rule.unit == DAYS or works(day, extra)):
            left -= 1
        while left:
            day += dt.timedelta(days=way)
            left -= rule.unit == DAYS or works(day, extra)
        return day
    year, month = start.year, start.month
    for _ in range(rule.length * (12 if rule.unit == Y else 1)):
        month += way
        if month in (0, 13):
            year, month = year + way, 12 if month == 0 else 1
    last = D(year, month, min(start.day, monthrange(year, month)[1]))
    return last - dt.timedelta(days=way) if rule.first_day else last


RULES = st.builds(
    limit,
    st.integers(1, 30),
    st.sampled_from(list(Unit)),
    st.sampled_from(list(Direction)),
    st.sampled_from([0, 1]),
)
LEISURELY = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@LEISURELY
@given(RULES, st.dates(D(2018, 1, 1), D(2032, 12, 31)), st.sets(st.dates(D(2018, 1, 1), D(2032, 12, 31)), max_size=3))
def test_every_unit_and_direction_agrees_with_the_clerk(rule, start, days):
    extra = dict.fromkeys(days, "A day off") | {start + dt.timedelta(days=3): "Another"}
    assert rule.due(start, extra) == ticked(rule, start, extra)


@LEISURELY
@given(RULES, st.dates(D(2018, 1, 1), D(2032, 12, 31)))
def test_the_days_of_an_explanation_end_with_the_number_of_the_limit(rule, start):
    found = applied(Clock.NOTIFY, D(2026, 6, 1), extra=HOLIDAY)
    told = explain(type(found)(found.ref, "A test", rule, False, extra=HOLIDAY), start)
    if rule.unit == W:
        assert told.days[-1].day == told.due_on and told.days[-1].number == rule.length
        assert all(day.why for day in told.skipped)
    else:
        assert told.days == ()
