"""Which recommendations of all cases does somebody follow, and what of them needs attention first?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Permission
from agencies.rules import Visitor
from recommendations import rules
from recommendations.models import Recommendation
from recommendations.queries.line_of_sight import facts_of
from reviews.case.queries import Desk
from reviews.identities.queries import forms_by_review
from reviews.identities.rules import KnownForms, masked


@dataclass(frozen=True)
class BoardRow:
    """One recommendation in the board's list; its ``text`` as its reader may read it (see ``worded``)."""

    recommendation: Recommendation
    facts: rules.Facts
    standing: rules.Standing
    stuck: list[str]
    text: str = ""

    @property
    def words(self) -> tuple[str, str]:
        return rules.WORDS[self.standing]

    @property
    def actions(self) -> int:
        return self.facts.open + self.facts.closed


def for_board(visitor: Visitor, permission: Permission = Permission.TRACK) -> QuerySet[Recommendation]:
    """The agreed recommendations of all cases of the partnerships in which the person holds a permission."""
    found = Recommendation.objects.filter(
        review__partnership__in=visitor.partnerships_with(permission), void_at=None, agreed_on__isnull=False
    )
    return found.select_related("review__partnership", "review__came_from")


def board(
    visitor: Visitor, today: dt.date, *, agency: int | None = None, state: str = "", late: bool = False
) -> list[BoardRow]:
    """Every recommendation the person follows: late or unproven first, then the one due first."""
    found = for_board(visitor)
    if agency:
        found = found.filter(addressees=agency)
    chosen = list(found.prefetch_related("addressees"))
    facts = facts_of(chosen, today)
    rows = [
        BoardRow(r, facts[r.pk], rules.standing(facts[r.pk], today), rules.why_stuck(facts[r.pk], today))
        for r in chosen
    ]
    rows = [row for row in rows if (not state or row.standing == state) and (not late or row.standing == "late")]
    far = dt.date.max
    return sorted(
        rows,
        key=lambda row: (rules.ORDER.index(row.standing), row.recommendation.by_when or far, row.recommendation.pk),
    )


def hidden_over_all(visitor: Visitor, recommendations: Iterable[Recommendation]) -> dict[int, KnownForms]:
    """By review, the names to be hidden from somebody who follows all cases; as many queries however many reviews."""
    sees = visitor.partnerships_with(Permission.SEE_NAMES)
    return forms_by_review({one.review_id for one in recommendations if one.review.partnership_id not in sees})


def worded(rows: Iterable[BoardRow], visitor: Visitor) -> list[BoardRow]:
    """The rows with their texts, in which labels stand for the names that are hidden from this person."""
    chosen = list(rows)
    hidden = hidden_over_all(visitor, [row.recommendation for row in chosen])
    return [replace(row, text=_worded(row.recommendation, hidden)) for row in chosen]


def _worded(found: Recommendation, hidden: dict[int, KnownForms]) -> str:
    forms = hidden.get(found.review_id)
    return masked(found.text, forms) if forms else found.text


def board_agencies(visitor: Visitor) -> QuerySet[Agency]:
    """The agencies to which any of these recommendations is addressed."""
    return Agency.objects.filter(recommendations__in=for_board(visitor)).distinct().order_by("name")


AT_HOME = 6


@dataclass(frozen=True)
class Followed:
    """What somebody who follows recommendations sees at home: how many, and those that are late or unproven."""

    count: int
    late: int
    unproven: int
    first: list[BoardRow]

    @property
    def more(self) -> int:
        """How many late or unproven ones are not among the first."""
        return self.late + self.unproven - len(self.first)


def followed(desk: Desk) -> Followed | None:
    """The recommendations that need the board's eye; nothing where none is agreed anywhere."""
    rows = board(desk.visitor, desk.visitor.today)
    if not rows:
        return None
    late = [row for row in rows if row.standing == rules.Standing.LATE]
    unproven = [row for row in rows if row.standing == rules.Standing.UNPROVEN]
    return Followed(len(rows), len(late), len(unproven), worded([*late, *unproven][:AT_HOME], desk.visitor))


def first_to_open(found: Followed) -> tuple[str, str]:
    """The recommendation that most needs the board: its actions and evidence add to what home already says."""
    for row in found.first:
        one = row.recommendation
        words = f"Open the most pressing: recommendation {one.number} of {one.review.code}, with its actions"
        return words, reverse("board-recommendation", args=[one.review.code, one.pk])
    return "", ""
