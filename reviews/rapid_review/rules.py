"""What follows from the facts of a rapid review? Pure functions; each limit says where it stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cspr import workdays
from cspr.records import NotYet
from cspr.workdays import Extra
from reviews.case.phases import Kind, Phase
from reviews.guidance.regimes import Clock, Trigger
from reviews.guidance.rules import Applied, Explanation, Guidance, explain
from reviews.identities.models import Person
from reviews.rapid_review.models import AgencyReturn, NationalPanelReply, RapidReview, ReturnRequest, SearchedPerson
from reviews.referral.models import Outcome

# Local practice (Devon's flowchart): returns in working days 2 to 10, the meeting in 10 to 12, sign-off by 15.
RETURNS_WORKING_DAY = 8
MEETING_WORKING_DAY = 11
MEETING_TIME = dt.time(10)
DECISION_WORKING_DAYS = {"criteria": 11, "recommend": 12, "decide": 13}
MORE_DAYS = 3


# The clock --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClockStart:
    """From which day the rapid review counts, by which guidance, until when, and why."""

    started_on: dt.date
    applied: Applied
    readings: Mapping[Trigger, dt.date]

    @property
    def due_on(self) -> dt.date:
        return self.applied.due(self.started_on)

    @property
    def explanation(self) -> Explanation:
        """How the last day is counted, also under the other reading."""
        why = self.applied.why(self.started_on)
        return explain(self.applied, self.started_on, why=why, readings=self.readings)


def clock_start(guidance: Guidance, *, known_on: dt.date, sent_on: dt.date) -> ClockStart:
    """Which day starts the clock: the guidance in force on the day of awareness, where it counts from there.

    Later guidance counts from the day the notification was sent; a clock that has begun keeps its guidance.
    """
    readings = {Trigger.AWARE: known_on, Trigger.SENT: sent_on}
    known = guidance.applied(Clock.RAPID_REVIEW, known_on)
    if known.rule.trigger == Trigger.AWARE:
        return ClockStart(known_on, known, readings)
    sent = guidance.applied(Clock.RAPID_REVIEW, sent_on)
    # A rule that came in between may count from awareness again.
    return ClockStart(known_on if sent.rule.trigger == Trigger.AWARE else sent_on, sent, readings)


def proposed_day(start: dt.date, working_day: int, *, today: dt.date, extra: Extra = workdays.NONE) -> dt.date:
    """The working day of the clock that is proposed for something; the next one from now where it is past."""
    return max(workdays.add_working_days(start, working_day, extra), workdays.add_working_days(today, 1, extra))


def check_dated(day: dt.date, today: dt.date, *, field: str, what: str) -> None:
    """Raises ``NotYet`` where something is asked for by a day that is past."""
    if day < today:
        raise NotYet(f"{what} cannot be in the past.", field=field)


def check_has_rapid_review(kind: str) -> None:
    if kind != Kind.STATUTORY:
        raise NotYet("A case of this kind has no rapid review.")


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
    WITHDRAWN = ("Withdrawn", "grey")

    def __init__(self, label: str, colour: str) -> None:
        self.label = label
        self.colour = colour


ANSWERED = (State.SIGNED, State.NOTHING_HELD)


def state_of(request: ReturnRequest, given: AgencyReturn | None, *, held: Iterable[bool] = ()) -> State:
    """The state of a return; ``held`` are its answers about the people on the list."""
    if request.withdrawn_at:
        return State.WITHDRAWN
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
        raise NotYet("This request was withdrawn. Nothing more is asked of your agency here.")


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
        missing.append("describe your agency’s involvement, as you hold something about somebody")
    if key_events and not unanswered and not any(held.values()):
        missing.append("say about whom you hold something, as there are key events")
    if missing:
        raise NotYet(f"Before this can be signed off: {'; '.join(missing)}.")


# Immediate safety -------------------------------------------------------------------------------------


def check_safety_action(said: Mapping[str, Any], today: dt.date) -> None:
    """Raises ``NotYet`` unless somebody does it, and it is done and confirmed or has a day by which it will be."""
    if not said.get("agency") and not said.get("who"):
        raise NotYet("Choose the agency, or say who does it.", field="agency")
    if said.get("done_on"):
        check_confirmed(said["done_on"], said.get("confirmed_by", ""), today)
    elif not said.get("due_on"):
        raise NotYet("Say when it was done, or by when it will be.", field="due_on")


def check_confirmed(done_on: dt.date, confirmed_by: str, today: dt.date) -> None:
    """Raises ``NotYet`` where what is said to be done lies ahead, or nobody confirms it."""
    if done_on > today:
        raise NotYet("The day it was done cannot be in the future.", field="done_on")
    if not confirmed_by:
        raise NotYet("Say who confirmed that it is done: name and job.", field="confirmed_by")


# The decision -----------------------------------------------------------------------------------------

CONCLUDING: dict[str, str] = {
    Outcome.LOCAL_REVIEW: Phase.IN_REVIEW,
    Outcome.OTHER_LEARNING: Phase.IN_REVIEW,
    Outcome.NO_REVIEW: Phase.NO_REVIEW,
}


def check_may_conclude(settled: str | None, outcome: str, *, replied: bool) -> None:
    """Raises ``NotYet`` unless the partners decided so, or suggested a national review and have been answered."""
    if not settled:
        raise NotYet("The statutory partners have not settled this yet. Record each partner’s decision first.")
    if settled == Outcome.NATIONAL_REVIEW and not replied:
        raise NotYet("A national review was suggested. Record the national Panel’s reply before you conclude.")
    if settled != Outcome.NATIONAL_REVIEW and outcome != settled:
        raise NotYet(f"The partners decided otherwise: {Outcome(settled).label}.", field="outcome")
    if outcome not in CONCLUDING:
        raise NotYet("Choose what follows here.", field="outcome")


# The national Panel -----------------------------------------------------------------------------------


WANTS_RECONSIDERING = (NationalPanelReply.View.DISAGREES, NationalPanelReply.View.NATIONAL)


def check_says_what_it_asks(view: str, *, asks: int) -> None:
    """Raises ``NotYet`` where the national Panel asks for more and nothing is said to be asked for."""
    if view == NationalPanelReply.View.ASKS and not asks:
        raise NotYet("Say below what it asks for, and by when.", field="view")


def check_sent(rapid_review: RapidReview, sent_on: dt.date, *, due_on: dt.date | None, late_reason: str) -> None:
    """Raises ``NotYet`` where the date cannot be, or is late without a reason."""
    if sent_on < rapid_review.opened_on:
        raise NotYet("It cannot have been sent before the rapid review was opened.", field="sent_on")
    if due_on and sent_on > due_on and not late_reason:
        raise NotYet(
            "It went after the last day. Say why, in the words the national Panel was given.", field="late_reason"
        )


def check_goes_on(withdrawn_on: dt.date | None) -> None:
    """Raises ``NotYet`` where the notification was withdrawn: nothing goes to the national Panel any more."""
    if withdrawn_on:
        raise NotYet(f"The notification was withdrawn on {withdrawn_on:%-d %B %Y}. The rapid review goes no further.")


def check_has_been_sent(rapid_review: RapidReview) -> dt.date:
    if not rapid_review.sent_on:
        raise NotYet("Record first when the rapid review was sent to the national Panel.")
    return rapid_review.sent_on


# The rapid review document ----------------------------------------------------------------------------

TWO_YEARS = 24


def age_words(born_on: dt.date | None, on: dt.date) -> str:
    """How old somebody was on a day, never when they were born: "3 weeks", "14 months", "6 years"."""
    if born_on is None:
        return "Not known"
    if born_on > on:
        return "Not born yet"
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if months < 1:
        return _counted((on - born_on).days // 7, "week")
    return _counted(months, "month") if months < TWO_YEARS else _counted(months // 12, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@dataclass(frozen=True)
class Missing:
    """Something that a rapid review document would show as not recorded, and the page that is for it."""

    what: str
    page: str
    pk: int | None = None


WRITTEN: dict[str, str] = {
    "facts": "the facts, and what each agency did",
    "analysis": "analysis of key practice episodes",
    "safety_actions": "what has been done to keep children safe",
    "inequalities": "racism and other inequalities considered",
    "learning": "learning so far, and how it was shared",
    "improvements": "what could be improved",
    "proceedings": "what runs alongside",
}


def missing_of_text(rapid_review: RapidReview, *, safety: bool = False) -> list[Missing]:
    """What of the text is not written yet; ``safety`` where safety actions are recorded one by one."""
    return [
        Missing(what, "rapid-review-write")
        for name, what in WRITTEN.items()
        if not getattr(rapid_review, name) and not (safety and name == "safety_actions")
    ]


def missing_of_decision(
    *, criteria: int, national: int, recommended: bool, waiting: Iterable[tuple[int, str]], commented: bool
) -> list[Missing]:
    """What of the decision is not recorded yet; ``criteria`` and ``national`` are those without an answer."""
    found = []
    if criteria:
        found.append(Missing(f"{criteria} of the criteria for a local review", "rapid-review-criteria"))
    if national:
        found.append(Missing(f"{national} of the criteria for a national review", "rapid-review-national-criteria"))
    if not recommended:
        found.append(Missing("the recommendation of the sub-group", "rapid-review-recommend"))
    found += [Missing(f"the decision of {name}", "rapid-review-decide", pk) for pk, name in waiting]
    if not commented:
        found.append(Missing("the comment of the independent scrutineer", "rapid-review-comment"))
    return found


def missing_of_returns(states: Iterable[State]) -> list[Missing]:
    """Whether any return asked for is not in."""
    late = sum(state not in (*ANSWERED, State.WITHDRAWN) for state in states)
    words = "an agency return is not in" if late == 1 else f"{late} agency returns are not in"
    return [Missing(words, "rapid-review")] if late else []


def missing_of_people(people: Iterable[Person]) -> list[Missing]:
    """What the register does not say of the children."""
    found = []
    for person in people:
        lacks = [
            name
            for name, value in (("date of birth", person.born_on), ("sex", person.sex), ("ethnicity", person.ethnicity))
            if not value
        ]
        if person.kind == Person.Kind.CHILD and lacks:
            found.append(Missing(f"{person}: {', '.join(lacks)} in the identity register", "identities"))
    return found
