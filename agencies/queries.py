"""Who is this person here, and whom does the office know?"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from agencies.models import Agency, Contact, Partnership, Post, User
from agencies.roles import WELCOME, Permission, Role, Scope, may
from agencies.rules import Held, Visitor, partners_now, scope_of


def visitor(user: User, *, today: dt.date, now: dt.datetime) -> Visitor:
    """What the person may do today outside any one review, and for which agencies and partnerships.

    A deputy holds the agency roles of those they stand in for, as long as these are away.
    """
    away = Q(user__deputy=user, user__is_active=True, user__away_from__lte=today, user__away_until__gte=today)
    held = Post.objects.filter(Q(user=user) | away).held_on(today).select_related("agency", "partnership")
    posts = [post for post in held if (scope := scope_of(post)) and (post.user_id == user.pk or scope == Scope.AGENCY)]
    own = {post.agency_id for post in posts if scope_of(post) == Scope.AGENCY}
    led: dict[int, frozenset[int]] = {}
    leads = {post.agency_id for post in posts if post.role == Role.AGENCY_LEAD}
    for pk, lead in Agency.objects.filter(led_by__in=leads).values_list("pk", "led_by") if leads else ():
        led[lead] = led.get(lead, frozenset()) | {pk}
    agencies = frozenset(own).union(*led.values())
    return Visitor(user=user, posts=tuple(posts), agencies=agencies, today=today, now=now, led=led)


def first_partnerships(most: int) -> QuerySet[Partnership]:
    """The partnerships of this installation, as many as are asked for."""
    return Partnership.objects.order_by("pk")[:most]


def partnerships_with(visitor: Visitor, permission: Permission) -> QuerySet[Partnership]:
    """The partnerships in which the person holds the permission."""
    return Partnership.objects.filter(pk__in=visitor.partnerships_with(permission)).order_by("name")


def active_agencies() -> QuerySet[Agency]:
    """The agencies that can be asked: not ended, not merged into another."""
    return Agency.objects.filter(ended_on=None).order_by("name")


def safeguarding_partners(partnership: Partnership) -> list[Agency]:
    """Who are the statutory safeguarding partners of this partnership now: council, health, police.

    The one place that answers it. Where ``safeguarding_partners`` was prefetched it asks nothing. Whom a case asked, and so
    waits for, is asked of ``reviews.case.queries.partners_asked``.
    """
    return partners_now(partnership.safeguarding_partners.all())


def holders(role: Role, *, on: dt.date, partnership: Partnership | None = None, agency: Agency | None = None):
    """The active people who hold a role on a day, in a partnership or for an agency or its lead."""
    posts = Q(posts__role=role, posts__starts_on__lte=on) & (Q(posts__ends_on=None) | Q(posts__ends_on__gte=on))
    if partnership is not None:
        posts &= Q(posts__partnership=partnership)
    if agency is not None:
        posts &= Q(posts__agency=agency)
    return User.objects.filter(posts, is_active=True).distinct().order_by("name")


def with_deputies(people: QuerySet[User], *, on: dt.date) -> QuerySet[User]:
    """These people and, for those away on a day, whoever stands in for them; each once, by name."""
    away = people.filter(away_from__lte=on, away_until__gte=on).exclude(deputy=None)
    found = Q(pk__in=people.order_by().values("pk")) | Q(pk__in=away.order_by().values("deputy"))
    return User.objects.filter(found, is_active=True).order_by("name")


def desks_to_write_to(agency: Agency, *, on: dt.date) -> QuerySet[Contact]:
    """The contacts of an agency with an address and, for those away on a day, whoever stands in; each once."""
    own = Contact.objects.filter(agency=agency, ended_on=None)
    away = own.filter(away_from__lte=on, away_until__gte=on).exclude(deputy=None)
    found = Q(pk__in=own.values("pk")) | Q(pk__in=away.values("deputy"))
    return Contact.objects.filter(found, ended_on=None).exclude(email="").order_by("pk")


def desks_that_stand_in(contact: Contact) -> QuerySet[Contact]:
    """The other contacts of the agency and of the one it answers through: who may stand in for one."""
    near = Q(agency=contact.agency_id) | Q(agency__leads_over=contact.agency_id)
    return Contact.objects.filter(near, ended_on=None).exclude(pk=contact.pk).distinct().order_by("name")


# The welcome -------------------------------------------------------------------------------------------


def welcome_for(user: User, roles: Iterable[Role]) -> list[tuple[Role, tuple[str, ...]]]:
    """What a person is to be told of each of their roles, as long as they have not said that they read it."""
    return [(role, WELCOME[role]) for role in roles if role not in user.welcomed]


# Places in review teams: they stand further right, which registers where to ask for them. --------------


@dataclass(frozen=True)
class OpenPlace:
    """A place a person holds in the team of one review: its code, the role, since when, and whose review it is."""

    code: str
    role: str
    since_on: dt.date
    partnership: Partnership


OpenPlaces = Callable[..., list[OpenPlace]]
_sources: list[OpenPlaces] = []


def use_open_places(source: OpenPlaces) -> None:
    """Take the places people hold in reviews from ``source(user, on=day)``."""
    if source not in _sources:
        _sources.append(source)


# How many reviews people work on, by their number, on a day; asked once for a whole list.
ReviewCounts = Callable[..., dict[int, int]]
_counts: list[ReviewCounts] = []


def use_review_counts(source: ReviewCounts) -> None:
    """Take in how many reviews people have a place from ``source(users, on=day)``."""
    if source not in _counts:
        _counts.append(source)


def in_reviews(users: Sequence[User], *, on: dt.date) -> dict[int, int]:
    """In how many reviews each of these people has a place on a day."""
    return {user: count for source in _counts for user, count in source(users, on=on).items()}


# What else a person holds or owes by name, which stands further right too. ------------------------------

HeldBy = Callable[[User, Visitor], list[Held]]
_held: list[HeldBy] = []


def use_held_by(source: HeldBy) -> None:
    """Take what people hold in reviews from ``source(user, manager)``: what can be handed over, and what cannot."""
    if source not in _held:
        _held.append(source)


def held_by(user: User, manager: Visitor) -> list[Held]:
    """What a person holds or owes by name besides their roles, as far as the manager may hand it over, and the rest."""
    return [held for source in _held for held in source(user, manager)]


def colleagues_of(user: User, *, on: dt.date) -> QuerySet[User]:
    """Who may stand in for somebody: those with a role for one of the same agencies, or in one of the same offices."""
    own = Post.objects.filter(user=user).held_on(on)
    near = Post.objects.held_on(on).filter(
        Q(agency__in=own.exclude(agency=None).values("agency"))
        | Q(agency__in=own.exclude(agency__led_by=None).values("agency__led_by"))
        | Q(partnership__in=own.exclude(partnership=None).values("partnership"))
    )
    return User.objects.filter(pk__in=near.values("user"), is_active=True).exclude(pk=user.pk).order_by("name")


def open_places(user: User, *, on: dt.date) -> list[OpenPlace]:
    """The places in review teams that a person holds on a day."""
    return [place for source in _sources for place in source(user, on=on)]


def partnerships_beyond(user: User, manager: User, *, on: dt.date) -> list[str]:
    """The names of the partnerships a person works for and whose people the manager does not look after."""
    posts = Post.objects.filter(user=manager, partnership__isnull=False).held_on(on)
    managed = {post.partnership_id for post in posts if may({post.role}, Permission.MANAGE_PEOPLE)}
    works_for = [post.partnership for post in posts_standing(user, on=on) if post.partnership]
    works_for += [place.partnership for place in open_places(user, on=on)]
    return sorted({str(partnership) for partnership in works_for if partnership.pk not in managed})


# Pages -------------------------------------------------------------------------------------------------


def people(*, on: dt.date, role: str = "", agency: str = "", left: bool = False) -> QuerySet[User]:
    """The people by name, each with ``held``, the roles of a day; those who left only where asked for."""
    posts = Post.objects.held_on(on)
    found = User.objects.filter(is_active=not left).select_related("agency").order_by("name", "pk")
    if role:
        found = found.filter(pk__in=posts.filter(role=role).values("user"))
    if agency:
        found = found.filter(Q(agency=agency) | Q(pk__in=posts.filter(agency=agency).values("user")))
    shown = posts.select_related("partnership", "agency").order_by("role")
    return found.prefetch_related(Prefetch("posts", queryset=shown, to_attr="held"))


def posts_of(user: User) -> QuerySet[Post]:
    """Every role a person holds, held or will hold, newest first."""
    return user.posts.select_related("partnership", "agency").order_by("-starts_on", "role", "pk")


def posts_standing(user: User, *, on: dt.date) -> QuerySet[Post]:
    """The roles of a person that are not over on a day, those to come included."""
    return posts_of(user).filter(Q(ends_on=None) | Q(ends_on__gte=on))


def posts_to_hand_over(user: User, *, managed: set[int], on: dt.date) -> QuerySet[Post]:
    """The standing roles of a person, except those of partnerships whose people others look after."""
    return posts_standing(user, on=on).filter(Q(partnership=None) | Q(partnership__in=managed))


def agencies_listed(*, sector: str = "", partnership: str = "", ended: bool = False) -> QuerySet[Agency]:
    """The agencies by name with the number of their people and contacts."""
    found = Agency.objects.filter(ended_on__isnull=not ended).select_related("led_by", "successor")
    if sector:
        found = found.filter(sector=sector)
    if partnership:
        found = found.filter(partnerships=partnership)
    return found.annotate(
        people_count=Count("people", filter=Q(people__is_active=True), distinct=True),
        contact_count=Count("contacts", filter=Q(contacts__ended_on=None), distinct=True),
    ).order_by("name")


def partnerships_listed() -> QuerySet[Partnership]:
    """The partnerships by name; who their safeguarding partners are is read with them."""
    return Partnership.objects.order_by("name").prefetch_related("safeguarding_partners")


def contacts_of(agency: Agency) -> QuerySet[Contact]:
    """The contacts of an agency, those that ended last."""
    return agency.contacts.order_by(F("ended_on").asc(nulls_first=True), "name")


def people_of(agency: Agency, *, on: dt.date) -> QuerySet[User]:
    """The people who work for an agency or hold a role for it, each with the roles ``held`` for it."""
    posts = Post.objects.held_on(on).filter(agency=agency)
    found = User.objects.filter(Q(agency=agency) | Q(pk__in=posts.values("user")), is_active=True)
    return found.order_by("name").prefetch_related(Prefetch("posts", queryset=posts, to_attr="held"))
