"""What is stored of requests for the papers of a case, of what went out, and of what was supplied to the review?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered
from reviews.case.models import Review
from reviews.documents.models import Document, WithOriginal


class PapersRequestQuerySet(models.QuerySet["PapersRequest"]):
    def standing(self) -> "PapersRequestQuerySet":
        return self.filter(void_at=None)

    def open(self) -> "PapersRequestQuerySet":
        return self.standing().filter(closed_on=None)


class PapersRequest(WithOriginal):
    """Somebody from outside asks for papers of a case: what, on what basis, by when, what was decided and when it ended."""

    class From(models.TextChoices):
        POLICE = "police", "Police"
        PROSECUTOR = "prosecutor", "Prosecutor"
        DEFENCE = "defence", "Defence"
        CORONER = "coroner", "Coroner"
        FAMILY_COURT = "family_court", "Family court"
        SUBJECT = "subject", "Subject access request"
        INFORMATION = "information", "Information request"
        PRESS = "press", "Press"
        OTHER = "other", "Somebody else"

    class Outcome(models.TextChoices):
        ALL = "all", "Give all of it"
        PART = "part", "Give part of it"
        REFUSE = "refuse", "Refuse"

    review = models.ForeignKey(Review, PROTECT, related_name="papers_requests")
    asker = models.CharField(max_length=12, choices=From.choices)
    asked_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=120, blank=True)
    asked_on = models.DateField()
    what = models.TextField()
    basis = models.CharField(max_length=300, blank=True)
    by_order = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    why_due = models.CharField(max_length=200, blank=True)
    why_extended = models.CharField(max_length=300, blank=True)
    advised_on = models.DateField(null=True, blank=True)
    adviser = models.CharField(max_length=200, blank=True)
    advice = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    how_closed = models.CharField(max_length=300, blank=True)
    why_reopened = models.CharField(max_length=300, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    objects = PapersRequestQuerySet.as_manager()

    class Meta:
        ordering = (models.F("due_on").asc(nulls_last=True), "asked_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_on__isnull=False), name="papers_decided_on_a_day"
            ),
        ]

    class Privacy:
        identifying = ("asked_by", "adviser", "decided_by")
        sensitive = (
            "reference", "what", "basis", "why_extended", "reasons", "how_closed", "why_reopened",
            "why_void",
        )  # fmt: skip
        open = (
            "review", "asker", "asked_on", "by_order", "due_on", "why_due", "advised_on", "advice", "outcome",
            "decided_on", "closed_on", "void_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"papers request {self.pk}"

    @property
    def name(self) -> str:
        """What it is called on screen: a "subject access request", a "request for papers: coroner"."""
        asker = self.get_asker_display().lower()
        return asker if asker.endswith("request") else f"request for papers: {asker}"


class Disclosed(Entered):
    """One sending in answer to a request: which papers in which version, on what day, to whom, how, and how redacted."""

    class How(models.TextChoices):
        SECURE_MAIL = "secure_mail", "Secure e-mail"
        PORTAL = "portal", "Portal of the court or the police"
        MEDIUM = "medium", "Encrypted medium, handed over"
        HAND = "hand", "On paper, by hand"
        POST = "post", "On paper, by tracked post"
        SHOWN = "shown", "Shown at the office, no copy given"

    request = models.ForeignKey(PapersRequest, PROTECT, related_name="disclosed")
    papers = models.ManyToManyField(Document, related_name="+", blank=True)
    also = models.TextField(blank=True)
    sent_on = models.DateField()
    sent_to = models.CharField(max_length=200)
    how = models.CharField(max_length=12, choices=How.choices)
    redacted = models.BooleanField(default=False)
    how_redacted = models.TextField(blank=True)
    redacted_file = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+")
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("sent_on", "pk")
        verbose_name_plural = "disclosed"

    class Privacy:
        identifying = ("sent_to",)
        sensitive = ("also", "how_redacted", "why_void")
        open = ("request", "papers", "sent_on", "how", "redacted", "redacted_file", "void_at")

    def __str__(self) -> str:
        return f"disclosed {self.pk}"


class Supplied(Entered):
    """Material that police, a court or others supplied to the review: a copy, while they hold the original."""

    class By(models.TextChoices):
        POLICE = "police", "Police"
        PROSECUTOR = "prosecutor", "Prosecutor"
        CORONER = "coroner", "Coroner"
        FAMILY_COURT = "family_court", "Family court"
        OTHER = "other", "Somebody else"

    review = models.ForeignKey(Review, PROTECT, related_name="supplied")
    giver = models.CharField(max_length=12, choices=By.choices)
    given_by = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    supplied_on = models.DateField()
    original_held_by = models.CharField(max_length=200)
    conditions = models.TextField(blank=True)
    copy = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    how_ended = models.CharField(max_length=300, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("supplied_on", "pk")
        verbose_name_plural = "supplied"

    class Privacy:
        identifying = ("given_by", "original_held_by")
        sensitive = ("what", "conditions", "how_ended", "why_void")
        open = ("review", "giver", "supplied_on", "copy", "ended_on", "void_at")

    def __str__(self) -> str:
        return f"supplied {self.pk}"
