"""What did somebody mean by the date they typed? Read where it can mean one thing, asked where it can mean more."""

import datetime as dt
import re
from dataclasses import replace

from chronology.rules import times
from chronology.rules.days import MONTHS, Read, joined, months_named, read_day
from chronology.rules.relative import Known, read_age, read_birth, read_gestation, read_side
from chronology.rules.when import DAY, Hedge, Precision, When, at_time, between, in_week, on, written

LONGEST = 200
MOST_READINGS = 8
DEEPEST = 2  # how often a date may stand within a date: "before about 12 March 2021"
SUBSTITUTES = {"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\u00a0": " ", "\u00bd": ".5"}
NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b")
HEDGED = (
    (re.compile(r"^(?:at |in )?(?:about|abt|approx(?:imately)?|around|roughly|circa|ca?(?=[\s.]*\d)|~)[\s.]*(?P<rest>.+)$"), Hedge.ABOUT),
    (re.compile(r"^(?P<rest>.+?)[\s,]*\(?(?:approx(?:imately)?\.?|or so|or thereabouts|about)\)?$"), Hedge.ABOUT),
    (re.compile(r"^(?:\?+(?!\s*[/.\-])|possibly|probably|perhaps|maybe|(?:believed|thought)(?: to be)?)\s*(?P<rest>.+)$"), Hedge.UNSURE),
    (re.compile(r"^(?P<rest>.+?)\s*(?:\?+|\(\?+\)|\(not certain\)|\(uncertain\))$"), Hedge.UNSURE),
    (re.compile(r"^(?P<rest>.+?)\s*\(times? not certain\)$"), Hedge.TIME),
)  # fmt: skip
WEEK = re.compile(
    r"^(?:in |the )*(?:week|wk|w)[\s./]*(?P<end>commencing|comm|beginning|starting|of|c|b|ending|e)\.?[\s:]*(?P<rest>.+)$"
)
BOTH = re.compile(r"^(?:between|from)\s+(?P<rest>.+)$")
APART = (r"\s+-\s+", r"\s+(?:to|until|till)\s+", r"\s+and\s+", r"\s+or\s+", r"\s*-\s*", r"\s*/\s*")
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
MONTH_FIRST = re.compile(
    rf"^(?P<month>[a-z]+)\.? (?P<days>{DAY_OF_MONTH}\s*[-/]\s*{DAY_OF_MONTH}),? (?P<year>(?:19|20)\d\d)$"
)
LISTED = re.compile(
    rf"^{DAY_OF_MONTH}(?:(?P<apart>\s*[/,-]\s*){DAY_OF_MONTH}(?:(?P=apart){DAY_OF_MONTH})+"
    rf"|(?:\s*,\s*{DAY_OF_MONTH})+\s*,?\s*(?:and|&)\s*{DAY_OF_MONTH})\s*(?:of\s+)?(?P<month>[a-z]+)"
)
LATER = re.compile(r"\b(later|earlier|next day|following day|same day)\b")
INSIDE = re.compile(r"\d{1,4}[\s/.\-]+\w{1,9}[\s/.\-]+\d{2,4}")
PLAINLY = "Write it like 12 March 2021, 12/3/2021, March 2021, or about 12 March 2021."


def read_when(typed: str, known: Known) -> Read:
    """Read what was typed as a date; ``sure`` where it can only mean one thing, and never a day to come."""
    text = plain(typed)
    if not text or len(typed) > LONGEST:
        return Read(problem=f"The date is too long. {PLAINLY}" if text else f"Enter when it happened. {PLAINLY}")
    try:
        read = _read(text, known) or _inside(text, known) or Read(problem=_unreadable(text))
    except (ValueError, OverflowError):  # so long before or after that no calendar has the day
        read = Read(problem=_unreadable(text))
    past = tuple(when for found in read.readings if (when := _until(found, known.today)))
    if read.readings and not past:
        return Read(problem=f"{written(read.readings[0])} has not come yet. {PLAINLY}")
    readings = tuple(replace(when, words=" ".join(typed.split())) for when in dict.fromkeys(past))[:MOST_READINGS]
    return Read(readings, read.question if readings else "", "" if readings else read.problem)


def _until(when: When, today: dt.date) -> When | None:
    """The reading as far as it is past; an age that somebody still has ends today."""
    if when.sort_day > today:
        return None
    if when.precision != Precision.BETWEEN or when.ends <= today:
        return when
    return replace(when, latest=today) if when.note and when.sort_day < today else None


def plain(typed: str) -> str:
    """In small letters, with plain signs and single spaces."""
    for odd, usual in SUBSTITUTES.items():
        typed = typed.replace(odd, usual)
    text = NUMBER_WORD.sub(lambda found: str(NUMBER_WORDS.index(found[0]) + 1), typed.lower())
    return " ".join(text.split()).strip(" ,;")


def _unreadable(text: str) -> str:
    if LATER.search(text):
        return "Later or earlier than which day? Write “4 days after 12 March 2021”, or the date itself."
    return f"We cannot read this as a date. {PLAINLY}"


def _read(text: str, known: Known, depth: int = 0) -> Read | None:
    """The first way of reading that finds a date; else what the first that applies finds wrong."""
    wrong = None
    for way in WAYS if depth <= DEEPEST else ():
        read = way(text, known, depth)
        if read and read.readings:
            return read
        wrong = wrong or read
    return wrong


def _aged(text: str, known: Known, depth: int) -> Read | None:
    return read_age(text, known)


def _pregnant(text: str, known: Known, depth: int) -> Read | None:
    return read_gestation(text, known)


def _born(text: str, known: Known, depth: int) -> Read | None:
    return read_birth(text, known)


def _single(text: str, known: Known, depth: int = 0) -> Read | None:
    return read_day(text, known.today.year)


def _hedged(text: str, known: Known, depth: int = 0) -> Read | None:
    for pattern, hedge in HEDGED:
        found = pattern.match(text)
        if found and (read := _read(found["rest"], known, depth + 1)):
            return replace(read, readings=tuple(replace(when, hedge=hedge) for when in read.readings))
    return None


def _week(text: str, known: Known, depth: int = 0) -> Read | None:
    found = WEEK.match(text)
    read = _single(found["rest"], known) if found else None
    if not found or not read:
        return None
    if any(when.precision != Precision.DAY for when in read.readings):
        return Read(problem="Which day did the week begin? Write it like “week commencing 8 March 2021”.")
    ending = found["end"] in ("ending", "e")
    days = (when.sort_day - (6 * DAY if ending else 0 * DAY) for when in read.readings)
    return replace(read, readings=tuple(map(in_week, days)))


def _sided(text: str, known: Known, depth: int = 0) -> Read | None:
    return read_side(text, known, lambda what: _read(what, replace(known, events=()), depth + 1))


# Times -----------------------------------------------------------------------------------------------


def _timed(text: str, known: Known, depth: int = 0) -> Read | None:
    for pattern in (times.AT_END, times.AT_START):
        found = pattern.match(text)
        read = (_single(found["rest"], known) or _hedged(found["rest"], known, depth + 1)) if found else None
        if found and read and any(when.precision == Precision.DAY for when in read.readings):
            return _with_times(read, times.read_times(found["times"]), about=bool(found["about"]))
    return None


def _with_times(read: Read, found: times.Times, *, about: bool) -> Read:
    if found.problem:
        return Read(problem=found.problem)
    days = [when for when in read.readings if when.precision == Precision.DAY]
    readings = [_at(when, start, end) for when in days for start, end in found.pairs]
    if about:
        readings = [replace(when, hedge=when.hedge or Hedge.TIME) for when in readings]
    return Read(tuple(readings), read.question or found.question)


def _at(when: When, start: times.Clock, end: times.Clock | None) -> When:
    begins = when.sort_day + start.days * DAY
    if end and end.days and end.time >= start.time:
        return When(begins, begins + DAY, Precision.BETWEEN, when.hedge, start.time, end.time)
    return replace(at_time(on(begins), start.time, end and end.time), hedge=when.hedge)


# From one day to another -----------------------------------------------------------------------------


def _range(text: str, known: Known, depth: int = 0) -> Read | None:
    both = BOTH.match(text)
    rest = both["rest"] if both else text
    listed = LISTED.match(rest)
    if listed and months_named(listed["month"]):
        return Read(
            problem="These are more than two days. Write the first and the last of them, like 12 to 14 May 2023."
        )
    for apart in APART:
        for cut in re.finditer(apart, rest):
            read = _between(rest[: cut.start()], rest[cut.end() :], known)
            if read is not None:
                return read
    return None


def _days_after_month(text: str, known: Known, depth: int = 0) -> Read | None:
    """ "May 13-14 2023" is no day of 2014 at 20:23."""
    found = MONTH_FIRST.match(text)
    return _range(f"{found['days']} {found['month']} {found['year']}", known) if found else None


def _between(first: str, last: str, known: Known) -> Read | None:
    right = _end(last, known)
    if right is None or not right.readings:
        return None
    reads = [read for end in right.readings if (read := _from(first, end, known))]
    if not reads:
        return None
    read = joined(reads, right.question)
    return replace(read, question=read.question or right.question)


def _end(text: str, known: Known) -> Read | None:
    return _single(text, known) or _timed(text, known)


def _from(first: str, end: When, known: Known) -> Read | None:
    """The beginning, which may leave out the month or the year that the end names."""
    year, month = end.sort_day.year, MONTHS[end.sort_day.month - 1]
    completed = (
        [f"{first} {month} {year}"] if re.fullmatch(r"\w+ ?\d{1,2}(st|nd|rd|th)?|\d{1,2}(st|nd|rd|th)?", first) else []
    )
    for text in (*completed, first, f"{first} {year}"):
        begins = _end(text, known)
        fitting = [when for when in begins.readings if when.precision == end.precision] if begins else []
        if begins and fitting:
            return Read(*_stretches(fitting, end, begins.question))
    return None


def _stretches(begins: list[When], end: When, question: str) -> tuple[tuple[When, ...], str]:
    readings = []
    for when in begins:
        turned = when.sort_day > end.sort_day
        first, last = (end, when) if turned else (when, end)
        question = question or ("The second date comes before the first." if turned else "")
        readings.append(_stretch(first, last))
    return tuple(readings), question


def _stretch(first: When, last: When) -> When:
    if first.time and last.time:
        one_night = last.sort_day == first.sort_day + DAY and last.time < first.time
        if one_night or last.sort_day == first.sort_day:
            return at_time(on(first.sort_day), first.time, last.time)
        return When(first.sort_day, last.ends, Precision.BETWEEN, time=first.time, until=last.time)
    return between(first.sort_day, last.ends)


def _inside(text: str, known: Known) -> Read | None:
    """A date among words that cannot be read: offered, and never taken in silence."""
    found = INSIDE.search(text)
    read = _single(found[0], known) if found else None
    return replace(read, question="Only part of this can be read as a date.") if read and read.readings else None


WAYS = (_single, _hedged, _week, _aged, _pregnant, _born, _sided, _days_after_month, _timed, _range)
