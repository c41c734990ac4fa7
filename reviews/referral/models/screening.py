"""What is stored of the criteria, the recommendation, the partners' decisions and the scrutineer's comment?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.referral.models.joined import JoinedPartnership


class Question(models.TextChoices):
    """The two decisions of the partners. There are three sets of criteria: see ``rules.CRITERIA``."""

    NOTIFY = "notify", "Is it a serious incident that must be notified?"
    REVIEW = "review", "What should follow the rapid review?"


class CriterionAnswer(WithOriginal):
    """One criterion of one of the sets, answered with reasons; ``given_on`` is the day, where the office entered it."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNCLEAR = "unclear", "Not clear yet"

    review = models.ForeignKey(Review, PROTECT, related_name="criteria")
    criterion = models.CharField(max_length=40)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reasons = models.TextField()
    given_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "criterion"), name="one_answer_a_criterion")]

    class Privacy:
        sensitive = ("reasons",)
        open = ("review", "criterion", "answer", "given_on")

    def __str__(self) -> str:
        return f"{self.criterion} {self.pk}"


class Outcome(models.TextChoices):
    """What can be recommended and decided, for either question (``OUTCOMES_OF`` in rules says which)."""

    NOTIFY = "notify", "Notify the national Panel"
    NOT_NOTIFY = "not_notify", "Do not notify"
    LOCAL_REVIEW = "local_review", "Local child safeguarding practice review"
    NATIONAL_REVIEW = "national_review", "Suggest a national review"
    NO_REVIEW = "no_review", "No review"
    OTHER_LEARNING = "other_learning", "Other learning: a partnership review"


class Recommended(WithOriginal):
    """What the sub-group recommends to the partners on one question, with reasons and any minority view."""

    review = models.ForeignKey(Review, PROTECT, related_name="recommended")
    question = models.CharField(max_length=8, choices=Question.choices)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    reasons = models.TextField()
    minority_view = models.TextField(blank=True)
    recommended_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "question"), name="one_recommendation_a_question")]

    class Privacy:
        sensitive = ("reasons", "minority_view")
        open = ("review", "question", "outcome", "recommended_on")

    def __str__(self) -> str:
        return f"recommended {self.pk}"


class PartnerDecision(WithOriginal):
    """What one statutory safeguarding partner decides on one question, with reasons.

    ``joined`` where it is a partner of another area that has joined: that group decides by itself.
    """

    review = models.ForeignKey(Review, PROTECT, related_name="decisions")
    question = models.CharField(max_length=8, choices=Question.choices)
    partner = models.ForeignKey(Agency, PROTECT, related_name="+")
    joined = models.ForeignKey(JoinedPartnership, PROTECT, null=True, editable=False, related_name="decisions")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    reasons = models.TextField()
    decided_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("review", "question", "partner"), condition=Q(joined=None), name="one_decision_a_partner"
            ),
            models.UniqueConstraint(fields=("joined", "question", "partner"), name="one_decision_a_joined_partner"),
        ]

    class Privacy:
        sensitive = ("reasons",)
        open = ("review", "question", "partner", "joined", "outcome", "decided_on")

    def __str__(self) -> str:
        return f"decision {self.pk}"


class ScrutineerComment(WithOriginal):
    """The independent scrutineer's comment on the decisions of one question."""

    review = models.ForeignKey(Review, PROTECT, related_name="scrutineer_comments")
    question = models.CharField(max_length=8, choices=Question.choices)
    comment = models.TextField()
    commented_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "question"), name="one_comment_a_question")]

    class Privacy:
        sensitive = ("comment",)
        open = ("review", "question", "commented_on")

    def __str__(self) -> str:
        return f"comment {self.pk}"
