"""What is stored of the letters that tell of a delay?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User
from cspr.records import Record, both_or_neither
from reviews.case.models import Duty, Review
from reviews.documents.models import Document


class DelayLetter(Record):
    """The letter to the national Panel and the Secretary of State about one missed date: a draft until it was sent."""

    class How(models.TextChoices):
        SECURE_EMAIL = "secure_email", "Secure e-mail"
        PORTAL = "portal", "Their own portal"
        POST = "post", "Post"

    review = models.ForeignKey(Review, PROTECT, related_name="delay_letters")
    duty = models.ForeignKey(Duty, PROTECT, related_name="delay_letters")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    edited = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(User, PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(editable=False)
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=12, choices=How.choices, blank=True)
    sent_to = models.CharField(max_length=300, blank=True)
    sent_recorded_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    copy = models.ForeignKey(Document, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=("duty",), condition=Q(sent_on=None), name="one_draft_of_a_delay"),
            both_or_neither("sent_on", "sent_recorded_by"),
        ]

    class Privacy:
        sensitive = ("subject", "body", "sent_to")
        open = (
            "review", "duty", "edited", "drafted_by", "drafted_at", "sent_on", "sent_how", "sent_recorded_by", "copy",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"delay letter {self.pk}"
