"""What is stored of commissioning: the lead reviewer's commission and declaration, the terms of reference?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Entered, User
from cspr.records import Record, both_or_neither
from reviews.case.models import Review, TeamMember
from reviews.documents.models import Document, WithOriginal


class Commission(WithOriginal):
    """The appointment of a lead reviewer; they begin once their declaration of independence is signed."""

    review = models.ForeignKey(Review, PROTECT, related_name="commissions")
    member = models.OneToOneField(TeamMember, PROTECT, null=True, related_name="commission", editable=False)
    reviewer = models.ForeignKey(User, PROTECT, related_name="commissions")
    title = models.CharField(max_length=120)
    decided_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    panel_told_on = models.DateField(null=True, blank=True)
    declaration = models.TextField(blank=True)
    interests = models.TextField(blank=True)
    declared_on = models.DateField(null=True)
    declared_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [both_or_neither("declared_on", "declared_at")]

    class Privacy:
        sensitive = ("declaration", "interests", "why_ended")
        open = (
            "review", "member", "reviewer", "title", "decided_on", "due_on", "panel_told_on", "declared_on",
            "declared_at", "ended_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"commission {self.pk}"


class TermsOfReference(Entered):
    """One version of the terms of reference; a new version is made by changing an agreed one."""

    review = models.ForeignKey(Review, PROTECT, related_name="terms")
    version = models.PositiveSmallIntegerField()
    scope = models.TextField()
    period_from = models.CharField(max_length=200)
    period_to = models.CharField(max_length=200)
    period_from_on = models.DateField(null=True, blank=True)
    period_to_on = models.DateField(null=True, blank=True)
    method = models.TextField(blank=True)
    family_plan = models.TextField(blank=True)
    equality = models.TextField(blank=True)
    supplied = models.TextField(blank=True)
    parallel = models.TextField(blank=True)
    out_of_scope = models.TextField(blank=True)
    timetable = models.TextField(blank=True)
    publication = models.TextField(blank=True)
    why_changed = models.CharField(max_length=300, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_for = models.CharField(max_length=200, blank=True, help_text="Whose agreement the office recorded.")
    agreed_paper = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        ordering = ("-version",)
        verbose_name_plural = "terms of reference"
        constraints = [models.UniqueConstraint(fields=("review", "version"), name="one_version_of_the_terms")]

    class Privacy:
        sensitive = (
            "scope", "period_from", "period_to", "period_from_on", "period_to_on", "method", "family_plan",
            "equality", "supplied", "parallel", "out_of_scope", "timetable", "publication", "why_changed",
        )  # fmt: skip
        identifying = ("agreed_for",)
        open = ("review", "version", "agreed_on", "agreed_paper")

    def __str__(self) -> str:
        return f"terms {self.pk}"


class ReferenceQuestion(Record):
    """A numbered question of a version of the terms of reference; one struck out of a draft keeps its row."""

    terms = models.ForeignKey(TermsOfReference, PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("terms", "number"), condition=models.Q(void_at=None), name="one_question_a_number"
            )
        ]

    class Privacy:
        sensitive = ("text",)
        open = ("terms", "number", "void_at")

    def __str__(self) -> str:
        return f"question {self.pk}"
