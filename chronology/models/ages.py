"""What is stored of how the chronology is shown?"""

from django.db import models
from django.db.models import PROTECT

from cspr.records import Record
from reviews.case.models import Review
from reviews.identities.models import Person


class AgesShown(Record):
    """Whose ages stand beside each entry of a review; where it is not chosen, those of the subject children."""

    review = models.OneToOneField(Review, PROTECT, related_name="ages_shown")
    people = models.ManyToManyField(Person, related_name="+", blank=True)

    class Privacy:
        open = ("review", "people")

    def __str__(self) -> str:
        return f"ages shown {self.pk}"
