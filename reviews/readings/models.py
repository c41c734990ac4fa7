"""What is stored of how the family reads the draft report?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Entered
from reviews.case.models import Review
from reviews.identities.models import Person
from reviews.report.models import Version


class DraftReading(Entered):
    """One numbered copy of one version, given to one person: how it was read, and whether it came back."""

    class Medium(models.TextChoices):
        PAPER = "paper", "On paper, handed back afterwards"
        SCREEN = "screen", "On a screen, together"

    review = models.ForeignKey(Review, PROTECT, related_name="draft_readings")
    person = models.ForeignKey(Person, PROTECT, related_name="draft_readings")
    version = models.ForeignKey(Version, PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    medium = models.CharField(max_length=6, choices=Medium.choices)
    with_whom = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    back_by = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    why_not_returned = models.CharField(max_length=300, blank=True)
    reaction = models.TextField(blank=True)
    changes_asked = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_copy_a_number")]

    class Privacy:
        identifying = ("with_whom",)
        sensitive = ("why_not_returned", "reaction", "changes_asked", "why_void")
        open = (
            "review", "person", "version", "number", "medium", "given_on", "back_by", "returned_on", "void_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"reading {self.pk}"
