"""What is stored of the asking: requests, and what is written for them?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, User
from cspr.records import both_or_neither
from reviews.case.models import HandedOn, Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person


class Asking(HandedOn):
    """What an agency is asked for by a day, whatever it is."""

    guidance = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, PROTECT, related_name="+")
    due_on = models.DateField()
    first_opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    class Privacy:
        sensitive = ("guidance", "why_withdrawn")
        open = ("asked_at", "asked_by", "due_on", "first_opened_at", "withdrawn_at")


class Written(WithOriginal):
    """What an agency writes for a request: a draft of its own until signed off and submitted; then locked unless sent back."""

    author_name = models.CharField(max_length=120, blank=True)
    author_job = models.CharField(max_length=120, blank=True)
    ready_at = models.DateTimeField(null=True)
    signed_off_by = models.CharField(max_length=120, blank=True)
    submitted_at = models.DateTimeField(null=True)
    given_on = models.DateField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    why_sent_back = models.TextField(blank=True)

    class Meta:
        abstract = True

    class Privacy:
        identifying = ("author_name", "signed_off_by")
        sensitive = ("author_job", "why_sent_back")
        open = ("ready_at", "submitted_at", "given_on", "sent_back_at")


class ChronologyRequest(Asking):
    """An agency asked for its chronology, by a day."""

    review = models.ForeignKey(Review, PROTECT, related_name="chronology_requests")
    agency = models.ForeignKey(Agency, PROTECT, related_name="chronology_requests")
    people = models.ManyToManyField(Person, related_name="+", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("review", "agency"), name="asked_once_for_a_chronology"),
            both_or_neither("handed_to", "handed_at"),
        ]

    class Privacy:
        open = ("review", "agency", "people")

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def written(self) -> "Submission":
        """What the agency writes for it."""
        return self.submission


class Submission(Written):
    """An agency's chronology."""

    request = models.OneToOneField(ChronologyRequest, PROTECT, related_name="submission")
    nothing_held = models.BooleanField(default=False)
    none_about = models.ManyToManyField(
        Person, related_name="+", blank=True, help_text="Of whom the agency holds nothing, though it does of others."
    )

    class Meta:
        constraints = [both_or_neither("submitted_at", "given_on")]

    class Privacy:
        open = ("request", "nothing_held", "none_about")

    def __str__(self) -> str:
        return f"submission {self.pk}"
