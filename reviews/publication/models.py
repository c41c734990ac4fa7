"""What is stored of publication: the frozen edition, who signed it, when it goes out and until when it stays?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, User
from agencies.roles import Role
from cspr.files.models import StoredFile
from cspr.records import Record, both_or_neither
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.report.models import Version


class Edition(Record):
    """The bytes that are signed and published: PDF and web page of one final version, with their SHA-256."""

    class After(models.TextChoices):
        KEEP = "keep", "Keep it published"
        ARCHIVE = "archive", "Archive: on request"
        WITHDRAW = "withdraw", "Withdraw"

    review = models.ForeignKey(Review, PROTECT, related_name="editions")
    version = models.ForeignKey(Version, PROTECT, related_name="editions")
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    reviewer = models.CharField(max_length=160)
    pdf = models.ForeignKey(StoredFile, PROTECT, related_name="+")
    html = models.TextField()
    sha256 = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    go_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    go_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    window_ends_on = models.DateField(null=True)
    after = models.CharField(max_length=8, choices=After.choices, blank=True)
    after_at = models.DateTimeField(null=True)
    withheld_reason = models.TextField(blank=True)
    taken_down_at = models.DateTimeField(null=True)
    taken_down_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    why_taken_down = models.TextField(blank=True)
    take_down_confirmed_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-prepared_at",)
        constraints = [
            both_or_neither("go_by", "go_at"),
            both_or_neither("published_at", "window_ends_on"),
            both_or_neither("taken_down_at", "taken_down_by"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(go_at__isnull=False), name="published_on_a_go"),
            models.UniqueConstraint(fields=("review",), condition=Q(replaced_at=None), name="one_edition_stands"),
        ]

    class Privacy:
        sensitive = ("title", "slug", "html", "withheld_reason", "why_taken_down")
        open = (
            "review", "version", "reviewer", "pdf", "sha256", "prepared_at", "prepared_by", "replaced_at",
            "planned_at", "go_by", "go_at", "published_at", "window_ends_on", "after", "after_at", "taken_down_at",
            "taken_down_by", "take_down_confirmed_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"edition {self.pk}"


class Signature(WithOriginal):
    """A partner's or the human reader's signature under the SHA-256 of an edition."""

    SIGNING = [
        (Role.DELEGATED_PARTNER.value, Role.DELEGATED_PARTNER.label),
        (Role.HUMAN_READER.value, Role.HUMAN_READER.label),
    ]

    edition = models.ForeignKey(Edition, PROTECT, related_name="signatures")
    role = models.CharField(max_length=20, choices=SIGNING)
    partner = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.CharField(max_length=120)
    signed_on = models.DateField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("edition", "role", "partner"), name="signed_once", nulls_distinct=False)
        ]

    class Privacy:
        identifying = ("signed_by",)
        open = ("edition", "role", "partner", "signed_on", "sha256")

    def __str__(self) -> str:
        return f"signature {self.pk}"
