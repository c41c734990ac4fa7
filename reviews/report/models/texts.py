"""What is stored of the report: sections of ordered blocks, the words each had, frozen versions, and files?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import User
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import Document


class Report(Record):
    """The overview report of a review; without a title of its own it is named after the children's labels of today."""

    review = models.OneToOneField(Review, PROTECT, related_name="report")
    title = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()

    class Privacy:
        sensitive = ("title",)
        open = ("review", "started_at")

    def __str__(self) -> str:
        return f"report {self.pk}"


class Section(Record):
    """A part of the report, numbered (1, 2, …) or not (acknowledgements, summary, references, appendices)."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENTS = "acknowledgements", "Acknowledgements"
        GOVERNANCE = "governance", "Governance and declaration"
        SUMMARY = "summary", "Executive summary"
        INTRODUCTION = "introduction", "Introduction and background"
        CHRONOLOGY = "chronology", "Narrative chronology"
        EPISODES = "episodes", "Key practice episodes"
        DISCUSSION = "discussion", "Discussion"
        PROGRESS = "progress", "Progress and improvements"
        RECOMMENDATIONS = "recommendations", "Learning points and recommendations"
        REFERENCES = "references", "References"
        APPENDIX = "appendix", "Appendix"
        FREE = "free", "Section of its own"

    report = models.ForeignKey(Report, PROTECT, related_name="sections")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    numbered = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")

    class Privacy:
        sensitive = ("title",)
        open = ("report", "kind", "position", "numbered", "removed_at")

    def __str__(self) -> str:
        return f"section {self.pk}"


class Block(Record):
    """A piece of a section with a stable id: a paragraph, a heading, a list, a filed recommendation.

    ``html`` is sanitised; people stand in it as ``<span data-person="ID">``, footnotes as ``<span data-fn>``.
    A block with an ``origin`` ("recommendation:12") was filed by the record it tells of and is locked in the editor;
    ``facts`` are what the record says of itself (number, by when, …).
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "Numbered paragraph"
        PLAIN = "plain", "Plain paragraph"
        HEADING = "heading", "Heading"
        LIST = "list", "List"
        QUOTE = "quote", "Quotation"
        TABLE = "table", "Table"
        RECOMMENDATION = "recommendation", "Recommendation"
        FINDING = "finding", "Finding"

    section = models.ForeignKey(Section, PROTECT, related_name="blocks")
    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.PARAGRAPH)
    html = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("section", "origin"),
                condition=~Q(origin="") & Q(removed_at=None),
                name="filed_once_in_a_section",
            )
        ]

    class Privacy:
        sensitive = ("html", "facts")
        open = ("section", "uid", "kind", "position", "origin", "removed_at")

    def __str__(self) -> str:
        return f"block {self.uid}"


class BlockText(models.Model):
    """What a block said from a moment on: nothing that was saved is lost."""

    block = models.ForeignKey(Block, PROTECT, related_name="texts")
    html = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    refused = models.BooleanField(default=False, help_text="Written at the same time as another text, and kept aside.")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When somebody chose between the two texts.")

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sensitive = ("html",)
        open = ("block", "revision", "at", "by", "refused", "settled_at")

    def __str__(self) -> str:
        return f"text {self.pk}"


class Version(models.Model):
    """The whole report at one moment, never changed: kept with a name, sent round, or agreed for publication.

    ``content`` is ``report.rules.Document`` as JSON: everything needed to print it, labels in place of people.
    ``draft`` is what it takes to restore it: the title as it was typed, and the revision of each text by its id.
    """

    class Purpose(models.TextChoices):
        KEPT = "kept", "Kept"
        COMMENT = "comment", "Sent round"
        FINAL = "final", "Agreed for publication"

    report = models.ForeignKey(Report, PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    content = models.JSONField()
    draft = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("report", "number"), name="one_version_a_number")]

    class Privacy:
        sensitive = ("name", "content", "draft")
        open = ("report", "number", "purpose", "sha256", "made_at", "made_by")

    def __str__(self) -> str:
        return f"version {self.pk}"


class EditedFile(Record):
    """The Word file of a version that was edited outside: what differs (``rules.Edit`` as JSON), before it is written."""

    version = models.ForeignKey(Version, PROTECT, related_name="edited")
    original = models.ForeignKey(Document, PROTECT, related_name="+", editable=False)
    found = models.JSONField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(User, PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sensitive = ("found",)
        open = ("version", "original", "began_at", "began_by", "taken_at", "set_aside_at")

    def __str__(self) -> str:
        return f"edited file {self.pk}"


class ClearedHit(models.Model):
    """Words that look like a registered name, or are an ordinary word too, and the reason they may stand here."""

    report = models.ForeignKey(Report, PROTECT, related_name="cleared")
    words = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("words", "pk")

    class Privacy:
        identifying = ("words",)
        sensitive = ("reason",)
        open = ("report", "by", "at", "withdrawn_at")

    def __str__(self) -> str:
        return f"cleared {self.pk}"


class Source(Record):
    """Something the report cites: a book, a paper, a page of the web with the day it was read."""

    report = models.ForeignKey(Report, PROTECT, related_name="sources")
    author = models.CharField(max_length=200)
    year = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    details = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=500, blank=True)
    accessed_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("author", "year", "title", "pk")

    class Privacy:
        sensitive = ("author", "title", "details", "address")
        open = ("report", "year", "accessed_on", "withdrawn_at")

    def __str__(self) -> str:
        return f"source {self.pk}"


class ReportImport(Record):
    """A report that came as a file: what was recognised in it (``rules.Recognised`` as JSON), shown before it is written."""

    review = models.ForeignKey(Review, PROTECT, related_name="report_imports")
    original = models.ForeignKey(Document, PROTECT, related_name="+", editable=False)
    found = models.JSONField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(User, PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sensitive = ("found",)
        open = ("review", "original", "began_at", "began_by", "taken_at", "set_aside_at")

    def __str__(self) -> str:
        return f"import {self.pk}"
