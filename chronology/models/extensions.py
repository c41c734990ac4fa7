"""What is stored of an agency's asking for more time, whatever it was asked for?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User
from chronology.models.reports import ReportRequest
from chronology.models.requests import ChronologyRequest
from cspr.records import both_or_neither
from reviews.documents.models import WithOriginal


class MoreTime(WithOriginal):
    """An agency asks for more time; it is granted, until that day or another, or refused with a word.

    While it waits for an answer no other is asked for. One that is taken back, or needed no more, is withdrawn.
    """

    asked_on = models.DateField()
    until_on = models.DateField(help_text="The day the agency asks for.")
    why = models.TextField()
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(User, PROTECT, null=True, related_name="+", editable=False)
    granted_until_on = models.DateField(null=True, blank=True)
    word = models.TextField(blank=True, help_text="What the agency is told with the answer.")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("pk",)
        constraints = [
            both_or_neither("answered_at", "answered_by"),
            models.CheckConstraint(
                condition=Q(granted_until_on=None) | Q(answered_at__isnull=False),
                name="%(class)s_granted_with_an_answer",
            ),
            models.UniqueConstraint(
                fields=("request",), condition=Q(answered_at=None, withdrawn_at=None), name="%(class)s_is_asked_once"
            ),
        ]

    class Privacy:
        sensitive = ("why", "word")
        open = ("asked_on", "until_on", "answered_at", "answered_by", "granted_until_on", "withdrawn_at")

    @property
    def is_open(self) -> bool:
        """Does it still wait for an answer?"""
        return self.answered_at is None and self.withdrawn_at is None


class Extension(MoreTime):
    """More time for a chronology."""

    request = models.ForeignKey(ChronologyRequest, PROTECT, related_name="extensions")

    class Privacy:
        open = ("request",)

    def __str__(self) -> str:
        return f"extension {self.pk}"


class ReportExtension(MoreTime):
    """More time for an agency report."""

    request = models.ForeignKey(ReportRequest, PROTECT, related_name="extensions")

    class Privacy:
        open = ("request",)

    def __str__(self) -> str:
        return f"report extension {self.pk}"
