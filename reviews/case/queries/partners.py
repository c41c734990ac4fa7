"""Which statutory safeguarding partners does something in a case wait for?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from agencies.models import Agency, Partnership
from agencies.rules import in_order, partners_now
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Review


def partners_asked(
    review: Review, kind: DutyKind, *, gave: Iterable[Agency] = (), since: dt.datetime | None = None
) -> list[Agency]:
    """The partners whose word the case needs: those that were asked by a duty of this ``kind`` (``since`` a moment), and
    those that ``gave`` it; where nobody was asked yet, those of today.

    So a case waits for nobody who was not asked; one that was asked and ended since can still give it, and what it gave
    stays good (decision 0017).
    """
    owed = Duty.objects.filter(review=review, kind=kind.code, agency__isnull=False).select_related("agency")
    owed = owed.filter(opened_at__gte=since) if since else owed
    return _needed(review.partnership, owed, gave)


def partners_asked_in(
    reviews: Collection[Review], kind: DutyKind, gave: dict[int, list[Agency]]
) -> dict[int, list[Agency]]:
    """The same for many cases, by case. A fixed number of queries."""
    owed: dict[int, list[Duty]] = defaultdict(list)
    found = Duty.objects.filter(review__in=reviews, kind=kind.code, agency__isnull=False)
    for duty in found.select_related("agency"):
        owed[duty.review_id].append(duty)  # type: ignore[index]
    places = Partnership.objects.filter(pk__in={review.partnership_id for review in reviews})
    by_pk = {place.pk: place for place in places.prefetch_related("safeguarding_partners")}
    return {
        review.pk: _needed(by_pk[review.partnership_id], owed.get(review.pk, ()), gave.get(review.pk, ()))
        for review in reviews
    }


def _needed(partnership: Partnership, owed: Iterable[Duty], gave: Iterable[Agency]) -> list[Agency]:
    """A duty that rests was let go, unless its debtor is a partner still, or was one until it ended."""
    known = set(partnership.safeguarding_partners.all())
    asked = {duty.agency for duty in owed if duty.withdrawn_at is None or duty.agency in known}
    return in_order((asked or set(partners_now(known))) | set(gave))
