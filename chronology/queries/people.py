"""Whose ages are told?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.case.models import Review
from reviews.identities.models import Person


@dataclass(frozen=True)
class Birth:
    """A subject child whose day of birth is registered."""

    label: str
    born_on: dt.date
    died_on: dt.date | None


def births(review: Review, *, of: Iterable[Person] | None = None) -> list[Birth]:
    """The subject children with a known day of birth, in their order; only ``of`` these people where given."""
    people = review.people.filter(child__isnull=False, born_on__isnull=False, void_at=None).select_related("child")
    if of is not None:
        people = people.filter(pk__in=[person.pk for person in of])
    return [Birth(p.child.label, p.born_on, p.died_on) for p in people.order_by("child__position")]
