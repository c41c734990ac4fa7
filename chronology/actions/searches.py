"""How does somebody look for entries, and keep what they look for under a name of their own?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from chronology import events
from chronology.models import Search
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review
from reviews.identities.models import Person


@transaction.atomic
def search(review: Review, *, by: User, at: dt.datetime, person: Person | None = None, **sought: object) -> Search:
    """Write down what somebody looks for; from here on its number stands for it, in addresses and in the trail."""
    whom = person.pk if person else None
    asked = Search.objects.create(review=review, user=by, asked_at=at, whom=whom, **sought)
    record(events.SEARCHED, by=by, at=at, review_code=review.code, subject=f"search {asked.pk}")
    return asked


@transaction.atomic
def keep_search(asked: Search, *, name: str, by: User, at: dt.datetime) -> None:
    """Keep a filter under a name this person has not used for another."""
    others = Search.objects.filter(review=asked.review_id, user=by, name=name).exclude(pk=asked.pk)
    if others.exists():
        raise records.NotYet("You keep another filter under this name. Choose another name.", field="name")
    records.change(asked, name=name)
    record(events.SEARCH_KEPT, by=by, at=at, review_code=asked.review.code, subject=f"search {asked.pk}")


@transaction.atomic
def withdraw_search(asked: Search, *, by: User, at: dt.datetime) -> None:
    """Take a filter out of this person's list; it can still be opened until they leave it."""
    if not asked.name:
        return
    records.change(asked, name="")
    record(events.SEARCH_WITHDRAWN, by=by, at=at, review_code=asked.review.code, subject=f"search {asked.pk}")
