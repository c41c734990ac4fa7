"""What has to wait for what, and what does an event set free? Pure functions, told in sentences without a name."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cspr.records import NotYet
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.proceedings.models import Advised, CourtOrder, Hold, Proceeding, ProceedingEvent, Release, What

Happened, Part = ProceedingEvent.Kind, Advised.Part
# A case that has come to its end has nothing left to hold; one without a review may still have learning to share.
ENDED = (Phase.CLOSED, Phase.NOT_NOTIFIED)
# The way of a criminal case: whoever waits for one of these is asked at it and at any that comes later.
STEPS = (Happened.CHARGE, Happened.PLEA, Happened.VERDICT, Happened.SENTENCE, Happened.APPEAL_DECIDED)
# Each of these makes one look at every hold of its proceeding, whatever it waited for.
ENDINGS = (Happened.NO_CHARGE, Happened.INQUEST_CONCLUDED, Happened.CONCLUDED)
ADVISERS = {
    Part.SIO: "the senior investigating officer",
    Part.PROSECUTOR: "the prosecutor",
    Part.CORONER: "the coroner",
    Part.COURT: "the court",
    Part.LEGAL: "the authority’s lawyers",
    Part.PARTNERS: "the safeguarding partners",
    Part.OTHER: "those who were asked",
}
# Which agreed duties rest with what is held: how their codes begin. Those about one person, or one listed practitioner,
# have that person or practitioner as their thing.
RESTS = {
    What.ALL: "",
    What.CONTACT: "family.person.",
    What.TALK: "conversations.practitioner.",
    What.CONVERSATIONS: "conversations.",
    What.PUBLICATION: "publication.",
}


@dataclass(frozen=True)
class Target:
    """What a hold stops, or what somebody wants to do: one thing, about one person or practitioner where it is about one."""

    what: str
    person_id: int | None = None
    witness_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True)
class Stop:
    """Something that makes a target wait: for what, until when, and whether its release was proposed."""

    target: Target
    reason: str
    until: str
    since_on: dt.date
    look_on: dt.date | None = None
    proposed: bool = False
    of_order: bool = False


@dataclass(frozen=True)
class Condition:
    """What was laid down when a target was released."""

    target: Target
    text: str


@dataclass(frozen=True)
class Standing:
    """All that makes anything in a review wait, and the conditions of what was released."""

    stops: tuple[Stop, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """What may be done today about one thing: the word for it, its colour, and the sentence that says why."""

    name: str
    word: str
    colour: str
    sentence: str
    stops: tuple[Stop, ...] = ()

    @property
    def waits(self) -> bool:
        return bool(self.stops)


def covers(held: Target, wanted: Target) -> bool:
    """Does what is held take in what is wanted?"""
    if held.what == What.ALL:
        return True
    if held.what == What.CONTACT:
        return wanted.what == What.CONTACT and held.person_id == wanted.person_id
    if held.what == What.TALK:
        same_user = held.user_id is not None and held.user_id == wanted.user_id
        return wanted.what == What.TALK and (held.witness_id == wanted.witness_id or same_user)
    if held.what == What.CONVERSATIONS:
        return wanted.what in (What.TALK, What.CONVERSATIONS)
    return held.what == wanted.what


def ruling(standing: Standing, wanted: Target, name: str, *, many: bool = False, on: dt.date | None = None) -> Ruling:
    """What may be done about one thing; ``on`` asks for a day, before whose holds it was free."""
    stops = tuple(
        stop for stop in standing.stops if covers(stop.target, wanted) and (on is None or stop.since_on <= on)
    )
    if stops:
        word, colour = ("To be confirmed", "blue") if all(stop.proposed for stop in stops) else ("Waits", "yellow")
        return Ruling(name, word, colour, _waiting(name, stops, many=many), stops)
    laid_down = [found.text for found in standing.conditions if covers(found.target, wanted)]
    if laid_down:
        told = " ".join(_closed(text) for text in dict.fromkeys(laid_down))
        return Ruling(name, "Can go ahead, with conditions", "turquoise", f"{name} can go ahead. {told}")
    return Ruling(name, "Can go ahead", "green", f"{name} can go ahead.")


def _waiting(name: str, stops: Sequence[Stop], *, many: bool) -> str:
    first, *others = dict.fromkeys((stop.reason, stop.until) for stop in stops)
    verb, it = ("wait", "They also wait") if many else ("waits", "It also waits")
    told = [f"{name} {verb} for {first[0]}. {first[1]}"]
    return " ".join([*told, *(f"{it} for {reason}. {until}" for reason, until in others)])


def _closed(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def worst_first(rulings: Iterable[Ruling]) -> list[Ruling]:
    """What waits comes first, then what is to be confirmed, then what has conditions; the same in the order given."""
    order = {"Waits": 0, "To be confirmed": 1, "Can go ahead, with conditions": 2, "Can go ahead": 3}
    return sorted(rulings, key=lambda found: order[found.word])


# What a hold and an order say ----------------------------------------------------------------------


def day(value: dt.date) -> str:
    return f"{value:%-d %B %Y}"


def lower(label: str) -> str:
    """A label inside a sentence: "the criminal case", "the LADO enquiry"."""
    first = label.split(" ", 1)[0]
    return label if any(letter.isupper() for letter in first[1:]) else label[:1].lower() + label[1:]


def cause_of(kind: str) -> str:
    """For what something waits, in words: "the criminal case"."""
    return (
        "something outside the review"
        if kind == Proceeding.Kind.OTHER
        else f"the {lower(str(Proceeding.Kind(kind).label))}"
    )


def advice_of(hold: Hold | Release) -> str:
    """On whose advice, by their part alone: "as the prosecutor advised on 3 March 2026"."""
    return f"as {ADVISERS[Part(hold.advised_as)]} advised on {day(hold.advised_on)}"


def stop_of(hold: Hold, target: Target, *, proposed: bool) -> Stop:
    """How a hold makes one thing wait."""
    reason = f"{cause_of(hold.because)}, {advice_of(hold)}"
    if proposed:
        until = "What it waited for has happened: the office is to confirm whether this may go ahead."
    elif hold.waits_for:
        event = lower(str(Happened(hold.waits_for).label))
        until = f"After “{event}” somebody confirms whether it may go ahead; the office looks again on {day(hold.look_again_on)}."
    else:
        until = f"The office looks at it again on {day(hold.look_again_on)}."
    return Stop(target, reason, until, hold.since_on, hold.look_again_on, proposed)


def stops_of(order: CourtOrder, protected: Collection[str]) -> list[Stop]:
    """How an order makes outputs wait, until its end is recorded."""
    kind = lower(str(CourtOrder.Kind(order.kind).label))
    whom = f" that protects {_listed(sorted(protected))}" if protected else ""
    reason = f"an order of a court of {day(order.made_on)} ({kind}){whom}"
    ends = f" It is made until {day(order.until_on)}." if order.until_on else ""
    until = f"It stands until the office records that it ended.{ends}"
    return [Stop(Target(what), reason, until, order.made_on, order.until_on, of_order=True) for what in order.outputs]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# Whether now ---------------------------------------------------------------------------------------


def proposes(happened: str, waits_for: str) -> bool:
    """Is what happened what a hold of the same proceeding waited for, something later on the way, or the end of it all?"""
    if happened in ENDINGS or happened == waits_for:
        return True
    return happened in STEPS and waits_for in STEPS and STEPS.index(happened) > STEPS.index(waits_for)


def check_may_hold(review: Review) -> None:
    """Raises ``NotYet`` where the case is over."""
    if review.phase in ENDED:
        raise NotYet(f"The case is at “{review.get_phase_display()}”. There is nothing left to put on hold.")


def check_targets(targets: Collection[tuple[str, object]], *, chosen: Collection[str]) -> None:
    """Raises ``NotYet`` where nothing is held, or it is not said about whom."""
    if not chosen:
        raise NotYet("Choose at least one thing that has to wait.", field="what")
    there = {what for what, about in targets if about is not None}
    if What.CONTACT in chosen and What.CONTACT not in there:
        raise NotYet("Choose the people with whom there is to be no contact.", field="people")
    if What.TALK in chosen and What.TALK not in there:
        raise NotYet("Choose the practitioners with whom conversations wait.", field="practitioners")


def check_stands(hold: Hold) -> None:
    if hold.ended_on:
        raise NotYet("This hold has been released already.")


def check_open(proceeding: Proceeding) -> None:
    if proceeding.ended_on:
        raise NotYet("This proceeding is recorded as ended.")


def check_order_stands(order: CourtOrder) -> None:
    if order.ended_on:
        raise NotYet("This order is recorded as ended.")


def check_look_again(look_again_on: dt.date | None, today: dt.date) -> None:
    """Raises ``NotYet`` unless the hold is looked at again on a day to come: none stands unwatched."""
    if look_again_on is None:
        raise NotYet("Say when the hold is looked at again: something of it stays.", field="look_again_on")
    if look_again_on <= today:
        raise NotYet("Choose a day to come: nobody is to be held longer than is needed.", field="look_again_on")


def check_release(outcome: str, released: Collection[object], standing: Collection[object]) -> None:
    """Raises ``NotYet`` where it is not said which part is released, or the part is all of it."""
    if outcome != Release.Outcome.PART:
        return
    if not released:
        raise NotYet("Choose what may go ahead.", field="released")
    if len(released) == len(standing):
        raise NotYet("You chose everything. If all of it may go ahead, say so above.", field="outcome")
