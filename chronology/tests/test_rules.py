"""What may happen to a chronology, where does a request stand, and how old was the child?"""

import datetime as dt

import pytest

from chronology import rules
from chronology.models import Entry
from chronology.rules import Facts, State
from cspr.records import NotYet

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 3, 12)
BORN = dt.date(2024, 2, 10)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2024-02-10", "day of birth"),
        ("2024-02-11", "1 day"),
        ("2024-02-23", "13 days"),
        ("2024-02-24", "2 weeks"),
        ("2024-04-06", "8 weeks"),
        ("2024-04-12", "8 weeks"),
        ("2024-08-10", "6 months"),
        ("2026-02-09", "23 months"),
        ("2026-02-10", "2 years"),
        ("2027-04-15", "3 years 2 months"),
        ("2024-02-09", "1 day before birth"),
        ("2024-01-01", "5 weeks before birth"),
        ("2023-06-10", "8 months before birth"),
    ],
)
def test_it_says_how_old_a_child_was(on, words):
    assert rules.age_words(BORN, day(on)) == words


def test_a_child_born_on_the_last_of_a_month_or_on_a_leap_day_grows_older_too():
    assert rules.age_words(day("2024-01-31"), day("2025-02-28")) == "12 months"
    assert rules.age_words(day("2020-02-29"), day("2023-03-01")) == "3 years"


def test_a_child_who_died_does_not_grow_older():
    assert rules.age_words(BORN, day("2024-09-01"), died_on=day("2024-05-01")) == "after death"
    assert rules.age_words(BORN, day("2024-05-01"), died_on=day("2024-05-01")) == "11 weeks"


@pytest.mark.parametrize(
    ("precision", "until", "words", "age"),
    [
        ("day", None, "1 April 2024", "7 weeks"),
        ("day about", None, "About 1 April 2024", "about 7 weeks"),
        ("day time", None, "1 April 2024", "7 weeks"),
        ("week", None, "Week commencing 1 April 2024", "about 7 weeks"),
        ("before", None, "Before 2 April 2024", "about 7 weeks"),
        ("month", None, "April 2024", "about 7 weeks"),
        ("year", None, "2024", "about 7 weeks"),
        ("between", "2024-04-03", "1 April 2024 to 3 April 2024", "about 7 weeks"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(precision, until, words, age):
    precision, _, hedge = precision.partition(" ")
    entry = Entry(happened_on=day("2024-04-01"), until_on=until and day(until), precision=precision, hedge=hedge)
    assert rules.date_words(entry) == words
    assert rules.age_at(entry, BORN) == age


PAST, COMING = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(COMING), State.NOT_OPENED),
        (Facts(TODAY), State.NOT_OPENED),
        (Facts(COMING, opened=True), State.OPENED),
        (Facts(COMING, opened=True, ready=True), State.READY),
        (Facts(COMING, opened=True, sent_back=True), State.SENT_BACK),
        (Facts(PAST, opened=True, ready=True), State.LATE),
        (Facts(PAST, sent_back=True), State.LATE),
        (Facts(PAST, on_hold=True), State.ON_HOLD),
        (Facts(PAST, left=True), State.LEFT),
        (Facts(PAST, left=True, submitted=True), State.SUBMITTED),
        (Facts(COMING, on_hold=True), State.NOT_OPENED),
        (Facts(PAST, submitted=True), State.SUBMITTED),
        (Facts(PAST, submitted=True, withdrawn=True), State.WITHDRAWN),
    ],
)
def test_it_says_where_a_request_stands(facts, state):
    assert rules.state_of(facts, TODAY) == state
    assert rules.WORDS[state]


@pytest.mark.parametrize(
    ("precision", "happened", "until", "field"),
    [
        ("day", COMING, None, "happened_on"),
        ("between", PAST, None, "until_on"),
        ("between", TODAY, PAST, "until_on"),
        ("between", PAST, COMING, "until_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_beside_their_field(precision, happened, until, field):
    with pytest.raises(NotYet) as refusal:
        rules.check_dates(precision, happened, until, TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize(("precision", "until"), [("day", None), ("day", PAST), ("between", TODAY)])
def test_dates_that_fit_are_taken(precision, until):
    assert rules.check_dates(precision, PAST, until, TODAY) is None


@pytest.mark.parametrize("years", [-1, 10])
def test_a_slip_of_the_year_is_caught_whatever_day_is_asked_for(years):
    day = TODAY.replace(year=TODAY.year + years)
    for check in (
        lambda: rules.check_may_ask_of(submitted=True, void=False, due_on=day, today=TODAY),
        lambda: rules.check_may_send_back(day, TODAY, submitted=True),
        lambda: rules.check_to_come(day, TODAY, name="The new day"),
    ):
        with pytest.raises(NotYet) as refusal:
            check()
        assert refusal.value.field == "due_on"


@pytest.mark.parametrize(
    ("entries", "nothing_held", "allowed"), [(1, False, 1), (0, True, 1), (0, False, 0), (2, True, 0)]
)
def test_something_is_submitted_or_nothing_is_held(entries, nothing_held, allowed):
    if allowed:
        rules.check_may_submit(entries, nothing_held=nothing_held)
    else:
        with pytest.raises(NotYet):
            rules.check_may_submit(entries, nothing_held=nothing_held)


@pytest.mark.parametrize(("submitted", "withdrawn"), [(True, False), (False, True), (True, True)])
def test_a_locked_draft_says_what_to_do(submitted, withdrawn):
    with pytest.raises(NotYet, match="office"):
        rules.check_open(submitted=submitted, withdrawn=withdrawn)


@pytest.mark.parametrize(
    ("happened", "until", "outside"),
    [
        ("2024-01-01", None, True),
        ("2024-02-01", None, False),
        ("2024-01-20", "2024-02-02", False),
        ("2024-09-01", None, True),
    ],
)
def test_it_knows_what_lies_outside_the_period(happened, until, outside):
    entry = Entry(happened_on=day(happened), until_on=until and day(until), precision="between" if until else "day")
    assert rules.is_outside(entry, day("2024-02-01"), day("2024-08-31")) is outside


def test_what_is_only_known_to_be_before_or_after_a_day_is_outside_where_it_must_be():
    first, last = day("2024-02-01"), day("2024-08-31")
    assert rules.is_outside(Entry(happened_on=day("2024-01-31"), precision="before"), first, last)
    assert not rules.is_outside(Entry(happened_on=day("2024-01-01"), precision="after"), first, last)
    assert rules.is_outside(Entry(happened_on=day("2024-09-01"), precision="after"), first, last)


def test_an_unborn_child_is_told_in_weeks_of_pregnancy():
    assert rules.age_words(None, day("2024-01-20"), due_on=BORN) == "37 weeks of pregnancy"
    assert rules.age_words(None, day("2022-01-20"), due_on=BORN) == "2 years before birth"
    assert rules.age_words(None, BORN) == "not born yet"


def test_without_a_period_nothing_lies_outside():
    assert not rules.is_outside(Entry(happened_on=BORN), None, None)
