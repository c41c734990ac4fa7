"""Does a figure in the text differ from what the records count?"""

import re
from collections.abc import Iterator, Mapping

from reviews.editing.rules.noted import Check, Counted, Noted, noted_at
from reviews.editing.rules.numbers import NUMBER, TIMES, number_of
from reviews.editing.rules.reading import Passage, Reading

SESSIONS, PARTICIPANTS, AGENCIES, CHRONOLOGIES = "sessions", "participants", "agencies", "chronologies"
MEETINGS, RECOMMENDATIONS, FINDINGS, QUESTIONS = "meetings", "recommendations", "findings", "questions"
_N = rf"(?<![\d.,£/-])\b(?P<n>{NUMBER})\b(?!\s?%|[.,]\d)"
_FEW = r"(?:\w+ ){0,3}"
_GIVEN = r"(?:sent|provided|submitted|gave|completed|prepared|supplied|produced|returned)"
_TALKS = r"conversation|session|learning event|took part|this review"


def _made(what: str) -> list[str]:
    """How a report tells how many of its recommendations or findings there are in all."""
    return [
        rf"\b(?:review|report) {_FEW}(?:makes|made|sets out|contains|gives|reached|reaches) {_N} {_FEW}{what}",
        rf"{_N} {_FEW}{what} (?:in all|altogether|in total|of this (?:review|report)|made (?:by|in) this)",
        rf"\b(?:all|these|its) {_N} (?:\w+ )?{what}",
    ]


# Without one of these words there is nothing to look for.
_SIGNS = ("conversation", "session", "event", "took part", "agencies", "chronolog", " met ", "meetings", "recommendations",
          "findings", "questions", "attended", "contributed", "joined", "came to")  # fmt: skip
# What is counted, how a sentence tells it, and what the sentence must speak of as well.
PATTERNS = tuple(
    (name, re.compile(pattern, re.I), re.compile(beside, re.I) if beside else None)
    for name, beside, told in (
        (SESSIONS, "", [
            rf"{_N} {_FEW}(?:conversations?|sessions?|events?) with (?:practitioners|professionals|staff)",
            rf"{_N} {_FEW}practitioner(?:s[’'])? (?:conversations?|sessions?|events?)",
        ]),
        (SESSIONS, "practitioner|professional|staff", [rf"{_N} {_FEW}(?:conversations?|sessions?) (?:was|were) held"]),
        (PARTICIPANTS, _TALKS, [
            rf"{_N} (?:\w+ ){{0,2}}(?:practitioners|professionals|participants|people|staff) (?:\w+ ){{0,5}}"
            r"(?:took part|attended|contributed|came to|joined)",
        ]),
        (AGENCIES, "took part|attended|conversation|session", [rf"\b(?:from|of|across) {_N} (?:\w+ )?agencies"]),
        (CHRONOLOGIES, "", [
            rf"{_N} (?:\w+ ){{0,2}}agencies {_FEW}{_GIVEN} {_FEW}chronolog", rf"{_N} (?:\w+ ){{0,2}}chronologies\b",
        ]),
        (MEETINGS, "", [
            rf"\bpanel {_FEW}met (?:on )?{_N} (?:times|occasions)", rf"{_N} {_FEW}panel meetings",
            rf"\bpanel {_FEW}met (?P<n>{'|'.join(TIMES)})\b",
        ]),
        (RECOMMENDATIONS, "", _made("recommendations")),
        (FINDINGS, "", _made("findings")),
        (QUESTIONS, "terms of reference", [rf"{_N} {_FEW}questions"]),
    )
    for pattern in told
)  # fmt: skip


def figures(reading: Reading, counts: Mapping[str, Counted]) -> Iterator[Noted]:
    """Where the text gives another number than the records; quotations and what is filed from records are left out."""
    patterns = [one for one in PATTERNS if one[0] in counts]
    for passage in reading.passages:
        low = passage.own.lower() if passage.written else ""
        if low and any(sign in low for sign in _SIGNS):
            yield from _in(passage, counts, patterns)


def _in(passage: Passage, counts: Mapping[str, Counted], patterns: list) -> Iterator[Noted]:
    told: set[tuple[str, int]] = set()
    for start, end in passage.sentences:
        sentence = passage.own[start:end]
        if not any(sign in sentence.lower() for sign in _SIGNS):
            continue
        for name, pattern, beside in patterns:
            for match in pattern.finditer(sentence) if not beside or beside.search(sentence) else ():
                known, place = counts[name], (name, start + match.start("n"))
                if number_of(match["n"]) == known.count or place in told:
                    continue
                told.add(place)
                says = f"“{match['n']}” stands here; the records have {known.told}."
                yield noted_at(passage, Check.FIGURE, says, match[0])
