"""How far is an agency’s return, may it be changed, and what becomes of the answers a lead combines?"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cspr.records import NotYet
from reviews.rapid_review.models import AgencyReturn, ReturnRequest, SearchedPerson

# The return -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EventSaid:
    """One key event as it was typed; ``pk`` where it stands already."""

    happened_on: dt.date
    source: str
    what: str
    pk: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class Said:
    """What an agency says: fields of the return, searched person → (held, note), and key events."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, tuple[bool, str]] = field(default_factory=dict)
    events: tuple[EventSaid, ...] = ()


TEXTS = (
    "involvement", "key_contacts", "safety_action", "good_practice", "learning", "childs_voice", "inequalities",
    "next_step_view",
)  # fmt: skip


def added_to(standing: str, more: str) -> str:
    """Both texts, where the office adds to what the agency has typed itself; nothing is lost, nothing doubled."""
    if not standing or not more or more in standing:
        return standing or more
    return f"{standing}\n\n{more}"


class State(Enum):
    """How far an agency's return has come: words and colour."""

    NOT_OPENED = ("Asked, not opened", "grey")
    OPENED = ("Opened", "blue")
    BEGUN = ("Being written", "blue")
    READY = ("Waiting for sign-off", "yellow")
    SIGNED = ("Signed off", "green")
    NOTHING_HELD = ("Nothing held", "green")
    SENT_BACK = ("Sent back", "orange")
    COMBINED = ("In its lead’s return", "green")
    WITHDRAWN = ("Withdrawn", "grey")

    def __init__(self, label: str, colour: str) -> None:
        self.label = label
        self.colour = colour


ANSWERED = (State.SIGNED, State.NOTHING_HELD)
# Those of whom nothing more is to come.
DONE = (*ANSWERED, State.COMBINED)


def state_of(request: ReturnRequest, given: AgencyReturn | None, *, held: Iterable[bool] = ()) -> State:
    """The state of a return; ``held`` are its answers about the people on the list."""
    if request.withdrawn_at:
        return State.WITHDRAWN
    if request.combined_in_id:
        return State.COMBINED
    if given is None:
        return State.OPENED if request.first_opened_at else State.NOT_OPENED
    if given.signed_off_at:
        answers = list(held)
        return State.NOTHING_HELD if answers and not any(answers) else State.SIGNED
    if given.ready_at:
        return State.READY
    return State.SENT_BACK if given.sent_back_at else State.BEGUN


def check_asked(request: ReturnRequest) -> None:
    """Raises ``NotYet`` where the request no longer stands."""
    if request.withdrawn_at:
        raise NotYet("This request was withdrawn. Nothing more is asked of the agency here.")
    if request.combined_in_id:
        raise NotYet(
            "This answer is in the return of the agency you answer through. Ask its lead to take it out again."
        )


def check_ask_now(agency: str, *, ask_now: bool) -> None:
    """Raises ``NotYet`` with the offer to ask an agency that was not asked."""
    if not ask_now:
        raise NotYet(
            f"{agency} has not been asked for a return. Tick “Ask this agency now”, and what you have typed is entered as "
            "its answer; or choose another agency.",
            field="agency",
        )


def check_unlocked(given: AgencyReturn | None) -> None:
    """Raises ``NotYet`` where the return is signed off."""
    if given and given.signed_off_at:
        raise NotYet("This return is signed off and locked. If something must change, ask the office to send it back.")


def check_locked(given: AgencyReturn | None) -> AgencyReturn:
    """Raises ``NotYet`` where the return is not signed off."""
    if given is None or not given.signed_off_at:
        raise NotYet("This return is not signed off.")
    return given


def check_ready(
    *,
    searched: Iterable[SearchedPerson],
    held: Mapping[int, bool],
    author_name: str,
    involvement: str,
    original: bool,
    key_events: bool = False,
) -> None:
    """Raises ``NotYet`` with everything that is missing before a return can be signed off."""
    missing = []
    unanswered = [str(row.person) for row in searched if row.pk not in held]
    if unanswered:
        missing.append(f"say whether you hold anything about {', '.join(unanswered)}")
    if not author_name:
        missing.append("say who wrote the return")
    if any(held.values()) and not involvement and not original:
        missing.append("describe the agency’s involvement, as you hold something about somebody")
    if key_events and not unanswered and not any(held.values()):
        missing.append("say about whom you hold something, as there are key events")
    if missing:
        raise NotYet(f"Before this can be signed off: {'; '.join(missing)}.")


# A lead combines what those it leads have said ----------------------------------------------------------


@dataclass(frozen=True)
class OfProvider:
    """What one agency that answers through a lead has said, as far as it goes into the lead's return."""

    name: str
    answers: Mapping[int, tuple[bool, str]]
    texts: Mapping[str, str]
    events: tuple[EventSaid, ...]


def combined(own: Said, providers: Iterable[OfProvider]) -> Said:
    """The lead's own answers with those of each provider under its name, nothing held included. Nothing is doubled."""
    texts = dict(own.fields)
    answers = dict(own.answers)
    events = list(own.events)
    for provider in providers:
        for searched, (held, note) in provider.answers.items():
            stood, words = answers.get(searched, (False, ""))
            line = f"{provider.name}: {note or ('something held' if held else 'nothing held')}"
            answers[searched] = (stood or held, added_to(words, line))
        for name in TEXTS:
            text = provider.texts.get(name, "")
            if text:
                texts[name] = added_to(texts.get(name, ""), f"{provider.name}: {text}")
        if not any(held for held, _ in provider.answers.values()):
            involvement = f"{provider.name}: nothing held about anybody on the search list."
            texts["involvement"] = added_to(texts.get("involvement", ""), involvement)
        events += provider.events
    return Said(texts, answers, tuple(events))
