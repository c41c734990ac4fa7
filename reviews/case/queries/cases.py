"""What do the pages of a case, and the lists over all cases, need?"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Case, Count, F, Q, QuerySet, When

from agencies.models import Agency, Post, User
from agencies.queries import OpenPlace, with_deputies
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.audit.queries import happened_in
from cspr.outbox.actions import stuck
from cspr.outbox.models import Message
from reviews.case import rules
from reviews.case.models import Duty, PhaseChange, Review, TeamMember
from reviews.case.phases import Phase

# The roles of an agency whose holders answer for it.
ANSWERING = [role for role, info in ROLES.items() if info.scope == Scope.AGENCY and Permission.ANSWER in info.may]


def worst_first(duties: QuerySet[Duty], today: dt.date) -> QuerySet[Duty]:
    """What the law sets a date for and is due or late, then all by their date; what is on hold comes last."""
    pressing = Case(When(basis=Duty.Basis.STATUTORY, due_on__lte=today, then=0), default=1)
    return duties.order_by("on_hold", pressing, F("due_on").asc(nulls_last=True), "pk")


def duties_for(visitor: Visitor) -> QuerySet[Duty]:
    """What waits for this person, worst first; what is on hold comes last."""
    found = Duty.objects.open().owed_by(visitor).with_hold().select_related("review", "agency", "user")
    return worst_first(found, visitor.today)


def own_duties(review: Review, visitor: Visitor) -> set[int]:
    """The duties (ids) of a case that wait for this person."""
    return set(Duty.objects.open().owed_by(visitor).filter(review=review).values_list("pk", flat=True))


def open_duties(review: Review, *, today: dt.date, only: Collection[int] | None = None) -> QuerySet[Duty]:
    """What is owed in a case, worst first: all of it, or ``only`` these duties of somebody who may know of no others."""
    found = Duty.objects.open().with_hold().filter(review=review).select_related("review", "user", "agency")
    return worst_first(found if only is None else found.filter(pk__in=only), today)


def team_of(review: Review, *, on: dt.date) -> QuerySet[TeamMember]:
    """Who is in the team of a review on a day."""
    return review.team.held_on(on).select_related("user", "agency").order_by("role", "user__name")


def open_places(user: User, *, on: dt.date) -> list[OpenPlace]:
    """The places a person holds in review teams on a day, for the pages about people."""
    places = TeamMember.objects.held_on(on).filter(user=user).order_by("review__code", "pk")
    return [
        OpenPlace(place.review.code, place.place, place.starts_on, place.review.partnership)
        for place in places.select_related("review__partnership")
    ]


def reviews_counted(users: Collection[User], *, on: dt.date) -> dict[int, int]:
    """In how many reviews each of these people has a place on a day. One query."""
    places = TeamMember.objects.held_on(on).filter(user__in=users).values("user").order_by()
    return dict(places.annotate(reviews=Count("review", distinct=True)).values_list("user", "reviews"))


def way(review: Review) -> list[PhaseChange]:
    """The changes that led the case to where it is, in order: what was stepped back from is left out."""
    kept: list[PhaseChange] = []
    for change in review.phase_changes.order_by("at", "pk"):
        passed = [earlier.became for earlier in kept]
        kept = [*kept[: passed.index(change.became)], change] if change.became in passed else [*kept, change]
    return kept


def steps(review: Review, way: list[PhaseChange]) -> list[tuple[str, str, dt.date | None]]:
    """The phases of the case with "done", "current" or "next", and the day each began."""
    began = {change.became: clock.date_of(change.at) for change in way}
    road = rules.road(review.kind, [change.became for change in way] or [review.phase])
    return [(str(Phase(phase).label), state, began.get(phase)) for phase, state in road]


def written(visitor: Visitor) -> QuerySet[Message]:
    """The e-mails of the cases this person runs, and of none."""
    return Message.objects.filter(_of_cases_run_by(visitor))


def unsent(visitor: Visitor) -> QuerySet[Message]:
    """Those of them that did not arrive: failed several times, refused, or came back."""
    return stuck().filter(_of_cases_run_by(visitor))


def _of_cases_run_by(visitor: Visitor) -> Q:
    run = Review.objects.filter(partnership__in=visitor.partnerships_with(Permission.RUN_CASE))
    return Q(review_code="") | Q(review_code__in=run.values("code"))


_shared: dict[Permission, frozenset[str]] = {}


def share(permission: Permission, *kinds: str) -> None:
    """Let who holds a permission read of these kinds of entries, though no other part of the chronicle is theirs."""
    _shared[permission] = _shared.get(permission, frozenset()) | frozenset(kinds)


def chronicle(
    review: Review,
    *,
    agencies: frozenset[int],
    office: bool,
    team: bool,
    permissions: frozenset[Permission] = frozenset(),
) -> QuerySet[TrailEntry]:
    """What happened in the case, newest first: each audience sees its own part."""
    shown = Q(audience__in=[f"agency:{pk}" for pk in agencies])
    if shared := frozenset().union(*(_shared.get(permission, frozenset()) for permission in permissions)):
        shown |= Q(audience="team", kind__in=shared)
    if team or office:
        shown |= Q(audience="team") | Q(audience__startswith="agency:")
    if office:
        shown |= Q(audience="office")
    return happened_in(review.code).filter(shown)


def people_answering(agency: Agency, *, on: dt.date) -> QuerySet[User]:
    """The active people who answer for an agency on a day, or lead the one that does, and who stands in; by name."""
    posts = Post.objects.held_on(on).filter(role__in=ANSWERING)
    there = posts.filter(Q(agency=agency) | Q(role=Role.AGENCY_LEAD, agency__leads_over=agency))
    return with_deputies(User.objects.filter(is_active=True, pk__in=there.values("user")), on=on)


def people_who_may_owe(duties: QuerySet[Duty], *, on: dt.date) -> QuerySet[User]:
    """The active people among whom those are who owe these duties; ``owed_by`` then says who owes which."""
    named = Q(pk__in=duties.exclude(user=None).values("user"))
    roles = duties.exclude(role="").values("role")
    posts = Post.objects.held_on(on).filter(Q(role__in=roles) | Q(role__in=ANSWERING))
    team = TeamMember.objects.held_on(on).filter(role__in=roles)
    away = User.objects.filter(pk__in=posts.values("user"), away_from__lte=on, away_until__gte=on).exclude(deputy=None)
    standing_in = TeamMember.objects.held_on(on).filter(deputy_for__user__in=duties.exclude(user=None).values("user"))
    held = Q(pk__in=posts.values("user")) | Q(pk__in=team.values("user")) | Q(pk__in=away.values("deputy"))
    held |= Q(pk__in=standing_in.values("user"))
    return User.objects.filter(named | held, is_active=True).order_by("pk")
