"""What is stored of contact with the family?"""

from django.db import models
from django.db.models import PROTECT

from agencies.models import Entered
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Address, IdentityNumber, Person


class FamilyContact(WithOriginal):
    """One attempt to reach, or contact with, a member of the family, and what came of it."""

    class Route(models.TextChoices):
        LETTER = "letter", "Letter"
        PHONE = "phone", "Telephone"
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"
        MEETING = "meeting", "Meeting in person"
        VIDEO = "video", "Video call"
        THROUGH = "through", "Through somebody else"

    class Outcome(models.TextChoices):
        REACHED = "reached", "Reached"
        TOOK_PART = "took_part", "Took part"
        NO_ANSWER = "no_answer", "No answer"
        DECLINED = "declined", "Declined"
        LATER = "later", "Asked for more time"
        READ_DRAFT = "read_draft", "Read the draft"
        TOLD = "told", "Was told of progress or findings"
        UNREACHED = "unreached", "Could not be reached, and is not tried again"
        NOT_ASKED = "not_asked", "Not approached, for a reason"

    review = models.ForeignKey(Review, PROTECT, related_name="family_contacts")
    person = models.ForeignKey(Person, PROTECT, related_name="contacts")
    contacted_on = models.DateField()
    route = models.CharField(max_length=8, choices=Route.choices, blank=True)
    through = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why_not = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    wishes_naming = models.TextField(blank=True)
    wishes_focus = models.TextField(blank=True)
    wishes_reading = models.TextField(blank=True)
    together_with = models.ManyToManyField(Person, related_name="+", blank=True)
    why_otherwise = models.CharField(max_length=300, blank=True)
    support_offered = models.CharField(max_length=300, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-contacted_on", "-pk")

    class Privacy:
        identifying = ("through",)
        sensitive = (
            "why_not", "note", "wishes_naming", "wishes_focus", "wishes_reading", "why_otherwise", "support_offered",
            "why_void",
        )  # fmt: skip
        open = ("review", "person", "contacted_on", "route", "outcome", "together_with", "void_at")

    def __str__(self) -> str:
        return f"contact {self.pk}"


class FamilyStanding(Entered):
    """What somebody of the family is beside a relative: in the proceedings, or in law; from when, until when, says who."""

    class Kind(models.TextChoices):
        SUSPECT = "suspect", "Suspect"
        BAIL = "bail", "On bail"
        WITNESS = "witness", "Witness"
        CONVICTED = "convicted", "Convicted"
        RESPONSIBLE = "responsible", "Has parental responsibility"

    person = models.ForeignKey(Person, PROTECT, related_name="standings")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("from_on", "pk")

    class Privacy:
        sensitive = ("kind", "from_on", "until_on", "source", "why_void")
        open = ("person", "void_at")

    def __str__(self) -> str:
        return f"standing {self.pk}"


class SafeRoute(Entered):
    """How one person is reached without harm; a new agreement replaces the one before, whose row stays.

    Number and address are those of the identity register, and stand nowhere else.
    """

    person = models.ForeignKey(Person, PROTECT, related_name="safe_routes")
    routes = models.JSONField(default=list, help_text="Values of FamilyContact.Route.")
    number = models.ForeignKey(IdentityNumber, PROTECT, null=True, blank=True, related_name="+")
    address = models.ForeignKey(Address, PROTECT, null=True, blank=True, related_name="+")
    ask_first = models.CharField(max_length=200, blank=True)
    key_worker = models.CharField(max_length=200, blank=True)
    never_with = models.ManyToManyField(Person, related_name="+", blank=True)
    note = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(replaced_at=None), name="one_safe_route_a_person"
            )
        ]

    class Privacy:
        identifying = ("ask_first", "key_worker")
        sensitive = ("routes", "note")
        open = ("person", "number", "address", "never_with", "replaced_at")

    def __str__(self) -> str:
        return f"safe route {self.pk}"


class DaySupport(Entered):
    """Who is with a member of the family, and how they hear of it, on the day on which the report is published."""

    person = models.ForeignKey(Person, PROTECT, related_name="day_supports")
    day = models.DateField()
    who = models.CharField(max_length=200)
    how = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("day", "pk")

    class Privacy:
        identifying = ("who",)
        sensitive = ("how", "outcome", "why_void")
        open = ("person", "day", "done_on", "void_at")

    def __str__(self) -> str:
        return f"support on the day {self.pk}"
