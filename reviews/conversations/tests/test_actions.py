"""What changes around a conversation, and who may read what of it?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.conversations import actions, queries
from reviews.conversations.actions import telling
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, Session
from reviews.conversations.rules import Expected
from reviews.conversations.tests import steps
from reviews.panel.tests.steps import a_review_under_way

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY, TOMORROW = dt.date(2026, 3, 12), dt.date(2026, 3, 13)
pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    return a_review_under_way(cast, at=AT)


def plan(cast, review, *expected, **more):
    details = {"form": "one", "mode": "video", "minutes_long": 90, "points": None, "held_on": DAY} | more
    return actions.plan_session(review, expected=expected, **details, by=cast.priya, at=AT)


def test_sent_points_stay_and_the_next_version_follows(cast, review):
    first = actions.start_points(review, version=1, introduction="", points=["One"], by=cast.luca, at=AT)
    assert queries.points_in_force(review) == first
    actions.change_points(first, revision=1, introduction="Hello", points=["One", "Two"], by=cast.luca, at=AT)
    session = plan(cast, review, Expected("Nurse", cast.agencies.health))
    steps.sent_ahead(cast, session, first, at=AT)
    with pytest.raises(NotYet):
        actions.change_points(first, revision=3, introduction="", points=[], by=cast.luca, at=AT)
    second = actions.start_points(review, version=2, introduction="", points=["New"], by=cast.luca, at=AT)
    assert queries.points_in_force(review) == first
    steps.sent_ahead(cast, session, second, at=AT)
    assert queries.points_in_force(review) == second
    assert "Hello" not in str(list(TrailEntry.objects.values_list("changes", flat=True)))


def test_sessions_are_numbered_and_a_number_is_not_given_again(cast, review):
    first = plan(cast, review, held_on=TOMORROW)
    actions.cancel_session(first, revision=1, why_cancelled="Postponed", by=cast.priya, at=AT)
    assert plan(cast, review).number == 2
    with pytest.raises(NotYet):
        actions.change_session(first, revision=2, held_on=DAY, expected=[], by=cast.priya, at=AT)


def test_participants_come_go_and_are_recorded_as_having_come(cast, review):
    health, police = cast.agencies.health, cast.agencies.police
    session = plan(cast, review, Expected("Midwife", health), Expected("Officer", police))
    midwife, officer = session.participants.order_by("pk")
    expected = [
        Expected("Midwife", health, came=True, pk=midwife.pk),
        Expected("Teacher", cast.agencies.school, came=False),
    ]
    actions.change_session(session, revision=1, held_on=DAY, expected=expected, mode="phone", by=cast.luca, at=AT)
    officer.refresh_from_db()
    assert officer.void_at == AT
    assert list(session.participants.filter(void_at=None).values_list("role", "came")) == [
        ("Midwife", True), ("Teacher", False),
    ]  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        stale = Session.objects.get(pk=session.pk)
        actions.change_session(stale, revision=1, held_on=DAY, expected=[], by=cast.priya, at=AT)
    with pytest.raises(NotYet):
        actions.cancel_session(session, revision=2, why_cancelled="x", by=cast.priya, at=AT)


def test_the_figures_count_what_was_held_and_who_came(cast, review, django_assert_num_queries):
    assert queries.figures(review) == queries.Figures(0, 0, 0)
    steps.conversations_held(cast, review, at=AT)
    plan(cast, review, Expected("Nurse", cast.agencies.refuge), held_on=TOMORROW)
    cancelled = plan(cast, review, Expected("Nurse", cast.agencies.refuge), held_on=TOMORROW)
    actions.cancel_session(cancelled, revision=1, why_cancelled="x", by=cast.priya, at=AT)
    with django_assert_num_queries(1):
        figures = queries.figures(review)
    assert (figures.sessions, figures.participants, figures.agencies) == (4, 6, 5)
    assert figures.minutes_long == (90,) and figures.modes == ("In person", "Video call")
    assert cast.agencies.refuge.name not in figures.agency_names


def test_notes_are_the_reviewers_until_released_one_by_one(cast, review):
    session = plan(cast, review)
    first, second = actions.write_notes(session, lines=[("A", "one"), ("A", "two")], by=cast.luca, at=AT)
    assert list(queries.notes(session, of_reviewer=True)) == [first, second]
    assert list(queries.notes(session, of_reviewer=False)) == []
    actions.release(first, revision=1, by=cast.luca, at=AT)
    assert list(queries.notes(session, of_reviewer=False)) == [first]
    assert queries.sessions(review, notes_of_reviewer=False).get().readable == 1
    assert queries.sessions(review, notes_of_reviewer=True).get().readable == 2
    actions.take_back(first, revision=2, by=cast.luca, at=AT)
    assert list(queries.notes(session, of_reviewer=False)) == []
    actions.void_note(second, revision=1, why_void="Wrong session", by=cast.luca, at=AT)
    assert list(queries.notes(session, of_reviewer=True)) == [first]
    with pytest.raises(NotYet):
        actions.release(second, revision=2, by=cast.luca, at=AT)


def test_there_are_no_notes_of_a_session_still_to_come_or_cancelled(cast, review):
    session = plan(cast, review, held_on=TOMORROW)
    with pytest.raises(NotYet):
        actions.write_notes(session, lines=[("A", "one")], by=cast.luca, at=AT)
    with pytest.raises(NotYet):
        actions.write_notes(plan(cast, review), lines=[], by=cast.luca, at=AT)


def test_the_trail_never_says_what_was_said(cast, review):
    steps.conversations_held(cast, review, at=AT)
    told = str(list(TrailEntry.objects.values_list("sentence", "subject", "changes")))
    assert not any(words in told for words in steps.SAID)


CHANGES = {
    "points": lambda c, r, s, n: actions.start_points(r, version=1, introduction="", points=["a"], by=c.luca, at=AT),
    "plan": lambda c, r, s, n: plan(c, r, Expected("Nurse", c.agencies.health)),
    "change": lambda c, r, s, n: actions.change_session(
        s, revision=1, held_on=DAY, expected=[Expected("Nurse", c.agencies.health)], mode="phone", by=c.luca, at=AT
    ),
    "cancel": lambda c, r, s, n: actions.cancel_session(s, revision=1, why_cancelled="x", by=c.luca, at=AT),
    "notes": lambda c, r, s, n: actions.write_notes(s, lines=[("a", "b")], by=c.luca, at=AT),
    "change note": lambda c, r, s, n: actions.change_note(n, revision=1, text="new", by=c.luca, at=AT),
    "release": lambda c, r, s, n: actions.release(n, revision=1, by=c.luca, at=AT),
    "void": lambda c, r, s, n: actions.void_note(n, revision=1, why_void="x", by=c.luca, at=AT),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, review, monkeypatch, name):
    session = plan(cast, review)
    note = actions.write_notes(session, lines=[("A", "one")], by=cast.luca, at=AT)[0]

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(telling, "record", fails)
    tables = (GuidedPoints, Session, Participant, ConversationNote)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, review, session, note)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_a_session_cancelled_in_error_stands_again(cast, review, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    session = plan(cast, review, held_on=TOMORROW)
    page = reverse("conversations-restore", args=[review.code, session.pk])
    client.force_login(cast.priya)
    assert client.get(page).status_code == 404
    actions.cancel_session(session, revision=1, why_cancelled="Postponed", by=cast.priya, at=AT)
    assert page in client.get(reverse("conversations-session", args=[review.code, session.pk])).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"revision": 2}).status_code == 302
    session.refresh_from_db()
    assert (session.cancelled_at, session.why_cancelled) == (None, "")
    assert TrailEntry.objects.filter(kind="conversations.restored").exists()
    with pytest.raises(NotYet):
        actions.restore_session(session, revision=3, by=cast.priya, at=AT)
