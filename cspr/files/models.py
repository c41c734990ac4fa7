"""What is stored of an uploaded file? Its bytes under a random key, and what they really are."""

from django.db import models


class StoredFile(models.Model):
    """Bytes in private storage. The name people gave it is shown to them and never used as a path."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by_id = models.BigIntegerField(null=True)

    class Privacy:
        sensitive = ("name",)
        open = ("key", "content_type", "size", "sha256", "stored_at", "stored_by_id")

    def __str__(self) -> str:
        return self.key
