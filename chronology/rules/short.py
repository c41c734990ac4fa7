"""Which abbreviations stand in the entries, and what does each mean?"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chronology.rules.compared import Compared
from cspr.records import NotYet

# Two capitals or more, perhaps with digits or a small letter at the end: MASH, F101, HVs; and sections of an Act: s.47.
SHORT = re.compile(r"(?<![\w.])(?:[A-Z][A-Z&/-]*[A-Z]s?|[A-Z]{1,4}-?\d{1,4}|[sS]\.?\d{1,3})(?![\w])")
# Written in capitals without being short for anything that needs telling.
PLAIN = frozenset(
    [
        "OK",
        "TV",
        "UK",
        "USA",
        "PC",
        "AM",
        "PM",
        "CD",
        "DVD",
        "NB",
        "PS",
        "IT",
        "II",
        "III",
        "IV",
        "AND",
        "NOT",
        "NO",
        "THE",
    ]
)
LONGEST = 8
LONGEST_MEANING = 120


@dataclass(frozen=True)
class Short:
    """An abbreviation: how often it stands there, where first, and what it means where that is known."""

    letters: str
    count: int
    first: Compared
    meaning: str = ""


def abbreviations(
    entries: Iterable[Compared], meanings: Mapping[str, str], read: Callable[[str], object] = str
) -> tuple[list[Short], list[Short]]:
    """Those with a known meaning by the alphabet, and the unknown ones with the most frequent first.

    ``read`` makes of a text what somebody may read of it: a name in capitals and half a postcode look like abbreviations.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Compared] = {}
    for one in entries:
        text = str(read(one.text)) if SHORT.search(one.text) else ""
        for letters in map(as_listed, SHORT.findall(text)):
            if letters not in PLAIN and len(letters) <= LONGEST:
                counts[letters] += 1
                first.setdefault(letters, one)
    known = {as_listed(letters): meaning for letters, meaning in meanings.items()}
    found = [Short(letters, number, first[letters], known.get(letters, "")) for letters, number in counts.items()]
    told = sorted((one for one in found if one.meaning), key=lambda one: one.letters)
    return told, sorted((one for one in found if not one.meaning), key=lambda one: (-one.count, one.letters))


def check_meaning(meaning: str, field: str) -> str:
    """A meaning is a few words, on one line."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in meaning).split())
    if len(words) > LONGEST_MEANING:
        raise NotYet(f"A meaning has at most {LONGEST_MEANING} letters.", field=field)
    return words


def as_listed(letters: str) -> str:
    """One form of an abbreviation: without the "s" of several, and "s47" as "s.47"."""
    if section := re.fullmatch(r"[sS](?:ection )?\.?\s?(\d{1,3})", letters):
        return f"s.{section[1]}"
    return letters[:-1] if letters.endswith("s") and letters[:-1].isupper() else letters
