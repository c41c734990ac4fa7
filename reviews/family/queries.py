"""Who of the family was reached, and what do we know of their wishes?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from reviews.case.models import Review
from reviews.family.models import FamilyContact
from reviews.family.rules import Standing, standing
from reviews.identities.models import Person


@dataclass(frozen=True)
class Relative:
    """A member of the family by the label that stands for them, with the log of contacts and what follows from it."""

    person: Person
    contacts: tuple[FamilyContact, ...]
    standing: Standing

    @property
    def label(self) -> str:
        return self.person.label


def relatives(review: Review) -> QuerySet[Person]:
    """The family as the identity register has it, and whoever else was contacted."""
    contacted = FamilyContact.objects.filter(person=OuterRef("pk"))
    return review.people.filter(Q(kind=Person.Kind.FAMILY, void_at=None) | Exists(contacted)).order_by("label")


def family(review: Review) -> list[Relative]:
    """Each member of the family with their contacts, the newest first; three questions however many there are."""
    contacts = FamilyContact.objects.select_related("entered_by", "original")
    found = relatives(review).prefetch_related(Prefetch("contacts", queryset=contacts, to_attr="logged"))
    return [Relative(person, tuple(person.logged), standing(person.logged)) for person in found]
