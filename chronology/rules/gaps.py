"""For how long was there no contact, or a child not seen, or not seen alone?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chronology.rules.births import Birth
from chronology.rules.compared import Compared
from chronology.rules.when import DAY

USUAL_DAYS = 28
MOST_DAYS = 3650


@dataclass(frozen=True)
class Gap:
    """So many days between two entries; before the first, or after the last, one of them is missing."""

    days: int
    before: Compared | None
    after: Compared | None
    risk: Compared | None = None  # the last entry before it that tells of a risk

    @property
    def place(self) -> Compared | None:
        """Where one looks."""
        return self.before or self.after


def no_contact(entries: Sequence[Compared], days: int) -> list[Gap]:
    """Where no agency records contact with the family for longer than so many days, the longest first."""
    near = _in_order(entries)
    risks = [one for one in near if one.risk]
    found = _between([one for one in near if one.is_contact], days)
    return _longest_first(_with_risk(gap, risks) for gap in found)


def _with_risk(gap: Gap, risks: list[Compared]) -> Gap:
    start = gap.before.when.ends if gap.before else None
    told = [one for one in risks if start and one.when.sort_day <= start]
    return Gap(gap.days, gap.before, gap.after, told[-1] if told else None)


def not_seen(entries: Sequence[Compared], child: Birth, days: int, *, alone: bool = False) -> list[Gap]:
    """Where nobody records that a child was seen (``alone``) for longer than so many days while the child lived.

    Before the first and after the last time it counts from the first entry, or the birth, to the last, or the death.
    """
    near = _in_order(entries)
    if not near:
        return []
    first, last = near[0].when.sort_day, max(one.when.ends for one in near)
    start = max(first, child.born_on) if child.born_on else first
    end = min(last, child.died_on) if child.died_on else last
    seen = [one for one in near if one.saw(child.label, alone=alone) and start <= one.when.ends]
    found = _between(seen, days)
    if not seen:
        return [Gap((end - start).days, None, None)] if (end - start).days > days else []
    for length, before, after in (
        ((seen[0].when.sort_day - start).days, None, seen[0]),
        ((end - max(one.when.ends for one in seen)).days, seen[-1], None),
    ):
        if length > days:
            found.append(Gap(length, before, after))
    return _longest_first(found)


def _in_order(entries: Iterable[Compared]) -> list[Compared]:
    return sorted((one for one in entries if one.is_near), key=lambda one: (one.when.sort_day, one.pk))


def _between(contacts: list[Compared], days: int) -> list[Gap]:
    found: list[Gap] = []
    reach = contacts[0] if contacts else None
    for one in contacts[1:]:
        assert reach is not None
        length = (one.when.sort_day - reach.when.ends) // DAY
        if length > days:
            found.append(Gap(length, reach, one))
        reach = one if one.when.ends >= reach.when.ends else reach
    return found


def _longest_first(gaps: Iterable[Gap]) -> list[Gap]:
    return sorted(gaps, key=lambda gap: (-gap.days, gap.place.pk if gap.place else 0))


def days_typed(typed: str) -> int:
    """How many days somebody means; the usual number where it is none that can be meant."""
    number = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    return number if 1 <= number <= MOST_DAYS else USUAL_DAYS
