"""Which time of day was typed?"""

import datetime as dt
import re
from dataclasses import dataclass

ONE = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.?|p\.m\.?)|\d{1,2}[:.]\d{2}(?:\s*(?:hrs?|hours?|h))?|\d{4}\s*(?:hrs?|hours?|h)\b|\d{4}|\d{1,2}h\d{2}|midday|noon|midnight)"
RANGE = (
    rf"{ONE}(?:\s*(?:-|to|until|till|and)\s*{ONE})?(?:\s*(?:on\s+)?(?:the\s+)?(?:next|following)\s+(?:day|morning))?"
)
ABOUT = r"(?P<about>(?:about|around|approx(?:imately)?|circa|ca?|roughly)\.?\s+|~\s*|\?\s*)?"
AT_END = re.compile(rf"^(?P<rest>.+?)[\s,]+(?:at\s+|from\s+|between\s+)?{ABOUT}(?P<times>{RANGE})$")
AT_START = re.compile(rf"^(?:at\s+|from\s+|between\s+)?{ABOUT}(?P<times>{RANGE})[\s,]+(?:on\s+)?(?P<rest>.+)$")
PARTS = re.compile(ONE)
CLOCK = re.compile(r"^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?|hrs?|hours?|h)?$")
MIDNIGHT = "Midnight can mean the beginning or the end of a day."


@dataclass(frozen=True)
class Clock:
    """A time, on the day that is named or, where ``days`` is 1, on the one that follows."""

    time: dt.time
    days: int = 0


@dataclass(frozen=True)
class Times:
    """What typed times can mean: pairs of a beginning and an end, the question they raise, or why they cannot be."""

    pairs: tuple[tuple[Clock, Clock | None], ...] = ()
    question: str = ""
    problem: str = ""


def read_times(text: str) -> Times:
    """Read "14:30", "2.30pm", "1430hrs", "23:30-01:15", "22:00 to 01:00 the next day"."""
    words, following = PARTS.findall(text), "next" in text or "following" in text
    starts, question, problem = _read_one(words[0])
    if len(words) == 1:
        pairs = tuple((Clock(start.time, start.days + following), None) for start in starts)
        return Times(pairs, question, problem)
    ends, also, wrong = _read_one(words[1])
    if words[1] == "midnight":  # a stretch of time can only end at the midnight after it
        ends, also = (Clock(dt.time()),), ""
    pairs = tuple((start, Clock(end.time, int(following))) for start in starts for end in ends)
    if problem or wrong:
        return Times(problem=problem or wrong)
    pairs = pairs if following else _forward(pairs)
    return Times(pairs, (question or also) if len(pairs) > 1 else "")


Pairs = tuple[tuple[Clock, Clock | None], ...]


def _forward(pairs: Pairs) -> Pairs:
    """Of "2:30 to 3:15" only the readings that do not run round the clock, where there are any."""
    return tuple((start, end) for start, end in pairs if end and start.time < end.time) or pairs


def _read_one(word: str) -> tuple[tuple[Clock, ...], str, str]:
    """The times one word can mean, the question it raises, or what is wrong with it."""
    if word in ("midday", "noon"):
        return (Clock(dt.time(12)),), "", ""
    if word == "midnight":
        return (Clock(dt.time()), Clock(dt.time(), 1)), MIDNIGHT, ""
    found = CLOCK.match(word)
    assert found
    digits, minutes, tail = found[1], found[2], (found[3] or "").replace(".", "")
    hour, minute = int(digits), int(minutes or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (tail in ("am", "pm") and not 1 <= hour <= 12):
        return (), "", f"There is no time {word}. Write it like 14:30 or 2.30pm."
    if tail in ("am", "pm"):
        return _half_day(hour, minute, tail)
    if hour == 24:
        return (Clock(dt.time(), 1),), "", ""
    return _whole_day(digits, hour, minute, tail)


def _half_day(hour: int, minute: int, tail: str) -> tuple[tuple[Clock, ...], str, str]:
    if hour == 12 and not minute and tail == "am":
        return (Clock(dt.time()), Clock(dt.time(), 1)), MIDNIGHT, ""
    return (Clock(dt.time(hour % 12 + (12 if tail == "pm" else 0), minute)),), "", ""


def _whole_day(digits: str, hour: int, minute: int, tail: str) -> tuple[tuple[Clock, ...], str, str]:
    """Without am or pm a single digit may be morning or afternoon; "09:15" is written by the clock of 24 hours."""
    morning = Clock(dt.time(hour, minute))
    if len(digits) == 1 and hour and not tail:
        return (morning, Clock(dt.time(hour + 12, minute))), f"{hour}:{minute:02} can be morning or afternoon.", ""
    return (morning,), "", ""
