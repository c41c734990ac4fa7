"""What does the office see over all its cases: what is due, whom to chase, which clocks run?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.roles import Permission
from agencies.rules import Visitor
from reviews.case.models import Duty
from reviews.case.queries.cases import duties_for
from reviews.case.queries.desk import Desk
from reviews.case.queries.waiting import (
    Card,
    Line,
    cards_of,
    clocks,
    due_when,
    figures,
    of_agencies,
    of_people,
    run_by,
    whom_to_ring,
    with_about,
)

FIRST = 6
# Whose duties a list over all cases can show; without one it is the person's own.
OF = {
    "all": "Everybody",
    "agencies": "Agencies",
    "people": "Partners, chair and review team",
    "clocks": "Statutory clocks",
}


@dataclass(frozen=True)
class Owed:
    """A duty of somebody, how far it is where that is known, and whom to ring."""

    duty: Duty
    card: Card | None
    line: Line


@dataclass(frozen=True)
class Office:
    """What is due over all cases, whom to chase, and the clocks."""

    figures: dict[str, int]
    others: tuple[Duty, ...]
    chase: tuple[Owed, ...]
    clocks: tuple[Duty, ...]


def chased(duties: Sequence[Duty], visitor: Visitor) -> tuple[Owed, ...]:
    """Each with how far it is, and whom to ring."""
    told = with_about(duties)
    cards, lines = cards_of(told, visitor), whom_to_ring(told, on=visitor.today)
    return tuple(Owed(duty, cards.get(duty.pk), lines[duty.pk]) for duty in told)


def over_all_cases(desk: Desk) -> Office | None:
    """The home page's part for whoever runs cases; nothing where nothing is owed by anybody."""
    visitor = desk.visitor
    duties = run_by(visitor)
    counted = figures(duties, visitor.today)
    if not counted["all"]:
        return None
    return Office(
        counted,
        tuple(with_about(of_people(duties)[:FIRST])),
        chased(of_agencies(duties)[:FIRST], visitor),
        tuple(with_about(clocks(duties)[:FIRST])),
    )


def listed(visitor: Visitor, *, of: str = "", when: str = "") -> QuerySet[Duty]:
    """What is owed in the cases of this person, by some or on a statutory clock; or, of nobody else, by themselves."""
    narrowed = {"agencies": of_agencies, "people": of_people, "clocks": clocks}
    runs = visitor.may(Permission.RUN_CASE)
    duties = duties_for(visitor) if of not in OF or not runs else run_by(visitor)
    duties = narrowed[of](duties) if of in narrowed and runs else duties
    return due_when(duties, when, visitor.today)
