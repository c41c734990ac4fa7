"""Does a cross-reference lead to a paragraph that has to do with the sentence it stands in?"""

import re
from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import Passage, Reading, stems, words_of
from reviews.report.rules.document import Kind

_LINK = re.compile(r'<a href="#(?P<first>[\w-]+)">(?P<text>[^<]*)</a>(?:–<a href="#(?P<last>[\w-]+)">[^<]*</a>)?')
_NAMED = re.compile(r"\brecommendation (\d{1,2})\b", re.I)
FEWEST = 3  # stems; a shorter sentence says too little to compare


def referring(reading: Reading) -> Iterator[Noted]:
    """Each reference whose sentence shares no word with the paragraphs it leads to, or names what is not there."""
    order = {
        passage.block.uid: at for at, passage in enumerate(reading.passages) if passage.block.kind == Kind.PARAGRAPH and not passage.note
    }  # fmt: skip
    last = max((box.number for box in reading.boxes if box.block.kind == Kind.RECOMMENDATION), default=0)
    known: dict[str, set[str]] = {}
    for passage in reading.passages:
        if '<a href="#' in passage.html:
            yield from _links(passage, reading, order, known)
        for named in _NAMED.finditer(passage.own) if last and passage.written else ():
            if int(named[1]) > last:
                says = f"There is no recommendation {named[1]}; the last is recommendation {last}."
                yield noted_at(passage, Check.REFERENCE, says, passage.sentence_at(named.start()))


def _links(passage: Passage, reading: Reading, order: dict[str, int], known: dict[str, set[str]]) -> Iterator[Noted]:
    for link in _LINK.finditer(passage.html):
        if link["first"] not in order:
            continue
        own = stems(_around(passage, link))
        first, last = order[link["first"]], order.get(link["last"] or "", order[link["first"]])
        there: set[str] = set()
        for at in range(first, min(last, first + 30) + 1):
            target = reading.passages[at]
            there |= known.setdefault(f"{at}", stems(target.text))
        if len(own) >= FEWEST and there and not own & there and passage.block.uid != link["first"]:
            says = f"It refers to {link['text']}, which shares no word with the sentence. Is another paragraph meant?"
            yield noted_at(
                passage, Check.REFERENCE, says, passage.sentence_at(len(words_of(passage.html[: link.start()])))
            )


def _around(passage: Passage, link: re.Match[str]) -> str:
    """The sentence that refers; where it says nothing else ("See 2.4."), the whole paragraph."""
    sentence = passage.sentence_at(len(words_of(passage.html[: link.start()])))
    return sentence if len(stems(sentence)) >= FEWEST else passage.text
