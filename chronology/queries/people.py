"""Whose ages are told?"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from chronology import rules
from chronology.models import AgesShown, ChronologyRequest
from chronology.queries.requests import people_of
from chronology.rules import Birth, Event, Known
from reviews.case.models import Review
from reviews.identities.models import Person

DATES = ("happened_on", "until_on", "happened_at", "until_at", "precision", "hedge", "when_typed")
MOST_EVENTS = 300
MOST_CHILDREN = 8


def births(review: Review, *, of: Iterable[Person] | None = None) -> list[Birth]:
    """The subject children with a known or expected day of birth, in their order; only ``of`` these people."""
    people = _dated(review).filter(child__isnull=False)
    if of is not None:
        people = people.filter(pk__in=[person.pk for person in of])
    return [_birth(person) for person in people.order_by("child__position")]


def told_by_age(review: Review) -> Birth | None:
    """The child by whose age dates are told where they may not stand themselves; none where no birth is known."""
    return next((birth for birth in births(review) if birth.born_on), None)


def ages_shown(review: Review, *, of: Iterable[Person] | None = None) -> list[Birth]:
    """Those whose ages stand beside each entry: whoever was chosen, or the subject children; only ``of`` these."""
    chosen = AgesShown.objects.filter(review=review).first()
    if chosen is None:
        return births(review, of=of)
    people = _dated(review).filter(pk__in=chosen.people.values("pk"))
    if of is not None:
        people = people.filter(pk__in=[person.pk for person in of])
    return [_birth(person) for person in people.order_by(F("child__position").asc(nulls_last=True), "pk")]


def ages_to_choose(review: Review) -> QuerySet[Person]:
    """The children and the family whose day of birth is known or expected."""
    family = _dated(review).filter(kind__in=(Person.Kind.CHILD, Person.Kind.FAMILY))
    return family.order_by(F("child__position").asc(nulls_last=True), "pk")


def _dated(review: Review) -> QuerySet[Person]:
    known = Q(born_on__isnull=False) | Q(due_on__isnull=False)
    return review.people.filter(known, void_at=None).select_related("child", "review__incident")


def _birth(person: Person) -> Birth:
    label = person.child.label if person.child else person.label
    began = person.review.incident.happened_on or person.review.opened_on
    grown = bool(person.child is None and person.born_on and person.born_on < _years_before(began, 18))
    return Birth(label, person.born_on, person.died_on, person.due_on, grown=grown)


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def known_dates(found: ChronologyRequest, today: dt.date) -> Known:
    """What a date typed for a request may refer to: the births of its people, and what its agency has told already."""
    told = found.submission.entries.standing().only("what", *DATES)[:MOST_EVENTS]
    events = tuple(Event(entry.what[:200], rules.of_entry(entry)) for entry in told)
    return Known(today, tuple(births(found.review, of=people_of(found))), events)


def children_of(found: ChronologyRequest, today: dt.date) -> list[Person]:
    """The children an agency was asked about: the subjects, and whoever else of the family is under 18."""
    young = Q(born_on__gt=_years_before(today, 18))
    children = Q(kind=Person.Kind.CHILD) | (young & Q(kind=Person.Kind.FAMILY))
    return list(people_of(found).filter(children).select_related("child")[:MOST_CHILDREN])
