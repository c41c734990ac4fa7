"""What is stored of a referral: who told what, about whom, and how it came?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Agency, User
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person


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

    class Trigger(models.TextChoices):
        INJURY = "injury", "Injury, or suspected physical abuse"
        NEGLECT = "neglect", "Neglect"
        SEXUAL = "sexual", "Sexual abuse"
        EXPLOITED = "exploited", "Exploitation, criminal or sexual"
        EMOTIONAL = "emotional", "Emotional abuse"
        SELF_HARM = "self_harm", "Self-harm or suspected suicide"
        SUDDEN = "sudden", "Sudden unexpected death"
        VIOLENCE = "violence", "Violence outside the home"
        OTHER = "other", "Something else, told below"

    class Known(models.TextChoices):
        YES = "yes", "Yes"
        BEFORE = "before", "Not then, but earlier"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    class Plan(models.TextChoices):
        NEGLECT = "neglect", "Neglect"
        PHYSICAL = "physical", "Physical abuse"
        SEXUAL = "sexual", "Sexual abuse"
        EMOTIONAL = "emotional", "Emotional abuse"
        SEVERAL = "several", "Several of these"

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
    trigger = models.CharField(max_length=12, choices=Trigger.choices, blank=True)
    whereabouts = models.TextField(blank=True)
    carer = models.CharField(max_length=200, blank=True)
    open_to_care = models.CharField(max_length=8, choices=Known.choices, blank=True)
    lead_worker = models.CharField(max_length=200, blank=True)
    plan_category = models.CharField(max_length=10, choices=Plan.choices, blank=True)
    plan_length = models.CharField(max_length=60, blank=True)
    plan_from = models.DateField(null=True, blank=True)
    plan_until = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    form_version = models.CharField(max_length=20, blank=True, editable=False)
    verified_email = models.EmailField(blank=True, editable=False)
    sending = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)
    siblings_safe = models.TextField(blank=True)
    other_agencies = models.TextField(blank=True)
    records_secured_on = models.DateField(null=True, blank=True)

    class Privacy:
        identifying = ("referrer_name", "referrer_contact", "lead_worker", "signed_by", "verified_email")
        sensitive = (
            "referrer_job", "discussed_with", "what_happened", "concerns", "working_together", "plan_status",
            "siblings_safe", "other_agencies", "trigger", "whereabouts", "carer", "open_to_care", "plan_category",
            "plan_length", "plan_from", "plan_until",
        )  # fmt: skip
        open = (
            "review", "how", "purpose", "harm", "received_on", "referrer", "agency", "records_secured_on", "signed_on",
            "form_version", "sending",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"referral {self.pk}"


class RelativeTold(models.Model):
    """What the referral says of somebody of the family; who it is stands in the identity register."""

    referral = models.ForeignKey(Referral, PROTECT, related_name="relatives")
    person = models.OneToOneField(Person, PROTECT, related_name="+")
    legal_status = models.CharField(max_length=120, blank=True)
    plan = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("legal_status", "plan")
        open = ("referral", "person")

    def __str__(self) -> str:
        return f"relative {self.pk}"


class AgencyTold(Record):
    """Another agency that the referral names; the person there stands in the identity register."""

    class Still(models.TextChoices):
        YES = "yes", "Still involved"
        NO = "no", "No longer involved"
        UNKNOWN = "unknown", "Not known"

    referral = models.ForeignKey(Referral, PROTECT, related_name="agencies_told")
    agency = models.CharField(max_length=200)
    person = models.OneToOneField(Person, PROTECT, null=True, blank=True, related_name="+")
    still = models.CharField(max_length=8, choices=Still.choices, default=Still.UNKNOWN)
    void_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("agency", "still")
        open = ("referral", "person", "void_at")

    def __str__(self) -> str:
        return f"agency told {self.pk}"


class KeyDate(Record):
    """One line of the referral's short chronology."""

    referral = models.ForeignKey(Referral, PROTECT, related_name="key_dates")
    on = models.DateField()
    time = models.CharField(max_length=40, blank=True)
    event = models.CharField(max_length=500)
    void_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("on", "pk")

    class Privacy:
        identifying = ("on",)
        sensitive = ("time", "event")
        open = ("referral", "void_at")

    def __str__(self) -> str:
        return f"key date {self.pk}"
