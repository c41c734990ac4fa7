"""What is still open in a case whose way is over, and may it be closed?

Stages further right know what is theirs. Each says so, registered in ``apps.ready()`` as ``use_open_ends(source, …)``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse

from reviews.case.duties import CLOSE_CASE, KINDS, DutyKind
from reviews.case.models import Duty, PhaseChange, Review
from reviews.case.phases import Phase
from reviews.case.rules import CLOSED_FROM, OpenEnd

OpenEnds = Callable[[Sequence[Review], dt.date], Mapping[int, list[OpenEnd]]]
_sources: list[OpenEnds] = []
_over: list[Callable[[], QuerySet]] = []
# Kinds of duty of which a source speaks in its own words.
_spoken_for = {CLOSE_CASE.code}


def use_open_ends(source: OpenEnds, *kinds: DutyKind) -> None:
    """Take what is open in cases from ``source(reviews, today)``, by case; it speaks for the duties of ``kinds`` too."""
    if source not in _sources:
        _sources.append(source)
        _spoken_for.update(kind.code for kind in kinds)


def use_over(source: Callable[[], QuerySet]) -> None:
    """Take from ``source()`` the numbers of cases whose way is over although their phase does not say so."""
    if source not in _over:
        _over.append(source)


def open_ends(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    """What is still open in each case, what stands in the way first; a fixed number of queries however many cases."""
    found: dict[int, list[OpenEnd]] = defaultdict(list)
    for source in (*_sources, _duties):
        for pk, ends in source(reviews, today).items():
            found[pk] += ends
    return {review.pk: sorted(found[review.pk], key=lambda end: not end.stops) for review in reviews}


def _duties(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    cases = {review.pk: review for review in reviews}
    found: dict[int, list[OpenEnd]] = defaultdict(list)
    owed = Duty.objects.open().filter(review__in=reviews).exclude(kind__in=_spoken_for)
    for duty in owed.select_related("agency", "user"):
        found[duty.review_id].append(_as_end(duty, cases[duty.review_id]))
    return found


def _as_end(duty: Duty, review: Review) -> OpenEnd:
    who = duty.user or duty.agency or duty.get_role_display()
    stops = duty.basis == Duty.Basis.STATUTORY or review.phase != Phase.PUBLISHED
    page = reverse("duty-rest", args=[review.code, duty.pk])
    return OpenEnd(
        f"{who} is to {duty.what}", page, stops=stops, door="It no longer applies", do_it=_page_of(duty, review)
    )


def _page_of(duty: Duty, review: Review) -> str:
    kind = KINDS.get(duty.kind)
    if kind is None:
        return ""
    return reverse(kind.page, args=[review.code, duty.thing_id] if kind.of_thing else [review.code])


def closable() -> QuerySet[Review]:
    """The cases that have come to their end and are not closed."""
    over = Q(phase__in=CLOSED_FROM)
    for source in _over:
        over |= Q(pk__in=source())
    return Review.objects.filter(over).select_related("partnership")


def at_its_end(review: Review) -> bool:
    """Has the case come to its end, and is not closed?"""
    return review.phase in CLOSED_FROM or closable().filter(pk=review.pk).exists()


def closing_of(review: Review) -> PhaseChange | None:
    """When, by whom and why a closed case was closed."""
    if review.phase != Phase.CLOSED:
        return None
    return review.phase_changes.filter(became=Phase.CLOSED).select_related("by").order_by("-at", "-pk").first()
