"""How does a meeting change? Each action checks its rule, writes, files duties and tells the trail."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.shipped import Letter
from cspr.outbox import actions as outbox
from reviews.case.actions import meet_duty, move_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.documents.models import Document
from reviews.meetings import duties, events, narrative, rules
from reviews.meetings.models import Attendance, FollowUp, Meeting


@transaction.atomic
def plan_meeting(
    review: Review,
    *,
    kind: str,
    starts_at: dt.datetime,
    minutes_long: int = 90,
    place: str = "",
    agenda: str = "",
    by: User,
    at: dt.datetime,
) -> Meeting:
    """Plan a meeting, or record one that was held already; one to come is the office's duty to hold."""
    rules.check_length(minutes_long)
    if review.meetings.filter(kind=kind, starts_at=starts_at, cancelled_at=None).exists():
        raise records.NotYet("A meeting of this kind is planned for that time already.", field="date")
    meeting = Meeting.objects.create(
        review=review, kind=kind, starts_at=starts_at, minutes_long=minutes_long, place=place, agenda=agenda,
        entered_by=by, entered_at=at,
    )  # fmt: skip
    to_come = not rules.has_begun(meeting, at)
    if to_come:
        open_duty(
            review, duties.HOLD, at=at, due_on=clock.date_of(starts_at), role=Role.BUSINESS_SUPPORT,
            thing_id=meeting.pk, what=f"hold the {meeting.get_kind_display().lower()} and record who attended",
        )  # fmt: skip
    _tell(events.PLANNED if to_come else events.RECORDED, meeting, by=by, at=at, changes={"kind": kind})
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, revision: int, by: User, at: dt.datetime, **details: object) -> None:
    """Change when, where or what; those invited are told where time or place moved."""
    rules.check_stands(meeting)
    rules.check_length(int(str(details.get("minutes_long", meeting.minutes_long))))
    before = (meeting.starts_at, meeting.minutes_long, meeting.place)
    changes = records.change(meeting, revision=revision, **details)
    if not changes:
        return
    _move_hold(meeting, by=by, at=at)
    if before != (meeting.starts_at, meeting.minutes_long, meeting.place) and not rules.has_begun(meeting, at):
        _write(narrative.MOVED, meeting, meeting.attendance.exclude(email=""), by=by, at=at)
    _tell(events.CHANGED, meeting, by=by, at=at, changes=changes)


def _move_hold(meeting: Meeting, *, by: User, at: dt.datetime) -> None:
    held_on = clock.date_of(meeting.starts_at)
    for duty in meeting.review.duties.open().filter(kind=duties.HOLD.code, thing_id=meeting.pk):
        if duty.due_on != held_on:
            move_duty(duty, due_on=held_on, why="The meeting was moved.", by=by, at=at)


@transaction.atomic
def cancel(meeting: Meeting, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Call a meeting off, with a reason; those invited are told."""
    rules.check_ahead(meeting, at)
    changes = records.change(meeting, revision=revision, cancelled_at=at, why_cancelled=why)
    withdraw_duties(meeting.review, duties.HOLD, thing_id=meeting.pk, at=at)
    _write(narrative.CANCELLED, meeting, meeting.attendance.exclude(email=""), by=by, at=at)
    _tell(events.CANCELLED, meeting, by=by, at=at, changes=changes)


@transaction.atomic
def invite(meeting: Meeting, guests: Iterable[rules.Guest], *, by: User, at: dt.datetime) -> list[Attendance]:
    """Invite people; each who has an address is written to once. Whoever is invited already is left as they are."""
    rules.check_ahead(meeting, at)
    added = _add(meeting, guests, came=Attendance.Came.INVITED)
    _write(narrative.INVITATION, meeting, [row for row in added if row.email], by=by, at=at)
    for row in added:
        _tell(events.INVITED, meeting, by=by, at=at, changes={"attendance": row.pk})
    return added


@transaction.atomic
def add_attended(meeting: Meeting, guests: Iterable[rules.Guest], *, by: User, at: dt.datetime) -> list[Attendance]:
    """Add people who attended a meeting without an invitation."""
    rules.check_begun(meeting, at)
    added = _add(meeting, guests, came=Attendance.Came.CAME)
    for row in added:
        _tell(events.ATTENDED, meeting, by=by, at=at, changes={"attendance": row.pk})
    return added


def _add(meeting: Meeting, guests: Iterable[rules.Guest], *, came: str) -> list[Attendance]:
    there = {(row.user_id, row.name.casefold(), row.agency_id) for row in meeting.attendance.all()}
    users = {user_id for user_id, _, _ in there if user_id}
    added = []
    for guest in guests:
        agency_id = guest.agency.pk if guest.agency else None
        if (guest.user and guest.user.pk in users) or (None, guest.name.casefold(), agency_id) in there:
            continue
        row = Attendance.objects.create(
            meeting=meeting, name=guest.name, email=guest.email, user=guest.user, agency=guest.agency, came=came
        )
        added.append(row)
    if not added:
        raise records.NotYet("Everybody you chose is on the list of this meeting already.")
    return added


@transaction.atomic
def record_attendance(meeting: Meeting, came: Mapping[int, tuple[str, str]], *, by: User, at: dt.datetime) -> None:
    """Record who came: attendance number → (came, name of the deputy). The duty to hold the meeting is met."""
    rules.check_begun(meeting, at)
    changes = {}
    for row in meeting.attendance.all():
        answer, deputy = came.get(row.pk, (row.came, row.deputy))
        if records.change(row, came=answer, deputy=deputy if answer == Attendance.Came.DEPUTY else ""):
            changes[str(row.pk)] = answer
    meet_duty(meeting.review, duties.HOLD, met_on=clock.date_of(meeting.starts_at), at=at, thing_id=meeting.pk)
    _tell(events.ATTENDANCE, meeting, by=by, at=at, changes=changes)


@transaction.atomic
def choose_papers(meeting: Meeting, papers: Iterable[Document], *, by: User, at: dt.datetime) -> None:
    """Say which papers of the case lie before the meeting."""
    rules.check_stands(meeting)
    chosen = list(papers)
    if any(paper.review_id != meeting.review_id or paper.withdrawn_at for paper in chosen):
        raise records.NotYet("One of these papers cannot be used here. Choose again.", field="papers")
    before = set(meeting.papers.values_list("pk", flat=True))
    meeting.papers.set(chosen)
    after = {paper.pk for paper in chosen}
    if before != after:
        _tell(events.PAPERS, meeting, by=by, at=at, changes={"papers": [sorted(before), sorted(after)]})


@transaction.atomic
def write_notes(meeting: Meeting, *, revision: int, notes: str, by: User, at: dt.datetime) -> None:
    """Write down what was said and agreed; before the meeting they are preparation."""
    rules.check_stands(meeting)
    changes = records.change(meeting, revision=revision, notes=notes)
    if changes:
        _tell(events.NOTES, meeting, by=by, at=at, changes=changes)


@transaction.atomic
def add_follow_up(
    meeting: Meeting,
    *,
    what: str,
    due_on: dt.date | None,
    user: User | None = None,
    agency: Agency | None = None,
    by: User,
    at: dt.datetime,
) -> FollowUp:
    """Note something agreed that a person or an agency is to do; it becomes their duty."""
    rules.check_stands(meeting)
    if (user is None) == (agency is None):
        raise records.NotYet("Say who is to do this: one person or one agency.", field="who")
    follow_up = FollowUp.objects.create(meeting=meeting, what=what, user=user, agency=agency, due_on=due_on)
    open_duty(meeting.review, duties.FOLLOW_UP, at=at, due_on=due_on, user=user, agency=agency, thing_id=follow_up.pk)
    _tell(events.FOLLOW_UP, meeting, by=by, at=at, changes={"follow_up": follow_up.pk})
    return follow_up


@transaction.atomic
def finish_follow_up(
    follow_up: FollowUp, *, revision: int, done_on: dt.date, outcome: str = "", by: User, at: dt.datetime,
    on_behalf_of: str = "",
) -> None:  # fmt: skip
    """Record that a follow-up was done, on the day it was."""
    rules.check_open(follow_up)
    check_not_in_future(done_on, clock.date_of(at), field="done_on", name="The date it was done")
    changes = records.change(follow_up, revision=revision, done_on=done_on, outcome=outcome)
    meeting = follow_up.meeting
    meet_duty(meeting.review, duties.FOLLOW_UP, met_on=done_on, at=at, thing_id=follow_up.pk)
    _tell(events.FOLLOW_UP_DONE, meeting, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Record that a follow-up is no longer needed, and why."""
    rules.check_open(follow_up)
    changes = records.change(follow_up, revision=revision, dropped_at=at, outcome=why)
    withdraw_duties(follow_up.meeting.review, duties.FOLLOW_UP, thing_id=follow_up.pk, at=at)
    _tell(events.FOLLOW_UP_DROPPED, follow_up.meeting, by=by, at=at, changes=changes)


def _write(letter: Letter, meeting: Meeting, rows: Iterable[Attendance], *, by: User, at: dt.datetime) -> None:
    """Put a message for each of these people into the outbox; the revision tells a second move from the first."""
    subject, body = narrative.tell_of(letter, meeting, by)
    code = meeting.review.code
    for row in rows:
        key = f"{letter.code}:{row.pk}:{meeting.revision}"
        outbox.write(key, to=row.email, subject=subject, body=body, at=at, review_code=code)


def _tell(
    event: events.Event, meeting: Meeting, *, by: User, at: dt.datetime, changes: dict, on_behalf_of: str = ""
) -> None:
    record(
        event, by=by, at=at, review_code=meeting.review.code, subject=f"meeting {meeting.pk}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
