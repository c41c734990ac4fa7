"""How does the identity register change? Names go into the trail only as "changed"."""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.models import Review, SubjectChild
from reviews.identities import events
from reviews.identities.models import Person


@transaction.atomic
def add_person(
    review: Review,
    *,
    kind: str,
    by: User,
    at: dt.datetime,
    label: str = "",
    child: SubjectChild | None = None,
    **details: object,
) -> Person:
    """Enter a real person; ``details`` are fields of ``Person``. A subject child takes the child's label."""
    label = label or (child.label if child else "")
    if not label:
        raise NotYet("Say which label stands for this person, such as “mother”.", field="label")
    if review.people.filter(label=label).exists():
        raise NotYet(f"The label “{label}” stands for somebody else already.", field="label")
    person = Person.objects.create(review=review, kind=kind, label=label, child=child, **details)
    record(events.PERSON_ADDED, by=by, at=at, review_code=review.code, subject=f"person {person.pk}")
    return person
