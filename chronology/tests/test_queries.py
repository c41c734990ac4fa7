"""Is the timeline in order, and does it take a fixed number of queries?"""

import datetime as dt

import pytest

from agencies.models import Post
from chronology import queries, rules
from chronology.models import Entry, Search
from chronology.tests import steps
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from cspr.tests.memory import kept
from reviews.case.actions import involve


@pytest.fixture
@kept
def timeline(cast, review, asked):
    """A day seen by several eyes, with dates of every exactness."""
    told = [
        ("day", dt.date(2025, 5, 1), dt.time(22, 40), None),
        ("day", dt.date(2025, 5, 1), None, None),
        ("month", dt.date(2025, 5, 1), None, None),
        ("year", dt.date(2025, 1, 1), None, None),
        ("between", dt.date(2025, 5, 1), None, dt.date(2025, 5, 3)),
        ("before", dt.date(2025, 5, 1), None, None),
        ("day", dt.date(2025, 5, 1), dt.time(9), None),
        ("day", dt.date(2024, 12, 31), None, None),
    ]
    for place, (precision, on, time, until) in enumerate(told):
        found, by = (asked["health"], cast.hana) if place % 2 else (asked["police"], cast.pete)
        entry_in(found, by, precision=precision, happened_on=on, happened_at=time, until_on=until)
    submit(asked["health"], cast.hugo)
    submit(asked["police"], cast.pete)
    return review


def test_it_is_in_order_the_vague_before_the_exact(timeline):
    entries = list(queries.combined(timeline))
    told = [(e.happened_on.year, e.precision, e.happened_at and e.happened_at.hour) for e in entries]
    assert told == [
        (2024, "day", None),
        (2025, "year", None),
        (2025, "month", None),
        (2025, "between", None),
        (2025, "day", None),
        (2025, "day", 9),
        (2025, "day", 22),
        (2025, "before", None),
    ]
    assert entries == sorted(entries, key=lambda entry: rules.place(rules.of_entry(entry)))


def test_it_can_be_narrowed_to_an_agency_and_to_words(cast, timeline):
    assert queries.found(Search(review=timeline, agency=cast.agencies.police)).count() == 4
    assert queries.found(Search(review=timeline, words="SEEN at")).count() == 8
    assert not queries.found(Search(review=timeline, words="zebra")).exists()


def test_it_holds_nothing_of_another_review(cast, timeline):
    assert not queries.combined(type(timeline)(pk=0)).exists()


@pytest.mark.parametrize("more", [0, 20])
def test_its_queries_do_not_grow_with_the_entries(cast, timeline, asked, django_assert_num_queries, more):
    Entry.objects.bulk_create(
        Entry(
            submission=asked["health"].submission,
            happened_on=AT,
            source="Log",
            what="More",
            entered_by=cast.hana,
            entered_at=AT,
        )
        for _ in range(more)
    )
    with django_assert_num_queries(3):  # one for whose they are
        entries = list(queries.combined(timeline))
        assert [entry.submission.request.agency.name for entry in entries]
        assert queries.placed(entries) == {}


def test_who_was_asked_takes_a_fixed_number_of_queries(cast, review, asked, django_assert_num_queries):
    with django_assert_num_queries(3):
        rows = queries.asked(review, today=dt.date(2026, 5, 1))
        assert {row.words for row in rows} == {"Late"}
        assert [list(row.request.agency.contacts.all()) for row in rows]


def test_those_who_sign_are_the_agencys_own_and_the_leads_over_it(cast):
    on = AT.date()
    assert queries.signatories(cast.agencies.health, on=on) == [cast.hugo]
    assert queries.signatories(cast.agencies.gp, on=on) == [cast.wren]
    lead = Post.objects.create(user=cast.sam, role="agency_lead", agency=cast.agencies.icb, starts_on=on)
    assert queries.signatories(cast.agencies.gp, on=on) == [cast.sam, cast.wren]
    Post.objects.filter(pk=lead.pk).update(ends_on=on)
    assert queries.signatories(cast.agencies.gp, on=on + dt.timedelta(days=1)) == [cast.wren]


def test_only_the_children_on_the_list_have_ages(cast, review, asked):
    assert [birth.label for birth in queries.births(review)] == ["Child A"]
    assert queries.births(review, of=[]) == []


def test_an_agency_that_was_asked_is_not_offered_again(cast, review, asked):
    assert list(queries.agencies_to_ask(review)) == [cast.agencies.icb]


def test_each_agency_is_offered_once_those_of_the_case_first(cast, review, asked):
    other = steps.case_in_review(cast, at=AT)
    involve(other, cast.agencies.school, by=cast.priya, at=AT)
    offered = list(queries.agencies_to_ask(other))
    assert offered[0] == cast.agencies.school
    assert len(offered) == len(set(offered)) == 10
