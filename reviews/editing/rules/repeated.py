"""Which sentence stands in the report twice?"""

from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import APPENDIX, REFERENCES, SUMMARY, Passage, Reading, plain_words, within

FEWEST_WORDS = 8


def repeated(reading: Reading) -> Iterator[Noted]:
    """Each written sentence that stands further up already. A summary and an appendix may repeat what is said elsewhere."""
    seen: dict[tuple[str, ...], Passage] = {}
    for passage in reading.passages:
        if passage.section.kind in (SUMMARY, APPENDIX, REFERENCES):
            continue
        for start, end in passage.sentences:
            sentence = passage.text[start:end]
            words = tuple(plain_words(sentence)) if sentence.count(" ") + 1 >= FEWEST_WORDS else ()
            if len(words) < FEWEST_WORDS:
                continue
            earlier = seen.setdefault(words, passage)
            if earlier is not passage and passage.written:
                says = f"This sentence stands at {within(earlier.place)} already."
                yield noted_at(passage, Check.REPEATED, says, sentence)
