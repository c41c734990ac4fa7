"""Who is invited to a meeting, at which address, and who came?"""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.outbox import actions as outbox
from reviews.case.actions import meet_duty
from reviews.meetings import duties, events, narrative, queries, rules
from reviews.meetings.actions.telling import tell, write
from reviews.meetings.models import Attendance, Meeting


@transaction.atomic
def invite(meeting: Meeting, guests: Iterable[rules.Guest], *, by: User, at: dt.datetime) -> list[Attendance]:
    """Invite people; each who has an address is written to once. Whoever is invited already is left as they are."""
    rules.check_ahead(meeting, at)
    added = _add(meeting, guests, came=Attendance.Came.INVITED)
    write(narrative.INVITATION, meeting, added, by=by, at=at)
    for row in added:
        tell(events.INVITED, meeting, by=by, at=at, changes={"attendance": row.pk})
    return added


@transaction.atomic
def add_attended(meeting: Meeting, guests: Iterable[rules.Guest], *, by: User, at: dt.datetime) -> list[Attendance]:
    """Add people who attended a meeting without an invitation."""
    rules.check_begun(meeting, at)
    added = _add(meeting, guests, came=Attendance.Came.CAME)
    for row in added:
        tell(events.ATTENDED, meeting, by=by, at=at, changes={"attendance": row.pk})
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
def correct_address(row: Attendance, *, revision: int, email: str, by: User, at: dt.datetime) -> None:
    """Send somebody's invitation to another address, because the first bounced, was refused or was another's.

    What still waits for the old address goes to the new one; what went there is written once more.
    """
    meeting = row.meeting
    rules.check_ahead(meeting, at)
    waiting = queries.last_message(row)
    if email.casefold() == row.email.casefold() and not (waiting and waiting.sent_at):
        raise records.NotYet("This is the address the invitation goes to already. Enter another one.", field="email")
    changes = records.change(row, revision=revision, email=email) or {"email": "sent again"}
    if not (waiting and outbox.send_again(waiting, to=email)):
        write(narrative.INVITATION, meeting, [row], by=by, at=at)
    tell(events.ADDRESS, meeting, by=by, at=at, changes={"attendance": row.pk, **changes})


@transaction.atomic
def record_attendance(meeting: Meeting, came: Mapping[int, tuple[str, str]], *, by: User, at: dt.datetime) -> None:
    """Record who came: attendance number → (came, name of the deputy). The duty to hold the meeting is met."""
    rules.check_begun(meeting, at)
    changes = {}
    for row in meeting.attendance.all():
        answer, deputy = came.get(row.pk, (row.came, row.deputy))
        if records.change(row, came=answer, deputy=deputy if answer == Attendance.Came.DEPUTY else ""):
            changes[str(row.pk)] = answer
    kind, held_on = duties.hold_of(meeting.review_id), clock.date_of(meeting.starts_at)
    meet_duty(meeting.review, kind, met_on=held_on, at=at, thing_id=meeting.pk)
    tell(events.ATTENDANCE, meeting, by=by, at=at, changes=changes)
