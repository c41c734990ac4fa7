"""Is this contact complete, and how far has the review come with one person?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cspr.records import NotYet
from reviews.family.models import FamilyContact

Outcome, Route = FamilyContact.Outcome, FamilyContact.Route
PART_TAKEN = (Outcome.TOOK_PART, Outcome.READ_DRAFT)
REASON_NEEDED = (Outcome.DECLINED, Outcome.NOT_ASKED)


@dataclass(frozen=True)
class Standing:
    """Where the review stands with one member of the family: in words, with what it rests on."""

    words: str
    colour: str = "grey"
    attempts: int = 0
    unanswered: int = 0
    last_on: dt.date | None = None
    reason: str = ""
    wishes: str = ""


def check_contact(*, route: str, through: str, outcome: str, why_not: str) -> None:
    """Raises ``NotYet`` where the way is missing, the one it went through, or the reason for not taking part."""
    if outcome != Outcome.NOT_ASKED and not route:
        raise NotYet("Say how you tried to reach them.", field="route")
    if route == Route.THROUGH and not through:
        raise NotYet("Say through whom.", field="through")
    if outcome in REASON_NEEDED and not why_not:
        words = {
            Outcome.DECLINED: "Give their reason, or write that they gave none.",
            Outcome.NOT_ASKED: "Say why they are not approached.",
        }
        raise NotYet(words[Outcome(outcome)], field="why_not")


def check_stands(contact: FamilyContact) -> None:
    """Raises ``NotYet`` where the contact was entered in error."""
    if contact.void_at:
        raise NotYet("This contact was recorded as entered in error.")


def standing(contacts: Iterable[FamilyContact]) -> Standing:
    """What the log says about one person. Those entered in error do not count."""
    valid = sorted((one for one in contacts if not one.void_at), key=lambda one: (one.contacted_on, one.pk or 0))
    tried = [one for one in valid if one.outcome != Outcome.NOT_ASKED]
    answered = [one for one in valid if one.outcome != Outcome.NO_ANSWER]
    last = answered[-1] if answered else None
    words, colour = _words(last, any(one.outcome in PART_TAKEN for one in valid), bool(tried))
    return Standing(
        words=words,
        colour=colour,
        attempts=len(tried),
        unanswered=sum(one.outcome == Outcome.NO_ANSWER for one in valid),
        last_on=valid[-1].contacted_on if valid else None,
        reason=last.why_not if last else "",
        wishes=next((one.wishes for one in reversed(valid) if one.wishes), ""),
    )


def _words(last: FamilyContact | None, took_part: bool, tried: bool) -> tuple[str, str]:
    if took_part:
        declined = last is not None and last.outcome == Outcome.DECLINED
        return ("Took part, then declined", "orange") if declined else ("Took part", "green")
    if last is None:
        return ("Not reached yet", "yellow") if tried else ("Not contacted yet", "yellow")
    return {
        Outcome.DECLINED: ("Declined", "orange"),
        Outcome.NOT_ASKED: ("Not approached", "grey"),
        Outcome.LATER: ("Asked for more time", "blue"),
    }.get(Outcome(last.outcome), ("Reached, has not taken part yet", "blue"))
