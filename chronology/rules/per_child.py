"""Which columns of a file tell of one child alone: whether it was seen, and what it said or showed?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chronology.rules.columns import APART, Means, meaning_of

SEEN, SAID = "seen:", "said:"
TELLS = {Means.SEEN: SEEN, Means.CHILD_SAID: SAID}
# What a heading may be taken for at first, and still tell of one child.
OPEN = {Means.COMMENT, Means.WITH_WHAT, *TELLS}


@dataclass(frozen=True)
class Named:
    """A child an agency was asked about, by its label and every name a heading may call it by, in plain letters."""

    pk: int
    label: str
    names: frozenset[str]


def named(pk: int, label: str, names: Iterable[str]) -> Named:
    """A child with its names as headings are compared with them; a name of one letter tells nothing."""
    plain = {APART.sub(" ", name.lower()).strip() for name in (label, *names)}
    return Named(pk, label, frozenset(name for name in plain if len(name) > 1))


def meaning(heading: str, children: Iterable[Named]) -> str:
    """What a heading tells of one child ("seen:12"); nothing where it names none, or may mean two."""
    text = f" {APART.sub(' ', heading.lower()).strip()} "
    matches = [(len(name), child.pk, name) for child in children for name in child.names if f" {name} " in text]
    longest = max((length for length, *_ in matches), default=0)
    best = {(pk, name) for length, pk, name in matches if length == longest}
    if len(best) != 1:
        return ""
    ((pk, name),) = best
    for instead in ("", "child ", "the child "):
        told = meaning_of(" ".join(text.replace(f" {name} ", f" {instead}", 1).split()))
        if told in TELLS:
            return f"{TELLS[Means(told)]}{pk}"
    return ""


def told_apart(columns: dict[str, str], children: Sequence[Named]) -> dict[str, str]:
    """The columns with those that tell of one child alone; what was left out stays so."""
    return {
        heading: (meaning(heading, children) if means in OPEN else "") or means for heading, means in columns.items()
    }  # fmt: skip


def choices(children: Iterable[Named]) -> list[tuple[str, str]]:
    """What a column may be said to hold of each child, and in which words."""
    return [
        choice
        for child in children
        for choice in (
            (f"{SEEN}{child.pk}", f"{child.label}: seen?"),
            (f"{SAID}{child.pk}", f"{child.label}: said or showed"),
        )
    ]


def is_of_a_child(means: str) -> bool:
    """Does a column tell of one child? That holds in this case alone, so it is not remembered for the next."""
    return means.startswith((SEEN, SAID))
