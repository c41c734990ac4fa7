"""When did it happen: how is that kept, put in order, and written out in one way?"""

import calendar
import datetime as dt
from dataclasses import dataclass, field, replace

from chronology.models import Entry

Precision, Hedge = Entry.Precision, Entry.Hedge
DAY = dt.timedelta(days=1)
# Within one day the vaguest stands first: "in 2023" heads its year, "after" the day it begins; "before" closes its day.
ORDER = (
    Precision.AFTER, Precision.YEAR, Precision.MONTH, Precision.BETWEEN, Precision.WEEK, Precision.DAY, Precision.BEFORE,
)  # fmt: skip


@dataclass(frozen=True)
class When:
    """A point or stretch of time, as exactly as it is known; ``words`` are those it was typed in.

    ``earliest`` is unknown where it is only known to be before a day, ``latest`` where it is only known to be after.
    ``time`` stands on the earliest day, ``until`` on the latest.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: str = Precision.DAY
    hedge: str = Hedge.NONE
    time: dt.time | None = None
    until: dt.time | None = None
    words: str = field(default="", compare=False)
    note: str = field(default="", compare=False)

    @property
    def sort_day(self) -> dt.date:
        """The day under which it stands in a list."""
        day = self.earliest or self.latest
        assert day is not None
        return day

    @property
    def ends(self) -> dt.date:
        """The last day that is known of it."""
        day = self.latest or self.earliest
        assert day is not None
        return day

    @property
    def is_exact(self) -> bool:
        """Is its day known for certain?"""
        return self.precision == Precision.DAY and self.hedge in (Hedge.NONE, Hedge.TIME)


def on(day: dt.date) -> When:
    """One day."""
    return When(day, day)


def in_week(day: dt.date) -> When:
    """The seven days that begin with this one."""
    return When(day, day + 6 * DAY, Precision.WEEK)


def in_month(year: int, month: int) -> When:
    """A whole month."""
    last = calendar.monthrange(year, month)[1]
    return When(dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH)


def in_year(year: int) -> When:
    """A whole year."""
    return When(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)


def between(first: dt.date, last: dt.date) -> When:
    """Somewhere between two days, both counted."""
    return on(first) if first == last else When(first, last, Precision.BETWEEN)


def before(when: When) -> When:
    """Some time before another."""
    return When(None, when.sort_day - DAY, Precision.BEFORE, when.hedge)


def after(when: When) -> When:
    """Some time after another."""
    return When(when.ends + DAY, None, Precision.AFTER, when.hedge)


def at_time(when: When, time: dt.time, until: dt.time | None = None) -> When:
    """A day with its time, or with a stretch of time, which may run over midnight."""
    overnight = until is not None and until < time
    return replace(when, time=time, until=until, latest=when.sort_day + (DAY if overnight else dt.timedelta()))


def place(when: When) -> tuple[object, ...]:
    """Where it stands in the order of events. ``queries.in_order`` asks the database for the same order."""
    return (
        when.sort_day,
        ORDER.index(when.precision),  # type: ignore[arg-type]
        -when.ends.toordinal(),
        _time_place(when.time),
        _time_place(when.until),
        str(when.hedge),
    )


def _time_place(time: dt.time | None) -> tuple[bool, dt.time]:
    return time is not None, time or dt.time()


# Kept in an entry, and read from it ------------------------------------------------------------------


def stored(when: When) -> dict[str, object]:
    """The fields of an entry that keep it."""
    return {
        "happened_on": when.sort_day,
        "until_on": when.latest if when.earliest and when.latest != when.earliest else None,
        "happened_at": when.time,
        "until_at": when.until,
        "precision": when.precision,
        "hedge": when.hedge,
        "when_typed": when.words,
    }


def of_entry(entry: Entry) -> When:
    """When an entry happened."""
    precision, day = entry.precision, entry.happened_on
    return When(
        earliest=None if precision == Precision.BEFORE else day,
        latest=None if precision == Precision.AFTER else _latest(entry),
        precision=precision, hedge=entry.hedge, time=entry.happened_at, until=entry.until_at, words=entry.when_typed,
    )  # fmt: skip


def _latest(entry: Entry) -> dt.date:
    """The last day; those whose length follows from their first day need not say it."""
    day = entry.happened_on
    if entry.precision == Precision.DAY:
        overnight = entry.happened_at and entry.until_at and entry.until_at < entry.happened_at
        return day + DAY if overnight else day
    if entry.until_on:
        return entry.until_on
    if entry.precision == Precision.MONTH:
        return in_month(day.year, day.month).ends
    if entry.precision == Precision.YEAR:
        return in_year(day.year).ends
    return in_week(day).ends if entry.precision == Precision.WEEK else day


# Written out -----------------------------------------------------------------------------------------


def long_day(day: dt.date) -> str:
    """ "12 March 2021"."""
    return f"{day.day} {day:%B} {day.year}"


def written(when: When) -> str:
    """The one way in which it is shown: "About 12 March 2021", "12 March 2021, 23:30 to 01:15 the next day"."""
    words = _plainly(when)
    if when.hedge == Hedge.ABOUT:
        return _about(when, words)
    if when.hedge == Hedge.TIME and when.precision == Precision.BETWEEN:
        return f"{words} (times not certain)"
    return f"{words} (not certain)" if when.hedge == Hedge.UNSURE else words


def _about(when: When, words: str) -> str:
    first, _, rest = words.partition(" ")
    if when.precision in (Precision.BEFORE, Precision.AFTER):
        return f"{first} about {rest}"
    return f"About the week {rest}" if when.precision == Precision.WEEK else f"About {words}"


def _plainly(when: When) -> str:
    precision, day = when.precision, when.sort_day
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.MONTH:
        return f"{day:%B} {day.year}"
    if precision == Precision.WEEK:
        return f"Week commencing {long_day(day)}"
    if precision == Precision.BEFORE:
        return f"Before {long_day(day + DAY)}"
    if precision == Precision.AFTER:
        return f"After {long_day(day - DAY)}"
    if precision == Precision.BETWEEN:
        return f"{_moment(day, when.time)} to {_moment(when.ends, when.until)}"
    return long_day(day) + _times(when)


def _moment(day: dt.date, time: dt.time | None) -> str:
    return long_day(day) + (f", {time:%H:%M}" if time else "")


def _times(when: When) -> str:
    if when.time is None:
        return ""
    words = f"{when.time:%H:%M}"
    if when.until is not None:
        words += f" to {when.until:%H:%M}" + (" the next day" if when.until < when.time else "")
    return f", about {words}" if when.hedge == Hedge.TIME else f", {words}"
