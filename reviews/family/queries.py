"""Who of the family was reached, and what do we know of their wishes?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from agencies.roles import Permission
from reviews.case.models import Review
from reviews.case.queries import Reader, Things
from reviews.family.duties import SUPPORT
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


# What the trail names ------------------------------------------------------------------------------

Kept = type[FamilyContact] | type[FamilyStanding] | type[SafeRoute] | type[DaySupport]


def _of_relative(model: Kept, words: str) -> Things:
    """What is kept of one of the family, by their label, for those who keep in touch with them."""

    def known(reader: Reader) -> QuerySet[Any]:
        found = model._default_manager.filter(person__review=reader.review).select_related("person")
        return found if reader.may(Permission.FAMILY) else found.none()

    return Things(known, lambda one: f"{words}{one.person.label}", "family")


THINGS = {
    "contact": _of_relative(FamilyContact, ""),
    "safe_route": _of_relative(SafeRoute, "safe route to "),
    "standing": _of_relative(FamilyStanding, ""),
    "support": _of_relative(DaySupport, "support for "),
}


def support_for(numbers: Collection[int]) -> dict[int, str]:
    """Whose support on the day of publication it is, by label."""
    found = DaySupport.objects.filter(pk__in=numbers).select_related("person")
    return {one.pk: one.person.label for one in found}


ABOUT = {SUPPORT: support_for}
