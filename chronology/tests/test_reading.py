"""Are dates read as people know them: what can only mean one thing is read, and whatever can mean more is asked?"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.models import Entry
from chronology.rules import (
    Birth,
    Event,
    Hedge,
    Known,
    Precision,
    When,
    of_entry,
    place,
    read_when,
    stored,
    told,
    written,
)
from chronology.rules.when import after, at_time, before, between, in_month, in_week, in_year, on

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 11, 27)
BORN, DUE = dt.date(2021, 2, 20), dt.date(2021, 3, 6)
CHILD = Birth("Child A", BORN, due_on=DUE)
KNOWN = Known(TODAY, (CHILD,), (Event("Second call-out to the flat", on(dt.date(2021, 3, 3))),))
small = settings(max_examples=50, database=None)


def sure(text, known=KNOWN):
    read = read_when(text, known)
    assert read.sure, f"{text}: {[written(when) for when in read.readings]} {read.question} {read.problem}"
    return read.sure


def asked(text, known=KNOWN):
    read = read_when(text, known)
    assert not read.sure and read.readings and read.question, text
    return [written(when) for when in read.readings]


@pytest.mark.parametrize(
    "text",
    [
        "12/3/21", "12.03.2021", "12-Mar-21", "12th March 2021", "the 12th of March, 2021", "March 12 2021", "12 3 2021",
        "2021-03-12", "12032021", "120321", "12mar21", "Fri 12 March 2021", "12 Mar. '21", "on 12/03/2021", "20210312",
        "l2/O3/2021", "12 Mrach 2021", "12  March\u00a02021 ", "four days after 8 March 2021",
        "the day before 13/3/21", "aged 20 days", "when Child A was 20 days old",
    ],
)  # fmt: skip
def test_every_usual_form_of_a_day_is_read(text):
    assert sure(text) == on(dt.date(2021, 3, 12))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12/3/21 at 2.30pm", "12 March 2021, 14:30"),
        ("14:30 on 12 March 2021", "12 March 2021, 14:30"),
        ("12 March 2021 1430hrs", "12 March 2021, 14:30"),
        ("12 March 2021 noon", "12 March 2021, 12:00"),
        ("12/3/21, 23:30-01:15", "12 March 2021, 23:30 to 01:15 the next day"),
        ("12 March 2021, about 2pm", "12 March 2021, about 14:00"),
        ("12/3/21 22:00 to midnight", "12 March 2021, 22:00 to 00:00 the next day"),
        ("3/3/21 22:00 to 5/3/21 02:00", "3 March 2021, 22:00 to 5 March 2021, 02:00"),
        ("03/2021", "March 2021"),
        ("?/3/2021", "March 2021"),
        ("sept 2020", "September 2020"),
        ("in 2020", "2020"),
        ("c. 2020", "About 2020"),
        ("12/3/21?", "12 March 2021 (not certain)"),
        ("approx. March 2021", "About March 2021"),
        ("w/c 8.3.21", "Week commencing 8 March 2021"),
        ("week ending 14 March 2021", "Week commencing 8 March 2021"),
        ("between 3 and 9 March 2021", "3 March 2021 to 9 March 2021"),
        ("3/3/21 - 9/3/21", "3 March 2021 to 9 March 2021"),
        ("3/4 March 2021", "3 March 2021 to 4 March 2021"),
        ("13/14 May 2023", "13 May 2023 to 14 May 2023"),
        ("13\u201314 May 2023", "13 May 2023 to 14 May 2023"),
        ("12th/13th June 2022", "12 June 2022 to 13 June 2022"),
        ("28-29 March 2021", "28 March 2021 to 29 March 2021"),
        ("May 13-14, 2023", "13 May 2023 to 14 May 2023"),
        ("12/3/21 2015", "12 March 2021, 20:15"),
        ("Dec 2020 to Feb 2021", "1 December 2020 to 28 February 2021"),
        ("before 12/3/21", "Before 12 March 2021"),
        ("no later than 12/3/21", "Before 13 March 2021"),
        ("after March 2021", "After 31 March 2021"),
        ("after he was born", "After 20 February 2021"),
        ("two weeks before the birth", "About 6 February 2021"),
        ("Boxing Day 2020", "26 December 2020"),
        ("when he was 2y 3m", "20 May 2023 to 19 June 2023"),
        ("at seven and a half weeks old", "13 April 2021 to 14 April 2021"),
        ("nearly nine weeks old", "About 21 April 2021 to 23 April 2021"),
        ("aged 5", "20 February 2026 to 27 November 2026"),
        ("12 weeks pregnant", "22 August 2020 to 28 August 2020"),
        ("28+3", "15 December 2020"),
    ],
)
def test_what_can_only_mean_one_thing_is_read_and_shown_back_in_one_way(text, words):
    assert written(sure(text)) == words


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("12/3/30", ["12 March 1930"]),
        ("3/14/2021", ["14 March 2021"]),
        ("31 February 2021", ["28 February 2021", "31 January 2021", "31 March 2021", "February 2021"]),
        ("Monday 12 March 2021", ["12 March 2021", "15 March 2021", "8 March 2021"]),
        ("12 juny 2021", ["12 June 2021", "12 July 2021"]),
        ("Mar-21", ["March 2021"]),
        ("Spring 2021", ["1 March 2021 to 31 May 2021", "2021"]),
        ("mid-March 2021", ["11 March 2021 to 20 March 2021", "March 2021"]),
        ("9 to 3 March 2021", ["3 March 2021 to 9 March 2021"]),
        ("12 March 2021 midnight", ["12 March 2021, 00:00", "13 March 2021, 00:00"]),
        ("12 March 2021 2:30", ["12 March 2021, 02:30", "12 March 2021, 14:30"]),
        ("12 weeks", ["22 August 2020 to 28 August 2020", "15 May 2021 to 21 May 2021"]),
        ("after the second call-out", ["After 3 March 2021"]),
        ("the evening of 12 March 2021", ["12 March 2021"]),
    ],
)
def test_what_can_mean_more_is_asked_and_not_guessed(text, choices):
    assert asked(text) == choices


def test_an_age_is_asked_where_more_than_one_child_may_be_meant():
    two = Known(TODAY, (CHILD, Birth("Child B", dt.date(2019, 1, 1))))
    assert asked("aged 13 days", two) == ["5 March 2021", "14 January 2019"]
    assert written(sure("when child b was 13 days old", two)) == "14 January 2019"


def test_weeks_of_pregnancy_are_asked_where_only_the_birth_is_known():
    assert asked("20 weeks pregnant", Known(TODAY, (Birth("Child A", BORN),))) == [
        "About 3 October 2020 to 9 October 2020"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Enter when"), ("hello", "cannot read"), ("5 March", "Add the year"), ("13/14/2021", "no month 14"),
        ("12 March 2021 25:00", "no time 25:00"), ("12 March 2027", "has not come yet"), ("12/3/202", "four digits"),
        ("4 days later", "than which day"), ("aged 3", "No date of birth"), ("12 March 1621", "between 1900"),
        ("x" * 300, "too long"), ("before the party", "which day"), ("12/13/14 May 2023", "the first and the last"),
        ("1/2/3 May 2023", "the first and the last"), ("12, 13 and 14 May 2023", "the first and the last"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(text, said):
    read = read_when(text, Known(TODAY))
    assert not read.readings
    assert said in read.problem


APART = [*"-/\u2013\u2014&+,. ", " - ", "- ", " -", " / ", " \u2013 ", " & ", ", ", " to ", " till ", " and ", " or "]


def spoken(number):
    return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


@small
@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2026, 10, 1)).filter(
        lambda day: (day + dt.timedelta(days=1)).month == day.month
    ),
    st.sampled_from(APART),
    st.sampled_from((str, spoken)),
    st.sampled_from(("%B %Y", "%b %Y", "of %B %Y", "%B, %Y")),
)
def test_two_days_of_a_month_are_these_two_days_or_asked_and_never_a_time(day, apart, said, month):
    following = day + dt.timedelta(days=1)
    read = read_when(f"{said(day.day)}{apart}{said(following.day)} {day:{month}}", KNOWN)
    assert all(when.time is None for when in read.readings)
    assert read.sure in (None, between(day, following))


def test_a_completed_week_and_the_ordinal_week_name_the_same_point():
    assert sure("12 weeks pregnant") == sure("13th week of pregnancy") == sure("12/40")
    assert sure("7 weeks old") == sure("in his 8th week")
    assert place(sure("12 weeks pregnant")) == place(sure("in the 13th week of pregnancy"))


def test_the_words_are_kept_as_typed():
    assert sure("  Aged   20 days").words == "Aged 20 days"


def test_many_marks_of_doubt_take_no_time():
    assert not read_when("? about " * 24, KNOWN).sure
    assert not read_when("-1" * 100, KNOWN).sure


@pytest.mark.parametrize(
    "text",
    ["aged 99999", "99999999 weeks old", "aged 999 years", "9999999999 days before 2020", "999 weeks pregnant",
     "999 years before 999 years before 999 years before 2020", "12/3/٢٠٢١", "before 1/1/1900"],
)  # fmt: skip
def test_what_no_calendar_has_is_refused_and_breaks_nothing(text):
    read = read_when(text, KNOWN)
    assert read.problem or all(when.sort_day <= TODAY for when in read.readings)


# Properties ------------------------------------------------------------------------------------------

days = st.dates(dt.date(2015, 1, 1), dt.date(2026, 10, 1))
minutes = st.times(max_value=dt.time(23, 59)).map(lambda time: time.replace(second=0, microsecond=0))
points = st.one_of(
    days.map(on),
    days.map(in_week),
    days.map(lambda day: in_month(day.year, day.month)),
    st.integers(1990, 2025).map(in_year),
    st.tuples(days, days).map(lambda pair: between(*sorted(pair))),
    days.map(lambda day: before(on(day))),
    days.map(lambda day: after(on(day))),
)
hedged = st.builds(
    lambda when, hedge: When(**{**vars(when), "hedge": hedge}), points, st.sampled_from(["", Hedge.ABOUT, Hedge.UNSURE])
)
timed = st.builds(at_time, days.map(on), minutes, st.none() | minutes)
about_timed = st.builds(lambda when: When(**{**vars(when), "hedge": Hedge.TIME}), timed)
whens = st.one_of(hedged, timed, about_timed)


@small
@given(whens)
def test_what_is_written_out_reads_back_the_same(when):
    assert sure(written(when), Known(TODAY)) == when


@small
@given(whens)
def test_what_is_kept_in_an_entry_comes_back_the_same(when):
    assert of_entry(Entry(**stored(when))) == when


@small
@given(st.lists(whens, max_size=8))
def test_the_order_is_total_and_stable(several):
    once = sorted(several, key=place)
    turned = once[::-1]
    assert sorted(turned, key=place) == once
    assert all(place(a) != place(b) or a == b for a in several for b in several)


@pytest.mark.parametrize(
    "text", ["On the day Child A was born", "the day he was born", "at birth", "On the day of her birth"]
)
def test_the_day_of_a_birth_is_read(text):
    assert sure(text).sort_day == BORN == sure(text).ends


def test_about_the_day_of_a_birth_keeps_its_hedge():
    assert sure("Around the day Child A was born").hedge == Hedge.ABOUT


@small
@given(st.dates(BORN - dt.timedelta(days=13), dt.date(2026, 10, 1)))
def test_relative_and_absolute_agree(day):
    """From 13 days before the birth on; earlier days are told in weeks of pregnancy, below."""
    when = sure(told(on(day), Birth("Child A", BORN)))
    assert when.sort_day <= day <= when.ends


@small
@given(st.dates(DUE - dt.timedelta(days=280), BORN - dt.timedelta(days=1)))
def test_weeks_of_pregnancy_and_absolute_agree(day):
    when = sure(told(on(day), CHILD))
    assert when.sort_day <= day <= when.ends


@small
@given(
    st.text(max_size=60)
    | st.from_regex(r"[0-9?/.\- ]{1,20}(march|weeks|old|to|before)?[0-9?/.\- ]{0,12}", fullmatch=True)
)
def test_nothing_that_is_typed_breaks_it_and_only_the_past_is_read(text):
    read = read_when(text, KNOWN)
    assert read.readings or read.problem
    assert all(when.sort_day <= TODAY for when in read.readings)


@small
@given(days, st.integers(27, 46))
def test_two_digits_that_can_be_two_centuries_are_asked(day, year):
    assert not read_when(f"{day.day}/{day.month}/{year}", KNOWN).sure


def test_precision_covers_all_that_can_be_kept():
    assert set(Precision) == {
        Precision(when.precision)
        for when in (
            on(BORN),
            in_week(BORN),
            in_month(2021, 1),
            in_year(2021),
            between(BORN, DUE),
            before(on(BORN)),
            after(on(BORN)),
        )
    }
