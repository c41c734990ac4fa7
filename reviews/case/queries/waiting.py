"""What waits for a person, and what is a duty about where its own page has more than one way in?

What an agency is asked for, or a partner decides, is shown as a card. Its package says what stands on it, registered in
``apps.ready()`` as ``use_cards(KIND, cards)``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from agencies.models import Contact, Post, User
from agencies.roles import Permission, Role
from agencies.rules import Visitor
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, TeamMember
from reviews.case.queries.cases import ANSWERING, duties_for

WEEK = 7
FIRST = 6


@dataclass(frozen=True)
class Card:
    """What a duty is about: facts, how far it is, and the ways in; the first of ``doors`` is the button."""

    title: str
    facts: tuple[tuple[str, str], ...]
    doors: tuple[tuple[str, str], ...]
    state: str = ""
    colour: str = ""
    note: str = ""


Cards = Callable[[Sequence[Duty], Visitor], dict[int, Card]]
_cards: dict[str, Cards] = {}


def use_cards(kind: DutyKind, cards: Cards) -> None:
    """Take the cards of the duties of a kind from ``cards(duties, visitor)``, keyed by duty."""
    _cards[kind.code] = cards


def cards_of(duties: Iterable[Duty], visitor: Visitor) -> dict[int, Card]:
    """The cards of these duties, as far as their kinds have any; a fixed number of queries a kind."""
    of_kind: dict[Cards, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.kind in _cards:
            of_kind[_cards[duty.kind]].append(duty)
    return {pk: card for cards, some in of_kind.items() for pk, card in cards(some, visitor).items()}


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: how much, how much of it late, and the first of it, worst first, with cards."""

    count: int
    late: int
    first: tuple[tuple[Duty, Card | None], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


def waiting_for(visitor: Visitor) -> Waiting:
    """The first of what waits for this person, and how much there is."""
    duties = duties_for(visitor)
    first = list(duties[: FIRST + 1])
    counted = figures(duties, visitor.today)
    cards = cards_of(first, visitor)
    return Waiting(counted["all"], counted["late"], tuple((duty, cards.get(duty.pk)) for duty in first))


# Over all cases ------------------------------------------------------------------------------------


def figures(duties: QuerySet[Duty], today: dt.date) -> dict[str, int]:
    """How many there are, and how many are late, due today, and due in the week that follows."""
    counted = {name: Count("pk", filter=when) for name, when in _when(today).items()}
    return duties.order_by().aggregate(all=Count("pk"), **counted)


def _when(today: dt.date) -> dict[str, Q]:
    last = today + dt.timedelta(days=WEEK)
    return {
        "late": Q(due_on__lt=today, on_hold=False),
        "today": Q(due_on=today, on_hold=False),
        "week": Q(due_on__gt=today, due_on__lte=last, on_hold=False),
    }


def run_by(visitor: Visitor) -> QuerySet[Duty]:
    """Everything that is owed in the cases this person runs, worst first; what is on hold comes last."""
    found = (
        Duty.objects.open().with_hold().filter(review__partnership__in=visitor.partnerships_with(Permission.RUN_CASE))
    )
    found = found.select_related("review__partnership", "agency", "user")
    return found.order_by("on_hold", F("due_on").asc(nulls_last=True), "pk")


def due_when(duties: QuerySet[Duty], when: str, today: dt.date) -> QuerySet[Duty]:
    """Those that are late, due today or within a week; all of them for any other word."""
    chosen = _when(today).get(when)
    return duties.filter(chosen) if chosen is not None else duties


def of_people(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Those that partners, the chair, the review team or a named person owe; not the office itself, not agencies."""
    return duties.filter(Q(user__isnull=False) | ~Q(role="")).exclude(role=Role.BUSINESS_SUPPORT)


def of_agencies(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Those an agency owes as a whole."""
    return duties.filter(agency__isnull=False, user=None, role="")


def clocks(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """The statutory time limits that are running."""
    return duties.filter(basis=Duty.Basis.STATUTORY, due_on__isnull=False)


# Whom to ring --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """Somebody who can be rung about a duty; without a number there is only the name."""

    name: str
    phone: str


def whom_to_ring(duties: Sequence[Duty], *, on: dt.date) -> dict[int, Line]:
    """For each duty the person or desk to ring, one with a number first: three queries however many duties."""
    agencies = {duty.agency_id for duty in duties if duty.agency_id}
    roles = {duty.role for duty in duties if duty.role}
    held = Post.objects.held_on(on).filter(user__is_active=True).select_related("user", "agency")
    there = Q(agency__in=agencies, role__in=ANSWERING) | Q(role=Role.AGENCY_LEAD, agency__leads_over__in=agencies)
    posts = list(held.filter(there | Q(role__in=roles)).distinct().order_by("user__name"))
    team = TeamMember.objects.held_on(on).filter(role__in=roles, review__in={duty.review_id for duty in duties})
    members = list(team.select_related("user").order_by("user__name"))
    desks = list(Contact.objects.filter(agency__in=agencies, ended_on=None).order_by("name"))
    return {duty.pk: _best(_lines(duty, posts, members, desks)) for duty in duties}


def _lines(duty: Duty, posts: list[Post], members: list[TeamMember], desks: list[Contact]) -> list[Line]:
    if duty.user:
        return [_line(duty.user)]
    if duty.role:
        place = duty.review.partnership_id if duty.review else None
        holding = [p for p in posts if p.role == duty.role and (p.agency_id == duty.agency_id or not duty.agency_id)]
        here = [post for post in holding if post.partnership_id in (None, place)]
        team = [m for m in members if m.role == duty.role and m.review_id == duty.review_id]
        return [_line(held.user) for held in (*here, *team)]
    agency = duty.agency
    own = [post for post in posts if post.agency_id == duty.agency_id and post.role in ANSWERING]
    leading = [
        post for post in posts if agency and post.role == Role.AGENCY_LEAD and post.agency_id == agency.led_by_id
    ]
    contacts = [Line(desk.name, desk.phone) for desk in desks if desk.agency_id == duty.agency_id]
    return [*(_line(post.user) for post in (*own, *leading)), *contacts]


def _line(user: User) -> Line:
    return Line(user.name, user.phone)


def _best(lines: list[Line]) -> Line:
    return next((line for line in lines if line.phone), next(iter(lines), Line("", "")))
