"""What is stored of the address at which somebody's own calendar asks for their dates?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User


class CalendarFeed(models.Model):
    """One address that was given out. Only a digest of its secret is kept, so nobody can read the address again."""

    user = models.ForeignKey(User, PROTECT, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user",), condition=Q(ended_at__isnull=True), name="one_calendar_address")
        ]

    class Privacy:
        open = ("user", "digest", "made_at", "ended_at")

    def __str__(self) -> str:
        return f"calendar {self.pk}"
