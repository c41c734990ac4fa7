"""Who is in the identity register of a review, and in which forms may they be written?"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agencies.roles import Permission
from reviews.case.access import Visit
from reviews.case.models import Review
from reviews.case.queries import Things
from reviews.identities.models import Address, Alias, IdentityNumber, Person
from reviews.identities.rules import Identity, KnownForms, known


@dataclass(frozen=True)
class Place:
    """A text that others have agreed, and that tells who somebody in the register is."""

    words: str
    url: str


Places = Callable[[Review], Iterable[Place]]
_places: list[Places] = []


def use_places(source: Places) -> None:
    """Take from ``source(review)`` where something agreed tells who somebody is. Called from ``apps.ready()``."""
    if source not in _places:
        _places.append(source)


def places_telling(review: Review) -> list[Place]:
    """What was agreed before a name in it was registered, of all packages."""
    return [place for source in _places for place in source(review)]


def people(review: Review) -> QuerySet[Person]:
    """Everybody in the register, with names, addresses and numbers that stand; children first."""
    return _with_what_stands(review.people.filter(void_at=None))


def _with_what_stands(found: QuerySet[Person]) -> QuerySet[Person]:
    return (
        found.select_related("child")
        .prefetch_related(
            Prefetch("aliases", Alias.objects.filter(void_at=None).order_by("pk")),
            Prefetch("addresses", Address.objects.filter(void_at=None).order_by("pk")),
            Prefetch("numbers", IdentityNumber.objects.filter(void_at=None).order_by("pk")),
        )
        .order_by("pk")
    )


def identities(review: Review) -> list[Identity]:
    """What the register knows, without models."""
    return [_identity(person) for person in people(review)]


def known_forms(review: Review) -> KnownForms:
    """Every registered name, alias, date, address and number in every form it may be written. Four queries."""
    return known(identities(review))


def forms_in(reviews: QuerySet[Review]) -> KnownForms:
    """The same of several reviews together, in four queries however many."""
    found = Person.objects.filter(review__in=reviews, void_at=None)
    return known([_identity(person) for person in _with_what_stands(found)])


def forms_by_review(reviews: Collection[int]) -> dict[int, KnownForms]:
    """The same of each of several reviews by itself: a name is told by the label of its own case. Four queries however many."""
    found: dict[int, list[Identity]] = defaultdict(list)
    for person in _with_what_stands(Person.objects.filter(review__in=reviews, void_at=None)):
        found[person.review_id].append(_identity(person))
    return {review: known(identities) for review, identities in found.items()}


def hidden_from(visit: Visit, *, agencies: bool = False) -> KnownForms | None:
    """The names to be hidden from this person; None where they may see them, or read only what their agency wrote.

    ``agencies``: what is shown was written by somebody else, so that they are hidden from the people of agencies too.
    """
    if visit.may(Permission.SEE_NAMES) or not (visit.inside or agencies):
        return None
    return known_forms(visit.review)


def labels(review: Review) -> dict[int, str]:
    """The label that stands for each person today, also for those entered in error: their chips may still stand."""
    return dict(review.people.values_list("pk", "label"))


def _identity(person: Person) -> Identity:
    return Identity(
        person_id=person.pk,
        label=person.label,
        given_names=person.given_names,
        family_name=person.family_name,
        aliases=tuple(alias.name for alias in person.aliases.all()),
        born_on=person.born_on,
        died_on=person.died_on,
        due_on=person.due_on,
        addresses=tuple((address.lines, address.postcode) for address in person.addresses.all()),
        numbers=tuple(number.value for number in person.numbers.all()),
        common_word=bool(person.common_word_reason),
        allowed=person.shown_name if person.shown_name_decision else "",
    )


# What the trail names: a person by their label alone.
THINGS = {
    "person": Things(
        lambda reader: Person.objects.filter(review=reader.review), lambda person: person.label, "identities"
    )
}
