"""What is remembered of a form that was sent?"""

from django.db import models


class Sending(models.Model):
    """One form that was sent and done, known by a digest that tells nothing, and where the person went on."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    went_on = models.CharField(max_length=500)

    class Privacy:
        open = ("key", "at", "went_on")

    def __str__(self) -> str:
        return self.key[:8]
