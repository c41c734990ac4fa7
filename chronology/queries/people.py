"""Whose ages are told?"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from chronology import rules
from chronology.models import ChronologyRequest
from chronology.queries.requests import people_of
from chronology.rules import Birth, Event, Known
from reviews.case.models import Review
from reviews.identities.models import Person

DATES = ("happened_on", "until_on", "happened_at", "until_at", "precision", "hedge", "when_typed")
MOST_EVENTS = 300
MOST_CHILDREN = 8


def births(review: Review, *, of: Iterable[Person] | None = None) -> list[Birth]:
    """The subject children with a known day of birth, in their order; only ``of`` these people where given."""
    people = review.people.filter(child__isnull=False, born_on__isnull=False, void_at=None).select_related("child")
    if of is not None:
        people = people.filter(pk__in=[person.pk for person in of])
    return [Birth(p.child.label, p.born_on, p.died_on) for p in people.order_by("child__position")]


def known_dates(found: ChronologyRequest, today: dt.date) -> Known:
    """What a date typed for a request may refer to: the births of its people, and what its agency has told already."""
    told = found.submission.entries.standing().only("what", *DATES)[:MOST_EVENTS]
    events = tuple(Event(entry.what[:200], rules.of_entry(entry)) for entry in told)
    return Known(today, tuple(births(found.review, of=people_of(found))), events)


def children_of(found: ChronologyRequest, today: dt.date) -> list[Person]:
    """The children an agency was asked about: the subjects, and whoever else of the family is under 18."""
    young = today.replace(year=today.year - 18, day=min(today.day, 28))
    children = Q(kind=Person.Kind.CHILD) | Q(kind=Person.Kind.FAMILY, born_on__gt=young)
    return list(people_of(found).filter(children)[:MOST_CHILDREN])
