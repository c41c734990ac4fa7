"""Which filters of the list of cases does a person keep?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User
from cspr.records import Record


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def standing(self) -> "SavedViewQuerySet":
        return self.filter(withdrawn_at=None)


class SavedView(Record):
    """Filters of the list of cases that one person keeps under a name of their own."""

    user = models.ForeignKey(User, PROTECT, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    saved_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=("user", "name"), condition=Q(withdrawn_at=None), name="one_view_of_a_name")
        ]

    class Privacy:
        sensitive = ("name", "query")
        open = ("user", "saved_at", "withdrawn_at")

    def __str__(self) -> str:
        return f"view {self.pk}"
