"""Which entries of different agencies may tell of the same event? Offered, never decided."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from chronology.rules.compared import Compared
from chronology.rules.when import DAY

APART = 1  # days by which two agencies may differ about one event
LIKE = 0.15  # from which likeness on two entries are offered; agencies word one event differently
LEAST = 0.05  # below it the same time alone says nothing
CLOSE = 45 * 60  # seconds between two times that speak for one event
FOR_THE_TIME = 0.15
LEAST_SHARED = 3  # words; fewer say nothing


@dataclass(frozen=True)
class Twins:
    """Two entries that may tell of one event, the earlier first; 1 is as alike as can be."""

    first: Compared
    second: Compared
    likeness: float


def twins(entries: Sequence[Compared], judged: Collection[frozenset[int]] = ()) -> list[Twins]:
    """The pairs that are alike enough to be looked at, the most alike first; without those somebody has judged."""
    weight = _weights(entries)
    size = {one.pk: math.sqrt(sum(weight[term] ** 2 for term in one.terms)) for one in entries}
    found = [
        Twins(first, second, likeness)
        for first, second in _beside(entries)
        if frozenset((first.pk, second.pk)) not in judged
        and (likeness := _likeness(first, second, weight, size)) >= LIKE
    ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first.when.sort_day, pair.first.pk, pair.second.pk))


def _weights(entries: Sequence[Compared]) -> dict[str, float]:
    """How much a word tells apart: nothing where every entry holds it."""
    held = Counter(term for one in entries for term in one.terms)
    return {term: math.log(len(entries) / number) for term, number in held.items()}


def _beside(entries: Sequence[Compared]) -> Iterator[tuple[Compared, Compared]]:
    """The pairs of different agencies that may have happened on the same day, or a day apart."""
    near = sorted((one for one in entries if one.is_near), key=lambda one: (one.when.sort_day, one.pk))
    open_now: list[Compared] = []
    for one in near:
        start = one.when.sort_day - APART * DAY
        open_now = [other for other in open_now if other.when.ends >= start]
        yield from ((other, one) for other in open_now if other.agency != one.agency)
        open_now.append(one)


def _likeness(first: Compared, second: Compared, weight: dict[str, float], size: dict[int, float]) -> float:
    shared = first.terms & second.terms
    if len(shared) < LEAST_SHARED or not size[first.pk] or not size[second.pk]:
        return 0
    alike = sum(weight[term] ** 2 for term in shared) / (size[first.pk] * size[second.pk])
    return round(min(alike + (FOR_THE_TIME if alike >= LEAST and _same_time(first, second) else 0), 1), 3)


def _same_time(first: Compared, second: Compared) -> bool:
    if first.when.time is None or second.when.time is None:
        return False
    moments = (dt.datetime.combine(one.when.sort_day, one.when.time) for one in (first, second))  # type: ignore[arg-type]
    one, other = moments
    return abs((other - one).total_seconds()) <= CLOSE
