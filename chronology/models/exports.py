"""What is stored of a file that is made of the combined chronology?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import User
from chronology.models.reading import Search
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
    search = models.ForeignKey(Search, PROTECT, null=True, related_name="+")
    with_names = models.BooleanField(default=False)
    job_id = models.BigIntegerField(null=True)

    class Privacy:
        open = ("review", "asked_by", "asked_at", "format", "search", "with_names", "job_id")

    def __str__(self) -> str:
        return f"export {self.pk}"
