"""Does the picture hold every entry once, in the lane of its agency, and its table the same numbers?"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology import rules
from chronology.rules import lanes
from chronology.rules.when import on
from chronology.tests.test_side_by_side import WHENS

pytestmark = pytest.mark.pure

TOLD = st.lists(
    st.tuples(st.sampled_from(["Police", "A health trust of a very long name indeed"]), WHENS), min_size=1, max_size=20
)


def told(rows):
    return [rules.Told(pk, agency, when) for pk, (agency, when) in enumerate(rows, start=1)]


def span(entries):
    return min(one.when.sort_day for one in entries), max(one.when.ends for one in entries)


@settings(max_examples=50)
@given(TOLD, st.booleans(), st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)))
def test_the_parts_lie_side_by_side_and_count_each_entry_once(rows, by_age, born):
    entries = told(rows)
    first, last = span(entries)
    scale = rules.scale_for(first, born if by_age else None)
    whole = rules.parts(scale, last)
    assert whole[0].first <= first and whole[-1].last >= last
    drawn = rules.picture(entries, whole)
    assert drawn.total == sum(lane.total for lane in drawn.lanes) == len(entries)
    for number in range(1, len(whole) + 1):
        months = rules.parts(scale, last, year=number)
        weeks = rules.parts(scale, last, year=number, month=3)
        for parts, around in ((whole, None), (months, whole[number - 1]), (weeks, months[2])):
            assert all(a.last + dt.timedelta(days=1) == b.first for a, b in zip(parts, parts[1:], strict=False))
            assert not around or (parts[0].first, parts[-1].last) == (around.first, around.last)
            assert len({part.words for part in parts}) == len(parts)


@settings(max_examples=50)
@given(TOLD, st.sampled_from([0, 500]))
def test_everything_is_drawn_inside_the_picture(rows, most):
    entries = told(rows)
    first, last = span(entries)
    before, lanes.MOST_MARKS = lanes.MOST_MARKS, most
    try:
        drawn = rules.picture(entries, rules.parts(rules.scale_for(first, None), last))
    finally:
        lanes.MOST_MARKS = before
    assert drawn.binned is (most == 0)
    for lane in drawn.lanes:
        drawn_number = sum(int(shape.words or 1) for shape in lane.shapes)
        assert drawn_number == lane.total
        for shape in lane.shapes:
            assert drawn.left <= shape.x <= drawn.width and lane.y <= shape.y <= drawn.height


def test_a_year_in_the_life_of_a_child_is_told_by_age():
    scale = rules.scale_for(dt.date(2021, 1, 5), dt.date(2022, 6, 10))
    words = [part.words for part in rules.parts(scale, dt.date(2024, 7, 1))]
    assert words == ["2 years before birth", "Year before birth", "First year", "Aged 1", "Aged 2"]
    assert [part.words for part in rules.parts(scale, dt.date(2024, 7, 1), year=2)][-2:] == [
        "2 months before birth",
        "Month before birth",
    ]
    assert "2 years 3 months" in [part.words for part in rules.parts(scale, dt.date(2024, 7, 1), year=5)]


def test_more_than_five_hundred_are_counted():
    entries = [rules.Told(n, "Police", on(dt.date(2023, 1, 1) + dt.timedelta(days=n % 300))) for n in range(1, 502)]
    whole = rules.parts(rules.scale_for(dt.date(2023, 1, 1), None), dt.date(2023, 12, 31))
    drawn = rules.picture(entries, whole)
    assert drawn.binned and {shape.kind for shape in drawn.lanes[0].shapes} == {"column"}
    assert not rules.picture(entries[:500], whole).binned
