"""What is stored of a letter's wording? Each template in versions, so that an old letter keeps its own."""

from django.db import models


class LetterTemplate(models.Model):
    """One version of the wording of a letter or e-mail, with ``{fields}`` from its list."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("code", "version"), name="one_version_of_a_letter")]

    class Privacy:
        open = ("code", "version", "subject", "body", "made_at", "made_by_id")

    @property
    def revision(self) -> int:
        """The version, by the name that forms of changing things know."""
        return self.version

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
