"""What is stored of a case: incident, review, children, team, agencies involved, phases and duties?"""

import datetime as dt

from django.db import models
from django.db.models import PROTECT, Exists, OuterRef, Q

from agencies.models import Agency, Partnership, User
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor
from cspr.records import Record, both_or_neither
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
        in_team = TeamMember.objects.held_on(visitor.today).filter(review=OuterRef("pk"), user=visitor.user)
        answering = visitor.agencies_with(Permission.SEE_CASE)  # one who may only refer learns of no case by it
        involved = Involvement.objects.filter(review=OuterRef("pk"), agency__in=answering)
        offices = visitor.partnerships_with(Permission.SEE_CASE)
        return self.filter(Q(partnership__in=offices) | Exists(in_team) | Exists(involved))


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


class SubjectChild(Record):
    """A child the review is about, under the label that may be shown; who it is stands in the identity register."""

    review = models.ForeignKey(Review, PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    unborn = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("review", "position"), name="one_child_a_position")]

    class Privacy:
        open = ("review", "position", "label", "unborn")

    def __str__(self) -> str:
        return self.label


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def held_on(self, day: dt.date) -> "TeamMemberQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class TeamMember(Record):
    """A role a person holds in this review alone, with start and end."""

    ROLES = [(role.value, role.label) for role in Role if ROLES[role].scope == Scope.REVIEW]

    review = models.ForeignKey(Review, PROTECT, related_name="team")
    user = models.ForeignKey(User, PROTECT, related_name="teams")
    role = models.CharField(max_length=20, choices=ROLES)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("review", "user", "role", "starts_on"), name="joined_once_a_day")
        ]

    class Privacy:
        open = ("review", "user", "role", "agency", "starts_on", "ends_on")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"


class Involvement(models.Model):
    """An agency that has something to do with the case; its people then know that the case exists."""

    review = models.ForeignKey(Review, PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, PROTECT, related_name="involvements")
    since_on = models.DateField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "agency"), name="involved_once")]

    class Privacy:
        sensitive = ("why",)
        open = ("review", "agency", "since_on")

    def __str__(self) -> str:
        return f"{self.review_id} {self.agency_id}"


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


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> "DutyQuerySet":
        return self.filter(met_on=None, replaced_by=None, withdrawn_at=None)

    def owed_by(self, visitor: Visitor) -> "DutyQuerySet":
        """The duties that wait for this person: by name, through a role in the partnership or team, or an agency."""
        own = Q(user=visitor.user)
        for post in visitor.posts:
            if post.partnership_id:
                of_office = Q(role=post.role, review__partnership=post.partnership_id)
                own |= of_office & (Q(agency=None) | Q(agency=post.agency_id))
            else:
                own |= Q(role=post.role, agency=post.agency_id)
        agencies = Q(role="", user=None, agency__in=visitor.agencies)
        in_team = TeamMember.objects.held_on(visitor.today).filter(
            review=OuterRef("review"), user=visitor.user, role=OuterRef("role")
        )
        return self.filter(own | agencies | Exists(in_team))


class Duty(models.Model):
    """Something that somebody is to do by a day. Only moved by a new row; never erased."""

    class Basis(models.TextChoices):
        STATUTORY = "statutory", "Statutory"
        AGREED = "agreed", "Agreed"

    review = models.ForeignKey(Review, PROTECT, null=True, related_name="duties")
    kind = models.CharField(max_length=60)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    what = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(User, PROTECT, null=True, related_name="duties")
    agency = models.ForeignKey(Agency, PROTECT, null=True, related_name="duties")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    thing_id = models.BigIntegerField(null=True)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    met_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", PROTECT, null=True, related_name="replaces")
    why_moved = models.CharField(max_length=300, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name_plural = "duties"
        constraints = [
            both_or_neither("met_on", "met_at"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(agency__isnull=False) | ~Q(role=""), name="duty_is_owed"
            ),
        ]
        indexes = [models.Index(fields=("met_on", "due_on"))]

    class Privacy:
        sensitive = ("why_moved",)
        open = (
            "review", "kind", "basis", "what", "source", "user", "agency", "role", "thing_id", "started_on", "due_on",
            "opened_at", "met_on", "met_at", "withdrawn_at", "replaced_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
