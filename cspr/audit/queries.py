"""What does the trail say, and is it whole?"""

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery

from cspr.audit.models import TrailEntry

INSTALLATION = "installation"
LOOK = "look"
# Written when the demonstration is loaded. Where it is not installed, as in production, it is known by this word alone.
DEMONSTRATION = "demo.loaded"


def chain_of(review_code: str) -> str:
    """The chain that a review's events go to; the installation's where there is no review."""
    return f"review:{review_code}" if review_code else INSTALLATION


def looks_chain_of(review_code: str) -> str:
    """The chain that looks at a review's pages go to."""
    return f"looks:{review_code}" if review_code else f"looks:{INSTALLATION}"


def happened_in(review_code: str) -> QuerySet[TrailEntry]:
    """What happened in a review, newest first; looks are apart."""
    return TrailEntry.objects.filter(chain=chain_of(review_code)).order_by("-number")


def looks_at(review_code: str) -> QuerySet[TrailEntry]:
    """Who looked at a review's pages, newest first."""
    return TrailEntry.objects.filter(chain=looks_chain_of(review_code)).order_by("-number")


def holds_demonstration() -> bool:
    """Was the demonstration ever loaded into this database? Whoever reads its pages knows the passwords in it."""
    return TrailEntry.objects.filter(kind=DEMONSTRATION).exists()


def broken_entries() -> Iterator[str]:
    """One sentence for the first broken row of each chain; nothing where the trail is intact.

    What was cut off at the end of a chain leaves no gap: ``manage.py verify_trail --ends`` prints the last number and
    hash of each chain, to be kept elsewhere and compared.
    """
    chain, expected, number, broken = "", "", 0, False
    for entry in TrailEntry.objects.order_by("chain", "number").iterator():
        if entry.chain != chain:
            chain, expected, number, broken = entry.chain, "", 0, False
        if broken:
            continue
        number += 1
        problem = _problem(entry, expected, number)
        if problem:
            broken = True
            yield f"Chain {chain}, entry {entry.number}: {problem}"
        expected = entry.hash


def ends() -> Iterator[tuple[str, int, str]]:
    """Each chain with the number and the hash of its last entry."""
    last = TrailEntry.objects.filter(chain=OuterRef("chain")).order_by("-number").values("number")[:1]
    for entry in TrailEntry.objects.filter(number=Subquery(last)).order_by("chain"):
        yield entry.chain, entry.number, entry.hash


def _problem(entry: TrailEntry, expected: str, number: int) -> str:
    if entry.number != number:
        return "an entry before it is missing."
    if entry.previous != expected:
        return "it does not follow the entry before it."
    if entry.hash != entry.digest():
        return "what it says has been changed."
    return ""
