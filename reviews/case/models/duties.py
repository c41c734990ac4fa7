"""What is stored of what somebody is to do by a day: duties, what lets them rest, and when they are called to mind?"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import PROTECT, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from agencies.models import Agency, Partnership, Post, User
from agencies.roles import Permission, Role, Scope
from agencies.rules import Visitor, scope_of
from cspr.records import Record, both_or_neither
from reviews.case.duties import KINDS, by_deputy
from reviews.case.models.cases import Review, TeamMember, involving
from reviews.guidance.regimes import NO_LIMIT, Clock


class RestQuerySet(models.QuerySet["Rest"]):
    def over(self, kind: Any, thing: Any) -> "RestQuerySet":
        """Those that let duties of the kind, about the thing, wait in the review of an outer query; both are expressions."""
        standing = self.filter(ended_at=None, review=OuterRef("review"))
        coded = standing.annotate(code=ExpressionWrapper(kind, output_field=models.CharField()))
        begins = Q(kinds="") | Q(code__startswith=F("kinds"))
        return coded.filter(begins, Q(thing_id=None) | Q(thing_id=thing))


class Rest(models.Model):
    """Agreed work of a case that waits, and so is not late, for as long as something further right (``origin``) says so.

    ``kinds`` is how the codes of the duties begin, empty for all of them; with ``thing_id`` only those about that thing
    wait. What guidance sets a date for never rests.
    """

    review = models.ForeignKey(Review, PROTECT, related_name="rests")
    origin = models.CharField(max_length=60)
    kinds = models.CharField(max_length=60, blank=True)
    thing_id = models.BigIntegerField(null=True)
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = RestQuerySet.as_manager()

    class Privacy:
        open = ("review", "origin", "kinds", "thing_id", "since_at", "ended_at")

    def __str__(self) -> str:
        return f"rest {self.pk}"


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> "DutyQuerySet":
        # Not "IS NULL": SQLite takes the index of a unique column for that, though nearly every row is empty there.
        return self.filter(Exact(Coalesce(F("replaced_by"), 0), 0), met_on=None, withdrawn_at=None)

    def late_by(self, day: dt.date) -> "DutyQuerySet":
        """Those whose date was missed by a day: still open, or met after it."""
        standing = self.filter(replaced_by=None, withdrawn_at=None)
        return standing.filter(Q(met_on=None, due_on__lt=day) | Q(met_on__gt=models.F("due_on")))

    def with_hold(self) -> "DutyQuerySet":
        """The same, each with ``on_hold``: what was agreed and rests, because something holds that work of the case."""
        resting = Exists(Rest.objects.over(OuterRef("kind"), OuterRef("thing_id")))
        goes_on = [code for code, kind in KINDS.items() if kind.despite_hold]
        held = Q(resting, ~Q(kind__in=goes_on), basis=Duty.Basis.AGREED)
        return self.annotate(on_hold=ExpressionWrapper(held, output_field=models.BooleanField()))

    def owed_by(self, visitor: Visitor) -> "DutyQuerySet":
        """The duties that wait for this person: by name, by a role in office, agency or team, or for an agency.

        Pages and reminders both ask here; a duty in a case the person cannot open is none of theirs, unless it is met
        outside the case.
        """
        theirs = Q(user=visitor.user)
        if answered := visitor.agencies_with(Permission.ANSWER):
            theirs |= Q(role="", user=None, agency__in=answered)
        for post in visitor.posts:
            theirs |= _owed_through(post, visitor)
        # Read first: a person has few places, and to be asked for them at every duty is a long question.
        held = TeamMember.objects.held_on(visitor.today).filter(user=visitor.user)
        places = list(held.values_list("review", "role", "agency", "deputy_for__user"))
        for place in {place[1:] for place in places}:
            theirs |= _owed_in(place, [review for review, *rest in places if place == tuple(rest)])
        outside = Q(user=visitor.user, kind__in=[code for code, kind in KINDS.items() if kind.outside])
        open_to_them = Q(review=None) | Q(review__in=Review.objects.visible_to(visitor)) | outside
        return self.filter(theirs, open_to_them)

    def seen_by(self, visitor: Visitor) -> "DutyQuerySet":
        """The duties this person may know of: all of a case for office and review team, only their own for others."""
        teams = TeamMember.objects.held_on(visitor.today).filter(user=visitor.user).values("review")
        offices = visitor.partnerships_with(Permission.SEE_CASE)
        # A list, because a database that asks this again for every duty takes seconds over it; short for the office.
        own = list(Duty.objects.owed_by(visitor).exclude(review__partnership__in=offices).values_list("pk", flat=True))
        return self.filter(Q(review__partnership__in=offices) | Q(review__in=teams) | Q(pk__in=own))


def _owed_in(place: tuple[str, int | None, int | None], reviews: list[int]) -> Q:
    """The duties that a place in the team of some reviews brings: role, agency, and whom a deputy stands in for."""
    role, agency, stood_in = place
    of_role = Q(user=None, role=role, review__in=reviews) & (Q(agency=None) | Q(agency=agency))
    return of_role | Q(kind__in=by_deputy(), user=stood_in, review__in=reviews) if stood_in else of_role


def _owed_through(post: Post, visitor: Visitor) -> Q:
    """The duties that a post brings: of its role in the partnership, or of its role for its agency."""
    of_role = Q(user=None, role=post.role)
    if scope_of(post) == Scope.OFFICE:
        here = Q(review=None) | Q(review__partnership=post.partnership_id)
        return of_role & here & (Q(agency=None) | Q(agency=post.agency_id))
    reached = visitor.reach(post)
    return of_role & (Q(agency__in=reached) | Q(agency=None, review__in=involving(reached)))


class Duty(models.Model):
    """Something that somebody is to do by a day. Only moved by a new row; never erased."""

    class Basis(models.TextChoices):
        STATUTORY = "statutory", "Statutory"
        AGREED = "agreed", "Agreed"

    review = models.ForeignKey(Review, PROTECT, null=True, related_name="duties")
    kind = models.CharField(max_length=60)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    what = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True, help_text="Where the date stands, if not in guidance.")
    clock = models.CharField(max_length=20, choices=Clock.choices, blank=True)
    counted = models.JSONField(
        default=dict, blank=True, help_text="The rule its clock started with, and what started it."
    )
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
    left_at = models.DateTimeField(null=True)  # it went with its agency, and is there again when that comes back
    replaced_by = models.OneToOneField("self", PROTECT, null=True, related_name="replaces")
    why_moved = models.TextField(blank=True)

    objects = DutyQuerySet.as_manager()

    # Said by ``with_hold`` (not held where it was not asked for) and by ``queries.with_about``: for whom or which it is.
    on_hold, about = False, ""

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name_plural = "duties"
        constraints = [
            both_or_neither("met_on", "met_at"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(agency__isnull=False) | ~Q(role=""), name="duty_is_owed"
            ),
        ]
        # The second is for what is next in each case of a long list.
        indexes = [models.Index(fields=("met_on", "due_on")), models.Index(fields=("review", "met_on", "due_on"))]

    class Privacy:
        sensitive = ("why_moved",)
        open = (
            "review", "kind", "basis", "what", "source", "clock", "counted", "user", "agency", "role", "thing_id", "started_on",
            "due_on", "opened_at", "met_on", "met_at", "withdrawn_at", "left_at", "replaced_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def at_once(self) -> bool:
        """Is it owed at once, for no limit was found? Its date is that of something else, and nothing to wait for."""
        return self.counted.get("rule", {}).get("source") == NO_LIMIT


class ReminderSchedule(Record):
    """When a partnership calls duties to mind and where a late one goes up; without one, the shipped schedule holds."""

    partnership = models.OneToOneField(Partnership, PROTECT, related_name="reminder_schedule")
    offsets = models.JSONField(default=list)
    every = models.PositiveSmallIntegerField(default=7)
    raise_after = models.PositiveSmallIntegerField(default=8)
    raise_to = models.CharField(max_length=20, choices=Role.choices, blank=True)

    class Privacy:
        open = ("partnership", "offsets", "every", "raise_after", "raise_to")

    def __str__(self) -> str:
        return f"reminder schedule {self.pk}"
