"""By when, and of whom, does a recommendation ask for something, where its words say so plainly? Offered, never assumed."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"eighteen": 18}
_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?:by|before|no later than|not later than)\s+(?:the\s+)?(?P<end>end of\s+)?(?:the\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?"
    rf"(?P<month>{_MONTH}),?\s+(?P<year>20\d\d)\b",
    re.I,
)
_FIGURES = re.compile(r"\bby\s+(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d)\b", re.I)
_WITHIN = re.compile(
    rf"\bwithin\s+(?:the\s+next\s+)?(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)}|a)\s+(?P<unit>day|week|month|year)s?\b(?P<of>\s+(?:of|from|after)\s[^.;,]{{3,60}})?",
    re.I,
)
_VERB = re.compile(
    r"\b(?:should|must|shall|will|ought to|(?:is|are) (?:asked|required|expected|recommended|invited) to|needs? to|(?:is|are) to)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
SPAN = {"day": 1, "week": 7}


@dataclass(frozen=True)
class ByWhen:
    """What the words say: a day; or, counted from one that they do not name, a span to count it with."""

    words: str
    day: dt.date | None = None
    count: int = 0
    unit: str = ""

    def counted(self, start: dt.date) -> dt.date:
        """The day, or the end of the span where it begins on a day."""
        if self.day:
            return self.day
        if self.unit in SPAN:
            return start + dt.timedelta(days=self.count * SPAN[self.unit])
        months = start.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Asked:
    """What a recommendation says of itself. ``of``: of whom it plainly asks; ``named`` are others whom it mentions."""

    of: tuple[int, ...]
    named: tuple[int, ...]
    by_when: ByWhen | None


@dataclass(frozen=True)
class Asks:
    """Of whom, by number, and by when somebody confirmed that a recommendation asks for something."""

    of: tuple[int, ...] = ()
    by_when: dt.date | None = None


def asked(text: str, agencies: Mapping[int, Sequence[str]]) -> Asked:
    """``agencies``: by number, the names under which each is known."""
    of: list[int] = []
    named: list[int] = []
    for sentence in _SENTENCE.split(text):
        verb = _VERB.search(sentence)
        for at, pk in _mentions(sentence, agencies):
            (of if verb and at < verb.start() else named).append(pk)
    return Asked(tuple(dict.fromkeys(of)), tuple(pk for pk in dict.fromkeys(named) if pk not in of), by_when(text))


def by_when(text: str) -> ByWhen | None:
    """The one day or span that a text gives; None where it gives none, or several that differ."""
    days = {match[0]: _day(match) for match in (*_DAY.finditer(text), *_FIGURES.finditer(text))}
    given = {day for day in days.values() if day}
    if len(given) == 1 and None not in days.values():
        return next(ByWhen(words, day) for words, day in days.items())
    spans = list(_WITHIN.finditer(text))
    if days or len(spans) != 1:
        return None
    words = spans[0]["n"].lower()
    count = int(words) if words.isdecimal() else NUMBERS.get(words, 1)
    return ByWhen(spans[0][0], None, count, spans[0]["unit"].lower())


def _day(match: re.Match[str]) -> dt.date | None:
    """The day that is meant; the last of the month where it says "by the end of", or names the month alone: no day."""
    parts = match.groupdict()
    month = MONTHS.get(parts["month"].lower()) or (int(parts["month"]) if parts["month"].isdecimal() else 0)
    year = int(parts["year"])
    if parts.get("end") and not parts["day"]:
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    try:
        return dt.date(year, month, int(parts["day"] or 0))
    except ValueError:
        return None


def _mentions(sentence: str, agencies: Mapping[int, Sequence[str]]) -> list[tuple[int, int]]:
    """Where agencies are named; a name that several bear names none, and the longest name at a place is meant."""
    bearers: dict[str, set[int]] = {}
    for pk, names in agencies.items():
        for name in names:
            if name.strip():
                bearers.setdefault(" ".join(name.split()), set()).add(pk)
    taken: list[tuple[int, int]] = []
    found = []
    for name in sorted(bearers, key=len, reverse=True):
        # A name of one word is told from an ordinary word by its capital letters.
        flags = re.I if " " in name else 0
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, flags):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if len(bearers[name]) == 1:
                found.append((match.start(), next(iter(bearers[name]))))
    return sorted(found)
