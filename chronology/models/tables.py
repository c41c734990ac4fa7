"""What is stored of the tables of a file, and of how they are read?"""

from django.db import models
from django.db.models import PROTECT

from cspr.files.models import StoredFile
from reviews.documents.models import WithOriginal


class TablesRead(WithOriginal):
    """The tables of a file as they were read (``rows``), and what their columns are taken for.

    ``taken`` are the numbers of the tables that are used; ``problem`` says why none can be.
    """

    job_id = models.BigIntegerField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    rows = models.ForeignKey(StoredFile, PROTECT, null=True, related_name="+")
    columns = models.JSONField(default=dict)
    taken = models.JSONField(default=list)
    source_for_all = models.CharField(max_length=200, blank=True)
    dates_from_above = models.BooleanField(default=False)

    class Meta:
        abstract = True

    class Privacy:
        sensitive = ("problem", "columns", "source_for_all")
        open = ("job_id", "rows", "taken", "dates_from_above")
