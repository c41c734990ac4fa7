"""Which day, month or year was typed, in any usual British form?"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chronology.rules.when import DAY, When, between, in_month, in_year, long_day, on
from cspr.years import meant

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MONTHS = tuple(name.lower() for name in calendar.month_name)[1:]
WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
FILLERS = {"the", "of", "on", "in", "day", "during", "dated", "date"}
UNKNOWN = {"?", "??", "x", "xx", "00", "0", "dd", "mm", "unknown"}
FEASTS = {"christmas eve": "24 december", "christmas day": "25 december", "christmas": "25 december",
          "boxing day": "26 december", "new year's day": "1 january", "new years day": "1 january",
          "new year's eve": "31 december", "new years eve": "31 december"}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
PART_OF = re.compile(r"^(?P<part>early|beginning of|start of|mid|middle of|late|end of)[\s-]+(?P<rest>.+)$")
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
LOOSE_MARK = re.compile(r"^\?+\s|\s\?+$")  # a "?" that hedges the whole, and stands for no day or month
LOOKALIKES = str.maketrans("oil", "011")  # a letter typed for a digit
MISTYPED = re.compile(r"\b(?=[a-z]*\d)[\doil]+\b")


@dataclass(frozen=True)
class Read:
    """What typed words can mean: one reading that is sure, readings with a question, or none and what is wrong."""

    readings: tuple[When, ...] = ()
    question: str = ""
    problem: str = ""

    @property
    def sure(self) -> When | None:
        """The one reading, where nothing need be asked."""
        return self.readings[0] if len(self.readings) == 1 and not self.question else None


def read_day(text: str, this_year: int) -> Read | None:
    """One day, month or year; None where the words are something else."""
    for feast, day in FEASTS.items():
        text = re.sub(rf"^{feast}\b", day, text)
    part = PART_OF.match(text)
    if part:
        return _part_of(part["part"], read_day(part["rest"], this_year))
    if LOOSE_MARK.search(text):
        return None
    tokens, weekday = _tokens(text)
    if len(tokens) == 2 and ORDINAL.search(text) and any(map(months_named, tokens)):
        return Read(problem=f"Add the year, like {text} {this_year}.")
    if tokens and tokens[0] in SEASONS:
        return _season(tokens, this_year)
    found = _tokens_read(tokens, this_year)
    return _on_weekday(found, weekday) if found and weekday is not None else found


def _tokens(text: str) -> tuple[list[str], int | None]:
    """The words and numbers that say the date, and the day of the week where one is named."""
    text = MISTYPED.sub(lambda found: found[0].translate(LOOKALIKES), ORDINAL.sub("", text))
    text = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", text)
    weekday, tokens = None, []
    for word in re.split(r"[\s/.,'’\-]+", text):
        named = [i for i, name in enumerate(WEEKDAYS) if len(word) >= 3 and _is_short_for(word, name)]
        if named:
            weekday = named[0]
        elif word and word not in FILLERS:
            tokens.append(word)
    return tokens, weekday


def _is_short_for(word: str, name: str) -> bool:
    return name.startswith(word) or (word, name) in (("weds", "wednesday"), ("thurs", "thursday"))


def _tokens_read(tokens: list[str], this_year: int) -> Read | None:
    words = [place for place, token in enumerate(tokens) if months_named(token)]
    if len(words) == 1 and len(tokens) in (2, 3):
        return _with_month_name(tokens, words[0], this_year)
    if not all(token.isdecimal() or token in UNKNOWN for token in tokens):
        return None
    if len(tokens) == 3:
        return _three_numbers(tokens, this_year)
    if len(tokens) == 2:
        return _two_numbers(tokens, this_year)
    return _one_number(tokens[0], this_year) if len(tokens) == 1 else None


# Months in words -------------------------------------------------------------------------------------


def months_named(word: str) -> list[int]:
    """The months a word can mean: "mar", "sept", "Feburary"; several where it is mistyped so that one cannot tell."""
    if len(word) < 2 or not word.isalpha():
        return []
    begun = [
        number
        for number, name in enumerate(MONTHS, 1)
        if name.startswith(word) or (name, word) == ("september", "sept")
    ]
    if begun or len(word) < 4:
        return begun
    return [number for number, name in enumerate(MONTHS, 1) if is_slip(word, name)]


def is_slip(typed: str, meant: str) -> bool:
    """Is one word the other with one letter wrong, left out, too many, or two letters swapped?"""
    if abs(len(typed) - len(meant)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, right = typed[same:], meant[same:]
    swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return swapped or rest[1:] == right[1:] or rest == right[1:] or rest[1:] == right


def _with_month_name(tokens: list[str], place: int, this_year: int) -> Read | None:
    months, numbers = months_named(tokens[place]), tokens[:place] + tokens[place + 1 :]
    if not all(number.isdecimal() or number in UNKNOWN for number in numbers):
        return None
    if place == 2 and not any(len(number) == 4 for number in numbers):  # "13/14 May" is two days, and none has a year
        return None
    reads = []
    for month in months:
        if len(numbers) == 1:
            reads.append(_month_and_number(month, numbers[0], this_year))
        else:
            day, year = numbers if len(numbers[0]) < 4 else reversed(numbers)
            reads.append(_day_month_year(day, str(month), year, this_year))
    return joined(reads, f"“{tokens[place]}” can be more than one month.")


def _month_and_number(month: int, number: str, this_year: int) -> Read:
    name = MONTHS[month - 1].capitalize()
    if len(number) == 4:
        return _years(number, this_year, lambda year: in_month(year, month))
    if len(number) != 2 or number in UNKNOWN:
        return Read(problem=f"Add the year, like {number} {name} {this_year}.")
    read = _years(number, this_year, lambda year: in_month(year, month))
    return replace(read, question=f"Does {number} stand for the year, or is the year missing?")


# Numbers ---------------------------------------------------------------------------------------------


def _one_number(text: str, this_year: int) -> Read | None:
    if len(text) == 4:
        return _years(text, this_year, in_year)
    if len(text) not in (6, 8):
        return None
    forms = [(text[:2], text[2:4], text[4:])] + ([(text[6:], text[4:6], text[:4])] if len(text) == 8 else [])
    reads = [read for form in forms if (read := _day_month_year(*form, this_year)).sure]
    return joined(reads, "It can be read from either end.") if reads else Read(
        problem="Write the day, the month and the year apart, like 27 3 2024."
    )  # fmt: skip


def _two_numbers(tokens: list[str], this_year: int) -> Read | None:
    """A month and a year, either first; "2019/20" is more than one kind of year, and "28/40" a week of pregnancy."""
    month, year = reversed(tokens) if len(tokens[0]) == 4 else tokens
    if month in UNKNOWN and len(year) == 4:
        return _years(year, this_year, in_year)
    if not (month.isdecimal() and year.isdecimal()) or len(month) > 2 or year == "40":
        return None
    whole = _two_years(int(year), month) if len(tokens[0]) == 4 else None
    if not 1 <= int(month) <= 12:
        return whole or Read(problem=f"Add the year, like 27/3/{this_year}.")
    if len(year) not in (2, 4):
        return Read(problem=f"Add the year, like {month}/{year}/{this_year}.")
    read = _years(year, this_year, lambda found: in_month(found, int(month)))
    if whole:
        return Read(read.readings + whole.readings, whole.question)
    return (
        read if len(year) == 4 else replace(read, question=f"Does {year} stand for the year, or is the year missing?")
    )


def _two_years(first: int, second: str) -> Read | None:
    """ "2019/20": two calendar years, or one of a school, or one of a budget."""
    if f"{(first + 1) % 100:02}" != second or not EARLIEST_YEAR <= first < LATEST_YEAR:
        return None
    ends = ((dt.date(first, 1, 1), 12), (dt.date(first, 9, 1), 8), (dt.date(first, 4, 1), 3))
    readings = tuple(between(begins, in_month(first + 1, month).ends) for begins, month in ends)
    return Read(readings, f"“{first}/{second}” can be two calendar years, a school year or a financial year.")


def _three_numbers(tokens: list[str], this_year: int) -> Read:
    if len(tokens[0]) == 4:
        tokens = tokens[::-1]
    return _day_month_year(*tokens, this_year)


def _day_month_year(day: str, month: str, year: str, this_year: int) -> Read:
    if month in UNKNOWN:
        return _years(year, this_year, in_year) if day in UNKNOWN else Read(problem="Which month was it?")
    if day in UNKNOWN:
        return _years(year, this_year, lambda found: in_month(found, int(month))) if int(month) in range(1, 13) else (
            Read(problem=f"There is no month {month}.")
        )  # fmt: skip
    if len(day) > 2 or len(month) > 2:
        return Read(problem="Write the day, the month and the year apart, like 27 3 2024.")
    return _years(year, this_year, lambda found: _real(int(day), int(month), found))


def _real(day: int, month: int, year: int) -> Read | When:
    """The date, or what it may have been meant to be where there is none such."""
    if month > 12:
        if 1 <= day <= 12 and month <= calendar.monthrange(year, day)[1]:
            return Read(
                (on(dt.date(year, day, month)),), f"There is no month {month}. Are day and month the other way round?"
            )
        return Read(problem=f"There is no month {month}.")
    last = calendar.monthrange(year, month)[1]
    if day <= last:
        return on(dt.date(year, month, day))
    near = [
        dt.date(year, other, day) for other in (month - 1, month + 1) if 1 <= other <= 12 and _has(year, other, day)
    ]
    readings = (on(dt.date(year, month, last)), *map(on, near), in_month(year, month))
    return Read(readings, f"{MONTHS[month - 1].capitalize()} {year} has no day {day}.")


def _has(year: int, month: int, day: int) -> bool:
    return day <= calendar.monthrange(year, month)[1]


def _years(text: str, this_year: int, make: Callable[[int], Read | When]) -> Read:
    """What is made of a year in four digits, or of two that may be more than one."""
    if not text.isdecimal() or len(text) not in (2, 4):
        return Read(problem=f"The year “{text}” is not complete. Write all four digits.")
    if len(text) == 4:
        years: tuple[int, ...] = (int(text),)
    else:
        years = meant(int(text), this_year)
    if not all(EARLIEST_YEAR <= year <= LATEST_YEAR for year in years):
        return Read(problem=f"The year must be between {EARLIEST_YEAR} and {LATEST_YEAR}.")
    reads = [made if isinstance(made, Read) else Read((made,)) for made in map(make, years)]
    return joined(reads, f"The year {text} can be " + " or ".join(map(str, years)) + ".")


def joined(reads: Iterable[Read], question: str) -> Read:
    """Several ways to read the same words as one; where more than one is left, the question is asked."""
    found = list(reads)
    good = [read for read in found if read.readings]
    if not good:
        return found[0]
    readings = tuple(dict.fromkeys(when for read in good for when in read.readings))
    asked = next((read.question for read in good if read.question), "")
    return Read(readings, asked or (question if len(good) > 1 and len(readings) > 1 else ""))


# What is never sure ----------------------------------------------------------------------------------


def _on_weekday(read: Read, weekday: int) -> Read:
    """Does the day of the week fit? If not, both may be wrong."""
    when = read.sure
    if when is None or when.earliest is None or when.earliest != when.latest or when.earliest.weekday() == weekday:
        return read
    day, name = when.earliest, WEEKDAYS[weekday].capitalize()
    ahead = (weekday - day.weekday()) % 7
    others = sorted((day + ahead * DAY, day + (ahead - 7) * DAY), key=lambda other: abs(other - day))
    return Read((when, *map(on, others)), f"{long_day(day)} was a {day:%A}, not a {name}.")


def _part_of(part: str, read: Read | None) -> Read | None:
    """ "Mid-March 2021", "late 2020": each of us means other days by it, so it is asked."""
    when = read.sure if read else None
    if when is None or when.earliest is None or when.latest is None or when.earliest == when.latest:
        return read if read and not read.sure else None
    third = ((when.latest - when.earliest).days + 1) // 3
    first, last = when.earliest, when.latest
    place = 0 if part in ("early", "beginning of", "start of") else 1 if part in ("mid", "middle of") else 2
    begins = first + place * third * DAY
    ends = last if place == 2 else begins + (third - 1) * DAY
    return Read((between(begins, ends), when), f"“{part.capitalize()}” is not the same to everybody.")


def _season(tokens: list[str], this_year: int) -> Read | None:
    if len(tokens) != 2 or not tokens[1].isdecimal():
        return None
    first, last = SEASONS[tokens[0]]

    def make(year: int) -> When:
        begins, ends = in_month(year, first), in_month(year + (last < first), last)
        return between(begins.sort_day, ends.ends)

    read = _years(tokens[1], this_year, make)
    years = tuple(in_year(when.sort_day.year) for when in read.readings)
    return replace(read, readings=read.readings + years, question="A season begins on other days for different people.")
