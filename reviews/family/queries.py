"""Who of the family was reached, and what do we know of their wishes?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from reviews.case.models import Review
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding, SafeRoute
from reviews.family.rules import Standing, standing
from reviews.identities.models import Person


@dataclass(frozen=True)
class Relative:
    """A member of the family by the label that stands for them, with the log of contacts and what follows from it."""

    person: Person
    contacts: tuple[FamilyContact, ...]
    standing: Standing
    positions: tuple[FamilyStanding, ...] = ()
    route: SafeRoute | None = None
    supports: tuple[DaySupport, ...] = ()

    @property
    def label(self) -> str:
        return self.person.label

    @property
    def ways(self) -> str:
        """The safe ways in words."""
        return ", ".join(str(FamilyContact.Route(one).label) for one in self.route.routes) if self.route else ""


def relatives(review: Review) -> QuerySet[Person]:
    """The family as the identity register has it, and whoever else was contacted."""
    contacted = FamilyContact.objects.filter(person=OuterRef("pk"))
    return review.people.filter(Q(kind=Person.Kind.FAMILY, void_at=None) | Exists(contacted)).order_by("label")


def family(review: Review) -> list[Relative]:
    """Each member of the family with their contacts, the newest first; as many questions however many there are."""
    contacts = FamilyContact.objects.select_related("entered_by", "original").prefetch_related("together_with")
    routes = SafeRoute.objects.filter(replaced_at=None).prefetch_related("never_with")
    found = relatives(review).prefetch_related(
        Prefetch("contacts", queryset=contacts, to_attr="logged"),
        Prefetch("standings", queryset=FamilyStanding.objects.filter(void_at=None), to_attr="positions"),
        Prefetch("safe_routes", queryset=routes, to_attr="agreed"),
        Prefetch("day_supports", queryset=DaySupport.objects.filter(void_at=None), to_attr="supports"),
    )
    return [
        Relative(
            person, tuple(person.logged), standing(person.logged), tuple(person.positions),
            person.agreed[0] if person.agreed else None, tuple(person.supports),
        )
        for person in found
    ]  # fmt: skip


def agreed_routes(review_id: int) -> dict[int, SafeRoute]:
    """The safe routes agreed for the people of a review, by person."""
    found = SafeRoute.objects.filter(person__review_id=review_id, replaced_at=None).prefetch_related("never_with")
    return {one.person_id: one for one in found}


def route_to(person: Person) -> SafeRoute | None:
    """The safe route agreed for one person."""
    return person.safe_routes.filter(replaced_at=None).prefetch_related("never_with").first()
