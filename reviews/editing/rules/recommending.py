"""Does each recommendation say by when and who, and is it stated in the same words wherever it stands?"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.numbers import NUMBER, number_of
from reviews.editing.rules.reading import Passage, Reading, plain_words, shortened, within
from reviews.report.rules.document import Kind
from reviews.report.rules.shown import label_of

RUN = 3  # so many words in a row are a run that two statements share
SHARED = 0.4  # of the runs of a record: then its statement is meant
FEWEST_RUNS = 4
_STATED = re.compile(rf"^recommendation\s+(?P<n>{NUMBER})\s*[:.–—-]\s*(?P<rest>.+)", re.I | re.S)
_BY_WHEN = re.compile(
    r"\bby (?:the )?(?:end|start|january|february|march|april|may|june|july|august|september|october|november|december|\d)"
    r"|\bwithin (?:\w+ ){1,3}(?:days?|weeks?|months?|years?)|\b(?:20\d\d)\b|\bimmediately\b",
    re.I,
)


def recommending(reading: Reading, agencies: tuple[str, ...] = ()) -> Iterator[Noted]:
    """Recommendations without a by-when or a named organisation, as records have them and as they are typed."""
    for box in reading.boxes:
        if box.block.kind == Kind.RECOMMENDATION:
            yield from _record(box)
    numbers = {box.number for box in reading.boxes if box.block.kind == Kind.RECOMMENDATION}
    for passage in reading.passages:
        stated = _STATED.match(passage.text) if passage.written and not passage.note else None
        if stated and number_of(stated["n"]) not in numbers:
            yield from _typed(passage, stated["rest"], agencies)


def _record(box: Passage) -> Iterator[Noted]:
    facts, words = box.block.facts, shortened(box.text)
    name = label_of(box.block.kind, facts)
    if "by_when" in facts and not facts["by_when"]:
        yield noted_at(box, Check.RECOMMENDATION, f"{name} does not say by when.", words, "by when")
    if "addressees" in facts and not facts["addressees"]:
        yield noted_at(box, Check.RECOMMENDATION, f"{name} names no organisation that is to do it.", words, "who")


def _typed(passage: Passage, text: str, agencies: tuple[str, ...]) -> Iterator[Noted]:
    words, low = shortened(passage.text), text.lower()
    says = "This recommendation is text alone: no record asks anybody for it."
    yield noted_at(passage, Check.RECOMMENDATION, says, words)
    if not _BY_WHEN.search(text):
        yield noted_at(passage, Check.RECOMMENDATION, "This recommendation does not say by when.", words, "by when")
    if agencies and not any(agency.lower() in low for agency in agencies):
        says = "This recommendation names no organisation of this review."
        yield noted_at(passage, Check.RECOMMENDATION, says, words, "who")


def statements(reading: Reading) -> Iterator[Noted]:
    """Where the text states a recommendation or a finding in other words than its record."""
    boxes = [(box, plain_words(box.text)) for box in reading.boxes]
    runs: dict[tuple[str, ...], list[int]] = {}
    for at, (_, words) in enumerate(boxes):
        for run in _runs(words):
            runs.setdefault(run, []).append(at)
    for passage in reading.passages:
        if passage.written:
            yield from _stated(passage, boxes, runs)


def _stated(
    passage: Passage, boxes: list[tuple[Passage, list[str]]], runs: dict[tuple[str, ...], list[int]]
) -> Iterator[Noted]:
    words = plain_words(passage.text)
    shared: Counter[int] = Counter(at for run in _runs(words) for at in runs.get(run, ()))
    numbered = _STATED.match(passage.text)
    for at, (box, told) in enumerate(boxes):
        named = numbered and box.block.kind == Kind.RECOMMENDATION and number_of(numbered["n"]) == box.number
        close = shared[at] >= max(FEWEST_RUNS, SHARED * len(_runs(told)))
        if (named or close) and f" {' '.join(told)} " not in f" {' '.join(words)} ":
            name = label_of(box.block.kind, box.block.facts)
            says = f"This seems to state {within(name)} in other words than its record: “{shortened(box.text)}”"
            yield noted_at(passage, Check.STATEMENT, says, shortened(passage.text), box.block.origin)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {(one, two, three) for (one, two), (_, three) in pairwise(pairwise(words))}
