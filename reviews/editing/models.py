"""What is stored beside a report for whoever edits it: what may stand, and where a question is answered?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User
from reviews.panel.models import ReferenceQuestion
from reviews.report.models import Block, Report, Section


class LetStand(models.Model):
    """Something the checks noted that its author lets stand, and why: as long as the paragraph says what it said then.

    ``digest`` tells it from everything else that may be noted (``rules.Noted.digest``), and holds no words.
    """

    report = models.ForeignKey(Report, PROTECT, related_name="let_stand")
    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "let stand"
        constraints = [
            models.UniqueConstraint(
                fields=("report", "digest"), condition=Q(withdrawn_at=None), name="let_stand_once_at_a_time"
            )
        ]

    class Privacy:
        sensitive = ("reason",)
        open = ("report", "kind", "digest", "by", "at", "withdrawn_at")

    def __str__(self) -> str:
        return f"let stand {self.pk}"


class AnsweredAt(models.Model):
    """A paragraph or a whole section that, as its author says, answers a question of the terms of reference."""

    report = models.ForeignKey(Report, PROTECT, related_name="answered_at")
    question = models.ForeignKey(ReferenceQuestion, PROTECT, related_name="+")
    section = models.ForeignKey(Section, PROTECT, null=True, related_name="+")
    block = models.ForeignKey(Block, PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "answered at"
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=False, block=None) | Q(section=None, block__isnull=False),
                name="answered_at_one_place",
            ),
            models.UniqueConstraint(
                fields=("question", "block"), condition=Q(withdrawn_at=None), name="answered_once_in_a_block"
            ),
            models.UniqueConstraint(
                fields=("question", "section"), condition=Q(withdrawn_at=None), name="answered_once_in_a_section"
            ),
        ]

    class Privacy:
        open = ("report", "question", "section", "block", "by", "at", "withdrawn_at")

    def __str__(self) -> str:
        return f"answered {self.pk}"
