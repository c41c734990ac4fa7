"""When did it happen, as the cells of a row say it: as text, as a day of a spreadsheet, or as the number of one?"""

import calendar
import datetime as dt
import re

from chronology.models import Entry
from cspr.records import NotYet

Precision = Entry.Precision
# The numbers that spreadsheets keep for the days from 1927 to 2063; a lower one is a year or a slip.
SERIALS = range(9_862, 60_000)
YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20[0-6]\d)(?!\d)")
WHOLE_DAY = 24 * 60
FIRST_SERIAL = dt.date(1899, 12, 30)
MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): place for place, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
HEDGE = re.compile(r"^(?:\?|~|c\.|ca\.?|circa|about|approx(?:\.|imately)?|around)\s*", re.IGNORECASE)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\s+(?:to|until|and|-|\u2013)\s+|(?<=\d{4})\s*[-\u2013]\s*(?=\d)", re.IGNORECASE)
NUMERIC = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ \-](?:of )?([a-z]+)\.?,?[ \-]?(\d{4}|\d{2})$", re.IGNORECASE)
AMERICAN = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$", re.IGNORECASE)
MONTH = re.compile(r"^([a-z]+)\.?,?[ \-]?(\d{4}|\d{2})$", re.IGNORECASE)
MONTH_NUMBER = re.compile(r"^(\d{1,2})/(\d{4})$")
TIME = re.compile(r"^(\d{1,2})[:.h]?(\d{2})?(?:[:.]\d{2})?\s*(am|pm|a\.m\.|p\.m\.|hrs?|hours?|h)?$", re.IGNORECASE)
AT_END = re.compile(r"^(.*\d{4}|.*\d{1,2}[/.\-]\d{2})[ T,]+(?:at )?(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]m)?)$")


def read_when(
    day: str, time: str = "", *, until: str = "", year: int | None = None, serials_from: dt.date, today: dt.date
) -> dict[str, object]:
    """The fields of an entry that say when; ``year`` is the one a heading gives. Raises ``NotYet`` with the reason.

    The field of the refusal is ``date`` or ``time``.
    """
    typed = _from_serial(day, serials_from)
    if not typed:
        raise NotYet("There is no date.", field="date")
    in_one = AT_END.match(typed)
    if in_one:
        typed, time = in_one[1], time or in_one[2]
    found = _read(typed, year, today)
    if until and found["precision"] == Precision.DAY:
        last = _read(_from_serial(until, serials_from), year, today)["happened_on"]
        if last != found["happened_on"]:
            found |= {"until_on": last, "precision": Precision.BETWEEN}
    _check_past(found, today)
    found["happened_at"] = _time(time) if time else None
    return found


def year_told(title: str) -> int | None:
    """The one year a heading names, such as "Chronology 2022"; none where it names several."""
    years = set(YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def looks_like_a_date(text: str) -> bool:
    """Does a cell hold a day that can be read, in whatever form?"""
    try:
        read_when(text, serials_from=FIRST_SERIAL, today=dt.date.max, year=FIRST_SERIAL.year)
    except NotYet:
        return False
    return not text.isdecimal()


def _from_serial(text: str, serials_from: dt.date) -> str:
    """The text, or the day for which its number stands."""
    whole, _, part = text.partition(".")
    if not whole.isdecimal() or len(whole) > 5 or int(whole) not in SERIALS or (part and not part.isdecimal()):
        return text.strip()
    day = serials_from + dt.timedelta(days=int(whole))
    minutes = round(float(f"0.{part or 0}") * WHOLE_DAY)
    return f"{day:%Y-%m-%d}" + (f" {minutes // 60:02d}:{minutes % 60:02d}" if 0 < minutes < WHOLE_DAY else "")


def _check_past(found: dict[str, object], today: dt.date) -> None:
    for name in ("happened_on", "until_on"):
        day = found.get(name)
        if isinstance(day, dt.date) and day > today:
            raise NotYet(f"{day.day} {day:%B %Y} is in the future.", field="date")
    if found.get("until_on") and found["until_on"] < found["happened_on"]:  # type: ignore[operator]
        raise NotYet("The last day comes before the first.", field="date")


def _read(typed: str, year: int | None, today: dt.date) -> dict[str, object]:
    text = WEEKDAY.sub("", HEDGE.sub("", typed))
    precision = Precision.ABOUT if HEDGE.match(typed) or typed.endswith("?") else Precision.DAY
    text = text.rstrip("?").strip(" .,")
    if text.isdecimal() and YEAR.fullmatch(text):
        return _fields(dt.date(int(text), 1, 1), Precision.YEAR)
    month = _month(text, year, today)
    if month:
        return _fields(month, Precision.MONTH)
    ends = BETWEEN.split(text)
    if len(ends) == 2 and not _parts(text, today):
        first, last = (_day(end, year, today) for end in ends)
        return _fields(first, Precision.BETWEEN, last)
    return _fields(_day(text, year, today), precision)


def _fields(day: dt.date, precision: str, until: dt.date | None = None) -> dict[str, object]:
    return {"happened_on": day, "until_on": until, "precision": precision}


def _month(text: str, year: int | None, today: dt.date) -> dt.date | None:
    found = MONTH.match(text)
    if found and found[1].lower() in MONTHS and len(found[2]) == 4:
        return dt.date(int(found[2]), MONTHS[found[1].lower()], 1)
    if year and text.lower() in MONTHS:
        return dt.date(year, MONTHS[text.lower()], 1)
    number = MONTH_NUMBER.match(text)
    return dt.date(int(number[2]), int(number[1]), 1) if number and 1 <= int(number[1]) <= 12 else None


def _day(text: str, year: int | None, today: dt.date) -> dt.date:
    parts = _parts(text, today) or (
        _parts(f"{text} {year}", today) or _parts(f"{text}/{year}", today) if year else None
    )
    if parts is None:
        raise NotYet(f"\u201c{text[:60]}\u201d is not a date that can be read.", field="date")
    try:
        return dt.date(*parts)
    except ValueError:
        raise NotYet(f"There is no such day as {text[:60]}.", field="date") from None


def _parts(text: str, today: dt.date) -> tuple[int, int, int] | None:
    found = ISO.match(text)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = NUMERIC.match(text)
    if found:
        return _year(found[3], today), int(found[2]), int(found[1])
    found = WORDS.match(text)
    if found and found[2].lower() in MONTHS:
        return _year(found[3], today), MONTHS[found[2].lower()], int(found[1])
    found = AMERICAN.match(text)
    return (int(found[3]), MONTHS[found[1].lower()], int(found[2])) if found and found[1].lower() in MONTHS else None


def _year(digits: str, today: dt.date) -> int:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if 2000 + int(digits) <= today.year else 1900 + int(digits)


def _time(typed: str) -> dt.time:
    text = HEDGE.sub("", typed).strip()
    whole, _, part = text.partition(".")
    if whole == "0" and len(part) > 2 and part.isdecimal():  # a part of a day, as a spreadsheet keeps it
        minutes = round(float(text) * WHOLE_DAY)
        return dt.time(minutes // 60 % 24, minutes % 60)
    found = TIME.match(text if not (text.isdecimal() and len(text) == 3) else f"0{text}")
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 99)
    half = (found[3] or "").lower().replace(".", "") if found else ""
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or (found and not found[2] and half not in ("am", "pm")):
        raise NotYet(f"There is no such time as {typed[:40]}.", field="time")
    return dt.time(hour, minute)
