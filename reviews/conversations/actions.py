"""How do conversations come about, and what becomes of the notes? Notes are the reviewer's until released."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.conversations import events, queries, rules
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, Session
from reviews.conversations.rules import Expected
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.proceedings import queries as proceedings
from reviews.proceedings.models import What
from reviews.proceedings.rules import lower


def _tell(
    event: Event,
    review: Review,
    subject: str,
    *,
    by: User,
    at: dt.datetime,
    changes: Any = None,
    on_behalf_of: str = "",
) -> None:
    record(event, by=by, at=at, review_code=review.code, subject=subject, changes=changes, on_behalf_of=on_behalf_of)


# Guided points -----------------------------------------------------------------------------------------


@transaction.atomic
def start_points(
    review: Review, *, version: int, introduction: str, points: list[str], by: User, at: dt.datetime
) -> GuidedPoints:
    """Begin the first version of the points, or the next one after a version that was sent."""
    rules.check_next(queries.all_points(review).first(), version)
    made = GuidedPoints.objects.create(
        review=review, version=version, introduction=introduction, points=points, entered_by=by, entered_at=at
    )
    _tell(events.POINTS_STARTED, review, f"points version {version}", by=by, at=at)
    return made


@transaction.atomic
def change_points(
    made: GuidedPoints, *, revision: int, introduction: str, points: list[str], by: User, at: dt.datetime
) -> None:
    """Change a draft."""
    rules.check_unsent(made)
    changes = records.change(made, revision=revision, introduction=introduction, points=points)
    _tell(events.POINTS_CHANGED, made.review, f"points version {made.version}", by=by, at=at, changes=changes)


@transaction.atomic
def mark_sent(made: GuidedPoints, *, revision: int, sent_on: dt.date, by: User, at: dt.datetime) -> None:
    """Record the day on which a version went to the participants; it stays as it is from then on."""
    rules.check_unsent(made)
    check_not_in_future(sent_on, clock.date_of(at), field="sent_on", name="The day they were sent")
    if not made.points:
        raise records.NotYet("There is no point to send yet.")
    changes = records.change(made, revision=revision, sent_on=sent_on)
    _tell(events.POINTS_SENT, made.review, f"points version {made.version}", by=by, at=at, changes=changes)


# Sessions ------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_session(
    review: Review, *, held_on: dt.date, expected: Iterable[Expected], by: User, at: dt.datetime, **details: Any
) -> Session:
    """Plan a session, or record one that was held; it takes the next number. ``details`` are fields of the model."""
    expected = list(expected)
    rules.check_attendance(held_on, expected, clock.date_of(at))
    _check_not_held(review, held_on, expected)
    number = records.next_number(review, review.sessions.all())
    session = Session.objects.create(
        review=review, number=number, held_on=held_on, entered_by=by, entered_at=at, **details
    )
    _write_participants(session, expected, at=at)
    _tell(events.PLANNED, review, f"session {session.number}", by=by, at=at)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    revision: int,
    held_on: dt.date,
    expected: Iterable[Expected],
    by: User,
    at: dt.datetime,
    **details: Any,
) -> None:
    """Change a session, who is expected and who came; somebody left out is struck out."""
    expected = list(expected)
    rules.check_stands(session)
    rules.check_attendance(held_on, expected, clock.date_of(at))
    _check_not_held(session.review, held_on, expected, was=session)
    # Who entered it last changes each time, so that two who change only the participants notice each other.
    changes = records.change(session, revision=revision, held_on=held_on, **details, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
    if _write_participants(session, expected, at=at):
        changes["participants"] = "changed"
    _tell(events.CHANGED, session.review, f"session {session.number}", by=by, at=at, changes=changes)


def _check_not_held(review: Review, held_on: dt.date, expected: list[Expected], *, was: Session | None = None) -> None:
    """Nobody is asked to a conversation that has to wait on that day; whoever was asked already may stay as recorded."""
    standing, listed = proceedings.standing(review), list(proceedings.practitioners(review))
    if was is None and not expected:
        rules.check_held_on(proceedings.held(review, What.CONVERSATIONS, on=held_on, given=standing))
    same_day = was is not None and was.held_on == held_on
    kept = {one.pk: one for one in was.participants.filter(void_at=None)} if was and same_day else {}
    for one in expected:
        there = kept.get(one.pk or 0)
        if one.came is False or (there and (there.role, there.agency_id) == (one.role, one.agency.pk)):
            continue
        known, about = rules.like(one, listed), f"{lower(one.role)}, {one.agency}"
        sentence = proceedings.held(review, What.TALK, witness=known, about=about, on=held_on, given=standing)
        rules.check_may_meet(one, sentence)


def _write_participants(session: Session, expected: list[Expected], *, at: dt.datetime) -> bool:
    """Make the standing participants these. Says whether anything changed."""
    standing = {one.pk: one for one in session.participants.filter(void_at=None)}
    gone = standing.keys() - {one.pk for one in expected}
    changed = bool(session.participants.filter(pk__in=gone).update(void_at=at))
    for one in expected:
        values = {
            "role": one.role, "agency": one.agency, "name": one.name, "came": one.came, "witness": one.witness,
        }  # fmt: skip
        if one.pk in standing:
            changed |= bool(records.change(standing[one.pk], **values))
        else:
            Participant.objects.create(session=session, **values)
            changed = True
    return changed


@transaction.atomic
def cancel_session(session: Session, *, revision: int, why_cancelled: str, by: User, at: dt.datetime) -> None:
    """Cancel a session that did not take place, with a reason; its number is not given again."""
    rules.check_may_cancel(session, session.participants.filter(void_at=None, came=True).exists())
    changes = records.change(session, revision=revision, cancelled_at=at, why_cancelled=why_cancelled)
    _tell(events.CANCELLED, session.review, f"session {session.number}", by=by, at=at, changes=changes)


@transaction.atomic
def restore_session(session: Session, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let a session stand again that was cancelled in error."""
    rules.check_cancelled(session)
    changes = records.change(session, revision=revision, cancelled_at=None, why_cancelled="")
    _tell(events.RESTORED, session.review, f"session {session.number}", by=by, at=at, changes=changes)


# Notes -----------------------------------------------------------------------------------------------------


@transaction.atomic
def write_notes(
    session: Session,
    *,
    lines: Iterable[tuple[str, str]],
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> list[ConversationNote]:
    """Keep what was said: each pair of point and text is a note of its own, so that it can be released alone.

    The office may enter what the reviewer, or a participant, gave on paper. The paper stays with the office: the review
    team must not read there what is not released.
    """
    rules.check_stands(session)
    if given_on:
        check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day they were given")
    check_not_in_future(session.held_on, clock.date_of(at), field="", name="A session with notes")
    paper = _paper(session, original, by=by, at=at, on_behalf_of=on_behalf_of)
    made = [
        ConversationNote.objects.create(
            session=session,
            point=point,
            text=text,
            given_on=given_on,
            original=paper,
            entered_by=by,
            entered_at=at,
            on_behalf_of=on_behalf_of,
        )  # fmt: skip
        for point, text in lines
    ]
    if not made:
        raise records.NotYet("Write at least one note.")
    _tell(
        events.NOTED, session.review, f"session {session.number}", by=by, at=at, changes={"notes": len(made)},
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return made


def _paper(
    session: Session, original: UploadedFile | None, *, by: User, at: dt.datetime, on_behalf_of: str
) -> Document | None:
    if not original:
        return None
    try:
        return add_document(
            session.review, original, title=f"Notes of session {session.number} as they were given", by=by, at=at,
            sensitivity=Document.Sensitivity.OFFICE, belongs_to=f"session:{session.pk}", on_behalf_of=on_behalf_of,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="original") from None


@transaction.atomic
def change_note(note: ConversationNote, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Change the words of a note, its point, or whether it may be quoted."""
    rules.check_note(note)
    changes = records.change(note, revision=revision, **values)
    _tell(events.NOTE_CHANGED, note.session.review, f"note {note.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def release(note: ConversationNote, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let the review team read a note."""
    rules.check_note(note)
    records.change(note, revision=revision, released_at=note.released_at or at)
    _tell(events.RELEASED, note.session.review, f"note {note.pk}", by=by, at=at)


@transaction.atomic
def take_back(note: ConversationNote, *, revision: int, by: User, at: dt.datetime) -> None:
    """Hide a released note from the review team again."""
    rules.check_note(note)
    records.change(note, revision=revision, released_at=None)
    _tell(events.TAKEN_BACK, note.session.review, f"note {note.pk}", by=by, at=at)


@transaction.atomic
def void_note(note: ConversationNote, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a note as made in error; nobody reads it any more, and its row stays."""
    rules.check_note(note)
    changes = records.change(note, revision=revision, void_at=at, why_void=why_void)
    _tell(events.NOTE_VOIDED, note.session.review, f"note {note.pk}", by=by, at=at, changes=changes)
