"""What is stored of publication: the frozen edition, who signed it, when it goes out and until when it stays?"""

from django.db import models
from django.db.models import PROTECT, F, Q

from agencies.models import Agency, User
from agencies.roles import Role
from cspr.files.models import StoredFile
from cspr.records import Record, both_or_neither
from reviews.case.models import Review
from reviews.documents.models import Document, WithOriginal
from reviews.report.models import Version


class EditionQuerySet(models.QuerySet["Edition"]):
    def standing(self) -> "EditionQuerySet":
        """Those that were not prepared again since."""
        return self.filter(replaced_at=None)

    def shown(self) -> "EditionQuerySet":
        """Those the public may read: published, not taken down, and not archived or withdrawn after their time."""
        return self.exclude(published_at=None).filter(taken_down_at=None, after__in=("", Edition.After.KEEP))


class Edition(Record):
    """The bytes that are signed and published: PDF and web page of one final version, with the PDF's SHA-256.

    What the public page shows is frozen here. ``slug`` is its address: the case's code, which names nobody, and so the
    same for every edition of a review.
    """

    class After(models.TextChoices):
        KEEP = "keep", "Keep it published"
        ARCHIVE = "archive", "Archive: on request"
        WITHDRAW = "withdraw", "Withdraw"

    class Withheld(models.TextChoices):
        IMPROVEMENTS = "improvements", "Publish information on the improvements only"
        ALL = "all", "Publish nothing"

    review = models.ForeignKey(Review, PROTECT, related_name="editions")
    version = models.ForeignKey(Version, PROTECT, related_name="editions")
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    reviewer = models.CharField(max_length=160)
    partnership = models.CharField(max_length=200)
    pdf = models.ForeignKey(StoredFile, PROTECT, related_name="+")
    html = models.TextField()
    sha256 = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    shared_on = models.DateField(null=True)
    go_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    go_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    window_ends_on = models.DateField(null=True)
    window_asked_at = models.DateTimeField(null=True)
    after = models.CharField(max_length=8, choices=After.choices, blank=True)
    after_at = models.DateTimeField(null=True)
    withheld = models.CharField(max_length=12, choices=Withheld.choices, blank=True)
    withheld_reason = models.TextField(blank=True)
    withheld_on = models.DateField(null=True)
    withheld_for = models.CharField(max_length=200, blank=True, help_text="Whose decision the office recorded.")
    withheld_paper = models.ForeignKey(Document, PROTECT, null=True, related_name="+", editable=False)
    taken_down_at = models.DateTimeField(null=True)
    taken_down_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    why_taken_down = models.TextField(blank=True)
    take_down_confirmed_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    take_down_confirmed_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-prepared_at", "-pk")
        indexes = [models.Index(fields=("slug", "published_at"))]
        constraints = [
            both_or_neither("go_by", "go_at"),
            both_or_neither("published_at", "window_ends_on"),
            both_or_neither("taken_down_at", "taken_down_by"),
            both_or_neither("take_down_confirmed_at", "take_down_confirmed_by"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(go_at__isnull=False), name="published_on_a_go"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(withheld=""), name="published_or_withheld"),
            models.CheckConstraint(
                condition=Q(take_down_confirmed_by=None) | ~Q(take_down_confirmed_by=F("taken_down_by")),
                name="a_second_person_confirms",
            ),
            models.UniqueConstraint(fields=("review",), condition=Q(replaced_at=None), name="one_edition_stands"),
        ]

    class Privacy:
        identifying = ("withheld_for",)
        sensitive = ("title", "html", "withheld_reason", "why_taken_down")
        open = (
            "review", "version", "slug", "reviewer", "partnership", "pdf", "sha256", "prepared_at", "prepared_by",
            "replaced_at", "planned_at", "shared_on", "go_by", "go_at", "published_at", "window_ends_on",
            "window_asked_at", "after", "after_at", "withheld", "withheld_on", "withheld_paper", "taken_down_at", "taken_down_by",
            "take_down_confirmed_by", "take_down_confirmed_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"edition {self.pk}"

    @property
    def fingerprint(self) -> str:
        """The beginning of the SHA-256, as people compare it."""
        return self.sha256[:12]


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> "SignatureQuerySet":
        return self.filter(withdrawn_at=None)


class Signature(WithOriginal):
    """A partner's or the human reader's signature under the SHA-256 of an edition. ``partner`` is None for the reader."""

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
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ("signed_on", "pk")
        constraints = [
            # Two constraints, because not every database can call two missing partners the same.
            models.UniqueConstraint(
                fields=("edition", "partner"),
                condition=Q(withdrawn_at=None, partner__isnull=False),
                name="partner_signs_once",
            ),
            models.UniqueConstraint(
                fields=("edition",), condition=Q(withdrawn_at=None, partner=None), name="reader_signs_once"
            ),
        ]

    class Privacy:
        identifying = ("signed_by",)
        sensitive = ("why_withdrawn",)
        open = ("edition", "role", "partner", "signed_on", "sha256", "withdrawn_at")

    def __str__(self) -> str:
        return f"signature {self.pk}"
