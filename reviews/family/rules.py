"""Is this contact complete, and how far has the review come with one person?"""

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from cspr.records import NotYet
from reviews.family.models import DaySupport, FamilyContact

Outcome, Route = FamilyContact.Outcome, FamilyContact.Route
PART_TAKEN = (Outcome.TOOK_PART, Outcome.READ_DRAFT)
REASON_NEEDED = (Outcome.DECLINED, Outcome.NOT_ASKED, Outcome.UNREACHED)
WISHES = {"wishes_naming": "Naming", "wishes_focus": "What to look at", "wishes_reading": "Reading the draft"}


@dataclass(frozen=True)
class Standing:
    """Where the review stands with one member of the family: in words, with what it rests on."""

    words: str
    colour: str = "grey"
    attempts: int = 0
    unanswered: int = 0
    last_on: dt.date | None = None
    reason: str = ""
    wishes: tuple[tuple[str, str], ...] = ()


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
            Outcome.UNREACHED: "Say what was tried, and why nothing more is.",
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
        wishes=_wishes(valid),
    )


def _wishes(valid: list[FamilyContact]) -> tuple[tuple[str, str], ...]:
    """Of each kind of wish the one said last."""
    latest = {name: next((getattr(one, name) for one in reversed(valid) if getattr(one, name)), "") for name in WISHES}
    return tuple((WISHES[name], text) for name, text in latest.items() if text)


def check_as_agreed(
    *, route: str, agreed: Iterable[str], person: int, others: Iterable[int], apart: Mapping[int, Set[int]],
    why_otherwise: str,
) -> None:  # fmt: skip
    """Raises ``NotYet`` where a contact went another way than the agreed one, or together with the wrong person.

    ``apart`` says of each person with whom they are never to be. A reason lets it be recorded: it has happened.
    """
    if why_otherwise:
        return
    agreed, present, said = list(agreed), {person, *others}, {}
    if any(apart.get(one, set()) & present for one in present):
        said["together_with"] = (
            "Two of these people are never to be together. If they were, say below why and what was done."
        )
    if route and agreed and route not in agreed:
        ways = " or ".join(str(Route(one).label).lower() for one in agreed)
        said["route"] = f"The safe route is {ways}. If it went another way, say below why."
    if said:  # both at once: a reason that is given for the one lets the other pass
        raise NotYet(" ".join(said.values()), field=next(iter(said)))


def check_period(from_on: dt.date | None, until_on: dt.date | None) -> None:
    """Raises ``NotYet`` where something ends before it begins."""
    if from_on and until_on and until_on < from_on:
        raise NotYet("It cannot end before it begins.", field="until_on")


def check_route(routes: Iterable[str], ask_first: str, key_worker: str) -> None:
    """Raises ``NotYet`` unless it says how the person is reached, and through whom where it goes through somebody."""
    routes = list(routes)
    if not routes:
        raise NotYet("Choose at least one way that is safe.", field="routes")
    if Route.THROUGH in routes and not (ask_first or key_worker):
        raise NotYet("Name the key worker, or whom to ask first.", field="key_worker")


def check_still_stands(void_at: dt.datetime | None) -> None:
    """Raises ``NotYet`` where it was recorded as an error."""
    if void_at:
        raise NotYet("This was recorded as entered in error.")


def check_support_to_come(support: DaySupport) -> None:
    """Raises ``NotYet`` where it was given already."""
    if support.done_on:
        raise NotYet("This support was given and recorded already.")


def _words(last: FamilyContact | None, took_part: bool, tried: bool) -> tuple[str, str]:
    if took_part:
        declined = last is not None and last.outcome == Outcome.DECLINED
        return ("Took part, then declined", "orange") if declined else ("Took part", "green")
    if last is None:
        return ("Not reached yet", "yellow") if tried else ("Not contacted yet", "yellow")
    return {
        Outcome.DECLINED: ("Declined", "orange"),
        Outcome.NOT_ASKED: ("Not approached", "grey"),
        Outcome.UNREACHED: ("Could not be reached", "orange"),
        Outcome.LATER: ("Asked for more time", "blue"),
    }.get(Outcome(last.outcome), ("Reached, has not taken part yet", "blue"))
