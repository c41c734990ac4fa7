"""Which paragraphs of the chronology rest on nothing that is named?"""

from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import CHRONOLOGY, REFERENCES, Reading, shortened
from reviews.report.rules.document import Kind

FEWEST_WORDS = 6


def without_evidence(reading: Reading) -> Iterator[Noted]:
    """Written paragraphs of the narrative chronology with neither evidence nor a citation."""
    listed = [
        f'"#{block.uid}"' for part in reading.document.sections if part.kind == REFERENCES for block in part.blocks
    ]
    for passage in reading.passages:
        block = passage.block
        if passage.section.kind != CHRONOLOGY or block.kind != Kind.PARAGRAPH or passage.note or not passage.written:
            continue
        if block.facts.get("evidence") or any(source in block.html for source in listed):
            continue
        if len(passage.text.split()) >= FEWEST_WORDS:
            says = "Nothing is named on which this paragraph rests."
            yield noted_at(passage, Check.EVIDENCE, says, shortened(passage.text))
