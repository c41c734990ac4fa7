"""May these points or this session still change, and has the conversation taken place?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency
from cspr.records import NotYet
from reviews.conversations.models import ConversationNote, GuidedPoints, Session
from reviews.proceedings.models import Witness

LONGEST_POINT = 300
# What is proposed for the first version; the reviewer changes it.
PROPOSED_INTRODUCTION = (
    "Thank you for giving your time. We want to understand how things looked to you then, not to judge anybody with "
    "what is known now. Nothing you say is linked to your name."
)
PROPOSED_POINTS = (
    "What was your part with the child and the family, and over what time?",
    "Who lived in or came to the home, and how did you know?",
    "What worried you, what reassured you, and whom did you tell?",
    "What helped you and what got in your way: time, supervision, systems, other agencies?",
    "What did the child say or show, and how was it heard?",
    "What has changed in your work since, and what would you change next?",
    "Is there anything we have not asked?",
)


@dataclass(frozen=True)
class Expected:
    """A participant as typed: the row that stands (if any), who they are, and whether they came; ``place`` is their row."""

    role: str
    agency: Agency
    name: str = ""
    came: bool | None = None
    pk: int | None = None
    witness: Witness | None = None
    place: str = ""


def check_unsent(points: GuidedPoints) -> None:
    """Raises ``NotYet`` where the participants have this version already."""
    if points.sent_on:
        raise NotYet("The participants have this version. Begin the next one to change it.")


def check_next(latest: GuidedPoints | None, version: int) -> None:
    """Raises ``NotYet`` unless ``version`` follows the latest, which was sent."""
    if version != (latest.version + 1 if latest else 1) or (latest and not latest.sent_on):
        raise NotYet("Somebody else has begun this version meanwhile. Open it and make your changes there.")


def check_stands(session: Session) -> None:
    """Raises ``NotYet`` where the session was cancelled."""
    if session.cancelled_at:
        raise NotYet("This session was cancelled.")


def check_attendance(held_on: dt.date, expected: Iterable[Expected], today: dt.date) -> None:
    """Raises ``NotYet`` where somebody is said to have come, or not, to a session that is still to come."""
    if held_on > today and any(one.came is not None for one in expected):
        raise NotYet("This session is still to come. Say who came once it has taken place.", field="held_on")


def check_may_cancel(session: Session, somebody_came: bool) -> None:
    """Raises ``NotYet`` where the session took place."""
    check_stands(session)
    if somebody_came:
        raise NotYet("People came to this session, so it took place. Correct who came first, if that is wrong.")


def check_cancelled(session: Session) -> None:
    if not session.cancelled_at:
        raise NotYet("This session is not cancelled.")


def check_note(note: ConversationNote) -> None:
    """Raises ``NotYet`` where the note was recorded as made in error."""
    if note.void_at:
        raise NotYet("This note was recorded as made in error.")


def like(one: Expected, listed: Iterable[Witness]) -> Witness | None:
    """The listed practitioner a participant is: the one chosen, else the first of the same role and agency."""
    if one.witness:
        return one.witness
    role = one.role.strip().casefold()
    return next((found for found in listed if (found.role.casefold(), found.agency_id) == (role, one.agency.pk)), None)


def check_may_meet(one: Expected, sentence: str) -> None:
    """Raises ``NotYet`` beside a participant with whom a conversation has to wait."""
    if not sentence:
        return
    if one.witness is None:
        sentence += f" If somebody else is meant, say so in the role, such as “second {one.role.strip().lower()}”."
    raise NotYet(sentence, field=f"{one.place}-role" if one.place else None)


def check_held_on(sentence: str) -> None:
    """Raises ``NotYet`` at the day where no conversation may be planned for it."""
    if sentence:
        raise NotYet(sentence, field="held_on")
