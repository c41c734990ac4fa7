"""What is stored of what was agreed with a lead reviewer, what it costs, and which interests people have?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered, User
from cspr.records import Record
from reviews.case.models import Review
from reviews.panel.models import Commission


class Agreement(Record):
    """What is agreed with one reviewer, and what became of the papers in the end."""

    class Papers(models.TextChoices):
        OPEN = "", "Not yet"
        RETURNED = "returned", "Returned to the office"
        DESTROYED = "destroyed", "Destroyed, and confirmed in writing"

    commission = models.OneToOneField(Commission, PROTECT, related_name="agreement")
    skills = models.TextField(blank=True)
    days_agreed = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    day_rate = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    appointed_at = models.DateTimeField(null=True, blank=True, editable=False)
    papers = models.CharField(max_length=9, choices=Papers.choices, blank=True)
    papers_on = models.DateField(null=True, blank=True)

    class Privacy:
        sensitive = ("skills", "day_rate")
        open = ("commission", "days_agreed", "appointed_at", "papers", "papers_on")

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Row(Entered):
    """A row of the table of a commission; one entered in error stays and counts no more."""

    void_at = models.DateTimeField(null=True, blank=True, editable=False)
    why_void = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    class Privacy:
        sensitive = ("why_void",)
        open = ("void_at",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class DaysUsed(Row):
    """Days of work of a reviewer."""

    commission = models.ForeignKey(Commission, PROTECT, related_name="days_used")
    used_on = models.DateField()
    days = models.DecimalField(max_digits=4, decimal_places=1)
    what = models.CharField(max_length=200)

    class Meta:
        ordering = ("used_on", "pk")
        verbose_name = verbose_name_plural = "days used"

    class Privacy:
        sensitive = ("what",)
        open = ("commission", "used_on", "days")


class Invoice(Row):
    """A bill of a reviewer."""

    commission = models.ForeignKey(Commission, PROTECT, related_name="invoices")
    number = models.CharField(max_length=40)
    dated_on = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("dated_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("commission", "number"), condition=Q(void_at=None), name="one_invoice_a_number"
            )
        ]

    class Privacy:
        sensitive = ("number", "amount")
        open = ("commission", "dated_on", "paid_on")


class Share(Row):
    """What one partner carries of the cost of a review: a part in a hundred, or an amount."""

    review = models.ForeignKey(Review, PROTECT, related_name="cost_shares")
    partner = models.ForeignKey(Agency, PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("partner__name",)
        constraints = [
            models.UniqueConstraint(
                fields=("review", "partner"), condition=Q(void_at=None), name="one_share_a_partner"
            ),
            models.CheckConstraint(
                condition=Q(percent=None, amount__isnull=False) | Q(amount=None, percent__isnull=False),
                name="share_is_percent_or_amount",
            ),
        ]

    class Privacy:
        sensitive = ("percent", "amount")
        open = ("review", "partner")


class Checkpoint(Row):
    """A day on which office and reviewer look together at time and quality, and what they found."""

    review = models.ForeignKey(Review, PROTECT, related_name="checkpoints")
    due_on = models.DateField()
    what = models.CharField(max_length=200)
    met_on = models.DateField(null=True, blank=True)
    on_time = models.TextField(blank=True)
    quality = models.TextField(blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    class Privacy:
        sensitive = ("what", "on_time", "quality")
        open = ("review", "due_on", "met_on")


class Interest(Row):
    """A connection of the lead reviewer or a member of the review panel with an agency, and how it is handled."""

    class Kind(models.TextChoices):
        WORK = "work", "Works or worked there"
        PAID = "paid", "Is or was paid by it otherwise"
        FAMILY = "family", "Family or close friend there"
        PART = "part", "Had a part in what is reviewed"
        OTHER = "other", "Something else"

    review = models.ForeignKey(Review, PROTECT, related_name="interests")
    person = models.ForeignKey(User, PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=300, blank=True)
    how_handled = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("person__name", "pk")

    class Privacy:
        sensitive = ("kind", "from_on", "until_on", "what", "how_handled")
        open = ("review", "person", "agency")
