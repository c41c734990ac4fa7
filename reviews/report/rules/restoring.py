"""May the whole draft be rewritten now, and in which order do the parts of a restored version then stand?"""

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

from cspr.records import NotYet
from reviews.case.phases import Phase

Key = TypeVar("Key", bound=Hashable)
# From here on what was signed, published or closed stands, and the draft with it.
SETTLED = (Phase.SIGNED_OFF, Phase.PUBLISHED, Phase.CLOSED)
SAME = "The draft reads as this version does already, so nothing was restored."
STALE = (
    "Somebody wrote in the report after this page was opened, so nothing was restored. What would change now is shown "
    "below: look at it, and restore the version then."
)


def check_may_restore(phase: str, *, holds_draft: bool) -> None:
    """Raises ``NotYet`` where the report is settled, or where the version does not know how its draft stood."""
    if phase in SETTLED:
        raise NotYet(
            f"The case is {Phase(phase).label.lower()}, so the whole report cannot be put back to an earlier version. "
            "Single paragraphs can still be put right, for a new version."
        )
    if not holds_draft:
        raise NotYet("How the draft stood was not kept with this version, so it cannot be restored as a whole.")


def check_may_bring_in(phase: str) -> None:
    """Raises ``NotYet`` at ``original`` where the report is settled: no report from a file is written into it then."""
    if phase in SETTLED:
        raise NotYet(
            f"The case is {Phase(phase).label.lower()}, so no report is brought into it from a file any longer. Single "
            "paragraphs can still be put right, for a new version.",
            field="original",
        )


def in_order(then: Sequence[Key], now: Sequence[Key], staying: Collection[Key], *, together: bool = False) -> list[Key]:
    """What stood ``then``, in its order, and what is ``staying`` though it was not there, after what it follows today.

    ``together``: of what it follows, one of those that are staying too comes first.
    """
    order, there = list(then), set(then)
    above: Key | None = None
    akin: Key | None = None
    for key in now:
        if key in staying and key not in there:
            beside = akin if together and akin is not None else above
            order.insert(order.index(beside) + 1 if beside is not None else 0, key)
            there.add(key)
        if key in there:
            above, akin = key, key if key in staying else akin
    return order
