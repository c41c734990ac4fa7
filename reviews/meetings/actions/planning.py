"""How is a meeting planned, changed and called off?"""

import datetime as dt

from django.db import transaction

from agencies.models import Partnership, User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import move_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.meetings import duties, events, narrative, queries, rules
from reviews.meetings.actions.agenda import build_agenda
from reviews.meetings.actions.telling import tell, write
from reviews.meetings.models import Meeting


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
    """Plan a meeting of a case, or record one that was held already; one to come is the office's duty to hold."""
    details = {"kind": kind, "starts_at": starts_at, "minutes_long": minutes_long, "place": place, "agenda": agenda}
    meeting = _plan(review.partnership, review, details, by=by, at=at)
    _owe_holding(meeting, by=by, at=at)
    return meeting


@transaction.atomic
def plan_subgroup(
    partnership: Partnership,
    *,
    starts_at: dt.datetime,
    minutes_long: int = 120,
    place: str = "",
    by: User,
    at: dt.datetime,
) -> Meeting:
    """Plan a meeting of the sub-group over all cases; its agenda is made at once out of what is open in each."""
    details = {"kind": Meeting.Kind.SUBGROUP, "starts_at": starts_at, "minutes_long": minutes_long, "place": place}
    meeting = _plan(partnership, None, details, by=by, at=at)
    _owe_holding(meeting, by=by, at=at)
    build_agenda(meeting, by=by, at=at)
    return meeting


def _owe_holding(meeting: Meeting, *, by: User, at: dt.datetime) -> None:
    """A meeting to come is the office's to hold; one of the sub-group, of whoever planned it."""
    if rules.has_begun(meeting, at):
        return
    due_on = clock.date_of(meeting.starts_at)
    if meeting.review is None:
        open_duty(None, duties.HOLD_SUBGROUP, at=at, due_on=due_on, user=by, thing_id=meeting.pk)
        return
    what = f"hold the {meeting.get_kind_display().lower()} and record who attended"
    role = Role.BUSINESS_SUPPORT
    open_duty(meeting.review, duties.HOLD, at=at, due_on=due_on, role=role, thing_id=meeting.pk, what=what)


def _check_free(partnership: Partnership, review: Review | None, kind: object, starts_at: object) -> None:
    same = Meeting.objects.filter(partnership=partnership, review=review, cancelled_at=None)
    if same.filter(kind=kind, starts_at=starts_at).exists():
        raise records.NotYet("A meeting of this kind is planned for that time already.", field="date")


def _plan(
    partnership: Partnership, review: Review | None, details: dict[str, object], *, by: User, at: dt.datetime
) -> Meeting:
    rules.check_length(int(str(details["minutes_long"])))
    _check_free(partnership, review, details["kind"], details["starts_at"])
    if details.get("place"):
        rules.check_place(str(details["place"]), queries.known_in(partnership, review))
    meeting = Meeting.objects.create(
        partnership=partnership, review=review, **details, entered_by=by, entered_at=at
    )  # fmt: skip
    event = events.RECORDED if rules.has_begun(meeting, at) else events.PLANNED
    tell(event, meeting, by=by, at=at, changes={"kind": details["kind"]})
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, revision: int, held_already: bool = True, by: User, at: dt.datetime, **details: object
) -> None:
    """Change when, where or what; those invited are told where time or place moved.

    Raises ``NotYet`` at ``date`` where the new moment has gone by and nobody said that the meeting was ``held_already``.
    """
    rules.check_stands(meeting)
    rules.check_length(int(str(details.get("minutes_long", meeting.minutes_long))))
    if not held_already:
        rules.check_not_into_the_past(meeting, details.get("starts_at"), at)
    if details.get("place") not in ("", None, meeting.place):
        rules.check_place(str(details["place"]), queries.known_in(meeting.partnership, meeting.review))
    before = (meeting.starts_at, meeting.minutes_long, meeting.place)
    changes = records.change(meeting, revision=revision, **details)
    if not changes:
        return
    _move_hold(meeting, by=by, at=at)
    if before != (meeting.starts_at, meeting.minutes_long, meeting.place) and not rules.has_begun(meeting, at):
        write(narrative.MOVED, meeting, meeting.attendance.all(), by=by, at=at)
    tell(events.CHANGED, meeting, by=by, at=at, changes=changes)


def _move_hold(meeting: Meeting, *, by: User, at: dt.datetime) -> None:
    """The duty to hold it moves along; what was held already is waiting only for its attendance to be recorded."""
    if rules.has_begun(meeting, at):
        return
    held_on = clock.date_of(meeting.starts_at)
    for duty in queries.duties_to_hold(meeting):
        if duty.due_on != held_on:
            move_duty(duty, due_on=held_on, why="The meeting was moved.", by=by, at=at)


@transaction.atomic
def cancel(meeting: Meeting, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Call a meeting off, with a reason; those invited are told."""
    rules.check_ahead(meeting, at)
    changes = records.change(meeting, revision=revision, cancelled_at=at, why_cancelled=why)
    withdraw_duties(meeting.review, duties.hold_of(meeting.review_id), thing_id=meeting.pk, at=at)
    write(narrative.CANCELLED, meeting, meeting.attendance.all(), by=by, at=at)
    tell(events.CANCELLED, meeting, by=by, at=at, changes=changes)


@transaction.atomic
def restore(meeting: Meeting, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let a meeting take place that was called off in error; those invited are told where it is still to come."""
    rules.check_cancelled(meeting)
    _check_free(meeting.partnership, meeting.review, meeting.kind, meeting.starts_at)
    changes = records.change(meeting, revision=revision, cancelled_at=None, why_cancelled="")
    _owe_holding(meeting, by=by, at=at)
    if not rules.has_begun(meeting, at):
        write(narrative.RESTORED, meeting, meeting.attendance.all(), by=by, at=at)
    tell(events.RESTORED, meeting, by=by, at=at, changes=changes)
