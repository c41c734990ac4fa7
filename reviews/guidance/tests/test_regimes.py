"""Does each clock keep the guidance in force when it starts, and is it said where each limit comes from?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspr import workdays
from reviews.guidance.regimes import AWARE, REGIMES, SENT, Clock, in_force, rule

pytestmark = pytest.mark.pure

D = dt.date


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (D(2015, 5, 1), "wt2018"),
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
        (Clock.RAPID_REVIEW, D(2021, 12, 20), D(2022, 1, 13)),
        (Clock.RAPID_REVIEW, D(2024, 12, 20), D(2025, 1, 15)),
        (Clock.COMPLETE, D(2026, 8, 31), D(2027, 2, 28)),
        (Clock.SHARE_BEFORE, D(2022, 4, 12), D(2022, 4, 1)),
        (Clock.STAY_PUBLISHED, D(2022, 4, 12), D(2023, 4, 12)),
    ],
)
def test_each_clock_runs_out_on_its_day(clock, start, due):
    assert rule(clock, start).due(start) == due


def test_the_rapid_review_is_counted_from_awareness_first_and_from_the_notification_later():
    older, newer = rule(Clock.RAPID_REVIEW, D(2021, 12, 20)), rule(Clock.RAPID_REVIEW, D(2024, 1, 2))
    assert (older.starts, newer.starts) == (AWARE, SENT)
    assert str(older) == "15 working days after the authority became aware"
    assert str(newer) == "15 working days after the notification was sent"
    assert newer.due(D(2021, 12, 29)) == D(2022, 1, 20)  # the newer reading of the same Christmas


def test_every_edition_has_every_clock_with_its_source():
    for regime in REGIMES:
        assert set(regime.rules) == set(Clock)
        assert all(limit.source and limit.starts and limit.length for limit in regime.rules.values())
    assert [regime.from_on for regime in REGIMES] == sorted(regime.from_on for regime in REGIMES)


def test_what_was_not_read_at_its_source_is_not_called_verified():
    assert not any(limit.verified for limit in in_force(D(2026, 4, 1)).rules.values())
    assert rule(Clock.RAPID_REVIEW, D(2024, 1, 2)).verified
    assert not rule(Clock.RAPID_REVIEW, D(2021, 1, 4)).verified


@given(st.sampled_from(list(Clock)), st.dates(D(2018, 1, 1), D(2035, 12, 31)))
def test_a_clock_never_runs_out_before_it_starts_nor_on_a_day_off(clock, start):
    limit = rule(clock, start)
    due = limit.due(start)
    assert (due < start) is (limit.length < 0)
    assert limit.unit == "months" or workdays.is_working_day(due)
