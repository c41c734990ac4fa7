"""How do sessions come about, and who is asked to them?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.models import Review
from reviews.conversations import events, rules
from reviews.conversations.actions.after import keep_duties
from reviews.conversations.actions.calling_off import call_off
from reviews.conversations.actions.telling import followed, papers_title, tell
from reviews.conversations.models import Participant, Session
from reviews.conversations.rules import Expected
from reviews.documents.actions import attach_original, whose_change
from reviews.proceedings import queries as proceedings
from reviews.proceedings.models import What
from reviews.proceedings.rules import lower


@transaction.atomic
def plan_session(
    review: Review, *, held_on: dt.date, expected: Iterable[Expected], by: User, at: dt.datetime, on_behalf_of: str = "",
    original: UploadedFile | None = None, **details: Any,
) -> Session:  # fmt: skip
    """Plan a session, or record one that was held; it takes the next number. ``details`` are fields of the model."""
    expected = list(expected)
    _check_taken_place(held_on, expected, details, clock.date_of(at))
    _check_not_held(review, held_on, expected)
    number = records.next_number(review, review.sessions.all())
    session = Session.objects.create(
        review=review,
        number=number,
        held_on=held_on,
        entered_by=by,
        entered_at=at,
        on_behalf_of=on_behalf_of,
        **details,
    )
    attach_original(session, original, review=review, title=papers_title(session), by=by, at=at, office=True)
    _write_participants(session, expected, at=at)
    tell(events.PLANNED, review, f"session {session.number}", by=by, at=at, on_behalf_of=on_behalf_of)
    _follow(session, by=by, at=at)
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
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    **details: Any,
) -> None:
    """Change a session, who is expected and who came; somebody left out is struck out."""
    expected = list(expected)
    rules.check_stands(session)
    _check_taken_place(held_on, expected, details, clock.date_of(at))
    _check_not_held(session.review, held_on, expected, was=session)
    same_day = session.held_on == held_on
    details |= whose_change(
        session, on_behalf_of, original, review=session.review, title=papers_title(session), by=by, at=at, office=True
    )
    # Who entered it last changes each time, so that two who change only the participants notice each other.
    changes = records.change(session, revision=revision, held_on=held_on, **details, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
    if _write_participants(session, expected, at=at):
        changes["participants"] = "changed"
    tell(
        events.CHANGED, session.review, f"session {session.number}", by=by, at=at, changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    _follow(session, by=by, at=at, moved=not same_day)


def _check_taken_place(held_on: dt.date, expected: list[Expected], details: dict[str, Any], today: dt.date) -> None:
    rules.check_attendance(held_on, expected, today)
    rules.check_lasted(held_on, details.get("minutes_held"), today)


def _follow(session: Session, *, by: User, at: dt.datetime, moved: bool = False) -> None:
    """What is owed to those who took part, and what the report counts, follow a session."""
    keep_duties(session, at=at, moved=moved)
    followed(session.review, by=by, at=at)


def check_may_be_asked(session: Session, participants: Iterable[Participant]) -> None:
    """Raises ``NotYet`` where a conversation with one of these people has to wait on the day of the session."""
    review = session.review
    standing, listed = proceedings.standing(review), list(proceedings.practitioners(review))
    for one in participants:
        asked = Expected(one.role, one.agency, witness=one.witness)
        known, about = rules.like(asked, listed), f"{lower(one.role)}, {one.agency}"
        sentence = proceedings.held(review, What.TALK, witness=known, about=about, on=session.held_on, given=standing)
        if sentence:
            raise records.NotYet(sentence, field="to")


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
            "email": one.email,
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
    tell(events.CANCELLED, session.review, f"session {session.number}", by=by, at=at, changes=changes)
    if session.held_on >= clock.date_of(at):
        call_off(session, by=by, at=at)
    _follow(session, by=by, at=at)


@transaction.atomic
def restore_session(session: Session, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let a session stand again that was cancelled in error."""
    rules.check_cancelled(session)
    changes = records.change(session, revision=revision, cancelled_at=None, why_cancelled="")
    tell(events.RESTORED, session.review, f"session {session.number}", by=by, at=at, changes=changes)
    _follow(session, by=by, at=at)
