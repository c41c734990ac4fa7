"""What do the pages of a case, and the lists over all cases, need?"""

import datetime as dt

from django.db.models import F, QuerySet

from agencies.rules import Visitor
from reviews.case.models import Duty, Review, TeamMember


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
