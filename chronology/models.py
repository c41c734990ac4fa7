"""What is stored of what happened: requests, submissions, entries, practice episodes?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered, User
from cspr.records import both_or_neither
from reviews.case.models import HandedOn, Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person


class ChronologyRequest(HandedOn):
    """An agency asked for its chronology, by a day."""

    review = models.ForeignKey(Review, PROTECT, related_name="chronology_requests")
    agency = models.ForeignKey(Agency, PROTECT, related_name="chronology_requests")
    guidance = models.TextField(blank=True)
    people = models.ManyToManyField(Person, related_name="+", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, PROTECT, related_name="+")
    due_on = models.DateField()
    first_opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("review", "agency"), name="asked_once_for_a_chronology"),
            both_or_neither("handed_to", "handed_at"),
        ]

    class Privacy:
        sensitive = ("guidance", "why_withdrawn")
        open = ("review", "agency", "people", "asked_at", "asked_by", "due_on", "first_opened_at", "withdrawn_at")

    def __str__(self) -> str:
        return f"request {self.pk}"


class Submission(WithOriginal):
    """An agency's chronology: a draft of its own until signed off and submitted; then locked unless sent back."""

    request = models.OneToOneField(ChronologyRequest, PROTECT, related_name="submission")
    author_name = models.CharField(max_length=120, blank=True)
    author_job = models.CharField(max_length=120, blank=True)
    nothing_held = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True)
    signed_off_by = models.CharField(max_length=120, blank=True)
    submitted_at = models.DateTimeField(null=True)
    given_on = models.DateField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    why_sent_back = models.TextField(blank=True)

    class Meta:
        constraints = [both_or_neither("submitted_at", "given_on")]

    class Privacy:
        identifying = ("author_name", "signed_off_by")
        sensitive = ("author_job", "why_sent_back")
        open = ("request", "nothing_held", "ready_at", "submitted_at", "given_on", "sent_back_at")

    def __str__(self) -> str:
        return f"submission {self.pk}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> "EntryQuerySet":
        """Those not voided."""
        return self.filter(void_at=None)

    def released(self) -> "EntryQuerySet":
        """Those the review team may read: submitted by their agency and not voided."""
        return self.standing().filter(submission__submitted_at__isnull=False)


class Entry(Entered):
    """One thing that happened, as one agency's records tell it. Its words stay as given."""

    class Precision(models.TextChoices):
        DAY = "day", "On this day"
        ABOUT = "about", "About this day"
        MONTH = "month", "In this month"
        YEAR = "year", "In this year"
        BETWEEN = "between", "Between two days"

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact"
        VISIT = "visit", "Visit"
        REFERRAL = "referral", "Referral"
        CALL_OUT = "call_out", "Call-out"
        ASSESSMENT = "assessment", "Assessment"
        MEETING = "meeting", "Meeting"
        DECISION = "decision", "Decision"
        INFORMATION = "information", "Information shared"
        MEASUREMENT = "measurement", "Measurement"
        DISCLOSURE = "disclosure", "What the child said or showed"
        OTHER = "other", "Something else"

    class Seen(models.TextChoices):
        NOT_SAID = "", "Not recorded"
        ALONE = "alone", "Seen alone"
        SEEN = "seen", "Seen, not alone"
        NOT_SEEN = "not_seen", "Not seen"

    submission = models.ForeignKey(Submission, PROTECT, related_name="entries")
    happened_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    happened_at = models.TimeField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    source = models.CharField(max_length=200)
    what = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    seen = models.CharField(max_length=10, choices=Seen.choices, blank=True)
    child_said = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    out_of_period = models.CharField(max_length=200, blank=True)
    narrative = models.TextField(blank=True, help_text="The reviewer's own words for the report.")
    written_up_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("happened_on", "happened_at", "pk")
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=models.F("happened_on")), name="until"),
            models.UniqueConstraint(
                fields=("submission", "origin"), condition=~Q(origin=""), name="drafted_once_from_an_origin"
            ),
        ]
        indexes = [models.Index(fields=("submission", "happened_on"))]

    class Privacy:
        sensitive = (
            "happened_on", "until_on", "happened_at", "source", "what", "child_said", "outcome", "comment",
            "out_of_period", "narrative", "why_void",
        )  # fmt: skip
        open = ("submission", "precision", "kind", "seen", "written_up_at", "origin", "void_at")

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Episode(Entered):
    """A key practice episode: a stretch of the story with its entries, what happened and why."""

    review = models.ForeignKey(Review, PROTECT, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    what_happened = models.TextField(blank=True)
    why = models.TextField(blank=True)
    entries = models.ManyToManyField(Entry, through="Placement", related_name="episodes")
    written_up_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_episode_a_number")]

    class Privacy:
        sensitive = ("title", "what_happened", "why", "why_void")
        open = ("review", "number", "entries", "written_up_at", "void_at")

    def __str__(self) -> str:
        return f"episode {self.pk}"


class Placement(models.Model):
    """An entry that belongs to an episode."""

    episode = models.ForeignKey(Episode, PROTECT, related_name="placements")
    entry = models.ForeignKey(Entry, PROTECT, related_name="placements")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("episode", "entry"), condition=Q(removed_at=None), name="placed_once")
        ]

    class Privacy:
        open = ("episode", "entry", "removed_at")

    def __str__(self) -> str:
        return f"placement {self.pk}"
