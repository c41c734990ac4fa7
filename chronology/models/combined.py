"""What is stored of a document that combines the entries of several agencies?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, Partnership
from chronology.models.tables import TablesRead
from reviews.case.models import Review


class CombinedFile(TablesRead):
    """A document of several agencies, given to the office; each agency's rows become a file of its own request.

    ``agencies`` says for which agency each name in its agency column is taken (0 for none), ``names`` what the names are
    and how many rows have each.
    """

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"

    review = models.ForeignKey(Review, PROTECT, related_name="combined_files")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    names = models.JSONField(default=list)
    agencies = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sensitive = ("names", "agencies")
        open = ("review", "state")

    def __str__(self) -> str:
        return f"combined file {self.pk}"


class AgencyMemory(models.Model):
    """Which agency a name in a combined document meant when the office last said so; none where it was nobody's."""

    partnership = models.ForeignKey(Partnership, PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agency memories"
        constraints = [models.UniqueConstraint(fields=("partnership", "name"), name="one_agency_a_name")]

    class Privacy:
        sensitive = ("name",)
        open = ("partnership", "agency", "said_at")

    def __str__(self) -> str:
        return f"name {self.pk}"
