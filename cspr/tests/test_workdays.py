"""Are working days counted as a patient clerk with a calendar on the wall would count them?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspr import workdays
from cspr.workdays import add_months, add_working_days, is_working_day, skipped_days, working_days_between

pytestmark = pytest.mark.pure

D = dt.date
# As published for England and Wales, written off year by year, with substitutes and the days proclaimed once.
PUBLISHED = """
2018: 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26
2019: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26
2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
2028: 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26
"""
CALENDAR = {
    int(year): {D.fromisoformat(f"{year}-{day}") for day in days.split()}
    for year, days in (line.split(": ") for line in PUBLISHED.strip().splitlines())
}


@pytest.mark.parametrize("year", CALENDAR)
def test_the_bank_holidays_of_each_year_are_those_that_were_published(year):
    weekdays = {day for day in workdays.bank_holidays(year) if day.weekday() < 5}
    assert weekdays == CALENDAR[year]


def test_scotland_and_northern_ireland_keep_their_own():
    assert is_working_day(D(2026, 1, 2)) and is_working_day(D(2026, 3, 17)) and is_working_day(D(2026, 8, 3))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (D(2021, 12, 20), 5, D(2021, 12, 29)),  # the authority is aware just before Christmas
        (D(2021, 12, 29), 15, D(2022, 1, 20)),  # the rapid review, from the notification
        (D(2021, 12, 20), 15, D(2022, 1, 13)),  # the rapid review, from awareness
        (D(2022, 4, 12), -7, D(2022, 4, 1)),  # the report, before publication
        (D(2022, 4, 14), 1, D(2022, 4, 19)),  # over Easter
        (D(2022, 6, 1), 1, D(2022, 6, 6)),  # over the jubilee
        (D(2022, 9, 16), 1, D(2022, 9, 20)),  # over the state funeral
        (D(2023, 5, 5), 1, D(2023, 5, 9)),  # over the coronation
        (D(2024, 2, 28), 2, D(2024, 3, 1)),  # over a leap day
        (D(2026, 5, 2), 1, D(2026, 5, 5)),  # from a Saturday before a bank holiday
        (D(2026, 5, 4), -1, D(2026, 5, 1)),  # back from a bank holiday
        (D(2026, 5, 2), 0, D(2026, 5, 2)),
    ],
)
def test_so_many_working_days_from_a_day(start, count, due):
    assert add_working_days(start, count) == due


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (D(2021, 12, 20), D(2021, 12, 29), 5),
        (D(2026, 5, 1), D(2026, 5, 5), 1),
        (D(2026, 5, 5), D(2026, 5, 1), -1),
        (D(2026, 5, 2), D(2026, 5, 3), 0),
        (D(2026, 5, 1), D(2026, 5, 1), 0),
    ],
)
def test_so_many_working_days_between_two(start, end, days):
    assert working_days_between(start, end) == days


def test_the_days_that_do_not_count_are_told_with_their_reasons():
    assert skipped_days(D(2021, 12, 23), D(2021, 12, 29)) == [
        (D(2021, 12, 25), "Christmas Day"),
        (D(2021, 12, 26), "Boxing Day"),
        (D(2021, 12, 27), "Christmas Day (substitute day)"),
        (D(2021, 12, 28), "Boxing Day (substitute day)"),
    ]
    assert skipped_days(D(2026, 6, 4), D(2026, 6, 8)) == [(D(2026, 6, 6), "Saturday"), (D(2026, 6, 7), "Sunday")]


def test_a_day_proclaimed_later_is_passed_in():
    extra = {D(2026, 7, 15): "A day of thanks"}
    assert add_working_days(D(2026, 7, 14), 1, extra) == D(2026, 7, 16)
    assert working_days_between(D(2026, 7, 14), D(2026, 7, 16), extra) == 1
    assert skipped_days(D(2026, 7, 14), D(2026, 7, 16), extra) == [(D(2026, 7, 15), "A day of thanks")]
    assert add_working_days(D(2026, 7, 14), 1) == D(2026, 7, 15)


# Against a second, slower way of counting -------------------------------------------------------------

DAYS = st.dates(D(2018, 1, 8), D(2028, 11, 30))


def works(day):
    return day.strftime("%a") not in ("Sat", "Sun") and day not in CALENDAR[day.year]


def counted(start, count):
    """Walk the calendar day by day, ticking off each that counts."""
    day, left = start.toordinal(), abs(count)
    while left:
        day += 1 if count > 0 else -1
        left -= works(D.fromordinal(day))
    return D.fromordinal(day)


@given(DAYS, st.integers(0, 20))
def test_counting_forward_agrees_with_the_clerk(start, count):
    assert add_working_days(start, count) == counted(start, count)


@given(st.dates(D(2018, 3, 1), D(2028, 12, 31)), st.integers(-20, 0))
def test_counting_back_agrees_with_the_clerk(start, count):
    assert add_working_days(start, count) == counted(start, count)


@given(DAYS, DAYS)
def test_the_days_between_are_those_that_count_one_by_one(start, end):
    first, last = sorted((start, end))
    between = sum(works(D.fromordinal(day)) for day in range(first.toordinal() + 1, last.toordinal() + 1))
    assert working_days_between(start, end) == (between if start <= end else -between)


@given(DAYS, st.integers(1, 20))
def test_what_is_added_can_be_counted_again(start, count):
    due = add_working_days(start, count)
    assert works(due)
    assert working_days_between(start, due) == count
    assert len(skipped_days(start, due)) == (due - start).days - count


# Months -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (D(2022, 4, 12), 12, D(2023, 4, 12)),
        (D(2026, 8, 31), 6, D(2027, 2, 28)),
        (D(2027, 8, 31), 6, D(2028, 2, 29)),
        (D(2024, 2, 29), 12, D(2025, 2, 28)),
        (D(2026, 1, 31), 1, D(2026, 2, 28)),
        (D(2026, 11, 30), 3, D(2027, 2, 28)),
        (D(2026, 12, 15), 1, D(2027, 1, 15)),
        (D(2026, 3, 31), -1, D(2026, 2, 28)),
        (D(2026, 1, 10), -1, D(2025, 12, 10)),
    ],
)
def test_the_same_day_some_months_later_or_the_last_of_the_month(start, months, end):
    assert add_months(start, months) == end


@given(DAYS, st.integers(-120, 120))
def test_months_later_is_never_in_another_month(start, months):
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + dt.timedelta(days=1)).day == 1)
