"""One's own duties and meetings, at an address nobody can guess."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from agencies.actions.people import let_back_in, record_leaving
from cspr.audit.models import TrailEntry
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.calendar import actions
from reviews.calendar.models import CalendarFeed
from reviews.case.actions import open_duty
from reviews.case.duties import DutyKind
from reviews.meetings import actions as meetings
from reviews.meetings.rules import Guest
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return referral.referred(cast, at=AT)


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def read(secret, **headers):
    return Client().get(reverse("calendar-feed", args=[secret]), headers=headers)


def events(secret):
    answer = read(secret)
    assert answer.status_code == 200
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def a_meeting(cast, review, days=7, **more):
    starts = AT + dt.timedelta(days=days)
    meeting = meetings.plan_meeting(review, kind="panel", starts_at=starts, **more, by=cast.priya, at=AT)
    meetings.invite(meeting, [Guest(cast.cora.name, cast.cora.email, cast.cora)], by=cast.priya, at=AT)
    return meeting


def test_it_holds_what_waits_for_one_and_where_one_is_invited(cast, review):
    meeting = a_meeting(cast, review)
    found = events(actions.make(cast.cora, at=AT))
    assert f"Review panel meeting, {review.code}" in found
    assert any(name.startswith("Due: ") and name.endswith(review.code) for name in found)
    assert f"Due: hold the meeting and record who attended, {review.code}" not in found  # the office's, not hers
    meetings.cancel(meeting, revision=meeting.revision, why="Snow.", by=cast.priya, at=AT)
    again = events(actions.make(cast.cora, at=AT))
    assert again[f"Review panel meeting, {review.code}"]["status"] == "CANCELLED"


def test_nothing_in_it_identifies_anybody_or_says_what_happened(cast, review):
    a_meeting(cast, review, place="12 Staithe Lane", agenda="Jayden")
    kind = DutyKind("test.kind", "do something", "case")
    open_duty(review, kind, at=AT, due_on=AT.date(), user=cast.cora, what="ring Jayden's aunt")
    said = read(actions.make(cast.cora, at=AT)).content.decode().replace("\r\n ", "")
    for secret in ("Staithe", "Jayden", "aunt", "Cora", "Whitlock", "@fenmarsh"):
        assert secret not in said, secret
    assert f"Due: something is due\\, {review.code}" in said


def test_the_address_is_shown_once_and_only_its_digest_is_kept(as_, cast, review):
    client = as_("cora")
    assert "Make my calendar address" in text(client.get(reverse("calendar")))
    made = client.post(reverse("calendar-make"))
    secret = re.search(r"/calendar/([\w-]{43})\.ics", made.content.decode())[1]
    assert "no-store" in made["Cache-Control"]
    assert events(secret)
    assert secret not in client.get(reverse("calendar")).content.decode()
    feed = CalendarFeed.objects.get()
    assert secret not in str(vars(feed)) and secret not in str(list(TrailEntry.objects.values()))


def test_a_new_address_ends_the_old_and_ending_ends_it(as_, cast):
    client = as_("cora")
    first, second = actions.make(cast.cora, at=AT), actions.make(cast.cora, at=AT)
    assert (read(first).status_code, read(second).status_code) == (404, 200)
    assert client.post(reverse("calendar-end")).status_code == 302
    assert read(second).status_code == 404
    kinds = TrailEntry.objects.filter(kind__startswith="calendar.").values_list("kind", flat=True)
    assert sorted(kinds) == ["calendar.ended", "calendar.made", "calendar.renewed"]


def test_whoever_leaves_has_none_and_does_not_get_it_back(cast):
    secret = actions.make(cast.cora, at=AT)
    record_leaving(cast.cora, revision=cast.cora.revision, left_on=AT.date(), by=cast.adam, at=AT)
    assert read(secret).status_code == 404
    assert actions.end_for_those_who_left(at=AT) == 1
    let_back_in(cast.cora, revision=cast.cora.revision, by=cast.adam, at=AT)
    assert read(secret).status_code == 404
    assert TrailEntry.objects.filter(kind="calendar.left").count() == 1


def test_a_role_that_ends_takes_its_duties_out(cast, review):
    secret = actions.make(cast.cora, at=AT)
    assert events(secret)
    cast.cora.posts.update(ends_on=AT.date() - dt.timedelta(days=1))
    assert events(secret) == {}


@pytest.mark.parametrize("secret", ["x", "a" * 43, "..", "%00", "é" * 20])
def test_what_is_no_address_is_not_there(db, secret):
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_a_calendar_that_asks_often_is_told_as_before(cast, review):
    secret = actions.make(cast.cora, at=AT)
    tag = read(secret)["ETag"]
    assert read(secret, if_none_match=tag).status_code == 304
    a_meeting(cast, review)
    assert read(secret, if_none_match=tag).status_code == 200


def test_many_dates_take_no_more_queries(cast, review):
    secret = actions.make(cast.cora, at=AT)

    def queries():
        with CaptureQueriesContext(connection) as found:
            read(secret)
        return len(found)

    a_meeting(cast, review)
    few = queries()
    kind = DutyKind("test.kind", "do something", "case")
    for number in range(20):
        a_meeting(cast, review, days=8 + number)
        open_duty(review, kind, at=AT, due_on=AT.date(), user=cast.cora, thing_id=number)
    assert queries() == few


def test_nothing_is_made_when_the_trail_cannot_be_written(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.calendar.actions.record", broken)
    with pytest.raises(RuntimeError):
        actions.make(cast.cora, at=AT)
    assert not CalendarFeed.objects.exists()


def test_making_and_ending_are_buttons(as_, cast):
    client = as_("cora")
    assert client.get(reverse("calendar-make")).status_code == client.get(reverse("calendar-end")).status_code == 405
    assert Client().post(reverse("calendar-make")).status_code in (302, 403)
