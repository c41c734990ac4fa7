"""What is different between two versions of the report? Words added and taken out, paragraph by paragraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviews.identities.rules import plain
from reviews.report.rules.document import Document

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Words:
    """A run of words: ``how`` is "same", "ins" or "del"."""

    how: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A paragraph that differs; its number and place in the later document, or in the earlier where it is gone."""

    place: str
    uid: str
    how: str
    words: tuple[Words, ...]


def compare(earlier: Document, later: Document, *, seen: Callable[[str], str] = str) -> list[Difference]:
    """Every difference, in the order of the later document; what is gone comes last.

    ``seen`` says how the reader sees a text. It is asked before the texts are taken apart: a name that is partly the same,
    partly new, stands in neither part whole.
    """
    before, after = dict(_texts(earlier, seen)), dict(_texts(later, seen))
    found = []
    for key, (place, text) in after.items():
        old = before[key][1] if key in before else ""
        if key not in before:
            found.append(Difference(place, key, "added", (Words("ins", text),)))
        elif old != text:
            found.append(Difference(place, key, "changed", tuple(words(old, text))))
    gone = [(key, value) for key, value in before.items() if key not in after]
    return found + [Difference(place, key, "removed", (Words("del", text),)) for key, (place, text) in gone]


def words(old: str, new: str) -> Iterator[Words]:
    """What became of a text, word by word."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    for how, start, end, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if how == "equal":
            yield Words("same", "".join(left[start:end]))
            continue
        if end > start:
            yield Words("del", "".join(left[start:end]))
        if last > first:
            yield Words("ins", "".join(right[first:last]))


def _texts(document: Document, seen: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for key, place, text in _pieces(document):
        yield key, (seen(place), seen(text))


def _pieces(document: Document) -> Iterator[tuple[str, str, str]]:
    """Each piece of text with its place, under a key that stays the same from version to version."""
    yield "title", "Title", document.title
    yield "declaration", "Declaration", document.declaration
    for number, question in enumerate(document.questions, 1):
        yield f"question {number}", f"Terms of reference, question {number}", question
    for number, point in enumerate(document.points, 1):
        yield f"point {number}", f"Discussion point {number}", point
    for section in document.sections:
        name = f"Section {section.number}" if section.number else section.title
        yield f"section {section.pk}", f"{name}, title", section.title
        for block in section.blocks:
            place = f"Paragraph {block.number}" if block.number else f"{name}, {block.kind}"
            yield block.uid, place, plain(block.html)
