"""What is stored of a case: incident, review, children, team, agencies involved and phases?"""

import datetime as dt

from django.db import models
from django.db.models import PROTECT, Q, QuerySet

from agencies.models import Agency, Partnership, User
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor
from cspr.records import Record
from reviews.case.phases import Kind, Phase


class Incident(Record):
    """What happened to the child or children; one incident may lead to several reviews."""

    happened_on = models.DateField(null=True, blank=True)
    happened_note = models.CharField(max_length=200, blank=True)
    known_on = models.DateField(null=True, blank=True)
    known_note = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)

    class Privacy:
        identifying = ("happened_on", "place")
        sensitive = ("happened_note", "known_note", "summary")
        open = ("known_on",)

    def __str__(self) -> str:
        return f"incident {self.pk}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, visitor: Visitor) -> "ReviewQuerySet":
        """The reviews this person may know of: by partnership, by team, or because their agency is involved."""
        teams = TeamMember.objects.held_on(visitor.today).filter(user=visitor.user)
        known = Q(pk__in=teams.values("review"))
        if offices := visitor.partnerships_with(Permission.SEE_CASE):
            known |= Q(partnership__in=offices)
        if agencies := visitor.agencies_with(Permission.SEE_CASE):
            known |= Q(pk__in=involving(agencies))
        return self.filter(known)


class Review(Record):
    """One review, from its referral on; at first nobody knows whether it will become one."""

    code = models.CharField(max_length=20, unique=True)
    partnership = models.ForeignKey(Partnership, PROTECT, related_name="reviews")
    incident = models.ForeignKey(Incident, PROTECT, related_name="reviews")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATUTORY)
    phase = models.CharField(max_length=12, choices=Phase.choices)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "-pk")

    class Privacy:
        open = ("code", "partnership", "incident", "kind", "phase", "opened_on", "opened_at", "opened_by")

    def __str__(self) -> str:
        return self.code


class StandingChildren(models.Manager["SubjectChild"]):
    """The children that were not entered in error: no page, paper or export may tell of any other."""

    def get_queryset(self) -> models.QuerySet["SubjectChild"]:
        return super().get_queryset().filter(void_at=None)


class SubjectChild(Record):
    """A child the review is about, under the label that may be shown; who it is stands in the identity register."""

    review = models.ForeignKey(Review, PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    unborn = models.BooleanField(default=False)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    objects = StandingChildren()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("review", "position"), name="one_child_a_position")]

    class Privacy:
        sensitive = ("why_void",)
        open = ("review", "position", "label", "unborn", "void_at")

    def __str__(self) -> str:
        return self.label


class PhaseChange(models.Model):
    """One step of the case from phase to phase, forward or back."""

    review = models.ForeignKey(Review, PROTECT, related_name="phase_changes")
    was = models.CharField(max_length=12, choices=Phase.choices, blank=True)
    became = models.CharField(max_length=12, choices=Phase.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sensitive = ("why",)
        open = ("review", "was", "became", "at", "by")

    def __str__(self) -> str:
        return f"{self.review_id} {self.became}"


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def held_on(self, day: dt.date) -> "TeamMemberQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def standing_in(self, user: User, day: dt.date) -> "TeamMemberQuerySet":
        """The places in which a person stands in for a member on a day."""
        return self.held_on(day).filter(user=user, deputy_for__isnull=False)


class TeamMember(Record):
    """A role a person holds in this review alone, with start and end; a deputy, that of the member they stand in for."""

    ROLES = [(role.value, role.label) for role in Role if ROLES[role].scope == Scope.REVIEW]

    review = models.ForeignKey(Review, PROTECT, related_name="team")
    user = models.ForeignKey(User, PROTECT, related_name="teams")
    role = models.CharField(max_length=20, choices=ROLES)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    deputy_for = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="deputies", editable=False)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("review", "user", "role", "starts_on"), name="joined_once_a_day"),
            models.CheckConstraint(condition=Q(deputy_for=None) | Q(ends_on__isnull=False), name="deputy_until_a_day"),
        ]

    class Privacy:
        open = ("review", "user", "role", "agency", "starts_on", "ends_on", "deputy_for")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def place(self) -> str:
        """The role in words, also of a deputy."""
        return f"Deputy: {self.get_role_display().lower()}" if self.deputy_for_id else str(self.get_role_display())


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def current(self) -> "InvolvementQuerySet":
        return self.filter(ended_on=None)


class Involvement(models.Model):
    """An agency that has something to do with the case; its people then know that the case exists, until it ends."""

    review = models.ForeignKey(Review, PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, PROTECT, related_name="involvements")
    since_on = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=200, blank=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "agency"), name="involved_once")]

    class Privacy:
        sensitive = ("why", "why_ended")
        open = ("review", "agency", "since_on", "ended_on")

    def __str__(self) -> str:
        return f"{self.review_id} {self.agency_id}"


class HandedOn(Record):
    """A request to an agency that one of its people may hand on to a colleague."""

    handed_to = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    class Privacy:
        open = ("handed_to", "handed_at")


def involving(agencies: frozenset[int]) -> QuerySet["Involvement", int]:
    """The reviews (ids) in which these agencies are involved at present."""
    return Involvement.objects.current().filter(agency__in=agencies).values("review")
