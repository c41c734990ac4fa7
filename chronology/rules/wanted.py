"""What does somebody look for who types these words: which stems, which misspelt ones, which people, which phrase?"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from chronology.rules.stems import plain, terms_of

PHRASE = re.compile(r'["“”]([^"“”]+)["“”]')
SHORTEST, LONG = 3, 7  # letters; a shorter word is near to too many others
MOST_NEAR = 12
HEARD = str.maketrans("cqjzy", "kkgsi")


@dataclass(frozen=True)
class Wanted:
    """One thing every entry must hold: any of these stems, or one of these phrases as it stands.

    ``near`` are those of the stems that were not typed: what was typed may be one of them misspelt. ``labels`` are those of
    the person who is wanted: whoever may not see names reads them in the place of each name.
    """

    stems: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    near: tuple[str, ...] = field(default=(), compare=False)
    labels: tuple[str, ...] = field(default=(), compare=False)


def wanted(typed: str, vocabulary: Collection[str], people: Mapping[str, Collection[str]]) -> list[Wanted]:
    """What each entry must hold. In quotation marks words are looked for as they stand; all others in any form of them.

    ``people`` are the labels with the names they stand for: whoever looks for "Child A" finds the child by name too.
    """
    found = [Wanted(phrases=(" ".join(phrase.split()),)) for phrase in PHRASE.findall(typed) if phrase.strip()]
    rest = plain(PHRASE.sub(" ", typed))
    for label in sorted(people, key=len, reverse=True):
        without = re.sub(rf"(?<!\w){re.escape(plain(label))}(?!\w)", " ", rest)
        if without != rest:
            found.append(person_wanted((label,), people[label], vocabulary))
            rest = without
    return found + [_word_wanted(term, vocabulary) for term in dict.fromkeys(terms_of(rest))]


def _word_wanted(term: str, vocabulary: Collection[str]) -> Wanted:
    others = near(term, vocabulary)
    return Wanted((term, *others), near=others)


def holds(one: Wanted, terms: str, text: str) -> bool:
    """Does a text with these terms hold it?"""
    said = text.casefold()
    return any(f" {stem} " in terms for stem in one.stems) or any(phrase.casefold() in said for phrase in one.phrases)


def person_wanted(labels: Collection[str], names: Collection[str], vocabulary: Collection[str] = ()) -> Wanted:
    """A person, by a label or by any of the names, also where one is misspelt."""
    words = [label for label in labels if len(label.split()) == 1]
    said = [term for name in names for term in terms_of(name)]
    stems = [*said, *(other for term in said for other in near(term, vocabulary)), *terms_of(*words)]
    phrases = tuple(label for label in labels if label not in words)
    return Wanted(tuple(dict.fromkeys(stems)), phrases, labels=tuple(labels))


def near(term: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """The words of the vocabulary that differ from this one as a slip of the keyboard or the ear would.

    In a long word two letters may differ, in a short one a single letter that does not change how it sounds.
    """
    if len(term) < SHORTEST or not term.isalpha():
        return ()
    most, start = (2 if len(term) >= LONG else 1), _start(term)
    close = process.extract(term, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
    alike = sorted((distance, word) for word, distance, _ in close if distance and word.isalpha())
    heard = [word for _, word in alike if _start(word) == start]
    return tuple(word for word in heard[:MOST_NEAR] if _may_be(term, word))


def _may_be(term: str, word: str) -> bool:
    """Is one perhaps the other misspelt? A short word is one letter away from too many to say so by that alone."""
    shorter = min(len(term), len(word))
    if shorter >= LONG - 1:
        return True
    return shorter >= SHORTEST and _sound(term) == _sound(word) and (shorter > SHORTEST or len(term) != len(word))


def _start(word: str) -> str:
    """How a word begins to the ear: Catherine as Katherine, Gillian as Jillian."""
    return "f" if word.startswith("ph") else word[:1].translate(HEARD)


def _sound(word: str) -> str:
    """The consonants of a word as they are heard, roughly, each once in a row."""
    heard = word.replace("ph", "f").replace("x", "ks").translate(HEARD)
    kept = re.sub(r"[aeiouh]", "", heard[1:])
    return heard[0] + re.sub(r"(.)\1+", r"\1", kept)
