"""What do the pages of meetings need?"""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from agencies.models import Agency, Contact, Post, User
from agencies.roles import ROLES, Role, Scope
from reviews.case.models import Review, TeamMember
from reviews.documents.models import Document
from reviews.meetings.models import Attendance, FollowUp, Meeting


def meetings_of(review: Review, *, invited: User | None = None) -> QuerySet[Meeting]:
    """The meetings of a review; for somebody who may not read them all, those they are ``invited`` to."""
    found = review.meetings.select_related("review__partnership").prefetch_related(
        Prefetch("attendance", Attendance.objects.select_related("agency")),
        Prefetch("follow_ups", FollowUp.objects.select_related("agency", "user")),
    )
    return found.filter(attendance__user=invited).distinct() if invited else found


def follow_ups_for(review: Review, *, user: User, agencies: frozenset[int]) -> QuerySet[FollowUp]:
    """The follow-ups that this person, or an agency they answer for, is to do."""
    return FollowUp.objects.filter(Q(user=user) | Q(agency__in=agencies), meeting__review=review)


def people_to_invite(review: Review, *, on: dt.date) -> list[User]:
    """The people who may be asked to a meeting: the office and chair, the review team, those who answer for agencies."""
    office = (Role.BUSINESS_SUPPORT, Role.SUBGROUP_CHAIR, Role.SCRUTINEER, Role.DELEGATED_PARTNER)
    answering = [role for role in Role if ROLES[role].scope == Scope.AGENCY]
    involved = review.involvements.current().values("agency")
    posts = Post.objects.held_on(on).filter(
        Q(partnership=review.partnership_id, role__in=office)
        | Q(role__in=answering, agency__in=involved)
        | Q(role=Role.AGENCY_LEAD, agency__leads_over__in=involved)
    )
    team = TeamMember.objects.held_on(on).filter(review=review)
    users = User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=team.values("user")), is_active=True)
    return list(users.select_related("agency").order_by("name"))


def contacts_to_invite(review: Review) -> list[Contact]:
    """The contacts of the agencies involved, who may never sign in."""
    found = Contact.objects.filter(agency__involvements__review=review, ended_on=None).exclude(email="")
    return list(found.select_related("agency").order_by("agency__name", "name"))


def agencies_involved(review: Review) -> QuerySet[Agency]:
    """The agencies that have to do with the case."""
    return Agency.objects.filter(involvements__review=review).order_by("name")


def papers_to_choose(review: Review) -> QuerySet[Document]:
    """The papers of the case that all who come to a meeting of it may read."""
    return review.documents.filter(withdrawn_at=None, sensitivity=Document.Sensitivity.TEAM)
