"""What is stored of the letters that the office writes by itself, to one reader?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered, User
from cspr.outbox.models import Message
from cspr.records import both_or_neither
from reviews.case.models import Review
from reviews.documents.models import Document
from reviews.identities.models import Person
from reviews.proceedings.models import Witness


class WrittenLetter(Entered):
    """One letter: a draft until it went by e-mail, worded by its template alone, or by post, worded freely.

    A relative and a practitioner listed as a possible witness are known again, so that a hold and the safe route count. The
    copy of a posted letter is a paper of the case.
    """

    class To(models.TextChoices):
        PRACTITIONER = "practitioner", "A practitioner"
        FAMILY = "family", "Somebody of the family"
        PANEL = "panel", "The national Panel"
        AREA = "area", "Another area"

    class Way(models.TextChoices):
        EMAIL = "email", "E-mail"
        POST = "post", "Post, or handed over"

    review = models.ForeignKey(Review, PROTECT, related_name="written_letters")
    number = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=12, choices=To.choices)
    way = models.CharField(max_length=5, choices=Way.choices)
    template = models.CharField(max_length=60)
    template_version = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(Person, PROTECT, null=True, blank=True, related_name="+")
    witness = models.ForeignKey(Witness, PROTECT, null=True, blank=True, related_name="+")
    recipient = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sensitivity = models.CharField(max_length=10, choices=Document.Sensitivity.choices)
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(User, PROTECT, null=True, related_name="+")
    message = models.OneToOneField(Message, PROTECT, null=True, related_name="+")
    copy = models.ForeignKey(Document, PROTECT, null=True, related_name="+")
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("review", "number"), name="one_letter_a_number"),
            both_or_neither("sent_on", "sent_by"),
            models.CheckConstraint(
                condition=Q(person=None, to__in=("practitioner", "panel", "area"))
                | Q(person__isnull=False, to="family"),
                name="letter_to_the_family_has_its_person",
            ),
            models.CheckConstraint(condition=Q(sent_on=None) | Q(void_at=None), name="letter_sent_or_put_aside"),
        ]

    class Privacy:
        identifying = ("recipient", "email", "address")
        sensitive = ("subject", "body", "why_void")
        open = (
            "review", "number", "to", "way", "template", "template_version", "person", "witness", "sensitivity", "sent_on",
            "sent_by", "message", "copy", "void_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def reference(self) -> str:
        """What people quote on the telephone."""
        return f"{self.review.code}/L{self.number}"

    @property
    def reader(self) -> str:
        """Whom it is to, by label, role or office: never the name of a relative."""
        if self.person:
            return self.person.label
        if self.witness:
            return self.witness.called
        return self.recipient or str(self.To(self.to).label)
