"""What waits for a person, and what is a duty about where its own page has more than one way in?

What an agency is asked for, or a partner decides, is shown as a card. Its package says what stands on it, registered in
``apps.ready()`` as ``use_cards(KIND, cards)``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from agencies.models import Contact, Post, User
from agencies.roles import Permission, Role
from agencies.rules import Visitor, away_words
from cspr.templatetags.page import workdate
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, TeamMember
from reviews.case.queries.cases import ANSWERING, duties_for, worst_first

WEEK = 7
FIRST = 6


@dataclass(frozen=True)
class Card:
    """What a duty is about: facts, how far it is, and the ways in; the first of ``doors`` is the button.

    ``opened`` says whether and when the agency first opened what it is asked.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    doors: tuple[tuple[str, str], ...]
    state: str = ""
    colour: str = ""
    note: str = ""
    opened: str = ""


def opened_words(first_opened_at: dt.datetime | None) -> str:
    """When an agency first opened what it is asked."""
    return f"First opened {workdate(first_opened_at)}" if first_opened_at else "Not opened yet"


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


# What waits for a colleague --------------------------------------------------------------------------

# The numbers of the things of a kind that are done so far, and wait for somebody else of the person's agency.
AtColleague = Callable[[Visitor], QuerySet[Any]]
_at_colleague: dict[str, AtColleague] = {}


def use_at_colleague(kind: DutyKind, numbers: AtColleague) -> None:
    """Put duties of a kind behind the others, uncounted, where ``numbers(visitor)`` has their thing: it waits for a colleague."""
    _at_colleague[kind.code] = numbers


def _at_a_colleague(visitor: Visitor) -> Q:
    found = Q(pk__in=())
    for kind, numbers in _at_colleague.items():
        found |= Q(kind=kind, thing_id__in=numbers(visitor))
    return found


# For whom or which -----------------------------------------------------------------------------------

# Numbers of things → the words that tell one from another: labels, numbers and dates, no names and no case text.
About = Callable[[Collection[int]], dict[int, str]]
_about: dict[str, About] = {}


def use_about(kind: DutyKind, about: About) -> None:
    """Say for whom or which a duty of a kind is, where a person may have several: ``about`` answers by ``thing_id``."""
    _about[kind.code] = about


def with_about(duties: Iterable[Duty], visitor: Visitor | None = None) -> list[Duty]:
    """These duties, each saying for whom or which it is; as many queries as there are ways to say so.

    Where this ``visitor`` answers for more agencies than one, each also says for which of them.
    """
    listed = list(duties)
    asked: dict[About, list[Duty]] = defaultdict(list)
    for duty in listed:
        if duty.thing_id and duty.kind in _about:
            asked[_about[duty.kind]].append(duty)
    for about, some in asked.items():
        words = about({duty.thing_id for duty in some if duty.thing_id})
        for duty in some:
            duty.about = words.get(duty.thing_id or 0, "")
    several = visitor.agencies if visitor and len(visitor.agencies) > 1 else frozenset()
    for duty in listed:
        if duty.agency_id in several and not duty.role and duty.agency:
            duty.about = ", ".join(filter(None, (duty.about, f"for {duty.agency}")))
    return listed


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: how much, how much of it late, and the first of it, worst first, with cards.

    ``behind`` is how much more they have done their part of, and a colleague has not; it comes last.
    """

    count: int
    late: int
    behind: int
    first: tuple[tuple[Duty, Card | None], ...]

    @property
    def more(self) -> int:
        return self.count + self.behind - len(self.first)


def waiting_for(visitor: Visitor) -> Waiting:
    """The first of what waits for this person, and how much there is."""
    duties = duties_for(visitor)
    elsewhere = _at_a_colleague(visitor)
    last = Case(When(elsewhere, then=Value(1)), default=Value(0))
    first = with_about(duties.order_by(last, *duties.query.order_by)[: FIRST + 1], visitor)
    counted = figures(duties.exclude(elsewhere), visitor.today)
    cards = cards_of(first, visitor)
    told = tuple((duty, cards.get(duty.pk)) for duty in first)
    return Waiting(counted["all"], counted["late"], duties.filter(elsewhere).count(), told)


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
    return worst_first(found, visitor.today)


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
    """Somebody who can be rung about a duty; without a number there is only the name. ``away``: who else is away."""

    name: str
    phone: str
    away: str = ""
    others_away: tuple[str, ...] = ()


def whom_to_ring(duties: Sequence[Duty], *, on: dt.date) -> dict[int, Line]:
    """For each duty the person or desk to ring, one who is here and has a number first. Three queries for any number."""
    agencies = {duty.agency_id for duty in duties if duty.agency_id}
    roles = {duty.role for duty in duties if duty.role}
    held = Post.objects.held_on(on).filter(user__is_active=True).select_related("user__deputy", "agency")
    there = Q(agency__in=agencies, role__in=ANSWERING) | Q(role=Role.AGENCY_LEAD, agency__leads_over__in=agencies)
    posts = list(held.filter(there | Q(role__in=roles)).distinct().order_by("user__name"))
    team = TeamMember.objects.held_on(on).filter(role__in=roles, review__in={duty.review_id for duty in duties})
    members = list(team.select_related("user__deputy").order_by("user__name"))
    desks = list(Contact.objects.filter(agency__in=agencies, ended_on=None).select_related("deputy").order_by("name"))
    return {duty.pk: _best(_lines(duty, posts, members, desks, on)) for duty in duties}


def _lines(duty: Duty, posts: list[Post], members: list[TeamMember], desks: list[Contact], on: dt.date) -> list[Line]:
    if duty.user:
        return [_line(duty.user, on)]
    if duty.role:
        place = duty.review.partnership_id if duty.review else None
        holding = [p for p in posts if p.role == duty.role and (p.agency_id == duty.agency_id or not duty.agency_id)]
        here = [post for post in holding if post.partnership_id in (None, place)]
        team = [m for m in members if m.role == duty.role and m.review_id == duty.review_id]
        return [_line(held.user, on) for held in (*here, *team)]
    agency = duty.agency
    own = [post for post in posts if post.agency_id == duty.agency_id and post.role in ANSWERING]
    leading = [
        post for post in posts if agency and post.role == Role.AGENCY_LEAD and post.agency_id == agency.led_by_id
    ]
    contacts = [_line(desk, on) for desk in desks if desk.agency_id == duty.agency_id]
    # A person may hold more than one role there.
    return list(dict.fromkeys([*(_line(post.user, on) for post in (*own, *leading)), *contacts]))


def _line(whom: User | Contact, on: dt.date) -> Line:
    return Line(whom.name, whom.phone, away_words(whom, on))


def _best(lines: list[Line]) -> Line:
    """Who is here before who is away, a number before none; with those who are away."""
    best = min(lines, key=lambda line: (bool(line.away), not line.phone), default=Line("", ""))
    away = tuple(f"{line.name}: {line.away}" for line in lines if line.away and line is not best)
    return replace(best, others_away=away)
