"""What do the pages of a case, and the lists over all cases, need?"""

import datetime as dt

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from agencies.models import Post, User
from agencies.queries import OpenPlace
from agencies.roles import Role
from agencies.rules import Visitor
from cspr.audit.models import TrailEntry
from cspr.audit.queries import happened_in
from reviews.case.models import Duty, Review, TeamMember

# The roles of an agency whose holders answer for it.
ANSWERING = (Role.CONTRIBUTOR, Role.SIGNATORY, Role.AGENCY_LEAD)


def reviews_for(visitor: Visitor) -> QuerySet[Review]:
    """The cases this person may know of, newest first."""
    return Review.objects.visible_to(visitor).select_related("partnership", "incident").prefetch_related("children")


def duties_for(visitor: Visitor) -> QuerySet[Duty]:
    """What waits for this person, worst first."""
    return (
        Duty.objects.open()
        .owed_by(visitor)
        .select_related("review", "agency", "user")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
        .distinct()
    )


def open_duties(review: Review) -> QuerySet[Duty]:
    """Everything owed in a case, worst first."""
    return review.duties.open().select_related("user", "agency").order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue(today: dt.date) -> QuerySet[Duty]:
    """What is late over all cases."""
    return Duty.objects.open().filter(due_on__lt=today).select_related("review", "user", "agency")


def team_of(review: Review, *, on: dt.date) -> QuerySet[TeamMember]:
    """Who is in the team of a review on a day."""
    return review.team.held_on(on).select_related("user", "agency").order_by("role", "user__name")


def open_places(user: User, *, on: dt.date) -> list[OpenPlace]:
    """The places a person holds in review teams on a day, for the pages about people."""
    places = TeamMember.objects.held_on(on).filter(user=user).select_related("review").order_by("review__code", "pk")
    return [OpenPlace(place.review.code, place.get_role_display(), place.starts_on) for place in places]


def reviews_listed(visitor: Visitor, *, phase: str = "", kind: str = "") -> QuerySet[Review]:
    """The list of cases, each with the day its next duty is due; worst first."""
    next_due = Duty.objects.open().filter(review=OuterRef("pk")).order_by(F("due_on").asc(nulls_last=True))
    found = reviews_for(visitor).annotate(
        next_due_on=Subquery(next_due.values("due_on")[:1]), next_what=Subquery(next_due.values("what")[:1])
    )
    chosen = {name: value for name, value in (("phase", phase), ("kind", kind)) if value}
    return found.filter(**chosen).order_by(F("next_due_on").asc(nulls_last=True), "-pk")


def chronicle(review: Review, *, visitor: Visitor, office: bool, team: bool) -> QuerySet[TrailEntry]:
    """What happened in the case, newest first: each audience sees its own part."""
    audiences = [f"agency:{pk}" for pk in visitor.agencies]
    if team or office:
        audiences.append("team")
    if office:
        audiences.append("office")
    shown = Q(audience__in=audiences)
    if team or office:
        shown |= Q(audience__startswith="agency:")
    return happened_in(review.code).filter(shown)


def debtors(duty: Duty, *, on: dt.date) -> QuerySet[User]:
    """The active people who owe a duty on a day: one person, the holders of a role, or an agency's people."""
    people = User.objects.filter(is_active=True)
    if duty.user_id:
        return people.filter(pk=duty.user_id)
    posts = Post.objects.held_on(on)
    if not duty.role:
        answering = posts.filter(role__in=ANSWERING).filter(
            Q(agency=duty.agency_id) | Q(role=Role.AGENCY_LEAD, agency__leads_over=duty.agency_id)
        )
        return people.filter(pk__in=answering.values("user"))
    posts = posts.filter(role=duty.role)
    if duty.agency_id:
        posts = posts.filter(agency=duty.agency_id)
    if duty.review_id:
        posts = posts.filter(Q(partnership=duty.review.partnership_id) | Q(partnership=None))
    team = TeamMember.objects.held_on(on).filter(review=duty.review_id, role=duty.role)
    return people.filter(Q(pk__in=posts.values("user")) | Q(pk__in=team.values("user")))
