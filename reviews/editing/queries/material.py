"""What may be read and quoted beside the text, and what does a piece of evidence tell to whom?

What stands further right makes its own known: ``use_material(Material("entry", …))`` in ``apps.ready()``.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agencies.models import User
from agencies.roles import Permission
from reviews.case.models import Review


@dataclass(frozen=True)
class Reads:
    """Who reads here, and when: nobody is shown more beside the text than on the pages of its own."""

    review: Review
    user: User
    permissions: frozenset[Permission]
    now: dt.datetime

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


@dataclass(frozen=True)
class Piece:
    """Something that can be put into the text: what it is called, what it says, and how it would stand there.

    ``key`` ("entry:12") is what a paragraph keeps as its evidence. ``quote`` and ``told`` are HTML, empty where it
    cannot be put so. ``first`` and ``last`` are the days between which it happened, where it has any.
    """

    key: str
    name: str
    text: str
    quote: str = ""
    told: str = ""
    url: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Material:
    """A kind of it: ``find`` gives what fits some words, at most so many; ``told`` what stands under these numbers.

    ``place`` is its place among the kinds.
    """

    kind: str
    label: str
    opens: frozenset[Permission]
    find: Callable[[Reads, str, int], Iterable[Piece]]
    told: Callable[[Reads, frozenset[int]], Iterable[Piece]]
    place: int = 0


_kinds: dict[str, Material] = {}


def use_material(material: Material) -> None:
    """Make a kind of material known. Called from ``apps.ready()``."""
    _kinds[material.kind] = material


def kinds_for(reads: Reads) -> list[Material]:
    """The kinds of material this person may read."""
    kinds = sorted(_kinds.values(), key=lambda kind: kind.place)
    return [kind for kind in kinds if kind.opens & reads.permissions]


MOST = 20  # pieces of one kind that are shown at once


def searched(reads: Reads, kind: str, words: str) -> tuple[list[Piece], bool]:
    """What of one kind holds these words, as far as this person may read it; and whether there is more."""
    known = next((one for one in kinds_for(reads) if one.kind == kind), None)
    found = list(known.find(reads, words, MOST + 1)) if known else []
    return found[:MOST], len(found) > MOST


def evidence(reads: Reads, keys: Iterable[str]) -> dict[str, Piece]:
    """What these keys stand for, as far as this person may read it. One question for each kind."""
    wanted: dict[str, set[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        if number.isdecimal() and len(number) < 19:
            wanted.setdefault(kind, set()).add(int(number))
    return {
        piece.key: piece
        for kind in kinds_for(reads)
        if kind.kind in wanted
        for piece in kind.told(reads, frozenset(wanted[kind.kind]))
    }
