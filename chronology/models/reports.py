"""What is stored of the agency reports (individual management reviews)?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency
from chronology.models.entries import Entry
from chronology.models.requests import Asking, Written
from cspr.records import Record, both_or_neither
from reviews.case.models import Review
from reviews.rapid_review.models import AgencyReturn


class ReportRequest(Asking):
    """An agency asked for its agency report, by a day."""

    review = models.ForeignKey(Review, PROTECT, related_name="report_requests")
    agency = models.ForeignKey(Agency, PROTECT, related_name="report_requests")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("review", "agency"), name="asked_once_for_an_agency_report"),
            both_or_neither("handed_to", "handed_at"),
        ]

    class Privacy:
        open = ("review", "agency")

    def __str__(self) -> str:
        return f"report request {self.pk}"

    @property
    def written(self) -> "AgencyReport":
        """What the agency writes for it."""
        return self.report


class AgencyReport(Written):
    """An agency's own look at what it did: written here, or given as a document, which is then its ``original``."""

    Independence = AgencyReturn.Independence

    request = models.OneToOneField(ReportRequest, PROTECT, related_name="report")
    independence = models.CharField(max_length=12, choices=Independence.choices, blank=True)
    concerned_how = models.TextField(blank=True, help_text="What part the author had, where it was any.")
    records_secured_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True, help_text="When the author declared it.")
    entries = models.ManyToManyField(Entry, related_name="reports", blank=True)

    class Meta:
        constraints = [both_or_neither("submitted_at", "given_on")]

    class Privacy:
        sensitive = ("concerned_how",)
        open = ("request", "independence", "records_secured_on", "declared_on", "entries")

    def __str__(self) -> str:
        return f"agency report {self.pk}"


class ReportSection(Record):
    """One section of an agency report: a text, or points one under another. Each is saved by itself."""

    class Kind(models.TextChoices):
        CONTEXT = "context", "The agency at the time"
        METHOD = "method", "How the report was made"
        EVIDENCE = "evidence", "What the evidence is worth"
        NARRATIVE = "narrative", "What happened"
        ANALYSIS = "analysis", "Analysis"
        GOOD_PRACTICE = "good-practice", "Good practice"
        MISSED = "missed", "Missed opportunities"
        LEARNING = "learning", "What the agency has learned"
        RECOMMENDATIONS = "recommendations", "The agency’s own recommendations"

    report = models.ForeignKey(AgencyReport, PROTECT, related_name="sections")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("report", "kind"), name="one_section_of_a_kind")]

    class Privacy:
        sensitive = ("text",)
        open = ("report", "kind", "saved_at")

    def __str__(self) -> str:
        return f"section {self.pk}"


class ReportPoint(Record):
    """One point of a section: something done well, missed or learned; or a recommendation, with what the agency will do."""

    section = models.ForeignKey(ReportSection, PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    action = models.TextField(blank=True)
    lead = models.CharField(max_length=120, blank=True)
    by_when = models.DateField(null=True, blank=True)
    entries = models.ManyToManyField(
        Entry, related_name="report_points", blank=True, help_text="What it rests on; the report speaks of them too."
    )
    taken_over_at = models.DateTimeField(null=True, help_text="When it became a recommendation of the review.")
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place", "pk")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_point_says_something")]

    class Privacy:
        identifying = ("lead",)
        sensitive = ("text", "action", "by_when")
        open = ("section", "place", "entries", "taken_over_at", "void_at")

    def __str__(self) -> str:
        return f"point {self.pk}"
