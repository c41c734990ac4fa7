"""May this reviewer be commissioned and begin; may these terms be changed or agreed?"""

import datetime as dt
import difflib
from collections.abc import Collection, Iterable, Sequence

from agencies.models import User
from cspr.records import NotYet
from reviews.panel.models import Commission, TermsOfReference

# How long each step may take before somebody is reminded, in working days. Our own dates, which can be moved:
# the guidance says nothing of them.
DAYS_TO_DECLARE = 5
DAYS_TO_AGREE_TERMS = 20
MONTHS_TO_REPORT = 6


# The lead reviewer -----------------------------------------------------------------------------------


def check_independent(reviewer: User, involved: Collection[int]) -> None:
    """Raises ``NotYet`` where the lead reviewer has left, or works for an agency that the review is about."""
    if not reviewer.is_active:
        raise NotYet("This person has left. Choose somebody else.", field="reviewer")
    if reviewer.agency_id in involved:
        raise NotYet(
            f"{reviewer.name} works for {reviewer.agency}, which is involved in this case. A lead reviewer is "
            "independent of the agencies under review.",
            field="reviewer",
        )


def check_may_declare(commission: Commission) -> None:
    """Raises ``NotYet`` where the commission has ended or its declaration is signed."""
    if commission.ended_on:
        raise NotYet("This commission has ended. There is nothing left to sign.")
    if commission.declared_on:
        raise NotYet("The declaration is signed already.")


def check_signature(typed: str, name: str) -> None:
    """Raises ``NotYet`` unless the typed name is that of the person who signs; spaces and capitals do not matter."""
    if " ".join(typed.split()).casefold() != " ".join(name.split()).casefold():
        raise NotYet(f"Type the name exactly as it stands here: {name}.", field="signed_as")


def check_stands(commission: Commission) -> None:
    """Raises ``NotYet`` where the commission has ended."""
    if commission.ended_on:
        raise NotYet("This commission has ended already.")


def declaration_text(partnership: str, code: str, agencies: Iterable[str]) -> str:
    """The declaration proposed to a reviewer, in the first person; they may change its words before signing."""
    names = "\n".join(f"– {name}" for name in agencies) or "– no agency is named yet"
    return (
        f"I have been asked by {partnership} to lead the review {code}.\n\n"
        "I am independent of the partnership and of every agency involved in this review. I do not work for any of "
        "them, I have had no part in what they did for the child or the family, and I have no personal, family or "
        "financial interest in what the review finds.\n\n"
        f"The agencies involved are:\n{names}\n\n"
        "I will tell the partnership at once if anything changes that could touch my independence."
    )


# The review panel and readers --------------------------------------------------------------------------


# Terms of reference ------------------------------------------------------------------------------------


def check_draft(terms: TermsOfReference) -> None:
    """Raises ``NotYet`` where the terms are agreed."""
    if terms.agreed_on:
        raise NotYet("These terms are agreed. Begin the next version to change them; it takes over everything.")


def check_next(latest: TermsOfReference | None, version: int, why_changed: str) -> None:
    """Raises ``NotYet`` unless ``version`` follows the latest, which is agreed, and says why it changes it."""
    if version != (latest.version + 1 if latest else 1) or (latest and not latest.agreed_on):
        raise NotYet("Somebody else has begun this version meanwhile. Open it and make your changes there.")
    if latest and not why_changed:
        raise NotYet("Say why the agreed terms are changed.", field="why_changed")


def check_may_agree(terms: TermsOfReference, questions: int, agreed_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` unless the draft has a question and was agreed no later than today."""
    check_draft(terms)
    if not questions:
        raise NotYet("Enter at least one question before the terms are agreed.")
    if agreed_on > today:
        raise NotYet(
            "The terms cannot be agreed in the future. Record it once the review panel has agreed.", field="agreed_on"
        )


# So much of a question's words must be the same for it to be the same question, worded anew.
ALIKE = 0.5


def changed_questions(older: Sequence[str], newer: Sequence[str]) -> list[str]:
    """What became of each question from one version to the next, in sentences; nothing where all stayed."""
    rest = list(enumerate(older, start=1))
    said, new = [], []
    for number, text in enumerate(newer, start=1):
        same = next((one for one in rest if one[1] == text), None)
        if same is None:
            new.append((number, text))
            continue
        rest.remove(same)
        if same[0] != number:
            said.append((number, f"Question {same[0]} is now question {number}."))
    for number, text in new:
        alike = max(rest, key=lambda one: _alike(one[1], text), default=None)
        if alike and _alike(alike[1], text) >= ALIKE:
            rest.remove(alike)
            said.append((number, f"Question {number} is worded anew. Before, as question {alike[0]}: {alike[1]}"))
        else:
            said.append((number, f"Question {number} is new: {text}"))
    gone = [f"Question {number} is left out: {text}" for number, text in rest]
    return [sentence for _, sentence in sorted(said)] + gone


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.casefold().split(), other.casefold().split()).ratio()
