"""What is kept of a form that has not been sent?"""

from django.db import models


class Draft(models.Model):
    """The text fields of one form of one person. The key names the form and carries codes only, never names."""

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    data = models.JSONField()
    saved_at = models.DateTimeField()
    page = models.CharField(max_length=300, blank=True, help_text="The address of the form, to go on there.")
    title = models.CharField(max_length=200, blank=True, help_text="The title of that page, to tell it from others.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="draft_one_per_person_and_form")]

    class Privacy:
        sensitive = ("data", "title")
        open = ("user_id", "key", "saved_at", "page", "revision")

    def __str__(self) -> str:
        return self.key
