"""How old was somebody?"""

import datetime as dt

from chronology.models import Entry
from chronology.rules.lengths import PREGNANCY, count, length_of
from chronology.rules.when import of_entry


def age_words(
    born_on: dt.date | None, on: dt.date, *, died_on: dt.date | None = None, due_on: dt.date | None = None
) -> str:
    """How old somebody was on a day: before birth in weeks of pregnancy, or counted back where those are not known."""
    if died_on and on > died_on:
        return "after death"
    if born_on and on >= born_on:
        return "day of birth" if on == born_on else length_of(born_on, on)
    weeks = weeks_of_pregnancy(on, due_on)
    if weeks is not None:
        return f"{count(weeks, 'week', 'weeks')} of pregnancy"
    day = born_on or due_on
    return f"{length_of(on, day)} before birth" if day and on < day else "not born yet"


def weeks_of_pregnancy(on: dt.date, due_on: dt.date | None) -> int | None:
    """The full weeks of pregnancy on a day; none where it is not known or had not begun."""
    days = (on - due_on + PREGNANCY).days if due_on else -1
    return days // 7 if days >= 0 else None


def age_at(
    entry: Entry, born_on: dt.date | None, *, died_on: dt.date | None = None, due_on: dt.date | None = None
) -> str:
    """How old somebody was when an entry happened; "about" where its date is not exact."""
    words = age_words(born_on, entry.happened_on, died_on=died_on, due_on=due_on)
    return words if of_entry(entry).is_exact or words in ("after death", "not born yet") else f"about {words}"
