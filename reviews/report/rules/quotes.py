"""Does the report quote what was said in a conversation in words that nobody has cleared?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviews.identities.rules import plain
from reviews.report.rules.document import Document, Kind, PrintedBlock
from reviews.report.rules.hits import spots_of

# Fewer words in quotation marks are a term, or anybody's.
FEWEST_WORDS = 5
_MARKS = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|(?<!\w)‘([^‘]+?)’(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Spoken:
    """What was said in the session of this number, as a note or a quote has it; ``cleared`` words may stand."""

    session: int
    text: str
    cleared: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Uncleared:
    """A place of the report that quotes a session in words nobody has cleared."""

    place: str
    session: int
    section: int = 0


def uncleared(document: Document, spoken: Iterable[Spoken]) -> list[Uncleared]:
    """Every place that quotes words which are not cleared: filed quotes, quotations, and words in quotation marks."""
    spoken = list(spoken)
    cleared = [_words(one.text) for one in spoken if one.cleared]
    closed = [(one.session, _words(one.text)) for one in spoken if not one.cleared]
    origins = {one.origin: one for one in spoken if one.origin}
    blocks = {block.uid: block for section in document.sections for block in section.blocks}
    found = []
    for spot in spots_of(document):
        block = blocks.get(spot.uid)
        if block is None or spot.html != block.html:
            continue
        filed = origins.get(block.origin)
        if filed and not filed.cleared:
            found.append(Uncleared(spot.place, filed.session, spot.section))
        for passage in () if filed else _passages(block):
            said = next((session for session, words in closed if _holds(words, passage)), 0)
            if said and not any(f" {passage} " in f" {words} " for words in cleared):
                found.append(Uncleared(spot.place, said, spot.section))
    return list(dict.fromkeys(found))


def _passages(block: PrintedBlock) -> Iterator[str]:
    text = plain(block.html)
    passages = [text] if block.kind == Kind.QUOTE else ["".join(match) for match in _MARKS.findall(text)]
    for passage in passages:
        words = _words(passage)
        if words.count(" ") + 1 >= FEWEST_WORDS:
            yield words


def _words(text: str) -> str:
    return " ".join(word.replace("’", "'").lower() for word in _WORD.findall(text))


def _holds(words: str, passage: str) -> bool:
    """Whether one of the two stands whole in the other, and is long enough to be somebody's own words."""
    shorter, longer = sorted((words, passage), key=len)
    return shorter.count(" ") + 1 >= FEWEST_WORDS and f" {shorter} " in f" {longer} "


def refusal(found: Iterable[Uncleared], most: int = 5) -> str:
    """Why the report cannot go out, with the places, and without the words."""
    places = list(dict.fromkeys(f"{one.place} (session {one.session})" for one in found))
    more = f" and {len(places) - most} more" if len(places) > most else ""
    return (
        f"The report quotes what was said in a conversation, and these words are not cleared for use: "
        f"{'; '.join(places[:most])}{more}. Ask the practitioner and record the answer under Conversations, or say it in "
        "words of your own."
    )
