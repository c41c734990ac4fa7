"""Who leads the review, who sits on its panel, and what is it to find out?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch, QuerySet

from agencies.models import User
from agencies.roles import Role
from reviews.case.models import Review, TeamMember
from reviews.panel import rules
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference

ON_THE_PANEL = (Role.PANEL_MEMBER, Role.HUMAN_READER)


def commissions(review: Review) -> QuerySet[Commission]:
    """Every commission of a lead reviewer, the newest first."""
    return review.commissions.select_related("reviewer", "member", "original__file").order_by("-decided_on", "-pk")


def standing_commissions(review: Review) -> QuerySet[Commission]:
    """The commissions that have not ended."""
    return commissions(review).filter(ended_on=None)


def own_commission(user: User, code: str, pk: int) -> Commission | None:
    """A commission this person was given, by the code of its review; they need not be in its team yet."""
    found = Commission.objects.filter(pk=pk, review__code=code, reviewer=user)
    return found.select_related("review__partnership", "reviewer").first()


def agencies_involved(review: Review) -> list[str]:
    """The names of the agencies involved in a case."""
    return list(review.involvements.order_by("agency__name").values_list("agency__name", flat=True))


def panel_members(review: Review) -> QuerySet[TeamMember]:
    """The members of the review panel and the human readers, past and present."""
    found = review.team.filter(role__in=ON_THE_PANEL).select_related("user", "agency", "deputy_for__user")
    return found.order_by("-role", "user__name", "starts_on")


def _with_questions(review: Review) -> QuerySet[TermsOfReference]:
    standing = ReferenceQuestion.objects.filter(void_at=None).order_by("number")
    return review.terms.prefetch_related(Prefetch("questions", queryset=standing)).order_by("-version")


def all_terms(review: Review) -> QuerySet[TermsOfReference]:
    """Every version of the terms of reference, the newest first, each with its questions."""
    return _with_questions(review)


def latest_terms(review: Review) -> TermsOfReference | None:
    """The newest version, draft or agreed."""
    return _with_questions(review).first()


def in_force(versions: Iterable[TermsOfReference]) -> TermsOfReference | None:
    """Of some versions the latest agreed one, else the draft."""
    listed = sorted(versions, key=lambda version: version.version, reverse=True)
    return next((version for version in listed if version.agreed_on), listed[0] if listed else None)


def terms_in_force(review: Review) -> TermsOfReference | None:
    """The latest agreed version, else the draft, with ``questions.all()`` in order; None where there is none."""
    return in_force(_with_questions(review))


@dataclass(frozen=True)
class Change:
    """What one version of the terms changed: in its questions sentence by sentence, and in which other parts."""

    version: TermsOfReference
    questions: tuple[str, ...]
    parts: tuple[str, ...]


PARTS = {
    "scope": "Scope", "period_from": "Period", "period_to": "Period", "method": "Method", "family_plan": "The family",
    "equality": "Equality", "supplied": "What each agency supplies", "parallel": "What runs alongside",
    "out_of_scope": "What is left out", "timetable": "Timetable", "publication": "Publication",
}  # fmt: skip


def change_log(versions: Iterable[TermsOfReference]) -> list[Change]:
    """What each version changed in the one before, the newest first; they are given the newest first."""
    found = []
    for newer, older in pairwise(versions):
        asked = [[question.text for question in version.questions.all()] for version in (older, newer)]
        parts = {words for name, words in PARTS.items() if getattr(older, name) != getattr(newer, name)}
        found.append(Change(newer, tuple(rules.changed_questions(*asked)), tuple(sorted(parts))))
    return found


def people_who_may_stand_in(member: TeamMember) -> QuerySet[User]:
    """The people who sign in and are not that member."""
    return User.objects.filter(is_active=True).exclude(pk=member.user_id).select_related("agency").order_by("name")
