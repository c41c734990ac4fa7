"""What is stored of learning that comes from elsewhere: from an audit, another area's review, the national Panel?"""

from django.db import models
from django.db.models import PROTECT

from reviews.case.models import Review
from reviews.documents.models import WithOriginal


class CameFrom(WithOriginal):
    """Where recommendations come from that no review here has made."""

    class Source(models.TextChoices):
        AUDIT = "audit", "An audit"
        OTHER_AREA = "other_area", "Another area’s review"
        NATIONAL = "national", "The national Panel"
        OTHER = "other", "Somewhere else"

    review = models.OneToOneField(Review, PROTECT, related_name="came_from")
    source = models.CharField(max_length=12, choices=Source.choices)
    name = models.CharField(max_length=200)
    dated_on = models.DateField()

    class Privacy:
        open = ("review", "source", "name", "dated_on")

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.name}"
