"""Which abbreviation is used before it is explained, or never explained?"""

import re
from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import Passage, Reading, within
from reviews.report.rules.document import Kind

_SHORT = re.compile(r"(?<![\w&.-])([A-Z][A-Z&]*[A-Z]|[A-Z]{2,}[a-z]{1,2}[A-Z]+)(?:s|’s|'s)?(?![\w&-])")
_ROMAN = re.compile(r"[IVX]+")
_LIST_OF_THEM = re.compile(r"abbreviation|glossary|acronym|terms used", re.I)
# Words of everybody, which only look like abbreviations of the field.
KNOWN = frozenset({"NHS", "UK", "TV", "ID", "BBC", "PC", "DVD", "SMS", "PDF", "OK", "AM", "PM", "EU", "US", "USA"})
LONGEST = 8


def abbreviations(reading: Reading) -> Iterator[Noted]:
    """Each abbreviation once, at its first place, unless it is explained there or in a list of abbreviations."""
    listed = _listed(reading)
    first: dict[str, tuple[Passage, int]] = {}
    explained: dict[str, Passage] = {}
    for passage in reading.passages:
        if not passage.own or passage.text.isupper():
            continue
        for match in _SHORT.finditer(passage.own):
            short = match[1]
            if (
                short in explained
                or short in KNOWN
                or short in listed
                or _ROMAN.fullmatch(short)
                or len(short) > LONGEST
            ):
                continue
            if _explains(passage.text, match):
                explained[short] = passage
            first.setdefault(short, (passage, match.start()))
    for short, (passage, at) in first.items():
        later = explained.get(short)
        if later is passage:
            continue
        says = f"It is explained only at {within(later.place)}." if later else "It is explained nowhere."
        yield noted_at(
            passage, Check.ABBREVIATION, f"“{short}” is used here first. {says}", passage.sentence_at(at), short
        )


def _explains(text: str, match: re.Match[str]) -> bool:
    """ "Multi-Agency Safeguarding Hub (MASH)", "MASH (the multi-agency …)", "MASH, or multi-agency …"."""
    before, after = text[max(0, match.start() - 120) : match.start()], text[match.end() : match.end() + 80]
    opened = re.search(r"\((?:the |or |known as |hereafter |“)*$", before)
    if opened and _spells(before[: opened.start()], match[1]):
        return True
    return bool(re.match(r"(?: \(| ?[–—:=] ?|, (?:or|that is|meaning|which stands for|short for) )(?:the )?[A-Za-z]{3,}", after)) and (
        _spells_from(after, match[1])
    )  # fmt: skip


def _spells(before: str, short: str) -> bool:
    """Do the words before begin with its letters? Small words between them count for nothing."""
    words = re.findall(r"[^\W\d_]+|&", before)[-2 * len(short) - 4 :]
    return _in_order("".join(word[0].lower() for word in words), short)


def _spells_from(after: str, short: str) -> bool:
    words = re.findall(r"[^\W\d_]+", after)[: 2 * len(short) + 4]
    return _in_order("".join(word[0].lower() for word in words), short)


def _in_order(initials: str, short: str) -> bool:
    """At least all but one of the letters stand among the initials in their order ("CAMHS" of "and", "of")."""
    at, found = 0, 0
    letters = [letter for letter in short.lower() if letter.isalpha()]
    for letter in letters:
        place = initials.find(letter, at)
        if place >= 0:
            at, found = place + 1, found + 1
    return found >= max(2, len(letters) - 1)


def _listed(reading: Reading) -> set[str]:
    """What a list of abbreviations explains, wherever it stands."""
    found: set[str] = set()
    under = ""
    for passage in reading.passages:
        if passage.block.kind == Kind.HEADING:
            under = passage.text
        if _LIST_OF_THEM.search(passage.section.title) or _LIST_OF_THEM.search(under):
            found |= {match[1] for match in _SHORT.finditer(passage.text)}
    return found
