"""What is stored of contact with the family?"""

from django.db import models
from django.db.models import PROTECT

from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person


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
        NOT_ASKED = "not_asked", "Not approached, for a reason"

    review = models.ForeignKey(Review, PROTECT, related_name="family_contacts")
    person = models.ForeignKey(Person, PROTECT, related_name="contacts")
    contacted_on = models.DateField()
    route = models.CharField(max_length=8, choices=Route.choices, blank=True)
    through = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why_not = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    support_offered = models.CharField(max_length=300, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-contacted_on", "-pk")

    class Privacy:
        identifying = ("through",)
        sensitive = ("why_not", "note", "wishes", "support_offered", "why_void")
        open = ("review", "person", "contacted_on", "route", "outcome", "void_at")

    def __str__(self) -> str:
        return f"contact {self.pk}"
