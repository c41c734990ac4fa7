"""What is stored of real identities? The one place where they stand; everything else shows labels."""

from django.db import models
from django.db.models import PROTECT, Q

from cspr.records import Record
from reviews.case.models import Review, SubjectChild


class Voidable(Record):
    """An entry that may turn out to have been made in error; it stays, but counts no longer."""

    void_at = models.DateTimeField(null=True, blank=True, editable=False)
    why_void = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    class Privacy:
        sensitive = ("why_void",)
        open = ("void_at",)


class Person(Voidable):
    """A real person in a review: a child, a relative, or a professional, with the label that stands for them."""

    class Kind(models.TextChoices):
        CHILD = "child", "Subject child"
        FAMILY = "family", "Family or household"
        PROFESSIONAL = "professional", "Professional"
        OTHER = "other", "Somebody else"

    class Sex(models.TextChoices):
        UNKNOWN = "", "Not known"
        FEMALE = "female", "Female"
        MALE = "male", "Male"

    review = models.ForeignKey(Review, PROTECT, related_name="people")
    child = models.OneToOneField(SubjectChild, PROTECT, null=True, blank=True, related_name="person")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The expected date of birth.")
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    relationship = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=60)
    label_chosen_by = models.CharField(max_length=120, blank=True)
    common_word_reason = models.CharField(max_length=300, blank=True)
    shown_name = models.CharField(max_length=60, blank=True)
    shown_name_decision = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=("review", "label"), condition=Q(void_at=None), name="one_person_a_label")
        ]

    class Privacy:
        identifying = ("given_names", "family_name", "born_on", "died_on", "due_on", "shown_name")
        sensitive = ("sex", "ethnicity", "relationship", "label_chosen_by", "common_word_reason", "shown_name_decision")
        open = ("review", "child", "kind", "label")

    def __str__(self) -> str:
        return self.label


class Alias(Voidable):
    """Another name: a nickname, a former name, a spelling in an agency's records."""

    person = models.ForeignKey(Person, PROTECT, related_name="aliases")
    name = models.CharField(max_length=120)

    class Privacy:
        identifying = ("name",)
        open = ("person",)

    def __str__(self) -> str:
        return f"alias {self.pk}"


class Address(Voidable):
    """Where a person lives or lived. Placements and refuges are not typed at all."""

    person = models.ForeignKey(Person, PROTECT, related_name="addresses")
    lines = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10, blank=True)

    class Privacy:
        identifying = ("lines", "postcode")
        open = ("person",)

    def __str__(self) -> str:
        return f"address {self.pk}"


class IdentityNumber(Voidable):
    """A number that finds a person: NHS number, case number, telephone."""

    class Kind(models.TextChoices):
        NHS = "nhs", "NHS number"
        CASE = "case", "Number in an agency's records"
        PHONE = "phone", "Telephone"
        OTHER = "other", "Another number"

    person = models.ForeignKey(Person, PROTECT, related_name="numbers")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    value = models.CharField(max_length=40)

    class Privacy:
        identifying = ("value",)
        open = ("person", "kind")

    def __str__(self) -> str:
        return f"number {self.pk}"
