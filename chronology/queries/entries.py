"""What happened, in order?"""

from django.db.models import Case, F, Q, QuerySet, Value, When

from chronology import rules
from chronology.models import Entry
from reviews.case.models import Review

SEARCHED = ("what", "source", "child_said", "outcome", "comment")


def in_order(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries as they happened: by day, the vague before the exact, those without a time first (``rules.place``)."""
    vagueness = Case(*(When(precision=name, then=Value(rank)) for rank, name in enumerate(rules.ORDER)))
    times = (F(name).asc(nulls_first=True) for name in ("happened_at", "until_at"))
    return entries.order_by("happened_on", vagueness, F("until_on").desc(nulls_last=True), *times, "hedge", "pk")


def combined(review: Review, *, agency: int | None = None, words: str = "") -> QuerySet[Entry]:
    """One timeline of what all agencies submitted; of one agency, and with certain words, where asked."""
    found = Entry.objects.released().filter(submission__request__review=review)
    found = found.select_related("submission__request__agency")
    if agency:
        found = found.filter(submission__request__agency=agency)
    if words:
        said = Q()
        for name in SEARCHED:
            said |= Q(**{f"{name}__icontains": words})
        found = found.filter(said)
    return in_order(found)


def written_up(review: Review) -> QuerySet[Entry]:
    """The released entries that stand in the report, as they happened."""
    return combined(review).filter(written_up_at__isnull=False)
