"""What is stored of a file that is made of the combined chronology?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, User
from reviews.case.models import Review


class CombinedExport(models.Model):
    """The combined chronology, or a part of it, to be made as a file: for whom, of what, with names or labels."""

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel workbook"
        DOCX = "docx", "Word document"
        PDF = "pdf", "PDF"

    review = models.ForeignKey(Review, PROTECT, related_name="chronology_exports")
    asked_by = models.ForeignKey(User, PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    format = models.CharField(max_length=4, choices=Format.choices)
    agency = models.ForeignKey(Agency, PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=100, blank=True)
    with_names = models.BooleanField(default=False)
    job_id = models.BigIntegerField(null=True)

    class Privacy:
        sensitive = ("words",)
        open = ("review", "asked_by", "asked_at", "format", "agency", "with_names", "job_id")

    def __str__(self) -> str:
        return f"export {self.pk}"
