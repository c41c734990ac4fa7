"""What is stored of what happened?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered
from chronology.models.requests import Submission


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
