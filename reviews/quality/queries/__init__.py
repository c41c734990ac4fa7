"""What do the records of a case say to each quality marker?

What stands further right says its own: ``use_answers(source)`` in ``apps.ready()``, where ``source(review, today)`` gives its
``Fact`` in a fixed number of queries.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from agencies.roles import Permission
from reviews.case.models import Review
from reviews.case.queries import parts_of, way
from reviews.quality import rules
from reviews.quality.queries import beginning, outcome, running

Source = Callable[[Review, dt.date], Iterable[rules.Fact]]
_further_right: list[Source] = []


def use_answers(source: Source) -> None:
    """Take what a package further right has to say to the markers."""
    if source not in _further_right:
        _further_right.append(source)


def answers(review: Review, today: dt.date) -> list[rules.Asked]:
    """The eighteen markers, each with what the records say today; as many questions however much is recorded."""
    sources = (*beginning.SOURCES, *running.SOURCES, *outcome.SOURCES, *_further_right)
    passed = [change.became for change in way(review)] or [review.phase]
    return rules.asked((fact for source in sources for fact in source(review, today)), passed)


@dataclass(frozen=True)
class Linked:
    """A fact, and the address of its page where this person may open it."""

    fact: rules.Fact
    url: str


@dataclass(frozen=True)
class Shown:
    """The page of a case's quality markers: what is missing, and all eighteen by part."""

    missing: tuple[tuple[rules.Marker, tuple[Linked, ...]], ...]
    parts: tuple[tuple[str, tuple[tuple[rules.Asked, tuple[Linked, ...]], ...]], ...]
    count: int


def shown(review: Review, today: dt.date, permissions: Collection[Permission]) -> Shown:
    """The same for one person: each fact leads to its page where they may open that."""
    pages = {name: url for _, name, url in parts_of(review.code, permissions)}

    def linked(facts: Iterable[rules.Fact]) -> tuple[Linked, ...]:
        return tuple(Linked(fact, pages.get(fact.page, "")) for fact in facts)

    found = answers(review, today)
    parts = tuple(
        (str(part.value), tuple((one, linked(one.facts)) for one in found if one.marker.part is part))
        for part in rules.Part
    )
    missing = tuple((one.marker, linked(one.missing)) for one in found if one.missing)
    return Shown(missing, parts, sum(len(facts) for _, facts in missing))


__all__ = ["Linked", "Shown", "answers", "shown", "use_answers"]
