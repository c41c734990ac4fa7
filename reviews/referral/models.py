"""What is stored of the first days: referral, criteria, recommendation, the partners' decisions, the notification?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, Entered, User
from cspr.records import Record
from reviews.case.models import Review, SubjectChild
from reviews.documents.models import Document, WithOriginal


class Referral(WithOriginal):
    """A professional's or agency's request that a case be looked at; or the copy of a notification that opened it."""

    class How(models.TextChoices):
        FORM = "form", "On-line form"
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone call"
        LETTER = "letter", "Letter"
        NOTIFICATION = "notification", "Copy of a serious incident notification"

    class Purpose(models.TextChoices):
        STATUTORY = "statutory", "To be considered as a serious incident"
        LEARNING = "learning", "For learning, though not a serious incident"

    class Harm(models.TextChoices):
        DIED = "died", "A child died"
        HARMED = "harmed", "A child was seriously harmed"
        NEITHER = "neither", "Neither, but there is learning"

    review = models.OneToOneField(Review, PROTECT, related_name="referral")
    how = models.CharField(max_length=12, choices=How.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.STATUTORY)
    harm = models.CharField(max_length=8, choices=Harm.choices)
    received_on = models.DateField()
    referrer = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="referrals")
    referrer_name = models.CharField(max_length=120)
    referrer_job = models.CharField(max_length=120, blank=True)
    referrer_contact = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    discussed_with = models.CharField(max_length=200, blank=True)
    what_happened = models.TextField()
    concerns = models.TextField(blank=True)
    working_together = models.TextField(blank=True)
    plan_status = models.CharField(max_length=200, blank=True)
    siblings_safe = models.TextField(blank=True)
    other_agencies = models.TextField(blank=True)
    records_secured_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying = ("referrer_name", "referrer_contact")
        sensitive = (
            "referrer_job", "discussed_with", "what_happened", "concerns", "working_together", "plan_status",
            "siblings_safe", "other_agencies",
        )  # fmt: skip
        open = ("review", "how", "purpose", "harm", "received_on", "referrer", "agency", "records_secured_on")

    def __str__(self) -> str:
        return f"referral {self.pk}"


class Question(models.TextChoices):
    """The two decisions of the partners. There are three sets of criteria: see ``rules.CRITERIA``."""

    NOTIFY = "notify", "Is it a serious incident that must be notified?"
    REVIEW = "review", "What should follow the rapid review?"


class CriterionAnswer(Entered):
    """One criterion of one of the sets, answered with reasons."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNCLEAR = "unclear", "Not clear yet"

    review = models.ForeignKey(Review, PROTECT, related_name="criteria")
    criterion = models.CharField(max_length=40)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reasons = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "criterion"), name="one_answer_a_criterion")]

    class Privacy:
        sensitive = ("reasons",)
        open = ("review", "criterion", "answer")

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
    """What one statutory safeguarding partner decides on one question, with reasons."""

    review = models.ForeignKey(Review, PROTECT, related_name="decisions")
    question = models.CharField(max_length=8, choices=Question.choices)
    partner = models.ForeignKey(Agency, PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    reasons = models.TextField()
    decided_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("review", "question", "partner"), name="one_decision_a_partner")]

    class Privacy:
        sensitive = ("reasons",)
        open = ("review", "question", "partner", "outcome", "decided_on")

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


class Notification(WithOriginal):
    """The local authority's serious incident notification: its own act in the national system; here its record."""

    review = models.OneToOneField(Review, PROTECT, related_name="notification")
    authority = models.ForeignKey(Agency, PROTECT, related_name="+")
    known_on = models.DateField()
    known_note = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    receipt_document = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    late_reason = models.TextField(blank=True)

    class Privacy:
        sensitive = ("known_note", "late_reason")
        open = ("review", "authority", "known_on", "sent_on", "receipt", "receipt_document")

    def __str__(self) -> str:
        return f"notification {self.pk}"


class NotificationSheet(Record):
    """What the national form asks about an incident, made ready here to be copied over: that form keeps nothing."""

    review = models.OneToOneField(Review, PROTECT, related_name="notification_sheet")
    notifier_name = models.CharField(max_length=120, blank=True)
    notifier_job = models.CharField(max_length=120, blank=True)
    notifier_phone = models.CharField(max_length=40, blank=True)
    notifier_email = models.CharField(max_length=200, blank=True)
    happened_time = models.CharField(max_length=60, blank=True)
    location = models.CharField(max_length=300, blank=True)
    details = models.TextField(blank=True)
    category = models.TextField(blank=True)
    suspected = models.TextField(blank=True)
    proceedings = models.TextField(blank=True)
    media = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    no_siblings = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Privacy:
        identifying = (
            "notifier_name", "notifier_phone", "notifier_email", "happened_time", "location", "details",
        )  # fmt: skip
        sensitive = ("notifier_job", "category", "suspected", "proceedings", "media", "documents")
        open = ("review", "no_siblings", "written_at")

    def __str__(self) -> str:
        return f"notification sheet {self.pk}"


class NotifiedChild(Record):
    """What the national form asks about one child; name, birth, sex and ethnicity stand in the identity register."""

    class Status(models.TextChoices):
        NONE = "none", "No legal order or agreement"
        AGREED = "agreed", "Looked after by agreement (section 20)"
        INTERIM = "interim", "Interim care order"
        CARE = "care", "Care order"
        PROTECTED = "protected", "Emergency protection or police protection"
        GUARDIAN = "guardian", "Special guardianship or child arrangements order"
        LEAVER = "leaver", "Care leaver, up to and including age 24"
        OTHER = "other", "Another status, told under “health and disability”"

    LOOKED_AFTER = (Status.AGREED, Status.INTERIM, Status.CARE, Status.PROTECTED)

    sheet = models.ForeignKey(NotificationSheet, PROTECT, related_name="children")
    child = models.OneToOneField(SubjectChild, PROTECT, related_name="notified")
    health = models.TextField(blank=True)
    lives_in = models.CharField(max_length=120, blank=True)
    whereabouts = models.TextField(blank=True)
    legal_status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    plan_status = models.TextField(blank=True)

    class Privacy:
        sensitive = ("health", "whereabouts", "legal_status", "plan_status")
        open = ("sheet", "child", "lives_in")

    def __str__(self) -> str:
        return f"notified child {self.pk}"


class SiblingSafety(Record):
    """Another child of the family or household: whether they are safe, who confirmed it, and when."""

    class Safe(models.TextChoices):
        YES = "yes", "Confirmed safe"
        NO = "no", "Not safe yet"
        UNKNOWN = "unknown", "Not confirmed yet"

    sheet = models.ForeignKey(NotificationSheet, PROTECT, related_name="siblings")
    who = models.CharField(max_length=120)
    safe = models.CharField(max_length=8, choices=Safe.choices, default=Safe.UNKNOWN)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    how = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(safe="yes") | (~models.Q(confirmed_by="") & models.Q(confirmed_on__isnull=False)),
                name="safe_is_confirmed",
            )
        ]

    class Privacy:
        identifying = ("confirmed_by",)
        sensitive = ("who", "safe", "how")
        open = ("sheet", "confirmed_on", "void_at")

    def __str__(self) -> str:
        return f"sibling {self.pk}"
