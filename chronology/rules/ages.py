"""How old was somebody?"""

import datetime as dt
from collections.abc import Iterable

from chronology.models import Entry
from chronology.rules.births import Birth
from chronology.rules.lengths import PREGNANCY, count, length_of, months_on
from chronology.rules.when import When, of_entry

YOUNG_UNTIL = 25  # years: a parent younger than this may be a child of the case in some way too


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


def shows_age(birth: Birth, on: dt.date) -> bool:
    """Is this person's age told on that day? Of a child always; of a parent from birth until they are 25."""
    if not birth.grown:
        return True
    return bool(birth.born_on and birth.born_on <= on < months_on(birth.born_on, YOUNG_UNTIL * 12))


def ages_at(entry: Entry, births: Iterable[Birth]) -> list[tuple[str, str]]:
    """How old those were whose ages are shown beside an entry."""
    when = of_entry(entry)
    return [
        (birth.label, _age(when, entry.happened_on, birth)) for birth in births if shows_age(birth, entry.happened_on)
    ]


def weeks_of_pregnancy(on: dt.date, due_on: dt.date | None) -> int | None:
    """The full weeks of pregnancy on a day; none where it is not known or had not begun."""
    days = (on - due_on + PREGNANCY).days if due_on else -1
    return days // 7 if days >= 0 else None


def age_at(
    entry: Entry, born_on: dt.date | None, *, died_on: dt.date | None = None, due_on: dt.date | None = None
) -> str:
    """How old somebody was when an entry happened; "about" where its date is not exact."""
    return _age(of_entry(entry), entry.happened_on, Birth("", born_on, died_on, due_on))


def _age(when: When, day: dt.date, birth: Birth) -> str:
    words = age_words(birth.born_on, day, died_on=birth.died_on, due_on=birth.due_on)
    return words if when.is_exact or words in ("after death", "not born yet") else f"about {words}"
