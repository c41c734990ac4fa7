"""What is stored of a link that confirms the e-mail address of somebody without an account?"""

from django.db import models


class EmailLink(models.Model):
    """A link sent to one address. Its secret is kept as a digest; it opens nothing without the address itself."""

    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    asked_from = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=("asked_at",))]

    class Privacy:
        identifying = ("email",)
        sensitive = ("digest", "asked_from")
        open = ("asked_at", "used_at", "tries")

    def __str__(self) -> str:
        return f"link {self.pk}"
