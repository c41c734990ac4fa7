"""When did it happen, as the cells of a row say it: in words, as a day of a spreadsheet, or as the number of one?"""

import datetime as dt
import re
from functools import lru_cache

from chronology.rules.reading import LONGEST, read_when
from chronology.rules.relative import Known
from chronology.rules.when import Precision, When, between, stored, written
from cspr.records import NotYet

# The numbers that spreadsheets keep for the days from 1927 to 2063; a lower one is a year or a slip.
SERIALS = range(9_862, 60_000)
FIRST_SERIAL = dt.date(1899, 12, 30)
WHOLE_DAY = 24 * 60
YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20[0-6]\d)(?!\d)")
DAY_AND_MONTH = re.compile(r"^\d{1,2}\s*[/.\-]\s*\d{1,2}$")
SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?!\d)")
BY_24_HOURS = re.compile(r"^(1[3-9]|2[0-3])[:.]?\d{2}")
SHORT_HOUR = re.compile(r"^(\d)(?=[:.]\d{2}(?!.*[ap]\.?m))", re.IGNORECASE)
NO_TIME = {"-", "n/a", "na", "nk", "unknown", "not known", "not recorded", "not stated", "none", "?", "00:00:00.0"}
DIGIT = re.compile(r"\d")
LONGEST_DATE = 60


@lru_cache(maxsize=20_000)
def when_of(
    day: str, time: str = "", *, until: str = "", until_time: str = "", year: int | None = None,
    serials_from: dt.date = FIRST_SERIAL, known: Known,
) -> When:  # fmt: skip
    """What the cells for date and time say; ``year`` is the one a heading gives.

    Raises ``NotYet`` with the reason, at "date" or "time", where they say nothing, or may mean more than one thing.
    """
    typed = _day_as_typed(day, year, serials_from)
    if not typed:
        raise NotYet("There is no date.", field="date")
    when = _sure(typed, known, "date")
    clock = " to ".join(filter(None, (_time_as_typed(time), _time_as_typed(until_time))))
    if clock and when.time is None:
        when = _sure(f"{typed} {clock}", known, "time", of=time)
    if until and when.precision == Precision.DAY:
        last = _sure(_day_as_typed(until, year, serials_from), known, "date")
        when = between(when.sort_day, last.ends) if last.ends > when.sort_day else when
    return when


def fields_of(when: When) -> dict[str, object]:
    """The fields of an entry that keep it."""
    return stored(when)


def year_told(title: str) -> int | None:
    """The one year a heading names, such as "Chronology 2022"; none where it names several."""
    years = set(YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def looks_like_a_date(text: str) -> bool:
    """Does a cell hold a day that can be read, in whatever form?"""
    if len(text) > LONGEST_DATE or not DIGIT.search(text) or text.isdecimal():
        return False
    return bool(read_when(f"{text}/2000" if DAY_AND_MONTH.match(text) else text, FAR).readings) or bool(
        read_when(f"{text} 2000", FAR).readings
    )


FAR = Known(dt.date(2060, 12, 31))


def is_by_24_hours(time: str) -> bool:
    """Is a time only possible where hours are counted to 24?"""
    return bool(BY_24_HOURS.match(time))


def in_24_hours(time: str) -> str:
    """A time such as "9:15" as it stands in a column whose hours are counted to 24."""
    return SHORT_HOUR.sub(r"0\1", time)


def _sure(typed: str, known: Known, field: str, *, of: str = "") -> When:
    read = read_when(typed[: LONGEST + 1], known)
    if read.sure:
        return read.sure
    # A day was read already: what is read of it without the time says nothing of the time.
    if field == "time" and "time" not in read.problem and not any(when.time for when in read.readings):
        raise NotYet(
            f"\u201c{of[:40]}\u201d is not a time that can be read. Write it like 14:30 or 2.30pm.", field=field
        )
    if read.readings:
        may_be = " or ".join(written(when) for when in read.readings[:3])
        raise NotYet(f"{read.question} It may be {may_be}.", field=field)
    raise NotYet(read.problem, field=field)


def _day_as_typed(text: str, year: int | None, serials_from: dt.date) -> str:
    """The text with the year of the heading where it names none, or the day for which its number stands."""
    text = SECONDS.sub(r"\1", _from_serial(text, serials_from))
    if not text or not year or YEAR.search(text) or not DIGIT.search(text):
        return f"{text} {year}" if text and year and not YEAR.search(text) else text
    if DAY_AND_MONTH.match(text):
        return f"{text}/{year}"
    return text if re.search(r"\d\s*[/.\-]\s*\d+\s*[/.\-]\s*\d", text) else f"{text} {year}"


def _from_serial(text: str, serials_from: dt.date) -> str:
    whole, _, part = text.partition(".")
    if not whole.isdecimal() or len(whole) > 5 or int(whole) not in SERIALS or (part and not part.isdecimal()):
        return text.strip()
    day = serials_from + dt.timedelta(days=int(whole))
    minutes = round(float(f"0.{part or 0}") * WHOLE_DAY)
    return f"{day:%Y-%m-%d}" + (f" {minutes // 60:02d}:{minutes % 60:02d}" if 0 < minutes < WHOLE_DAY else "")


def _time_as_typed(text: str) -> str:
    """The text, or the time for which a part of a day stands; nothing where it says that no time is known."""
    text = SECONDS.sub(r"\1", text.strip())
    whole, _, part = text.partition(".")
    if whole == "0" and len(part) > 2 and part.isdecimal():
        minutes = round(float(text) * WHOLE_DAY) % WHOLE_DAY
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if text.lower() in NO_TIME else text
