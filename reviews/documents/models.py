"""What is stored of the papers of a case?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, Entered, User
from cspr.files.models import StoredFile
from cspr.records import both_or_neither
from reviews.case.models import Review


class UnsealedDocuments(models.Manager["Document"]):
    """Every paper but sealed legal advice, so that no list, search or pack that is written holds any by mistake."""

    def get_queryset(self) -> models.QuerySet["Document"]:
        return super().get_queryset().exclude(sensitivity=Document.Sensitivity.SEALED)


class Document(Entered):
    """One version of a paper: the original of something entered for somebody, a paper for a meeting, evidence.

    Sealed legal advice is seen by the readers named for that paper alone, who instruct the adviser; ``objects``, and
    with it ``review.documents``, does not know it. Only ``with_sealed`` does.
    """

    class Sensitivity(models.TextChoices):
        TEAM = "team", "Office and review team"
        OFFICE = "office", "Office only"
        AGENCY = "agency", "Office and the agency it came from"
        SEALED = "sealed", "Legal advice, sealed: only the people named"

    review = models.ForeignKey(Review, PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=30, blank=True)
    draft = models.BooleanField(default=False)
    dated_on = models.DateField(null=True, blank=True)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity.choices, default=Sensitivity.TEAM)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    custody = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    belongs_to = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)
    readers = models.ManyToManyField(User, related_name="+", blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="+")
    why_released = models.CharField(max_length=300, blank=True)

    objects = UnsealedDocuments()
    with_sealed = models.Manager()

    class Meta:
        ordering = ("-entered_at", "-pk")
        constraints = [both_or_neither("released_at", "released_by")]

    class Privacy:
        identifying = ("origin", "author")
        sensitive = ("title", "custody", "why_withdrawn", "why_released")
        open = (
            "review", "version", "draft", "dated_on", "sensitivity", "agency", "belongs_to", "file", "withdrawn_at",
            "readers", "released_at", "released_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"document {self.pk}"


class WithOriginal(Entered):
    """Something that may have come on paper, by e-mail or by phone; the original is kept with it."""

    original = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        abstract = True

    class Privacy:
        open = ("original",)
