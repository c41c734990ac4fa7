"""What is owed to those who took part, what is still to be done about conversations, and what comes first?"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cspr.records import NotYet
from cspr.workdays import NONE, Extra, add_working_days
from reviews.conversations.models import GuidedPoints, Participant, Quote, Session
from reviews.conversations.rules.points import without

# Local arrangements, not rules of any guidance.
SUPPORT_WITHIN = 2
POINTS_AHEAD = 5
Says = Participant.Says


@dataclass(frozen=True)
class ToDo:
    """Something still to be done: in words, the page where it is done, and the day by which, where there is one."""

    words: str
    page: str
    pk: int | None = None
    due: dt.date | None = None


def support_due(held_on: dt.date, entered_on: dt.date, extra: Extra = NONE) -> dt.date:
    """By when support is offered; entering a session late makes nothing late."""
    return add_working_days(max(held_on, entered_on), SUPPORT_WITHIN, extra)


def to_be_supported(participants: Iterable[Participant]) -> list[Participant]:
    """Who may have come and was offered no support yet."""
    return [one for one in participants if one.came is not False and not one.support_on]


def check_recording(kept_as: str, participants: Iterable[Participant], says: dict[int, str], *, held: bool) -> None:
    """Raises ``NotYet`` where a recording is made of somebody who did not agree to it."""
    if kept_as != Session.Kept.RECORDING:
        return
    for one in participants:
        answer = says.get(one.pk, one.agreement)
        if one.came is not False and (answer == Says.REFUSED or (held and answer != Says.GIVEN)):
            did = "refused" if answer == Says.REFUSED else "has not agreed"
            raise NotYet(f"{one.called} {did}, so no recording is made: keep it in written notes.", field="kept_as")


def check_afterwards(session: Session, on: dt.date | None, said: str, *, field: str, what: str, today: dt.date) -> None:
    """Raises ``NotYet`` where what came after a session has no day, no words, or a day that cannot be."""
    if on and not said:
        raise NotYet(f"Say what {what} was.", field=field)
    if said and not on:
        raise NotYet(f"Enter the day of the {what}.", field=f"{field}_on")
    if on and on < session.held_on:
        raise NotYet(f"The session was on {session.held_on:%-d %B %Y}; the {what} comes after it.", field=f"{field}_on")
    if on and on > today:
        raise NotYet(f"The day of the {what} cannot be in the future.", field=f"{field}_on")


def check_chosen(participants: Iterable[Participant]) -> None:
    """Raises ``NotYet`` where nobody is chosen."""
    if not list(participants):
        raise NotYet("Choose at least one person.", field="who")


def to_do(
    sessions: Iterable[Session], in_force: GuidedPoints | None, quotes: Iterable[Quote], today: dt.date
) -> list[ToDo]:
    """What is still to be done, the most pressing first. ``sessions`` have ``expected``, and those have ``sent``."""
    standing = [session for session in sessions if not session.cancelled_at]
    found = [one for session in standing for one in _of(session, in_force, today)]
    found += [
        ToDo(
            f"Session {quote.note.session.number}: ask whether the words chosen may be quoted",
            "conversations-quote",
            quote.pk,
        )
        for quote in quotes
        if not quote.answer
    ]
    told = [one for session in standing for one in session.expected if one.came and not one.feedback_on]
    if told:
        found.append(ToDo(f"Tell {people(len(told))} who came what became of it", "conversations-feedback"))
    return sorted(found, key=lambda one: one.due or dt.date.max)


def _of(session: Session, in_force: GuidedPoints | None, today: dt.date) -> Iterator[ToDo]:
    yield from _before(session, in_force) if session.held_on >= today else _afterwards(session)
    asked = [one for one in session.expected if one.came is not False and one.agreement in (Says.NOT_ASKED, Says.ASKED)]
    if asked and (session.held_on >= today or session.kept_as == Session.Kept.RECORDING):
        words = f"Session {session.number}: ask {people(len(asked))} whether a record may be made"
        yield ToDo(words, "conversations-agreement", session.pk, session.held_on)


def _before(session: Session, in_force: GuidedPoints | None) -> Iterator[ToDo]:
    if not session.expected:
        yield ToDo(
            f"Session {session.number}: name who is asked to it", "conversations-change", session.pk, session.held_on
        )
    lacking = without([one for one in session.expected if one.came is not False], in_force)
    if lacking:
        which = f"version {in_force.version} of the points" if in_force else "the points"
        due = add_working_days(session.held_on, -POINTS_AHEAD)
        yield ToDo(
            f"Session {session.number}: send {which} to {people(len(lacking))}", "conversations-send", session.pk, due
        )


def _afterwards(session: Session) -> Iterator[ToDo]:
    if not session.expected or any(one.came is None for one in session.expected):
        yield ToDo(f"Session {session.number}: say who came", "conversations-change", session.pk, session.held_on)
    owed = to_be_supported(session.expected)
    if owed:
        words = f"Session {session.number}: offer support to {people(len(owed))}"
        yield ToDo(words, "conversations-support", session.pk, add_working_days(session.held_on, SUPPORT_WITHIN))
    unknown = [one for one in session.expected if one.support_on and not one.support_taken]
    if unknown:
        words = f"Session {session.number}: say whether {people(len(unknown))} took up the support"
        yield ToDo(words, "conversations-session", session.pk)


def people(number: int) -> str:
    """So many people, in words of a list."""
    return "1 person" if number == 1 else f"{number} people"
