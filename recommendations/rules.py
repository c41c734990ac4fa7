"""May a recommendation be agreed, an action closed, practice judged; and where does a recommendation stand?"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from cspr.records import NotYet
from cspr.templatetags.page import workdate
from cspr.workdays import NONE, Extra, add_working_days
from recommendations.models import Action, Answer, Assurance, Recommendation
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_phase
from reviews.identities.rules import KnownForms, names_somebody

WRITING_PHASES = (
    Phase.RAPID_REVIEW, Phase.IN_REVIEW, Phase.SIGNED_OFF, Phase.PUBLISHED, Phase.NO_REVIEW, Phase.FOLLOWED,
)  # fmt: skip
DAYS_TO_PLAN = 20
DAYS_TO_CLOSE = 10
DAYS_TO_UNNAME = 1
Judgement, Closed, Response = Assurance.Judgement, Action.Closed, Answer.Response


class Standing(StrEnum):
    """Where an agreed recommendation stands, in the order in which a board wants to see them."""

    LATE = "late"
    UNPROVEN = "unproven"
    NOT_PLANNED = "not_planned"
    UNDERWAY = "underway"
    REJECTED = "rejected"
    ASSURED = "assured"


WORDS: dict[str, tuple[str, str]] = {
    Standing.LATE: ("Late", "red"),
    Standing.UNPROVEN: ("Done, not proven", "orange"),
    Standing.NOT_PLANNED: ("Not planned yet", "yellow"),
    Standing.UNDERWAY: ("Under way", "blue"),
    Standing.REJECTED: ("Not accepted", "grey"),
    Standing.ASSURED: ("Assured", "green"),
}
ORDER = list(Standing)


@dataclass(frozen=True)
class Facts:
    """What is known of an agreed recommendation: its agencies, its actions, its evidence, the board's last word."""

    agreed_on: dt.date
    by_when: dt.date | None = None
    agencies: int = 1
    planned: int = 0
    rejected: int = 0
    open: int = 0
    late: int = 0
    waiting: int = 0
    closed: int = 0
    without: int = 0
    evidence: int = 0
    judgement: str = ""
    look_again_on: dt.date | None = None
    holidays: Extra = field(default_factory=dict)

    @property
    def unplanned(self) -> int:
        """The agencies that neither planned an action nor said no."""
        return max(self.agencies - self.planned - self.rejected, 0)


ANSWER, PLAN = "answer", "plan"


def lacks(response: str, actions: int) -> str:
    """What an addressee is to do next: to answer, then to plan, unless it said no."""
    if not response:
        return ANSWER
    return PLAN if response != Response.REJECTED and not actions else ""


def plan_due(agreed_on: dt.date, by_when: dt.date | None, extra: Extra = NONE) -> dt.date:
    """By when an agency is to answer and plan: within twenty working days, and not after the recommendation is due."""
    due = add_working_days(agreed_on, DAYS_TO_PLAN, extra)
    return min(due, by_when) if by_when and by_when > agreed_on else due


def standing(facts: Facts, today: dt.date) -> Standing:
    """Where a recommendation stands today."""
    if facts.judgement == Judgement.ASSURED:
        return Standing.ASSURED
    if facts.rejected and facts.rejected >= facts.agencies and not facts.open:
        return Standing.REJECTED
    finished = not facts.open and not facts.unplanned
    past = bool(facts.by_when and facts.by_when < today)
    if (
        facts.late
        or (past and not finished)
        or (facts.unplanned and plan_due(facts.agreed_on, facts.by_when, facts.holidays) < today)
    ):
        return Standing.LATE
    if finished:
        return Standing.UNPROVEN
    return Standing.UNDERWAY if facts.planned else Standing.NOT_PLANNED


def _not_planned(facts: Facts, today: dt.date) -> str:
    due = plan_due(facts.agreed_on, facts.by_when, facts.holidays)
    said = f"{_count(facts.unplanned, 'agency has', 'agencies have')} not planned anything"
    return f"{said}; it was due on {due:%-d %B %Y}" if due < today else said


def why_stuck(facts: Facts, today: dt.date) -> list[str]:
    """What keeps a recommendation from being assured, in short sentences; nothing where it is."""
    if facts.judgement == Judgement.ASSURED:
        return []
    finished = not facts.open and not facts.unplanned
    past = bool(facts.by_when and facts.by_when < today)
    unclosed = facts.open - facts.late - facts.waiting
    reasons = [
        (facts.by_when and facts.by_when < today and not finished, "Its date has passed"),
        (past and unclosed > 0, f"{_count(unclosed, 'action is', 'actions are')} not closed yet"),
        (facts.waiting, f"{_count(facts.waiting, 'action is', 'actions are')} said to be done and not looked at yet"),
        (facts.late, f"{_count(facts.late, 'action is', 'actions are')} late"),
        (facts.unplanned, _not_planned(facts, today)),
        (facts.rejected, f"{_count(facts.rejected, 'agency does', 'agencies do')} not accept it"),
        (facts.without, f"{_count(facts.without, 'action was', 'actions were')} closed without being done"),
        (facts.closed and not facts.evidence, "Nothing shows yet that practice changed"),
        (facts.judgement == Judgement.NOT, "The board is not assured"),
        (facts.judgement == Judgement.PARTLY, "The board is assured in part"),
        (facts.judgement == Judgement.REOPENED, "The board opened it again"),
        (facts.look_again_on and facts.look_again_on < today, "The board meant to look again by now"),
        (facts.closed and not facts.open and not facts.judgement, "The board has not judged it yet"),
    ]
    return [words for holds, words in reasons if holds]


def still_open(facts: Facts | None, today: dt.date) -> list[tuple[str, bool]]:
    """What is open of a recommendation besides its actions, and whether it keeps the case open; no facts: not agreed."""
    if facts is None:
        return [("is not agreed", False)]
    if standing(facts, today) in (Standing.ASSURED, Standing.REJECTED):
        return []
    found = []
    if facts.unplanned:
        agencies = _count(facts.unplanned, "agency has", "agencies have")
        found.append((f"waits for an answer: {agencies} planned nothing and not said no", True))
    if facts.look_again_on:
        found.append((f"is looked at again by the board on {facts.look_again_on:%-d %B %Y}", True))
    elif not facts.open and not facts.unplanned:
        found.append(("was not judged by the board: nobody has said that practice changed", False))
    return found


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


# Checks --------------------------------------------------------------------------------------------


def check_may_write(review: Review) -> None:
    """Findings and recommendations are written from the rapid review on, also where the case ended there."""
    check_phase(review, *WRITING_PHASES)


AGREED = "This recommendation is agreed. The office can take the agreement back, then it can be changed."


def check_not_agreed(recommendation: Recommendation) -> None:
    """An agreed text stands; raises ``NotYet`` saying what to do."""
    if recommendation.agreed_on:
        raise NotYet(AGREED)


def tells(recommendation: Recommendation, forms: KnownForms) -> bool:
    """Does it tell who somebody is? Common words and near misses are settled in the report."""
    return names_somebody(f"{recommendation.text}\n{recommendation.outcome_wanted}", forms)


def check_may_reword(*, tells: bool, still: bool) -> None:
    """What is agreed is worded anew only to take out of it what tells who somebody is, and then all of it."""
    if not tells:
        raise NotYet(AGREED)
    if still:
        raise NotYet("It still tells who somebody is. Write the name used here in its place.", field="text")


def check_may_agree(
    recommendation: Recommendation, addressees: int, *, named: bool = False, agreed_on: dt.date | None = None
) -> None:
    """What is agreed says who is to act and by when; agencies and the board read it, so it names nobody of the register."""
    if recommendation.void_at:
        raise NotYet(f"Recommendation {recommendation.number} was recorded as made in error.")
    if not addressees:
        raise NotYet(f"Recommendation {recommendation.number} is addressed to nobody. Choose the agencies first.")
    if not recommendation.by_when:
        raise NotYet(f"Recommendation {recommendation.number} does not say by when. Add a date first.")
    if agreed_on and recommendation.by_when < agreed_on and recommendation.review.kind != Kind.ARCHIVE:
        raise NotYet(
            f"Recommendation {recommendation.number} is to be done by {workdate(recommendation.by_when)}, before it was "
            "agreed. Change its date first."
        )
    if named:
        raise NotYet(
            f"Recommendation {recommendation.number} tells who somebody is, and agencies and the board are to read it. "
            "Write the name used here in its place first."
        )


def check_by_when(by_when: dt.date | None, review: Review, today: dt.date) -> None:
    """Nobody can do it by a day that has gone by; only an older review that is entered afterwards says such days."""
    if by_when and by_when < today and review.kind != Kind.ARCHIVE:
        raise NotYet("This day has gone by. Enter the day by which it is to be done.", field="by_when")


def check_agreed(recommendation: Recommendation, *, addressed: bool) -> None:
    """Agencies act on agreed recommendations that are addressed to them."""
    if not recommendation.agreed_on or recommendation.void_at:
        raise NotYet("This recommendation is not agreed yet, or no longer stands.")
    if not addressed:
        raise NotYet("This recommendation is not addressed to that agency.")


def check_answer(response: str, reasons: str) -> None:
    """Whoever does not accept a recommendation whole says why."""
    if response != Response.ACCEPTED and not reasons.strip():
        raise NotYet("Say why it is not accepted, or not accepted in full.", field="reasons")


def check_open(action: Action) -> None:
    """Nothing is reported on a closed action."""
    if action.void_at:
        raise NotYet("This action was recorded as made in error.")
    if action.closed:
        raise NotYet("This action is closed. The office or the board can open it again, with a reason.")


def check_may_reopen(action: Action, *, waits: bool) -> None:
    """What is closed is opened again; of what is said to be done, and ``waits`` to be looked at, more is asked for."""
    if action.void_at:
        raise NotYet("This action was recorded as made in error.")
    if not action.closed and not waits:
        raise NotYet("This action is open.")


def check_may_close(closed: str, *, evidence: int, why: str) -> None:
    """Evidenced needs evidence; closed without being done needs a reason."""
    if closed == Closed.EVIDENCED and not evidence:
        raise NotYet("There is no evidence yet. Add it first, or close the action as done.", field="closed")
    if closed == Closed.WITHOUT and not why.strip():
        raise NotYet("Say why it is closed without being done. The board reads this.", field="why_closed")


def check_may_judge(judgement: str, *, open_actions: int, actions: int, evidence: int, look_again: bool) -> None:
    """Assured is said only of finished and shown work; anything else has a day to look again."""
    if judgement == Judgement.ASSURED:
        if open_actions or not actions:
            raise NotYet("Not every action is closed. Judge it “partly assured”, or wait.", field="judgement")
        if not evidence:
            raise NotYet("There is no evidence that practice changed. Ask for it first.", field="judgement")
    elif not look_again:
        raise NotYet("Say when the board looks at it again.", field="look_again_on")
