"""How is it chosen whose ages stand beside each entry?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events
from chronology.models import AgesShown
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.identities.models import Person


@transaction.atomic
def choose_ages(review: Review, people: Iterable[Person], *, by: User, at: dt.datetime) -> None:
    """Show the ages of these people beside each entry of a review."""
    chosen = list(people)
    if any(person.review_id != review.pk for person in chosen):
        raise NotYet("Choose people of this review only.", field="people")
    shown, _ = AgesShown.objects.get_or_create(review=review)
    shown.people.set(chosen)
    changes = {"people": sorted(person.pk for person in chosen)}
    record(events.AGES_CHOSEN, by=by, at=at, review_code=review.code, subject="ages", changes=changes)
