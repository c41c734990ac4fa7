"""How a meeting is planned, invited to, recorded and followed up."""

import datetime as dt
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from cspr import ics
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve
from reviews.documents.actions import add_document, withdraw
from reviews.meetings import actions, rules
from reviews.meetings.models import Attendance, FollowUp, Meeting
from reviews.meetings.rules import Guest
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
STARTS = AT + dt.timedelta(days=7)
OVER = STARTS + dt.timedelta(hours=2)
Came = Attendance.Came


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return referral.referred(cast, at=AT)


@pytest.fixture
def planned(cast, review):
    return plan(cast, review)


def plan(cast, review, *, starts_at=STARTS, kind=Meeting.Kind.RAPID_REVIEW, **more):
    return actions.plan_meeting(review, kind=kind, starts_at=starts_at, **more, by=cast.priya, at=AT)


def guest(person):
    return Guest(person.name, person.email, person, person.agency)


def test_a_planned_meeting_is_the_offices_duty_to_hold(cast, review, planned):
    duty = review.duties.open().get(kind="meetings.hold")
    assert (duty.due_on, duty.role, duty.thing_id) == (STARTS.date(), "business_support", planned.pk)
    assert duty.what == "hold the rapid review meeting and record who attended"
    assert TrailEntry.objects.get(kind="meetings.planned").subject == f"meeting {planned.pk}"


def test_a_meeting_in_the_past_is_recorded_and_not_invited_to(cast, review):
    held = plan(cast, review, starts_at=AT - dt.timedelta(days=1))
    assert TrailEntry.objects.filter(kind="meetings.recorded").exists()
    assert not review.duties.filter(kind="meetings.hold").exists()
    with pytest.raises(NotYet, match="begun already"):
        actions.invite(held, [guest(cast.hugo)], by=cast.priya, at=AT)
    actions.add_attended(held, [guest(cast.hugo)], by=cast.priya, at=AT)
    assert held.attendance.get().came == Came.CAME
    assert not Message.objects.exists()


def test_the_same_meeting_is_not_planned_twice(cast, review, planned):
    with pytest.raises(NotYet, match="planned for that time already"):
        plan(cast, review)
    assert plan(cast, review, kind=Meeting.Kind.OTHER).pk


@pytest.mark.parametrize("minutes, refused", [(4, True), (5, False), (600, False), (601, True)])
def test_a_meeting_lasts_between_five_minutes_and_ten_hours(minutes, refused):
    try:
        rules.check_length(minutes)
    except NotYet as refusal:
        assert refused and refusal.field == "minutes_long"
    else:
        assert not refused


def test_nothing_is_planned_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    monkeypatch.setattr("reviews.meetings.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        plan(cast, review)
    assert not Meeting.objects.exists()
    assert not review.duties.filter(kind="meetings.hold").exists()


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def test_each_guest_is_written_to_once_in_english_time(cast, planned):
    unsigned = Guest("Gwen Tarrant", "gwen@reedbed.example", None, cast.agencies.housing)
    actions.invite(planned, [guest(cast.hugo), unsigned, Guest("No address")], by=cast.priya, at=AT)
    assert set(Message.objects.values_list("to", flat=True)) == {"hugo@fenmarsh.example", "gwen@reedbed.example"}
    body = Message.objects.first().body
    for words in (
        "Monday 20 April 2026 at 11:00",
        "to be confirmed",
        "Priya Raman",
        "01632 960 100",
        planned.review.code,
    ):
        assert words in body, words
    with pytest.raises(NotYet, match="on the list of this meeting already"):
        actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    assert Message.objects.count() == 2


def events_to(person):
    sent = Message.objects.filter(to=person.email).order_by("pk")
    return [(ics.method_of(one.calendar), Calendar.from_ical(one.calendar).walk("VEVENT")[0]) for one in sent]


def test_the_calendar_is_invited_moved_and_cleared_with_one_entry(cast, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    later = STARTS + dt.timedelta(days=1)
    actions.change_meeting(planned, revision=planned.revision, starts_at=later, by=cast.priya, at=AT)
    actions.cancel(planned, revision=planned.revision, why="The judge is away.", by=cast.priya, at=AT)
    (first, invited), (second, moved), (third, cancelled) = events_to(cast.hugo)
    assert (first, second, third) == ("REQUEST", "REQUEST", "CANCEL")
    assert invited["uid"] == moved["uid"] == cancelled["uid"]
    assert invited["sequence"] < moved["sequence"] < cancelled["sequence"]
    assert (invited["dtstart"].dt, moved["dtstart"].dt, cancelled["status"]) == (STARTS, later, "CANCELLED")


def test_the_calendar_says_code_and_kind_and_nothing_else(cast, review):
    secret = {"place": "12 Staithe Lane", "agenda": "Jayden's injuries"}
    actions.invite(plan(cast, review, **secret), [guest(cast.hugo)], by=cast.priya, at=AT)
    ((_, event),) = events_to(cast.hugo)
    assert event["summary"] == f"Rapid review meeting, {review.code}"
    assert "location" not in event
    said = Message.objects.get().calendar
    assert "Staithe" not in said and "Jayden" not in said


def test_an_invitation_names_its_sender_phone_and_code_and_the_page_that_explains(cast, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    body = Message.objects.get().body
    for words in ("Priya Raman, Business manager", "01632 960 100", planned.review.code, "/help/invited/"):
        assert words in body, words


def test_an_invitation_that_came_back_is_written_again_to_another_address(cast, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    Message.objects.update(sent_at=AT)
    row = planned.attendance.get()
    actions.correct_address(row, revision=row.revision, email="hugo@new.example", by=cast.priya, at=AT)
    assert set(Message.objects.values_list("to", flat=True)) == {"hugo@fenmarsh.example", "hugo@new.example"}
    entry = TrailEntry.objects.get(kind="meetings.address")
    assert "new.example" not in str(entry.changes)


def test_one_that_waits_is_sent_to_the_other_address_alone(cast, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    row = planned.attendance.get()
    actions.correct_address(row, revision=row.revision, email="hugo@new.example", by=cast.priya, at=AT)
    assert Message.objects.get().to == "hugo@new.example"
    ((_, event),) = events_to(SimpleNamespace(email="hugo@new.example"))
    assert event["attendee"] == "mailto:hugo@new.example"


def test_a_move_tells_those_invited_and_moves_the_duty(cast, review, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    later = STARTS + dt.timedelta(days=1)
    actions.change_meeting(planned, revision=planned.revision, starts_at=later, by=cast.priya, at=AT)
    assert review.duties.open().get(kind="meetings.hold").due_on == later.date()
    assert Message.objects.filter(subject__startswith="Changed:").count() == 1
    actions.change_meeting(planned, revision=planned.revision, agenda="1. Returns", by=cast.priya, at=AT)
    assert Message.objects.count() == 2
    with pytest.raises(ChangedMeanwhile):
        actions.change_meeting(planned, revision=1, agenda="Old window", by=cast.priya, at=AT)


def test_a_cancelled_meeting_tells_those_invited_and_is_no_duty(cast, review, planned):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    actions.cancel(planned, revision=planned.revision, why="Not enough returns", by=cast.priya, at=AT)
    message = Message.objects.get(subject__startswith="Cancelled:")
    assert "Not enough returns" not in message.body
    assert not review.duties.open().filter(kind="meetings.hold").exists()
    with pytest.raises(NotYet, match="cancelled"):
        actions.write_notes(planned, revision=planned.revision, notes="x", by=cast.priya, at=OVER)


def test_a_meeting_that_has_begun_cannot_be_cancelled(cast, planned):
    with pytest.raises(NotYet, match="begun already"):
        actions.cancel(planned, revision=planned.revision, why="Late", by=cast.priya, at=OVER)


def test_attendance_meets_the_duty_and_keeps_the_deputys_name(cast, review, planned):
    one, two, three = actions.invite(
        planned, [guest(person) for person in (cast.hugo, cast.pete, cast.cora)], by=cast.priya, at=AT
    )
    came = {one.pk: (Came.CAME, ""), two.pk: (Came.DEPUTY, "Sergeant Lowe"), three.pk: (Came.APOLOGIES, "ignored")}
    with pytest.raises(NotYet, match="still to come"):
        actions.record_attendance(planned, came, by=cast.priya, at=AT)
    actions.record_attendance(planned, came, by=cast.priya, at=OVER)
    assert list(planned.attendance.values_list("came", "deputy")) == [
        (Came.CAME, ""), (Came.DEPUTY, "Sergeant Lowe"), (Came.APOLOGIES, ""),
    ]  # fmt: skip
    assert review.duties.get(kind="meetings.hold").met_on == STARTS.date()
    assert "Lowe" not in str(TrailEntry.objects.get(kind="meetings.attendance").changes)


def test_notes_are_kept_and_not_overwritten(cast, planned):
    actions.write_notes(planned, revision=1, notes="The returns were read.", by=cast.priya, at=OVER)
    with pytest.raises(ChangedMeanwhile):
        actions.write_notes(Meeting.objects.get(), revision=1, notes="Other", by=cast.cora, at=OVER)
    assert TrailEntry.objects.get(kind="meetings.notes").changes == {"notes": "changed"}


def test_papers_are_those_of_the_case_that_stand(cast, review, planned):
    paper = add_document(review, referral.paper("minutes.pdf"), title="Minutes", by=cast.priya, at=AT)
    gone = add_document(review, referral.paper("old.pdf"), title="Old", by=cast.priya, at=AT)
    withdraw(gone, revision=gone.revision, why="Wrong", by=cast.priya, at=AT)
    other = add_document(
        referral.referred(cast, at=AT), referral.paper("x.pdf"), title="Other case", by=cast.priya, at=AT
    )
    actions.choose_papers(planned, [paper], by=cast.priya, at=AT)
    assert planned.papers.get() == paper
    for wrong in (gone, other):
        with pytest.raises(NotYet):
            actions.choose_papers(planned, [wrong], by=cast.priya, at=AT)
    assert planned.papers.get() == paper


def test_a_follow_up_is_the_duty_of_one_person_or_one_agency(cast, review, planned):
    involve(review, cast.agencies.health, by=cast.priya, at=AT)
    mine = actions.add_follow_up(
        planned, what="Ring the aunt", due_on=OVER.date(), user=cast.cora, by=cast.priya, at=AT
    )
    theirs = actions.add_follow_up(
        planned, what="Check the record", due_on=None, agency=cast.agencies.health, by=cast.priya, at=AT
    )
    duties = {duty.thing_id: duty for duty in review.duties.open().filter(kind="meetings.follow_up")}
    assert (duties[mine.pk].user, duties[theirs.pk].agency) == (cast.cora, cast.agencies.health)
    assert "aunt" not in duties[mine.pk].what
    for debtor in ({}, {"user": cast.cora, "agency": cast.agencies.health}):
        with pytest.raises(NotYet) as refusal:
            actions.add_follow_up(planned, what="x", due_on=None, **debtor, by=cast.priya, at=AT)
        assert refusal.value.field == "who"


def test_a_follow_up_ends_done_or_dropped_and_its_duty_with_it(cast, review, planned):
    done, dropped = (
        actions.add_follow_up(planned, what=what, due_on=None, user=cast.cora, by=cast.priya, at=AT)
        for what in ("one", "two")
    )
    with pytest.raises(NotYet) as refusal:
        actions.finish_follow_up(done, revision=1, done_on=STARTS.date(), by=cast.cora, at=AT)
    assert refusal.value.field == "done_on"
    actions.finish_follow_up(done, revision=1, done_on=AT.date(), outcome="Rung.", by=cast.cora, at=OVER)
    actions.drop_follow_up(dropped, revision=1, why="Somebody else did it", by=cast.priya, at=OVER)
    met = {duty.thing_id: (duty.met_on, duty.withdrawn_at) for duty in review.duties.filter(kind="meetings.follow_up")}
    assert met == {done.pk: (AT.date(), None), dropped.pk: (None, OVER)}
    with pytest.raises(NotYet, match="closed already"):
        actions.finish_follow_up(
            FollowUp.objects.get(pk=dropped.pk), revision=2, done_on=AT.date(), by=cast.cora, at=OVER
        )


def test_a_follow_up_is_not_added_when_the_trail_cannot_be_written(cast, review, planned, monkeypatch):
    monkeypatch.setattr("reviews.meetings.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        actions.add_follow_up(planned, what="x", due_on=None, user=cast.cora, by=cast.priya, at=AT)
    assert not FollowUp.objects.exists()
    assert not review.duties.filter(kind="meetings.follow_up").exists()


def test_a_meeting_cancelled_in_error_takes_place_and_those_invited_are_told(cast, review, planned, client):
    actions.invite(planned, [guest(cast.hugo)], by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="not cancelled"):
        actions.restore(planned, revision=planned.revision, by=cast.priya, at=AT)
    actions.cancel(planned, revision=planned.revision, why="The wrong one", by=cast.priya, at=AT)
    actions.restore(planned, revision=planned.revision, by=cast.priya, at=AT)
    assert review.duties.open().get(kind="meetings.hold").due_on == STARTS.date()
    assert Message.objects.filter(subject__startswith="Takes place after all:").count() == 1
    assert events_to(cast.hugo)[-1][0] == "REQUEST"


def test_it_does_not_where_another_was_planned_in_its_place(cast, review, planned):
    actions.cancel(planned, revision=planned.revision, why="x", by=cast.priya, at=AT)
    plan(cast, review)
    with pytest.raises(NotYet, match="planned for that time already"):
        actions.restore(planned, revision=planned.revision, by=cast.priya, at=AT)
