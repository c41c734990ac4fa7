"""What is stored of another area's partnership that joins a review with its own agencies and its own decision?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered, Partnership
from reviews.case.models import Review


class JoinedPartnership(Entered):
    """Another area's partnership that has joined a review, from a day, perhaps until a day.

    It is one that this office serves too (``partnership``), or another by its ``name`` with those of its agencies that
    have to do with the case.
    """

    review = models.ForeignKey(Review, PROTECT, related_name="joined")
    partnership = models.ForeignKey(Partnership, PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    lead = models.CharField(max_length=200)
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    since_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("since_on", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(partnership=None) | ~Q(name=""), name="joined_area_is_named"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(why_ended=""), name="joined_area_ends_with_a_reason"
            ),
            models.UniqueConstraint(fields=("review", "partnership"), condition=Q(ended_on=None), name="joined_once"),
        ]

    class Privacy:
        sensitive = ("lead", "why_ended")
        open = ("review", "partnership", "name", "agencies", "since_on", "ended_on")

    def __str__(self) -> str:
        return self.partnership.name if self.partnership else self.name
