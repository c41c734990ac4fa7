"""Who is this person here, and whom does the office know?"""

import datetime as dt

from django.db.models import Q, QuerySet

from agencies.models import Agency, Partnership, Post, User
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor


def visitor(user: User, *, today: dt.date, now: dt.datetime) -> Visitor:
    """What the person may do today outside any one review, and for which agencies and partnerships."""
    posts = list(Post.objects.filter(user=user).held_on(today).select_related("agency", "partnership"))
    own = {post.agency_id for post in posts if ROLES[Role(post.role)].scope == Scope.AGENCY}
    led = {post.agency_id for post in posts if post.role == Role.AGENCY_LEAD}
    if led:
        own |= set(Agency.objects.filter(led_by__in=led).values_list("pk", flat=True))
    return Visitor(user=user, posts=tuple(posts), agencies=frozenset(own), today=today, now=now)


def partnerships_with(visitor: Visitor, permission: Permission) -> QuerySet[Partnership]:
    """The partnerships in which the person holds the permission."""
    return Partnership.objects.filter(pk__in=visitor.partnerships_with(permission)).order_by("name")


def active_agencies() -> QuerySet[Agency]:
    """The agencies that can be asked: not ended, not merged into another."""
    return Agency.objects.filter(ended_on=None).order_by("name")


def holders(role: Role, *, on: dt.date, partnership: Partnership | None = None, agency: Agency | None = None):
    """The active people who hold a role on a day, in a partnership or for an agency or its lead."""
    posts = Q(posts__role=role, posts__starts_on__lte=on) & (Q(posts__ends_on=None) | Q(posts__ends_on__gte=on))
    if partnership is not None:
        posts &= Q(posts__partnership=partnership)
    if agency is not None:
        posts &= Q(posts__agency=agency)
    return User.objects.filter(posts, is_active=True).distinct().order_by("name")
