"""Who looked lately, who may look, and what is odd? For whoever reads the trail: counts and people, no text of a case."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, TruncHour
from django.utils import timezone

from agencies.events import ROLE_GIVEN
from agencies.models import Post
from agencies.roles import ROLES, Permission, Role
from cspr.audit.models import TrailEntry
from cspr.audit.queries import LOOK
from cspr.workdays import is_working_day
from reviews.case.models import Duty, Review, TeamMember
from reviews.case.queries.desk import Desk

DAYS, UNUSED_DAYS, ENDED_DAYS = 7, 90, 90
MOST = 8
MANY_LOOKS = 20
NIGHT_BEGINS, NIGHT_ENDS = 21, 6
SEES_NAMES = [role for role in Role if ROLES[role].sees_names]
RUNS = [role for role in Role if ROLES[role].may & {Permission.RUN_CASE, Permission.READ_TRAIL}]


@dataclass(frozen=True)
class Looks:
    """How often a person opened pages of a case in the past days, and when of it at an unusual time."""

    code: str
    person: int
    name: str
    count: int
    odd: int
    last_at: dt.datetime


@dataclass(frozen=True)
class Odd:
    """Something worth a second look: who, why it is shown, and where it stands in the trail."""

    who: str
    why: str
    code: str = ""
    person: int = 0


@dataclass(frozen=True)
class Watch:
    """The part of the home page for whoever reads the trail."""

    looks: tuple[Looks, ...]
    looks_all: int
    people_looked: int
    odd: tuple[Odd, ...]
    odd_all: int
    names: tuple[tuple[str, str], ...]
    unused: tuple[Post, ...]
    unused_all: int
    ended: tuple[Post, ...]


def watch(desk: Desk) -> Watch:
    """Who looked, who may, and what is odd, in the partnerships whose trail this person reads."""
    visitor = desk.visitor
    partnerships = visitor.partnerships_with(Permission.READ_TRAIL)
    looks = looks_since(partnerships, visitor.now - dt.timedelta(days=DAYS))
    odd = [*_at_odd_hours(looks), *_without_part(looks, visitor.today), *_gave_themselves(visitor.now)]
    unused = unused_posts(visitor.now, visitor.today)
    return Watch(
        tuple(looks[:MOST]),
        sum(look.count for look in looks),
        len({look.person for look in looks}),
        tuple(odd[:MOST]),
        len(odd),
        tuple(who_sees_names(partnerships, visitor.today)),
        tuple(unused[:MOST]),
        len(unused),
        tuple(ended_posts(visitor.today)[:MOST]),
    )


# Who looked ----------------------------------------------------------------------------------------


def looks_since(partnerships: Iterable[int], moment: dt.datetime) -> list[Looks]:
    """Looks by case and person since a moment, the most first. One query, an hour a row."""
    codes = Review.objects.filter(partnership__in=partnerships).values("code")
    found = TrailEntry.objects.filter(kind=LOOK, at__gte=moment, review_code__in=codes).order_by()
    hours = (
        found.annotate(hour=TruncHour("at")).values("review_code", "actor_id", "actor", "hour").annotate(n=Count("pk"))
    )
    counted: dict[tuple[str, int], list] = {}
    for row in hours:
        key = (row["review_code"], row["actor_id"])
        name, count, odd, last = counted.get(key, (row["actor"], 0, 0, row["hour"]))
        unusual = row["n"] if is_odd_hour(row["hour"]) else 0
        counted[key] = [name, count + row["n"], odd + unusual, max(last, row["hour"])]
    looks = [Looks(code, person, *values) for (code, person), values in counted.items()]
    return sorted(looks, key=lambda look: (-look.count, look.code, look.name))


def is_odd_hour(moment: dt.datetime) -> bool:
    """Is it night, a weekend or a bank holiday in England?"""
    local = timezone.localtime(moment)
    return not NIGHT_ENDS <= local.hour < NIGHT_BEGINS or not is_working_day(local.date())


# What is odd ---------------------------------------------------------------------------------------


def _at_odd_hours(looks: list[Looks]) -> list[Odd]:
    odd = sorted((look for look in looks if look.odd), key=lambda look: -look.odd)
    hours = f"between {NIGHT_BEGINS}:00 and {NIGHT_ENDS}:00, at a weekend or on a bank holiday"
    return [
        Odd(look.name, f"Opened {_pages(look.odd)} of {look.code} {hours}.", look.code, look.person) for look in odd
    ]


def _without_part(looks: list[Looks], today: dt.date) -> list[Odd]:
    many = [look for look in looks if look.count >= MANY_LOOKS]
    part = have_part({look.code for look in many}, {look.person for look in many}, today)
    why = (
        "{} of {} in {} days, though nothing in this case is asked of them, they are not in its team and do not run it."
    )
    return [
        Odd(look.name, "Opened " + why.format(_pages(look.count), look.code, DAYS), look.code, look.person)
        for look in many
        if (look.code, look.person) not in part
    ]


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def have_part(codes: set[str], people: set[int], today: dt.date) -> set[tuple[str, int]]:
    """Which of these people have something to do in which of these cases: a duty open now or met in the past days,
    a place in the team, or a post that runs the partnership's cases. Four queries however many.
    """
    lately = Q(met_on=None, replaced_by=None, withdrawn_at=None) | Q(met_on__gte=today - dt.timedelta(days=DAYS))
    owed: dict[str, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(lately, review__code__in=codes).select_related("review"):
        owed[duty.review.code].append(duty)
    team = TeamMember.objects.held_on(today).filter(review__code__in=codes, user__in=people)
    found = set(team.values_list("review__code", "user"))
    partnership_of = dict(Review.objects.filter(code__in=codes).values_list("code", "partnership"))
    posts = Post.objects.held_on(today).filter(user__in=people).select_related("agency")
    found |= {
        (post_code, post.user_id)
        for post in posts
        for post_code in codes
        if _serves(post, partnership_of.get(post_code), owed[post_code])
    }
    return found | {(code, duty.user_id) for code, duties in owed.items() for duty in duties if duty.user_id in people}


def _serves(post: Post, partnership: int | None, owed: list[Duty]) -> bool:
    """Does this post bring something to do in a case, or running it?"""
    if post.partnership_id == partnership and post.role in RUNS:
        return True
    for duty in owed:
        same_place = post.partnership_id in (None, partnership)
        if duty.role and duty.role == post.role and same_place and duty.agency_id in (None, post.agency_id):
            return True
        if not duty.role and duty.agency_id and duty.agency_id == post.agency_id:
            return True
    return False


def _gave_themselves(now: dt.datetime) -> list[Odd]:
    """Roles that somebody gave to themselves."""
    own = Concat(Value("person "), Cast("actor_id", CharField()), output_field=CharField())
    given = TrailEntry.objects.filter(kind=ROLE_GIVEN.kind, at__gte=now - dt.timedelta(days=ENDED_DAYS), subject=own)
    return [
        Odd(entry.actor, f"Gave themselves the role “{Role(entry.changes['role']).label}” on {_day(entry.at)}.")
        for entry in given.order_by("-at")[:MOST]
    ]


def _day(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y}"


# Who may -------------------------------------------------------------------------------------------


def who_sees_names(partnerships: Iterable[int], today: dt.date) -> list[tuple[str, str]]:
    """The people who see real names in the identity register, each with the roles that let them: of the office, or in how many reviews."""
    held = Post.objects.held_on(today).filter(role__in=SEES_NAMES, partnership__in=partnerships, user__is_active=True)
    team = TeamMember.objects.held_on(today).filter(
        role__in=SEES_NAMES, review__partnership__in=partnerships, user__is_active=True
    )
    why: dict[str, list[str]] = defaultdict(list)
    for name, role in held.values_list("user__name", "role").order_by("user__name"):
        why[name].append(Role(role).label)
    places = Counter(team.values_list("user__name", "role"))
    for (name, role), count in sorted(places.items()):
        why[name].append(f"{Role(role).label} in {'1 review' if count == 1 else f'{count} reviews'}")
    return [(name, ", ".join(roles)) for name, roles in sorted(why.items())]


def unused_posts(now: dt.datetime, today: dt.date) -> list[Post]:
    """Roles held for long by people who have not signed in for as long, or never did."""
    before = now - dt.timedelta(days=UNUSED_DAYS)
    posts = Post.objects.held_on(today).filter(user__is_active=True, starts_on__lt=before.date())
    idle = posts.filter(Q(user__last_login=None) | Q(user__last_login__lt=before))
    return list(_shown(idle).order_by(F("user__last_login").asc(nulls_first=True), "user__name", "role"))


def ended_posts(today: dt.date) -> QuerySet[Post]:
    """Roles that ended in the past days."""
    ended = Post.objects.filter(ends_on__lt=today, ends_on__gte=today - dt.timedelta(days=ENDED_DAYS))
    return _shown(ended).order_by("-ends_on", "user__name")


def _shown(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("user", "agency", "partnership")
