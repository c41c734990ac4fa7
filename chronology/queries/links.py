"""Which entries belong together, as the review team says?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from chronology.models import Entry, Link
from chronology.queries.entries import Reader, combined
from reviews.case.models import Review

# How a link reads from its second entry; from the first as its kind is called.
BACKWARDS = {
    Link.Kind.SAME: "Tells of the same event as",
    Link.Kind.CONTRADICTS: "Contradicts",
    Link.Kind.FOLLOWS: "Is followed by",
    Link.Kind.NOT_SAME: "Is not the same event as",
}


@dataclass(frozen=True)
class Linked:
    """A link as it reads from one of its entries."""

    link: Link
    other: Entry
    words: str


def linked(review: Review, entries: Iterable[Entry], *, reader: Reader) -> dict[int, list[Linked]]:
    """What each of these entries is linked with, as far as this person may read the other. Two queries at most."""
    pks = {entry.pk for entry in entries}
    links = list(Link.objects.filter(Q(first__in=pks) | Q(second__in=pks), void_at=None))
    ends = {pk for link in links for pk in (link.first_id, link.second_id)}
    readable = combined(review, reader=reader).filter(pk__in=ends) if ends else ()
    others = {entry.pk: entry for entry in readable}
    found: dict[int, list[Linked]] = {}
    for link in links:
        for here, there, words in (
            (link.first_id, link.second_id, link.get_kind_display()),
            (link.second_id, link.first_id, BACKWARDS[Link.Kind(link.kind)]),
        ):
            if here in pks and there in others:
                found.setdefault(here, []).append(Linked(link, others[there], words))
    return found


def judged_pairs(review: Review) -> set[frozenset[int]]:
    """The pairs of entries of which somebody has said that they are, or are not, the same event."""
    kinds = (Link.Kind.SAME, Link.Kind.NOT_SAME)
    links = Link.objects.filter(first__submission__request__review=review, kind__in=kinds, void_at=None)
    return {frozenset(pair) for pair in links.values_list("first", "second")}


def near_in_time(entry: Entry, *, reader: Reader, most: int) -> list[Entry]:
    """The entries told of the days around this one, the nearest first, then in their order. Two queries."""
    review, day = entry.submission.request.review, entry.happened_on
    around = combined(review, reader=reader).exclude(pk=entry.pk)
    after = list(around.filter(happened_on__gte=day)[:most])
    before = list(around.filter(happened_on__lt=day).reverse()[:most])
    nearest = sorted([*before, *after], key=lambda other: abs((other.happened_on - day).days))[:most]
    chosen = {other.pk for other in nearest}
    return [other for other in [*reversed(before), *after] if other.pk in chosen]
