"""What is stored of the files from which an agency's entries are taken?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency
from chronology.models.combined import CombinedFile
from chronology.models.requests import Submission
from chronology.models.tables import TablesRead


class ImportRun(TablesRead):
    """A file from which entries are taken into an agency's draft; the file itself is the original, or ``combined`` is.

    ``checked`` is what its tables come to with the columns as they are chosen.
    """

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Read: not taken yet"
        TAKING = "taking", "Being taken"
        TAKEN = "taken", "Taken"
        FAILED = "failed", "Could not be read"
        UNDONE = "undone", "Undone"
        LEFT = "left", "Left out"

    submission = models.ForeignKey(Submission, PROTECT, related_name="imports")
    combined = models.ForeignKey(CombinedFile, PROTECT, null=True, blank=True, related_name="runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    fixes = models.JSONField(default=dict)
    checked = models.JSONField(default=dict)
    added = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    why_undone = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sensitive = ("fixes", "checked", "why_undone")
        open = ("submission", "combined", "state", "added", "taken_at", "undone_at")

    def __str__(self) -> str:
        return f"import {self.pk}"


class ColumnMemory(models.Model):
    """What a heading meant when the agency last took entries from a file."""

    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    heading = models.CharField(max_length=80)
    means = models.CharField(max_length=20)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("agency", "heading"), name="one_meaning_a_heading")]

    class Privacy:
        sensitive = ("heading",)
        open = ("agency", "means", "said_at")

    def __str__(self) -> str:
        return f"column {self.pk}"
