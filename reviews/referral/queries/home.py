"""What of the first days and of the partners' decisions stands on home pages?"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from django.urls import reverse

from agencies.roles import Permission, Role
from agencies.rules import Visitor
from cspr import clock
from cspr.templatetags.page import workdate
from reviews.case.models import Duty, Review
from reviews.case.queries import Card, Desk, Line, whom_to_ring
from reviews.referral import rules
from reviews.referral.duties import DECIDE, RECOMMEND
from reviews.referral.models import PartnerDecision, Question, Recommended, Referral, ScrutineerComment
from reviews.referral.queries.pages import referrals_of

MOST = 5
WITHOUT = "You can decide without it. The decision stays here until you give it."
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
    without = [duty.review for duty in owed if duty.review and _asked(duty) not in said]
    waits = awaited(without, on=visitor.today) if without else {}
    return {duty.pk: _card(duty, said.get(_asked(duty)), waits.get(_asked(duty), "")) for duty in owed if duty.review}


Asked = tuple[int | None, str]


def _asked(duty: Duty) -> Asked:
    return duty.review_id, QUESTION_OF[duty.kind]


def _card(duty: Duty, recommended: Recommended | None, awaited: str) -> Card:
    question = Question(QUESTION_OF[duty.kind])
    decide, _, stage = PAGES[question]
    words, note = f"Not yet{f': {awaited}' if awaited else ''}", WITHOUT
    if recommended:
        words, note = f"{recommended.get_outcome_display()}, on {workdate(recommended.recommended_on)}", ""
    reasons = reverse(stage, args=[duty.review.code]) + "#recommended"
    doors = [("Give the decision", reverse(decide, args=[duty.review.code, duty.thing_id]))]
    doors += [("Read its reasons", reasons)] if recommended else []
    facts = (("Decided for", str(duty.agency)), ("Recommended", words))
    return Card(question.label, facts, tuple(doors), note=note)


def awaited(reviews: Collection[Review], *, on: dt.date) -> dict[Asked, str]:
    """Whose recommendation the partners wait for in these cases, since when, and when it is due; by case and question."""
    kinds = {kind.code: question for question, kind in RECOMMEND.items()}
    open_ones = (
        Duty.objects.open().filter(review__in=reviews, kind__in=kinds).select_related("user", "agency", "review")
    )
    duties = list(open_ones)
    lines = whom_to_ring(duties, on=on)
    return {(duty.review_id, kinds[duty.kind]): _waits_for(duty, lines[duty.pk], on) for duty in duties}


def _waits_for(duty: Duty, line: Line, on: dt.date) -> str:
    role = Role(duty.role).label.lower() if duty.role else ""
    known = ", ".join(part for part in (role if line.name else "", line.away) if part)
    who = f"{line.name or role.capitalize()}{f' ({known})' if known else ''}"
    since = max(duty.started_on, clock.date_of(duty.opened_at))  # a case that is entered later began before that
    words = f"{who} has been asked since {workdate(since)}"
    if not duty.due_on:
        return words
    late = duty.due_on < on
    return f"{words}, and {'it was' if late else 'it is'} due on {workdate(duty.due_on)}"


@dataclass(frozen=True)
class Uncommented:
    """Decisions on one question of a case on which the scrutineer has said nothing yet, or not ``again``, since they were given."""

    code: str
    question: str
    decided: int
    last_on: dt.date
    url: str
    again: bool


def uncommented(desk: Desk) -> list[Uncommented]:
    """Where partners have decided and the independent scrutineer has not commented since, the latest first."""
    offices = desk.visitor.partnerships_with(Permission.SCRUTINISE)
    comment = ScrutineerComment.objects.filter(review=OuterRef("review"), question=OuterRef("question"))
    after = ~Exists(comment.filter(entered_at__gte=OuterRef("entered_at")))
    found = PartnerDecision.objects.filter(after, review__partnership__in=offices, joined=None)
    told = found.annotate(again=Exists(comment)).values("review__code", "question", "again")
    rows = told.annotate(decided=Count("pk"), last_on=Max("decided_on"))
    return [
        Uncommented(
            row["review__code"], Question(row["question"]).label, row["decided"], row["last_on"],
            reverse(PAGES[Question(row["question"])][1], args=[row["review__code"]]), row["again"],
        )
        for row in rows.order_by("-last_on", "review__code")[:MOST]
    ]  # fmt: skip


def own_referrals(desk: Desk) -> list[tuple[Referral, str]]:
    """The person's latest referrals, and what became of each."""
    return [(referral, rules.became(referral.review)) for referral in referrals_of(desk.visitor.user)[:MOST]]
