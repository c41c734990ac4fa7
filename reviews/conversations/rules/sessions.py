"""May this session still change, has it taken place, and may these people be asked to it?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency
from cspr.records import NotYet
from reviews.conversations.models import Session
from reviews.proceedings.models import Witness


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
    email: str = ""


def check_stands(session: Session) -> None:
    """Raises ``NotYet`` where the session was cancelled."""
    if session.cancelled_at:
        raise NotYet("This session was cancelled.")


def check_attendance(held_on: dt.date, expected: Iterable[Expected], today: dt.date) -> None:
    """Raises ``NotYet`` where somebody is said to have come, or not, to a session that is still to come."""
    if held_on > today and any(one.came is not None for one in expected):
        raise NotYet("This session is still to come. Say who came once it has taken place.", field="held_on")


def check_lasted(held_on: dt.date, minutes_held: int | None, today: dt.date) -> None:
    """Raises ``NotYet`` where a session still to come is said to have lasted so long."""
    if minutes_held and held_on > today:
        raise NotYet(
            "This session is still to come. Say how long it was once it has taken place.", field="minutes_held"
        )


def check_may_cancel(session: Session, somebody_came: bool) -> None:
    """Raises ``NotYet`` where the session took place."""
    check_stands(session)
    if somebody_came:
        raise NotYet("People came to this session, so it took place. Correct who came first, if that is wrong.")


def check_cancelled(session: Session) -> None:
    if not session.cancelled_at:
        raise NotYet("This session is not cancelled.")


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
