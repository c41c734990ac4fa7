"""What is stored of rounds: who reads a version until when, what came back, what was said and answered?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, User
from cspr.records import Record
from reviews.documents.models import Document
from reviews.report.models.texts import Version


class Round(Record):
    """A version that is with its readers until it is closed: for comment, or to say whether it is accurate."""

    class Aim(models.TextChoices):
        COMMENT = "comment", "For comment"
        ACCURACY = "accuracy", "For accuracy"

    version = models.ForeignKey(Version, PROTECT, related_name="rounds")
    aim = models.CharField(max_length=8, choices=Aim.choices, default=Aim.COMMENT)
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-sent_at", "-pk")

    class Privacy:
        open = ("version", "aim", "due_on", "sent_at", "sent_by", "closed_at", "closed_by")

    def __str__(self) -> str:
        return f"round {self.pk}"


class RoundReader(Record):
    """Who reads a version in a round: a person, an agency, or by ``name`` somebody who does not sign in.

    It is also their copy of that version, marked with who they are. Off the round, they stay on record with the reason.
    """

    round = models.ForeignKey(Round, PROTECT, related_name="readers")
    user = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, PROTECT, related_name="+")
    why_added = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True)
    finished_on = models.DateField(null=True)
    nothing_to_say = models.BooleanField(default=False)
    off_at = models.DateTimeField(null=True)
    why_off = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("round", "user"), name="person_reads_once_in_a_round"),
            models.UniqueConstraint(fields=("round", "agency"), name="agency_reads_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, agency=None, name="")
                | Q(user=None, agency__isnull=False, name="")
                | (Q(user=None, agency=None) & ~Q(name="")),
                name="one_kind_of_reader",
            ),
        ]

    class Privacy:
        identifying = ("name",)
        sensitive = ("why_added", "why_off")
        open = (
            "round",
            "user",
            "agency",
            "added_at",
            "added_by",
            "opened_at",
            "finished_on",
            "nothing_to_say",
            "off_at",
        )

    def __str__(self) -> str:
        return f"reader {self.pk}"

    @property
    def called(self) -> str:
        """Whose copy it is, as it stands on it."""
        return self.name or str(self.agency or (self.user and self.user.name) or "")


class ReturnedCopy(Record):
    """The Word file of a copy that came back: what was found in it (``rules.Return`` as JSON), shown before it is written."""

    reader = models.ForeignKey(RoundReader, PROTECT, related_name="returned")
    original = models.ForeignKey(Document, PROTECT, related_name="+", editable=False)
    found = models.JSONField()
    given_on = models.DateField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(User, PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sensitive = ("found",)
        open = ("reader", "original", "given_on", "began_at", "began_by", "taken_at", "set_aside_at")

    def __str__(self) -> str:
        return f"returned copy {self.pk}"


class ReportCommentQuerySet(models.QuerySet["ReportComment"]):
    def standing(self) -> "ReportCommentQuerySet":
        return self.filter(withdrawn_at=None)


class ReportComment(Record):
    """A reader's comment on a paragraph of one version, and what was done about it.

    One that came as a tracked change has the ``old_words`` and the ``new_words`` proposed. From a Word file: the words
    ``quoted`` there, who had ``written_by`` it, and a ``mark`` by which the same is not taken in twice. One of nobody
    who was asked (the review team's own) has no ``reader``.
    """

    class Response(models.TextChoices):
        OPEN = "", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        NOT = "not", "Not accepted"

    version = models.ForeignKey(Version, PROTECT, related_name="comments")
    round = models.ForeignKey(Round, PROTECT, related_name="comments")
    reader = models.ForeignKey(RoundReader, PROTECT, null=True, related_name="comments")
    block_uid = models.UUIDField(null=True, blank=True)
    text = models.TextField()
    quoted = models.TextField(blank=True)
    old_words = models.TextField(blank=True)
    new_words = models.TextField(blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    returned = models.ForeignKey(ReturnedCopy, PROTECT, null=True, related_name="comments")
    mark = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField()
    on_behalf_of = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    original = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    response = models.CharField(max_length=8, choices=Response.choices, blank=True)
    why = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    objects = ReportCommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("reader", "mark"), condition=~Q(mark=""), name="taken_in_once_of_a_reader")
        ]

    class Privacy:
        identifying = ("on_behalf_of", "written_by")
        sensitive = ("text", "quoted", "old_words", "new_words", "why", "why_withdrawn")
        open = (
            "version", "round", "reader", "block_uid", "returned", "mark", "by", "at", "given_on", "original", "response",
            "answered_at", "withdrawn_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"comment {self.pk}"
