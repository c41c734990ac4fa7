"""Which picture do the entries make: a lane for each agency over time, each entry a mark, or counted where they are many?"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chronology.rules.lengths import months_between, months_on
from chronology.rules.when import DAY, When

MOST_MARKS = 500  # above it entries are counted, and the counts are drawn
BINS = 60
WIDTH, LEFT, LANE, TOP, EDGE = 1180, 290, 56, 44, 10  # units of the drawing: LEFT is kept for the names of the agencies
TALLEST = 40
LONGEST_NAME = 34
MOST_TICKS = 12


@dataclass(frozen=True)
class Told:
    """One entry as far as the picture needs it."""

    pk: int
    agency: str
    when: When


@dataclass(frozen=True)
class Scale:
    """How time is parted: in calendar years and months, or in years and months of a child's life."""

    anchor: dt.date  # the first day of the year numbered 1
    by_age: int | None = None  # the year of life that begins there: 0 is the first, -1 the year before birth

    def year(self, number: int) -> tuple[dt.date, dt.date]:
        return months_on(self.anchor, 12 * (number - 1)), months_on(self.anchor, 12 * number) - DAY

    def month(self, year: int, number: int) -> tuple[dt.date, dt.date]:
        months = 12 * (year - 1) + number - 1
        return months_on(self.anchor, months), months_on(self.anchor, months + 1) - DAY

    def year_words(self, number: int) -> str:
        if self.by_age is None:
            return str(self.year(number)[0].year)
        age = self.by_age + number - 1
        if age < 0:
            return "Year before birth" if age == -1 else f"{-age} years before birth"
        return "First year" if age == 0 else f"Aged {age}"

    def month_short(self, year: int, number: int) -> str:
        if self.by_age is None:
            return f"{self.month(year, number)[0]:%b}"
        return f"{12 * (self.by_age + year - 1) + number - 1} months"

    def month_words(self, year: int, number: int) -> str:
        if self.by_age is None:
            return f"{self.month(year, number)[0]:%B %Y}"
        months = 12 * (self.by_age + year - 1) + number - 1
        if months < 0:
            return f"{-months} months before birth" if months < -1 else "Month before birth"
        years, rest = divmod(months, 12)
        return f"{years} years {rest} months" if years else f"{rest} months old"


def scale_for(first: dt.date, born_on: dt.date | None) -> Scale:
    """The scale on which a story that begins on ``first`` is shown; by age where a day of birth is given."""
    if born_on is None:
        return Scale(dt.date(first.year, 1, 1))
    years = months_between(born_on, first) // 12
    return Scale(months_on(born_on, 12 * years), years)


@dataclass(frozen=True)
class Part:
    """A stretch of the picture, one column of its table; ``year`` and ``month`` lead to it where it can be zoomed."""

    first: dt.date
    last: dt.date
    words: str
    year: int = 0
    month: int = 0
    short: str = ""  # for the narrow place above the picture; the words where there is none


def parts(scale: Scale, last: dt.date, *, year: int = 0, month: int = 0) -> list[Part]:
    """The whole in years, a year in months, a month in weeks."""
    if year and month:
        first, end = scale.month(year, month)
        starts = [first + 7 * DAY * week for week in range((end - first).days // 7 + 1)]
        return [
            Part(start, min(start + 6 * DAY, end), _week_words(scale, start, min(start + 6 * DAY, end), number))
            for number, start in enumerate(starts, start=1)
        ]
    if year:
        return [
            Part(*scale.month(year, m), scale.month_words(year, m), year, m, scale.month_short(year, m))
            for m in range(1, 13)
        ]
    years = months_between(scale.anchor, last) // 12 + 1
    return [Part(*scale.year(y), scale.year_words(y), y) for y in range(1, years + 1)]


def _week_words(scale: Scale, first: dt.date, last: dt.date, number: int) -> str:
    return f"Week {number}" if scale.by_age is not None else f"{first.day} to {last.day} {last:%B}"


@dataclass(frozen=True)
class Shape:
    """What is drawn: a mark of one entry, or a column that counts several."""

    kind: str  # "point", "stretch" (the date is not exact) or "column"
    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True)
class Lane:
    """One agency: its place in the picture, what is drawn in it, and its row of the table."""

    agency: str
    short: str
    y: float
    base: float
    shapes: list[Shape]
    counts: list[tuple[int, int]]  # of each part: how many entries, and the number of the first of them

    @property
    def total(self) -> int:
        return sum(count for count, _ in self.counts)


@dataclass(frozen=True)
class Picture:
    """The whole drawing."""

    parts: list[Part]
    lanes: list[Lane]
    ticks: list[tuple[float, str]]
    height: float
    binned: bool
    width: int = WIDTH
    left: int = LEFT
    top: int = TOP
    total: int = field(default=0)


def picture(told: Sequence[Told], shown: list[Part]) -> Picture:
    """Draw the entries that fall into the parts shown. Each stands in the lane of its agency, in the order of names."""
    first, last = shown[0].first, shown[-1].last
    inside = [one for one in told if _touches(one.when, first, last)]
    binned = len(inside) > MOST_MARKS
    names = sorted({one.agency for one in told})
    lanes = [
        _lane(name, place, [one for one in inside if one.agency == name], shown, binned)
        for place, name in enumerate(names)
    ]
    every = -(-len(shown) // MOST_TICKS)
    ticks = [
        (_x(part.first, first, last), (part.short or part.words) if not n % every else "")
        for n, part in enumerate(shown)
    ]
    return Picture(shown, lanes, ticks, TOP + LANE * len(lanes) + EDGE, binned, total=len(inside))


def _touches(when: When, first: dt.date, last: dt.date) -> bool:
    return when.sort_day <= last and when.ends >= first


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    days = (last - first).days + 1
    return round(LEFT + (WIDTH - LEFT - EDGE) * min(max((day - first).days, 0), days) / days, 1)


def _lane(name: str, place: int, told: list[Told], shown: list[Part], binned: bool) -> Lane:
    top = TOP + LANE * place
    base = top + LANE - 8
    draw = _columns if binned else _marks
    shapes = list(draw(told, shown[0].first, shown[-1].last, base))
    counts = []
    for part in shown:
        inside = [one for one in told if part.first <= _day(one, shown) <= part.last]
        counts.append((len(inside), inside[0].pk if inside else 0))
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    return Lane(name, short, top, base, shapes, counts)


def _day(one: Told, shown: list[Part]) -> dt.date:
    """The day by which it is counted: its first, or the first that is shown of a longer stretch."""
    return max(one.when.sort_day, shown[0].first)


def _marks(told: Iterable[Told], first: dt.date, last: dt.date, base: float) -> Iterator[Shape]:
    """A point where the day is known; a bar over the days where it is not. Those of one day stand above one another."""
    stacked: dict[dt.date, int] = {}
    for one in told:
        when, day = one.when, max(one.when.sort_day, first)
        level = stacked[day] = stacked.get(day, -1) + 1
        y = round(base - 6 - min(level, 3) * 11, 1)
        x = _x(day, first, last)
        if when.is_exact and when.sort_day == when.ends:
            yield Shape("point", x, y, 5, 5, "")
        else:
            yield Shape("stretch", x, y - 3, max(_x(when.ends + DAY, first, last) - x, 6), 6, "")


def _columns(told: list[Told], first: dt.date, last: dt.date, base: float) -> Iterator[Shape]:
    """Columns of equal stretches of time; the highest of a lane is as high as the lane allows."""
    days = (last - first).days + 1
    bins = min(BINS, days)
    counts: dict[int, int] = {}
    for one in told:
        number = (max(one.when.sort_day, first) - first).days * bins // days
        counts[number] = counts.get(number, 0) + 1
    most, wide = max(counts.values(), default=1), (WIDTH - LEFT - EDGE) / bins
    for number, count in sorted(counts.items()):
        high = round(TALLEST * count / most, 1)
        yield Shape("column", round(LEFT + number * wide, 1), base - high, round(wide - 2, 1), high, str(count))
