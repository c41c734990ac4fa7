"""What of the first days and of the partners' decisions stands on home pages?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.urls import reverse

from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.templatetags.page import workdate
from reviews.case.models import Duty
from reviews.case.queries import Card, Desk
from reviews.referral import rules
from reviews.referral.duties import DECIDE
from reviews.referral.models import PartnerDecision, Question, Recommended, Referral, ScrutineerComment
from reviews.referral.queries.pages import referrals_of

MOST = 5
QUESTION_OF = {kind.code: question for question, kind in DECIDE.items()}
# The pages of each question: where a decision is given, commented on, and read about.
PAGES = {
    Question.NOTIFY: ("referral-decide", "referral-comment", "referral"),
    Question.REVIEW: ("rapid-review-decide", "rapid-review-comment", "rapid-review"),
}


def decision_cards(owed: Sequence[Duty], visitor: Visitor) -> dict[int, Card]:
    """Each decision that waits, with what the sub-group recommends and the way to its reasons."""
    said = {
        (recommended.review_id, recommended.question): recommended
        for recommended in Recommended.objects.filter(review__in=[duty.review_id for duty in owed])
    }
    return {duty.pk: _card(duty, said) for duty in owed if duty.review}


def _card(duty: Duty, said: dict[tuple[int, str], Recommended]) -> Card:
    question = QUESTION_OF[duty.kind]
    decide, _, stage = PAGES[Question(question)]
    recommended = said.get((duty.review_id, question))
    words = "Not yet"
    if recommended:
        words = f"{recommended.get_outcome_display()}, on {workdate(recommended.recommended_on)}"
    reasons = reverse(stage, args=[duty.review.code]) + "#recommended"
    doors = [("Give the decision", reverse(decide, args=[duty.review.code, duty.thing_id]))]
    doors += [("Read its reasons", reasons)] if recommended else []
    facts = (("Decided for", str(duty.agency)), ("Recommended", words))
    return Card(Question(question).label, facts, tuple(doors))


@dataclass(frozen=True)
class Uncommented:
    """Decisions on one question of a case on which the scrutineer has said nothing yet."""

    code: str
    question: str
    decided: int
    last_on: dt.date
    url: str


def uncommented(desk: Desk) -> list[Uncommented]:
    """Where partners have decided and the independent scrutineer has not commented, the latest first."""
    offices = desk.visitor.partnerships_with(Permission.SCRUTINISE)
    comment = ScrutineerComment.objects.filter(review=OuterRef("review"), question=OuterRef("question"))
    found = PartnerDecision.objects.filter(~Exists(comment), review__partnership__in=offices, joined=None)
    rows = found.values("review__code", "question").annotate(decided=Count("pk"), last_on=Max("decided_on"))
    return [
        Uncommented(
            row["review__code"], Question(row["question"]).label, row["decided"], row["last_on"],
            reverse(PAGES[Question(row["question"])][1], args=[row["review__code"]]),
        )
        for row in rows.order_by("-last_on", "review__code")[:MOST]
    ]  # fmt: skip


def own_referrals(desk: Desk) -> list[tuple[Referral, str]]:
    """The person's latest referrals, and what became of each."""
    return [(referral, rules.became(referral.review)) for referral in referrals_of(desk.visitor.user)[:MOST]]
