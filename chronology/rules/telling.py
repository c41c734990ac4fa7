"""How is a date told without naming it: by the age of a child, with its hedge?"""

import calendar
import datetime as dt

from chronology.rules.ages import weeks_of_pregnancy
from chronology.rules.births import Birth
from chronology.rules.lengths import DAYS_IN_WEEKS_FROM, MONTHS_FROM, count, length_of, months_between
from chronology.rules.when import Hedge, Precision, When


def told(when: When, birth: Birth) -> str:
    """ "When Child A was 13 days old", "At 12 weeks of pregnancy", "Around the day Child A was born"."""
    words = _told(when, birth)
    return f"{words} (not certain)" if when.hedge == Hedge.UNSURE else words


def _told(when: When, birth: Birth) -> str:
    about = when.hedge == Hedge.ABOUT
    if birth.died_on and when.sort_day > birth.died_on:
        return f"After {birth.label} had died"
    if when.precision in (Precision.BEFORE, Precision.AFTER):
        words = _point(birth, when.sort_day, about=about)
        return f"{'Before' if when.precision == Precision.BEFORE else 'After'} {words[0].lower() + words[1:]}"
    if when.precision == Precision.YEAR and birth.born_on:
        return _in_year(birth, birth.born_on, when.sort_day.year)
    if when.precision == Precision.BETWEEN:
        return _between(birth, when.sort_day, when.ends)
    if when.precision in (Precision.MONTH, Precision.WEEK, Precision.YEAR):
        return _point(birth, _middle(when), about=True)
    return _point(birth, when.sort_day, about=about)


def _middle(when: When) -> dt.date:
    if when.precision == Precision.MONTH:
        return when.sort_day.replace(day=calendar.monthrange(when.sort_day.year, when.sort_day.month)[1] // 2)
    return when.sort_day + (when.ends - when.sort_day) // 2


def _point(birth: Birth, day: dt.date, *, about: bool) -> str:
    label, born = birth.label, birth.born_on
    if born is not None and day >= born:
        if day == born:
            return f"Around the day {label} was born" if about else f"On the day {label} was born"
        return f"When {label} was {hedged(born, day, about=about)} old"
    weeks = weeks_of_pregnancy(day, birth.due_on)
    if weeks is not None:
        return f"At {'about ' if about else ''}{count(weeks, 'week', 'weeks')} of the pregnancy with {label}"
    expected = born or birth.due_on
    words = f"{hedged(day, expected, about=about)} before {label} was born" if expected and day < expected else ""
    return words[:1].upper() + words[1:] if words else f"Before {label} was born"


def hedged(start: dt.date, end: dt.date, *, about: bool) -> str:
    """A length with "just over" or "nearly" where whole weeks would say it too roughly; "about" says enough."""
    if about:
        return f"about {length_of(start, end, joined=' and ')}"
    days, months = (end - start).days, months_between(start, end)
    weeks, rest = divmod(days, 7)
    if days < DAYS_IN_WEEKS_FROM or months >= MONTHS_FROM or not rest:
        return length_of(start, end, joined=" and ")
    return f"just over {weeks} weeks" if rest < 4 else f"nearly {weeks + 1} weeks"


def _between(birth: Birth, first: dt.date, last: dt.date) -> str:
    born, label = birth.born_on, birth.label
    if born is None or (birth.due_on and last < born):
        begins, ends = _point(birth, first, about=False), _point(birth, last, about=False)
        return begins if begins == ends else f"{begins} or later, until {ends[0].lower() + ends[1:]}"
    if first >= born:
        return f"When {label} was between {length_of(born, first)} and {length_of(born, last)} old"
    if last < born:
        return f"Between {length_of(first, born)} and {length_of(last, born)} before {label} was born"
    return f"Between {length_of(first, born)} before {label} was born and {length_of(born, last)} after"


def _in_year(birth: Birth, born: dt.date, year: int) -> str:
    years = year - born.year
    if years < 0:
        before = "In the year" if years == -1 else f"{-years} years"
        return f"{before} before the year in which {birth.label} was born"
    return f"In the year {birth.label} was born" if years == 0 else f"In the year {birth.label} turned {years}"
