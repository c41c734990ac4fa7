"""What do the eighteen quality markers for case reviews ask, and which of it is missing, there, or not to be asked yet?

The markers come from the Social Care Institute for Excellence and the NSPCC (2016); they are asked here in our own words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reviews.case.phases import Phase

FROM_THE_START = frozenset(Phase) - {Phase.FOLLOWED}
ONCE_REVIEWED = frozenset({Phase.IN_REVIEW, Phase.SIGNED_OFF, Phase.PUBLISHED})
ONCE_GATHERED = ONCE_REVIEWED | {Phase.RAPID_REVIEW, Phase.NO_REVIEW}
ONCE_SIGNED = frozenset({Phase.SIGNED_OFF, Phase.PUBLISHED})
ONCE_RECOMMENDED = ONCE_SIGNED | {Phase.NO_REVIEW, Phase.FOLLOWED}
# Where one of these is how a case ended, what has not been asked by then is not asked any more.
ENDINGS = frozenset({Phase.NOT_NOTIFIED, Phase.NO_REVIEW, Phase.FOLLOWED, Phase.CLOSED})


class Part(StrEnum):
    BEGINNING = "Setting up the review"
    RUNNING = "Running the review"
    OUTCOME = "What comes of it"


@dataclass(frozen=True)
class Marker:
    """One quality marker: its number, what it asks, and the phases in one of which it is time to ask it."""

    number: int
    part: Part
    title: str
    asks: str
    since: frozenset[str]


_B, _R, _O = Part.BEGINNING, Part.RUNNING, Part.OUTCOME
MARKERS: tuple[Marker, ...] = tuple(
    Marker(number, *told)
    for number, told in enumerate(
        (
            (_B, "Referral", "Did the case come in with enough to judge it by, and with what raised concern?", FROM_THE_START),
            (_B, "Decision making", "Who decided what kind of review this is, by which criteria, and for which reasons?", FROM_THE_START),
            (_B, "Telling the partners", "Did the safeguarding partners hear of the case early, and know what is expected of them?", FROM_THE_START),
            (_B, "Telling the family", "Was the family told that there is a review, kindly and in time, and by a safe way?", ONCE_GATHERED),
            (_B, "Clear purpose", "Is it written down what the review is to find out, and what it leaves aside?", ONCE_REVIEWED),
            (_R, "Commissioning", "Is the reviewer independent, with the right skills and with days enough?", ONCE_REVIEWED),
            (_R, "Governance", "Who oversees the review, and can the report be independent and still be owned?", ONCE_REVIEWED),
            (_R, "Management", "Is the review kept to time, with the means it needs?", FROM_THE_START),
            (_R, "Other processes alongside", "Does everybody know what else is going on, and what waits for it?", ONCE_GATHERED),
            (_R, "Gathering information", "Has each agency given what the review needs to understand what happened?", ONCE_GATHERED),
            (_R, "Practitioners", "Could those who worked with the child tell how it was, prepared and supported?", ONCE_REVIEWED),
            (_R, "The family", "Could the family take part as they wished, and does the review know their wishes?", ONCE_REVIEWED),
            (_R, "Analysis", "Does the review say why things happened, and not only what?", ONCE_REVIEWED),
            (_O, "The report", "Is the report readable, tested by those who know, and without anything that identifies?", ONCE_REVIEWED),
            (_O, "Improvement", "Are the recommendations ones that agencies can carry out and that change something?", ONCE_RECOMMENDED),
            (_O, "The partners’ answer", "Have the partners and the agencies said what they make of it, and signed?", ONCE_RECOMMENDED),
            (_O, "Publication", "Was publication decided with the child, the family and the practitioners in mind?", ONCE_SIGNED),
            (_O, "Carrying it out and looking back", "Is it done, and does evidence show that practice changed?", ONCE_RECOMMENDED),
        ),
        start=1,
    )
)  # fmt: skip
(
    REFERRAL, DECISIONS, PARTNERS_TOLD, FAMILY_TOLD, PURPOSE, COMMISSIONING, GOVERNANCE, MANAGEMENT, ALONGSIDE, GATHERING,
    PRACTITIONERS, FAMILY, ANALYSIS, REPORT, IMPROVEMENT, ANSWER, PUBLICATION, CHANGE,
) = range(1, len(MARKERS) + 1)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """What the records say today to one marker: in words, whether something is missing, and the page where it stands."""

    marker: int
    says: str
    page: str
    missing: bool = False


class State(StrEnum):
    MISSING = "Something is missing"
    ON_RECORD = "On record"
    LATER = "Not to be asked yet"
    NEVER = "Not asked of this case"


COLOURS = {State.MISSING: "yellow", State.ON_RECORD: "green", State.LATER: "grey", State.NEVER: "grey"}


@dataclass(frozen=True)
class Asked:
    """A marker with what the records say to it; what is missing comes first."""

    marker: Marker
    state: State
    facts: tuple[Fact, ...]

    @property
    def missing(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.missing)

    @property
    def colour(self) -> str:
        return COLOURS[self.state]


def state_of(marker: Marker, facts: Iterable[Fact], way: Iterable[str]) -> State:
    """Where a marker stands in a case that came this way, its present phase last."""
    passed = list(way)
    if not marker.since & set(passed):
        return State.NEVER if passed and passed[-1] in ENDINGS else State.LATER
    return State.MISSING if any(fact.missing for fact in facts) else State.ON_RECORD


def asked(facts: Iterable[Fact], way: Iterable[str]) -> list[Asked]:
    """The eighteen in their order; of one that it is too early to ask, only what stands already is kept."""
    passed, said = list(way), list(facts)
    found = []
    for marker in MARKERS:
        own = sorted((fact for fact in said if fact.marker == marker.number), key=lambda fact: not fact.missing)
        state = state_of(marker, own, passed)
        early = state in (State.LATER, State.NEVER)
        found.append(Asked(marker, state, tuple(fact for fact in own if not (early and fact.missing))))
    return found


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 session", "3 sessions"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def fact(marker: int, page: str, stands: object, says: str, otherwise: str) -> Fact:
    """What is said where something stands, and what is missing where it does not."""
    return Fact(marker, says, page) if stands else Fact(marker, otherwise, page, missing=True)
