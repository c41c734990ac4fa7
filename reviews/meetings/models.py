"""What is stored of meetings: of one review, and of the sub-group over all cases?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered, Partnership, User
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import Document
from reviews.meetings.duties import Heading


class Meeting(Entered):
    """A meeting: when and how, what was on the table, what was said and agreed.

    One without a review is the sub-group's over all cases of the partnership, and has an agenda of items.
    """

    class Kind(models.TextChoices):
        RAPID_REVIEW = "rapid_review", "Rapid review meeting"
        PANEL = "panel", "Review panel meeting"
        SUBGROUP = "subgroup", "Sub-group meeting"
        OTHER = "other", "Other meeting"

    review = models.ForeignKey(Review, PROTECT, null=True, related_name="meetings")
    partnership = models.ForeignKey(Partnership, PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    papers = models.ManyToManyField(Document, related_name="+", blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    why_cancelled = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")

    class Privacy:
        sensitive = ("agenda", "notes", "why_cancelled")
        open = ("review", "partnership", "kind", "starts_at", "minutes_long", "place", "papers", "cancelled_at")

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def code(self) -> str:
        """The code of its case; nothing for one over all cases."""
        return self.review.code if self.review else ""

    @property
    def reference(self) -> str:
        """What people quote on the telephone: the code of the case, or "FM-SG12" for the sub-group's meeting 12."""
        return self.code or f"{self.partnership.code_prefix}-SG{self.pk}"


class Attendance(Record):
    """One person invited to a meeting, by role and agency, and whether they came."""

    class Came(models.TextChoices):
        INVITED = "invited", "Invited"
        CAME = "came", "Attended"
        APOLOGIES = "apologies", "Sent apologies"
        DEPUTY = "deputy", "Sent a deputy"
        ABSENT = "absent", "Did not attend"

    meeting = models.ForeignKey(Meeting, PROTECT, related_name="attendance")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    came = models.CharField(max_length=10, choices=Came.choices, default=Came.INVITED)
    deputy = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "user"), condition=Q(user__isnull=False), name="one_place_at_a_meeting"
            )
        ]

    class Privacy:
        identifying = ("name", "email", "deputy")
        open = ("meeting", "user", "agency", "came")

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class AgendaItem(Record):
    """One case, or something of its own, on the agenda of the sub-group, and what was said about it.

    ``why`` is what was open in the case when the agenda was last brought up to date: each a text, a day and how many.
    """

    meeting = models.ForeignKey(Meeting, PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=10, choices=Heading.choices)
    review = models.ForeignKey(Review, PROTECT, null=True, related_name="agenda_items")
    title = models.CharField(max_length=200, blank=True)
    why = models.JSONField(default=list)
    next_on = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)
    to_file = models.BooleanField(default=False)
    filed = models.ForeignKey(Document, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "review"), condition=Q(review__isnull=False), name="a_case_is_on_an_agenda_once"
            ),
            models.CheckConstraint(
                condition=Q(review__isnull=False) | ~Q(title=""), name="agenda_item_is_of_something"
            ),
        ]

    class Privacy:
        sensitive = ("title", "minutes")
        open = ("meeting", "position", "heading", "review", "why", "next_on", "removed_at", "to_file", "filed")

    def __str__(self) -> str:
        return f"item {self.pk}"


class FollowUp(Record):
    """Something agreed at a meeting that somebody is to do, in the case it belongs to, if it does."""

    meeting = models.ForeignKey(Meeting, PROTECT, related_name="follow_ups")
    review = models.ForeignKey(Review, PROTECT, null=True, related_name="follow_ups")
    what = models.CharField(max_length=300)
    user = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(agency__isnull=False), name="somebody_follows_up"
            )
        ]

    class Privacy:
        sensitive = ("what", "outcome")
        open = ("meeting", "review", "user", "agency", "due_on", "done_on", "dropped_at")

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
