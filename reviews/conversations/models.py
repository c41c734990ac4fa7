"""What is stored of practitioner conversations?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, Entered
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.proceedings.models import Witness


class GuidedPoints(Entered):
    """One version of the discussion points that participants get in advance."""

    review = models.ForeignKey(Review, PROTECT, related_name="guided_points")
    version = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    points = models.JSONField(default=list, help_text="A list of points, in order.")
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-version",)
        verbose_name_plural = "guided points"
        constraints = [models.UniqueConstraint(fields=("review", "version"), name="one_version_of_the_points")]

    class Privacy:
        sensitive = ("introduction", "points")
        open = ("review", "version", "sent_on")

    def __str__(self) -> str:
        return f"points {self.pk}"


class Session(Entered):
    """One conversation with practitioners: one to one, a group, or managers."""

    class Form(models.TextChoices):
        ONE = "one", "One to one"
        GROUP = "group", "Group learning event"
        MANAGERS = "managers", "Managers' session"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "Video call"
        PHONE = "phone", "Telephone"

    review = models.ForeignKey(Review, PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=8, choices=Form.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    held_on = models.DateField()
    minutes_long = models.PositiveSmallIntegerField(default=90)
    points = models.ForeignKey(GuidedPoints, PROTECT, null=True, blank=True, related_name="sessions")
    supported_by = models.CharField(max_length=300, blank=True)
    support_offered = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    why_cancelled = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_session_a_number")]

    class Privacy:
        identifying = ("supported_by",)
        sensitive = ("support_offered", "why_cancelled")
        open = ("review", "number", "form", "mode", "held_on", "minutes_long", "points", "cancelled_at")

    def __str__(self) -> str:
        return f"session {self.pk}"


class Participant(Record):
    """Somebody asked to take part, by role and agency; whether they came is unknown until it is recorded.

    ``witness`` says who of the practitioners listed as possible witnesses it is, if one of them.
    """

    session = models.ForeignKey(Session, PROTECT, related_name="participants")
    role = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    witness = models.ForeignKey(Witness, PROTECT, null=True, blank=True, related_name="+")
    came = models.BooleanField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identifying = ("name",)
        open = ("session", "role", "agency", "witness", "came", "void_at")

    def __str__(self) -> str:
        return f"participant {self.pk}"


class ConversationNote(WithOriginal):
    """What was said on one point: the reviewer's own until released."""

    session = models.ForeignKey(Session, PROTECT, related_name="notes")
    point = models.CharField(max_length=300)
    text = models.TextField()
    given_on = models.DateField(null=True, blank=True, help_text="When it was given, where the office entered it.")
    quote_cleared = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("point", "text", "why_void")
        open = ("session", "given_on", "quote_cleared", "released_at", "void_at")

    def __str__(self) -> str:
        return f"note {self.pk}"
