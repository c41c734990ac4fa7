"""What is stored of practitioner conversations?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import Document, WithOriginal
from reviews.proceedings.models import Witness


class GuidedPoints(Entered):
    """One version of the discussion points that participants get in advance; ``sent_on`` is when it first went out."""

    review = models.ForeignKey(Review, PROTECT, related_name="guided_points")
    version = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    points = models.JSONField(default=list, help_text="A list of points, in order.")
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-version",)
        verbose_name_plural = "guided points"
        constraints = [models.UniqueConstraint(fields=("review", "version"), name="one_version_of_the_points")]

    class Privacy:
        sensitive = ("introduction", "points")
        open = ("review", "version", "sent_on")

    def __str__(self) -> str:
        return f"points {self.pk}"


class Session(WithOriginal):
    """One conversation with practitioners: one to one, a group, or managers."""

    class Form(models.TextChoices):
        ONE = "one", "One to one"
        GROUP = "group", "Group learning event"
        MANAGERS = "managers", "Managers' session"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "Video call"
        PHONE = "phone", "Telephone"

    class Kept(models.TextChoices):
        NOTES = "notes", "In written notes"
        RECORDING = "recording", "In a recording, and written notes"

    review = models.ForeignKey(Review, PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=8, choices=Form.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    held_on = models.DateField()
    begins_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    minutes_long = models.PositiveSmallIntegerField(default=90)
    minutes_held = models.PositiveSmallIntegerField(null=True, blank=True)
    kept_as = models.CharField(max_length=10, choices=Kept.choices, default=Kept.NOTES)
    points = models.ForeignKey(GuidedPoints, PROTECT, null=True, blank=True, related_name="sessions")
    supported_by = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    why_cancelled = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_session_a_number")]

    class Privacy:
        identifying = ("supported_by",)
        sensitive = ("place", "why_cancelled")
        open = (
            "review", "number", "form", "mode", "held_on", "begins_at", "minutes_long", "minutes_held", "kept_as",
            "points", "cancelled_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def lasted(self) -> int:
        """How long it was, or is to be where nobody has said, in minutes."""
        return self.minutes_held or self.minutes_long


class Participant(Record):
    """Somebody asked to take part, by role and agency; whether they came is unknown until it is recorded.

    ``witness`` says who of the practitioners listed as possible witnesses it is, if one of them. ``agreement``
    is what they say to a record being made. What was offered to them afterwards and what was told back to them stands here too.
    """

    class Says(models.TextChoices):
        NOT_ASKED = "", "Not asked yet"
        ASKED = "asked", "Asked, no answer yet"
        GIVEN = "given", "Agreed"
        REFUSED = "refused", "Refused"

    class Taken(models.TextChoices):
        UNKNOWN = "", "Not known yet"
        YES = "yes", "Taken up"
        NO = "no", "Not taken up"

    session = models.ForeignKey(Session, PROTECT, related_name="participants")
    role = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    witness = models.ForeignKey(Witness, PROTECT, null=True, blank=True, related_name="+")
    came = models.BooleanField(null=True, blank=True)
    agreement = models.CharField(max_length=7, choices=Says.choices, blank=True)
    support = models.CharField(max_length=300, blank=True)
    support_on = models.DateField(null=True, blank=True)
    support_taken = models.CharField(max_length=3, choices=Taken.choices, blank=True)
    support_by = models.CharField(
        max_length=200, blank=True, help_text="Who offered it, where somebody else entered it."
    )
    support_paper = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    feedback = models.CharField(max_length=300, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    feedback_by = models.CharField(
        max_length=200, blank=True, help_text="Who told them, where somebody else entered it."
    )
    feedback_paper = models.ForeignKey(Document, PROTECT, null=True, blank=True, related_name="+", editable=False)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(support="", support_on=None) | Q(~Q(support=""), support_on__isnull=False),
                name="support_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(feedback="", feedback_on=None) | Q(~Q(feedback=""), feedback_on__isnull=False),
                name="feedback_with_its_day",
            ),
        ]

    class Privacy:
        identifying = ("name", "email", "support_by", "feedback_by")
        sensitive = ("support", "feedback")
        open = (
            "session", "role", "agency", "witness", "came", "agreement", "support_on", "support_taken",
            "support_paper", "feedback_on", "feedback_paper", "void_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"participant {self.pk}"

    @property
    def called(self) -> str:
        """By which words they stand on pages: role and agency."""
        return f"{self.role}, {self.agency}"


class PointsSent(WithOriginal):
    """That one participant was sent one version of the points: when, how, by whom.

    What goes by e-mail from here is a letter with a link. Its secret is kept as a digest, and it opens nothing without
    the address it went to.
    """

    class How(models.TextChoices):
        EMAIL = "email", "By e-mail from here"
        POST = "post", "By post"
        HAND = "hand", "By hand"
        SECURE = "secure", "By secure e-mail from the office’s own mail"

    points = models.ForeignKey(GuidedPoints, PROTECT, related_name="sendings")
    participant = models.ForeignKey(Participant, PROTECT, related_name="sendings")
    how = models.CharField(max_length=6, choices=How.choices)
    sent_on = models.DateField()
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("sent_on", "pk")
        verbose_name_plural = "points sent"
        constraints = [
            models.CheckConstraint(
                condition=~Q(how="email") | (~Q(email="") & ~Q(digest="")), name="e_mail_has_an_address"
            ),
            models.UniqueConstraint(fields=("digest",), condition=~Q(digest=""), name="one_letter_a_link"),
        ]

    class Privacy:
        identifying = ("email",)
        sensitive = ("digest", "why_void")
        open = ("points", "participant", "how", "sent_on", "tries", "opened_at", "void_at")

    def __str__(self) -> str:
        return f"sending {self.pk}"


class ConversationNote(WithOriginal):
    """What was said on one point: the reviewer's own until released."""

    session = models.ForeignKey(Session, PROTECT, related_name="notes")
    point = models.CharField(max_length=300)
    text = models.TextField()
    given_on = models.DateField(null=True, blank=True, help_text="When it was given, where the office entered it.")
    released_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("point", "text", "why_void")
        open = ("session", "given_on", "released_at", "void_at")

    def __str__(self) -> str:
        return f"note {self.pk}"


class Quote(Entered):
    """Words of a conversation that the report would give as they were said, and what the practitioner says to that.

    Only what is cleared may stand in the report, in exactly these words; a clearing can be taken back.
    """

    class Answer(models.TextChoices):
        WAITING = "", "Not asked, or no answer yet"
        CLEARED = "cleared", "Cleared for use"
        REFUSED = "refused", "Refused"

    note = models.ForeignKey(ConversationNote, PROTECT, related_name="quotes")
    words = models.TextField()
    said_by = models.CharField(max_length=120)
    answer = models.CharField(max_length=7, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Participant, PROTECT, null=True, blank=True, related_name="+")
    answered_words = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None)
                | Q(~Q(answer=""), answered_on__isnull=False, answered_by__isnull=False),
                name="answer_has_its_day_and_person",
            )
        ]

    class Privacy:
        sensitive = ("words", "said_by", "answered_words", "why_void")
        open = ("note", "answer", "answered_on", "answered_by", "void_at")

    def __str__(self) -> str:
        return f"quote {self.pk}"
