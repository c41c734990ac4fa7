"""Do the dates and ages of a text agree with the records, with the evidence named, and with one another?"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviews.editing.rules.noted import Born, Check, Noted, Records, noted_at
from reviews.editing.rules.numbers import NUMBER, number_of
from reviews.editing.rules.reading import CHRONOLOGY, Passage, Reading, within
from reviews.report.rules.document import Kind

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_DAYS = "|".join(calendar.day_name)
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{_DAYS}),? (?:the )?)?(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
    rf"(?P<month>{'|'.join(name for name in calendar.month_name if name)}),? (?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_LENGTH = rf"(?P<near>about |around |almost |nearly |just over |just under )?(?P<n>{NUMBER})(?:[ -])(?P<unit>day|week|month|year)s?"
_MORE = rf"(?: and (?P<more>{NUMBER}) (?P<rest>day|week|month)s?)?"
_DIED = re.compile(r"\b(?:died|death|dying)\b", re.I)
_FROM_TO = re.compile(r"\b(?:between|from)\s*$", re.I)
_TO = re.compile(r"^\s*(?:and|to|until|–|-)\s*$", re.I)
DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
SLACK = {"day": 0, "week": 1, "month": 3, "year": 2}  # days by which a length may be off without being wrong


@dataclass(frozen=True)
class Dated:
    """A date in a text: where it stands, and which day it is; none where there is no such day."""

    start: int
    end: int
    words: str
    weekday: str
    day: dt.date | None


@dataclass(frozen=True)
class Aged:
    """An age of somebody in a text, as the days of life it may mean."""

    start: int
    words: str
    born: Born
    least: float
    most: float

    def fits(self, first: dt.date, last: dt.date) -> bool:
        """Was this their age on one of these days?"""
        return (last - self.born.born_on).days >= self.least and (first - self.born.born_on).days <= self.most


def dates_in(text: str) -> list[Dated]:
    """The full dates of a text."""
    found = []
    for match in _DATE.finditer(text):
        try:
            day = dt.date(int(match["year"]), MONTHS[match["month"].lower()], int(match["day"]))
        except ValueError:
            day = None
        found.append(Dated(match.start(), match.end(), match[0], (match["weekday"] or "").capitalize(), day))
    return found


def age_patterns(births: tuple[Born, ...]) -> list[tuple[Born, re.Pattern[str]]]:
    """How an age of each of these people is told: "When Child A was 13 days old", "Child A, aged six weeks"."""
    said = r"(?:,? (?:who )?(?:was|is|then|had|been|only|just|at|aged|of|now)){0,3},? "
    return [
        (
            one,
            re.compile(
                rf"\b{re.escape(one.label)}\b(?:{said}{_LENGTH}{_MORE} old\b"
                rf"|,? (?:(?:was|then|who was) )?(?:aged|at the age of) (?P<years>{NUMBER})(?: (?P<of>day|week|month|year)s?)?\b)",
                re.I,
            ),
        )
        for one in births
    ]


def ages_in(text: str, patterns: list[tuple[Born, re.Pattern[str]]]) -> list[Aged]:
    """The ages of a text, each with the days it may mean."""
    found = []
    for born, pattern in patterns:
        for match in pattern.finditer(text):
            unit = (match["unit"] or match["of"] or "year").lower()
            least = number_of(match["n"] or match["years"]) * DAYS[unit]
            finest = unit
            if match["more"]:
                finest = match["rest"].lower()
                least += number_of(match["more"]) * DAYS[finest]
            most = least + DAYS[finest]
            wide = DAYS[finest] * (0.5 if match["near"] else 0) + SLACK[finest]
            over = (match["near"] or "").strip() in ("just over",)
            found.append(Aged(match.start(), match[0], born, least - (0 if over else wide), most + wide))
    return sorted(found, key=lambda one: one.start)


def dates_and_ages(reading: Reading, records: Records) -> Iterator[Noted]:
    """Everything of this kind, passage by passage, and then the order in which a chronology tells it."""
    patterns = age_patterns(records.births)
    order = _Order()
    for passage in reading.passages:
        if not passage.written:
            yield from order.follow(passage, [], [])
            continue
        dates, ages = dates_in(passage.own), ages_in(passage.own, patterns) if patterns else []
        if dates or ages:
            yield from _alone(passage, dates)
            yield from _together(passage, dates, ages)
            yield from _with_evidence(passage, dates, ages, records)
        yield from order.follow(passage, dates, ages)


def _alone(passage: Passage, dates: list[Dated]) -> Iterator[Noted]:
    """Days that do not exist or fall on another weekday, and stretches that end before they begin."""
    for one in dates:
        if one.day is None:
            yield noted_at(passage, Check.DATE, "There is no such day.", one.words)
        elif one.weekday and one.weekday != calendar.day_name[one.day.weekday()]:
            says = f"That day was a {calendar.day_name[one.day.weekday()]}."
            yield noted_at(passage, Check.DATE, says, one.words)
    for one, other in zip(dates, dates[1:], strict=False):
        between = passage.own[one.end : other.start]
        backwards = bool(one.day and other.day and other.day < one.day)
        if backwards and _TO.match(between) and _FROM_TO.search(passage.own[: one.start]):
            yield noted_at(passage, Check.DATE, "It ends before it begins.", passage.own[one.start : other.end])


def _together(passage: Passage, dates: list[Dated], ages: list[Aged]) -> Iterator[Noted]:
    """An age and a date in one sentence, and an age at death."""
    for age in ages:
        sentence = passage.sentence_at(age.start)
        days = [one.day for one in dates if one.day and passage.sentence_at(one.start) == sentence]
        if len(days) == 1 and not age.fits(days[0], days[0]):
            says = f"The date of birth in the register gives {age.born.label} {_age_on(age.born, days[0])} on that day."
            yield noted_at(passage, Check.DATE, says, sentence)
        died = age.born.died_on
        if not days and died and _DIED.search(sentence[sentence.find(age.words) :]) and not age.fits(died, died):
            says = f"By the register {age.born.label} was {_age_on(age.born, died)} old at death."
            yield noted_at(passage, Check.DATE, says, sentence)


def _age_on(born: Born, day: dt.date) -> str:
    days = (day - born.born_on).days
    if days < 0:
        return "no age: the birth was later,"
    if days < 14:
        return _told(days, "day")
    if days < 120:
        return _told(days // 7, "week")
    months = (day.year - born.born_on.year) * 12 + day.month - born.born_on.month - (day.day < born.born_on.day)
    return _told(months, "month") if months < 24 else _told(months // 12, "year")


def _told(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _with_evidence(passage: Passage, dates: list[Dated], ages: list[Aged], records: Records) -> Iterator[Noted]:
    """Dates and ages of a paragraph that fit none of what it names as its evidence."""
    keys = passage.block.facts.get("evidence") or ()
    known = [records.events[key] for key in keys if key in records.events]
    if not known or passage.note:
        return
    names = ", ".join(one.name for one in known)
    for one in dates:
        if one.day and not any(event.first <= one.day <= event.last for event in known):
            yield noted_at(passage, Check.DATE, f"The evidence named here tells of another day: {names}.", one.words)
    for age in ages:
        if not any(age.fits(event.first, event.last) for event in known):
            yield noted_at(passage, Check.DATE, f"The evidence named here tells of another age: {names}.", age.words)


class _Order:
    """What a chronology has told last, under its present heading."""

    def __init__(self) -> None:
        self.section = 0
        self.day: tuple[dt.date, str] | None = None
        self.ages: dict[str, tuple[Aged, str]] = {}

    def follow(self, passage: Passage, dates: list[Dated], ages: list[Aged]) -> Iterator[Noted]:
        """What a passage tells that happened before the passage above it."""
        if passage.section.pk != self.section or passage.block.kind == Kind.HEADING:
            self.section, self.day, self.ages = passage.section.pk, None, {}
        if passage.section.kind != CHRONOLOGY or passage.note:
            return
        first = next((one for one in dates if one.day), None)
        if first and first.day:
            if self.day and first.day < self.day[0]:
                yield noted_at(passage, Check.DATE, f"It comes after a later day ({within(self.day[1])}).", first.words)
            self.day = (first.day, passage.place)
        for age in ages[:1]:
            before = self.ages.get(age.born.label)
            if before and age.most < before[0].least:
                says = f"It comes after an older age ({within(before[1])}: “{before[0].words}”)."
                yield noted_at(passage, Check.DATE, says, age.words)
            self.ages[age.born.label] = (age, passage.place)
