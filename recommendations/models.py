"""What is stored of what must change: findings, good practice, recommendations, actions, evidence, assurance?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, Entered
from chronology.models import Episode, ReportPoint
from reviews.case.models import Review
from reviews.documents.models import Document, WithOriginal


class Finding(WithOriginal):
    """Something the review found, resting on episodes."""

    review = models.ForeignKey(Review, PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    episodes = models.ManyToManyField(Episode, related_name="findings", blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_finding_a_number")]

    class Privacy:
        sensitive = ("text", "why_void")
        open = ("review", "number", "episodes", "void_at")

    def __str__(self) -> str:
        return f"finding {self.pk}"


class GoodPractice(WithOriginal):
    """Something an agency did well."""

    review = models.ForeignKey(Review, PROTECT, related_name="good_practice")
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "good practice"

    class Privacy:
        sensitive = ("text", "why_void")
        open = ("review", "agency", "void_at")

    def __str__(self) -> str:
        return f"good practice {self.pk}"


class Recommendation(WithOriginal):
    """What is asked of agencies: one text, wherever it is shown. Also without a review, after a rapid review."""

    review = models.ForeignKey(Review, PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    outcome_wanted = models.TextField(blank=True)
    by_when = models.DateField(null=True, blank=True)
    addressees = models.ManyToManyField(Agency, related_name="recommendations")
    findings = models.ManyToManyField(Finding, related_name="recommendations", blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)
    agreed_for = models.CharField(max_length=200, blank=True, help_text="Whose agreement the office recorded.")
    agreed_paper = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    closed_on = models.DateField(null=True, blank=True)
    taken_from = models.ForeignKey(
        ReportPoint, PROTECT, null=True, blank=True, related_name="recommendations",
        help_text="What an agency recommended to itself, where it was taken over.",
    )  # fmt: skip

    class Meta:
        ordering = ("review", "number")
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_recommendation_a_number")]

    class Privacy:
        identifying = ("agreed_for",)
        sensitive = ("text", "outcome_wanted", "why_void")
        open = (
            "review", "number", "by_when", "addressees", "findings", "agreed_on", "agreed_paper", "void_at", "closed_on",
            "taken_from",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class Answer(WithOriginal):
    """What one addressee says to a recommendation: each agency answers for itself."""

    class Response(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        REJECTED = "rejected", "Not accepted"

    recommendation = models.ForeignKey(Recommendation, PROTECT, related_name="answers")
    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    response = models.CharField(max_length=8, choices=Response.choices)
    reasons = models.TextField(blank=True)
    given_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("recommendation", "agency"), name="one_answer_an_agency")]

    class Privacy:
        sensitive = ("reasons",)
        open = ("recommendation", "agency", "response", "given_on")

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Action(WithOriginal):
    """What one agency will do about a recommendation. Open, or closed in one of three ways."""

    class Closed(models.TextChoices):
        OPEN = "", "Open"
        EVIDENCED = "evidenced", "Done, with evidence that practice changed"
        DONE = "done", "Done"
        WITHOUT = "without", "Closed without being done"

    recommendation = models.ForeignKey(Recommendation, PROTECT, related_name="actions")
    agency = models.ForeignKey(Agency, PROTECT, related_name="actions")
    lead_person = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    measure = models.TextField(blank=True)
    due_on = models.DateField()
    given_on = models.DateField(
        null=True, blank=True, help_text="When the agency gave it, where the office entered it."
    )
    closed = models.CharField(max_length=10, choices=Closed.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    why_closed = models.TextField(blank=True)
    closed_for = models.CharField(
        max_length=200, blank=True, help_text="Whose decision to close it the office entered."
    )
    closed_paper = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    why_reopened = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    class Privacy:
        identifying = ("lead_person", "closed_for")
        sensitive = ("text", "measure", "why_closed", "why_reopened", "why_void")
        open = ("recommendation", "agency", "due_on", "given_on", "closed", "closed_on", "closed_paper", "void_at")

    def __str__(self) -> str:
        return f"action {self.pk}"


class Progress(WithOriginal):
    """What an agency reports on an action, on a day, with what it shows for it."""

    class Status(models.TextChoices):
        STARTED = "started", "Started"
        ON_TRACK = "on_track", "On course"
        BEHIND = "behind", "Behind"
        DONE = "done", "Done"

    action = models.ForeignKey(Action, PROTECT, related_name="progress")
    status = models.CharField(max_length=10, choices=Status.choices)
    note = models.TextField()
    reported_on = models.DateField()
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-reported_on", "-pk")
        verbose_name_plural = "progress"

    class Privacy:
        sensitive = ("note", "why_void")
        open = ("action", "status", "reported_on", "void_at")

    def __str__(self) -> str:
        return f"progress {self.pk}"


class Evidence(Entered):
    """A file or a reference that shows what an action changed."""

    class Kind(models.TextChoices):
        AUDIT = "audit", "Audit or dip sample"
        POLICY = "policy", "Policy or procedure"
        TRAINING = "training", "Training record"
        FEEDBACK = "feedback", "What children, families or practitioners say"
        DATA = "data", "Figures"
        OTHER = "other", "Something else"

    action = models.ForeignKey(Action, PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what_it_shows = models.TextField()
    document = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+")
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "evidence"

    class Privacy:
        sensitive = ("what_it_shows", "why_void")
        open = ("action", "kind", "document", "void_at")

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Assurance(WithOriginal):
    """The board's judgement: has practice changed?"""

    class Judgement(models.TextChoices):
        ASSURED = "assured", "Assured"
        PARTLY = "partly", "Partly assured"
        NOT = "not", "Not assured"
        REOPENED = "reopened", "Reopened"

    recommendation = models.ForeignKey(Recommendation, PROTECT, related_name="assurances")
    judgement = models.CharField(max_length=8, choices=Judgement.choices)
    reasons = models.TextField()
    judged_on = models.DateField()
    look_again_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-judged_on", "-pk")
        verbose_name_plural = "assurance"

    class Privacy:
        sensitive = ("reasons",)
        open = ("recommendation", "judgement", "judged_on", "look_again_on")

    def __str__(self) -> str:
        return f"assurance {self.pk}"
