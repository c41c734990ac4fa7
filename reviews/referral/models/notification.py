"""What is stored of the notifications: the serious incident, what the national form asks, and the other ones owed?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency
from cspr.records import Record, both_or_neither
from reviews.case.models import Review, SubjectChild
from reviews.documents.models import Document, WithOriginal


class Notification(WithOriginal):
    """The local authority's serious incident notification: its own act in the national system; here its record.

    Where the child lives in another area, both areas and the agreed lead stand here too. One that was found not to meet
    the criteria afterwards is withdrawn, and stays.
    """

    class Lead(models.TextChoices):
        INCIDENT = "incident", "The area where it happened"
        RESIDENCE = "residence", "The area where the child lives"
        OPEN = "open", "Not agreed yet"

    review = models.OneToOneField(Review, PROTECT, related_name="notification")
    authority = models.ForeignKey(Agency, PROTECT, related_name="+")
    known_on = models.DateField()
    known_note = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    receipts = models.ManyToManyField(Document, related_name="+", blank=True, editable=False)
    late_reason = models.TextField(blank=True)
    lives_in = models.CharField(max_length=120, blank=True)
    lives_in_contact = models.CharField(max_length=200, blank=True)
    lead = models.CharField(max_length=10, choices=Lead.choices, blank=True)
    lead_agreed_on = models.DateField(null=True, blank=True)
    areas_told = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    why_withdrawn = models.TextField(blank=True)

    class Meta:
        constraints = [both_or_neither("withdrawn_on", "withdrawn_at")]

    class Privacy:
        identifying = ("lives_in_contact",)
        sensitive = ("known_note", "late_reason", "areas_told", "why_withdrawn")
        open = (
            "review", "authority", "known_on", "sent_on", "receipt", "receipts", "lives_in", "lead", "lead_agreed_on",
            "withdrawn_on", "withdrawn_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"notification {self.pk}"


class OtherNotification(WithOriginal):
    """What is owed to one body because a looked-after child or a care leaver died, whether or not abuse is suspected.

    It is no serious incident notification, and does not by itself lead to a rapid review.
    """

    class Because(models.TextChoices):
        LOOKED_AFTER = "looked_after", "A looked-after child died"
        CARE_LEAVER = "care_leaver", "A care leaver up to and including age 24 died"

    class To(models.TextChoices):
        SECRETARY = "secretary", "the Secretary of State"
        OFSTED = "ofsted", "Ofsted"

    review = models.ForeignKey(Review, PROTECT, related_name="other_notifications")
    child = models.ForeignKey(SubjectChild, PROTECT, related_name="+")
    because = models.CharField(max_length=12, choices=Because.choices)
    to = models.CharField(max_length=10, choices=To.choices)
    authority = models.ForeignKey(Agency, PROTECT, related_name="+")
    known_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    receipts = models.ManyToManyField(Document, related_name="+", blank=True, editable=False)
    late_reason = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True, editable=False)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("child", "to"), condition=models.Q(void_at=None), name="told_once_a_body")
        ]

    class Privacy:
        sensitive = ("because", "late_reason", "why_void")
        open = ("review", "child", "to", "authority", "known_on", "sent_on", "receipt", "receipts", "void_at")

    def __str__(self) -> str:
        return f"other notification {self.pk}"


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
    linked_cases = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    no_siblings = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Privacy:
        identifying = (
            "notifier_name", "notifier_phone", "notifier_email", "happened_time", "location", "details",
        )  # fmt: skip
        sensitive = ("notifier_job", "category", "suspected", "proceedings", "media", "linked_cases", "documents")
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
