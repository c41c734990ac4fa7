"""What is stored of what the review asks about single entries, and of what agencies answer?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered
from chronology.models.entries import Entry
from reviews.documents.models import WithOriginal


class QuestionQuerySet(models.QuerySet["Question"]):
    def standing(self) -> "QuestionQuerySet":
        """Those not withdrawn that have gone to the agency."""
        return self.filter(withdrawn_at=None, sent_at__isnull=False)

    def waiting(self) -> "QuestionQuerySet":
        """Those the agency has still to deal with; an entry recorded as made in error needs no answer."""
        return self.standing().filter(
            settled_at=None, entry__void_at=None, entry__submission__request__withdrawn_at=None
        )

    def marked(self) -> "QuestionQuerySet":
        """What is noted down to be sent back, and has not gone to the agency yet."""
        return self.filter(kind=Question.Kind.NEEDED, sent_at=None, withdrawn_at=None, entry__void_at=None)


class Question(Entered):
    """What the review asks of one entry: a question that is answered beside it, or what is needed when it is sent back.

    A question is settled by its answer, what is needed by submitting the chronology again; ``was`` and ``became`` are the
    entry as it was sent back and as it returned, line by line.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "Question"
        NEEDED = "needed", "Needed"

    entry = models.ForeignKey(Entry, PROTECT, related_name="questions")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    was = models.JSONField(default=dict, editable=False)
    became = models.JSONField(default=dict, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("entry",),
                condition=Q(kind="needed", settled_at=None, withdrawn_at=None),
                name="an_entry_is_marked_once",
            ),
            models.CheckConstraint(condition=~Q(kind="asked") | Q(due_on__isnull=False), name="a_question_has_a_day"),
        ]

    class Privacy:
        sensitive = ("text", "was", "became")
        open = ("entry", "kind", "due_on", "sent_at", "settled_at", "withdrawn_at")

    def __str__(self) -> str:
        return f"question {self.pk}"


class Answer(WithOriginal):
    """What the agency says to a question, as given; what is added later stands below it."""

    question = models.ForeignKey(Question, PROTECT, related_name="answers")
    text = models.TextField()
    terms = models.TextField(editable=False, help_text="Its words as they are looked for (rules.terms_of).")
    given_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("text", "terms")
        open = ("question", "given_on")

    def __str__(self) -> str:
        return f"answer {self.pk}"
