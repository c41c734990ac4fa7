"""What is read of an entry when all are read side by side?"""

import datetime as dt
from dataclasses import dataclass, field

from chronology.models import Entry
from chronology.rules.when import Hedge, Precision, When

Kind, Seen = Entry.Kind, Entry.Seen
CONTACTS = frozenset(
    {Kind.CONTACT, Kind.VISIT, Kind.CALL_OUT, Kind.ASSESSMENT, Kind.MEASUREMENT, Kind.DISCLOSURE}
)  # fmt: skip
SAW = frozenset({Seen.ALONE, Seen.SEEN})
DAYS_KNOWN = frozenset({Precision.DAY, Precision.BETWEEN, Precision.WEEK})
MOST_DAYS_KNOWN = 7


@dataclass(frozen=True)
class Compared:
    """An entry, as far as it is compared with others. ``sights`` are of each child by label; "" is of whom is not said."""

    pk: int
    agency: str
    when: When
    terms: frozenset[str] = frozenset()
    kind: str = ""
    sights: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()  # the children who said or showed something
    measured: bool = False
    measured_on: dt.date | None = None
    given_on: dt.date | None = None  # the day its chronology was handed in
    risk: str = ""
    text: str = field(default="", compare=False)

    @property
    def is_near(self) -> bool:
        """Is it known within a week when it happened?"""
        if self.when.precision not in DAYS_KNOWN or self.when.hedge == Hedge.UNSURE:
            return False
        return (self.when.ends - self.when.sort_day).days <= MOST_DAYS_KNOWN

    @property
    def is_contact(self) -> bool:
        """Was somebody of the family met or spoken with, as far as the entry says? What does not say counts."""
        seen = [how for _, how in self.sights if how]
        if any(how in SAW for how in seen):
            return True
        return self.kind in CONTACTS or not self.kind if Seen.NOT_SEEN not in seen else False

    def saw(self, child: str, *, alone: bool = False) -> bool:
        """Was this child seen at it?"""
        wanted = {Seen.ALONE} if alone else SAW
        return any(label == child and how in wanted for label, how in self.sights)
