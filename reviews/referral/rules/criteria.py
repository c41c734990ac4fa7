"""What is asked, what can be answered, and until when? The sets of criteria, each with its source."""

from dataclasses import dataclass

from cspr.records import NotYet
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.rules import check_phase
from reviews.referral.models import Outcome, Question

ACT = "Children Act 2004, section 16C(1)"
NATIONAL_ACT = "Children Act 2004, section 16B(1)"
REGULATION = "Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018, regulation 11(2)"


@dataclass(frozen=True)
class Criterion:
    """One criterion of one set: its code, the question as it is asked, more to know, and where it stands."""

    code: str
    asks: str
    hint: str
    source: str


# The set behind one outcome of the second question. The national Panel decides; the partners only suggest.
NATIONAL = "national"

# Three sets that are never mixed: what must be notified, what a local review is for, what a national review is for.
CRITERIA: dict[str, tuple[Criterion, ...]] = {
    Question.NOTIFY: (
        Criterion(
            "abuse_or_neglect",
            "Is it known or suspected that a child was abused or neglected?",
            "A suspicion is enough.",
            ACT,
        ),
        Criterion(
            "death_or_serious_harm",
            "Did the child die, or was the child seriously harmed?",
            "Serious harm includes serious or long-lasting impairment of mental health or development. "
            "That a child recovers does not rule it out.",
            ACT,
        ),
        Criterion(
            "area",
            "Did it happen in the authority's area, or outside England while the child normally lived in the area?",
            "Where the child normally lives elsewhere in England, tell that authority too.",
            ACT,
        ),
    ),
    Question.REVIEW: (
        Criterion(
            "improvements",
            "Does the case show improvements that are needed to safeguard children?",
            "Also where they were identified before.",
            f"{REGULATION}(a)",
        ),
        Criterion(
            "recurrent_themes",
            "Does the case show themes that recur in safeguarding children?",
            "",
            f"{REGULATION}(b)",
        ),
        Criterion(
            "working_together",
            "Does the case raise concerns about how two or more agencies worked together?",
            "",
            f"{REGULATION}(c)",
        ),
        Criterion(
            "national_panel",
            "Has the national Panel considered the case and thought a local review more appropriate?",
            "“No” where the national Panel has not answered yet.",
            f"{REGULATION}(d)",
        ),
    ),
    NATIONAL: (
        Criterion(
            "complex",
            "Does the case raise issues that are complex?",
            "Complex beyond what the agencies here can find out and put right by themselves.",
            NATIONAL_ACT,
        ),
        Criterion(
            "national_importance",
            "Does the case raise issues of national importance?",
            "For example, where law or guidance for all of England would have to change.",
            NATIONAL_ACT,
        ),
    ),
}

OUTCOMES_OF: dict[str, tuple[str, ...]] = {
    Question.NOTIFY: (Outcome.NOTIFY, Outcome.NOT_NOTIFY, Outcome.OTHER_LEARNING),
    Question.REVIEW: (
        Outcome.LOCAL_REVIEW,
        Outcome.NATIONAL_REVIEW,
        Outcome.NO_REVIEW,
        Outcome.OTHER_LEARNING,
    ),
}

# While the case is in this phase, the answers, the recommendation and the decisions on a question may be given.
OPEN_IN: dict[str, str] = {
    Question.NOTIFY: Phase.REFERRED,
    Question.REVIEW: Phase.RAPID_REVIEW,
    NATIONAL: Phase.RAPID_REVIEW,
}

# Working days from the day the referral came until these are agreed to be done, inside the five for notifying.
WITHIN = {"criteria": 2, "recommend": 3, "decide": 4}


def question_of(criterion: str) -> str:
    """The set that holds this criterion. Raises ``NotYet`` for one that no set holds."""
    for question, criteria in CRITERIA.items():
        if any(item.code == criterion for item in criteria):
            return question
    raise NotYet("There is no such criterion.")


def check_open(review: Review, question: str) -> None:
    """Raises ``NotYet`` where the question is not, or no longer, being decided."""
    check_phase(review, OPEN_IN[question])


def check_outcome(question: str, outcome: str) -> None:
    """Raises ``NotYet`` where the outcome is not one of the question's."""
    if outcome not in OUTCOMES_OF[question]:
        raise NotYet("Choose one of the outcomes of this decision.", field="outcome")


def check_may_suggest(outcome: str, *, answered: bool) -> None:
    """Raises ``NotYet`` where a national review is suggested before its own criteria are ``answered``."""
    if outcome == Outcome.NATIONAL_REVIEW and not answered:
        raise NotYet(
            "The criteria for a national review are not answered yet. The office or the chair of the sub-group answers "
            "them on the page of the rapid review; then a national review can be suggested.",
            field="outcome",
        )
