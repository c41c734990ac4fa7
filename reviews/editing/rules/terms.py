"""Which question of the terms of reference is answered where, and where might it be?"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviews.editing.rules.noted import Check, Noted, Question
from reviews.editing.rules.reading import REFERENCES, Reading, stems, stems_of
from reviews.report.rules.document import Kind

MOST_OFFERED = 3
FEWEST_SHARED = 2


@dataclass(frozen=True)
class Offer:
    """A paragraph that may answer a question, and the words by which it was found."""

    place: str
    section: int
    uid: str
    words: tuple[str, ...]


def unanswered(questions: Iterable[Question]) -> Iterator[Noted]:
    """The questions for which no place is named."""
    for one in questions:
        if not one.answered:
            yield Noted(
                Check.TERMS, f"Terms of reference, question {one.number}", "No place is named that answers it.", one.text,
                rests_on=one.text,
            )  # fmt: skip


def offers(reading: Reading, questions: Iterable[Question]) -> dict[int, list[Offer]]:
    """For each question the paragraphs that share most of its rarest words, by its number."""
    told = [
        (passage, stems(passage.text))
        for passage in reading.passages
        if passage.block.kind == Kind.PARAGRAPH and not passage.note and passage.section.number
        and passage.section.kind != REFERENCES
    ]  # fmt: skip
    often = Counter(stem for _, own in told for stem in own)
    found = {}
    for question in questions:
        asked = stems_of(question.text)
        weight = {stem: math.log(1 + len(told) / often[stem]) for stem in asked if often[stem]}
        scored = [(sum(weight[stem] for stem in own & weight.keys()), at) for at, (_, own) in enumerate(told)]
        best = sorted(scored, key=lambda one: (-one[0], one[1]))[:MOST_OFFERED]
        found[question.number] = [
            Offer(
                passage.place,
                passage.section.pk,
                passage.block.uid,
                tuple(asked[stem] for stem in asked if stem in own),
            )
            for passage, own in (told[at] for _, at in best)
            if len(own & weight.keys()) >= FEWEST_SHARED
        ]
    return found
