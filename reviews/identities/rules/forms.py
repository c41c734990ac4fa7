"""What is a form of a registered person, and what is known of all of them together?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import ahocorasick


class Kind(StrEnum):
    """What a form tells. A common word is a name that is also an ordinary word ("May", "Will", "Rose")."""

    FULL = "full name"
    NAME = "name"
    ALIAS = "other name"
    COMMON = "common word"
    BORN = "date of birth"
    DIED = "date of death"
    ADDRESS = "address"
    POSTCODE = "postcode"
    NUMBER = "number"


@dataclass(frozen=True)
class Identity:
    """What the register knows of one person. ``allowed`` is the one real form that may be shown, by decision."""

    person_id: int
    label: str
    given_names: str = ""
    family_name: str = ""
    aliases: tuple[str, ...] = ()
    born_on: dt.date | None = None
    died_on: dt.date | None = None
    due_on: dt.date | None = None
    addresses: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()
    common_word: bool = False
    allowed: str = ""


@dataclass(frozen=True)
class Form:
    """One way of writing something registered.

    ``letters`` are its folded letters; at ``joints`` its parts may stand apart; where ``strict``, those of a
    date must, and an initial from the name beside it.
    ``replaceable``: a person's label may stand in its place as it is.
    """

    letters: str
    joints: frozenset[int]
    kind: Kind
    person_id: int
    label: str
    strict: bool = False
    replaceable: bool = False


@dataclass(frozen=True)
class KnownForms:
    """Every form of every registered person of a review, ready to be looked for."""

    forms: tuple[Form, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.forms)

    def __iter__(self) -> Iterator[Form]:
        return iter(self.forms)

    @cached_property
    def by_letters(self) -> dict[str, list[Form]]:
        found: dict[str, list[Form]] = {}
        for form in self.forms:
            found.setdefault(form.letters, []).append(form)
        return found

    @cached_property
    def automaton(self) -> ahocorasick.Automaton:
        machine = ahocorasick.Automaton()
        for letters, forms in self.by_letters.items():
            machine.add_word(letters, forms)
        machine.make_automaton()
        return machine

    @cached_property
    def names(self) -> dict[str, Form]:
        """Single names of four letters or more, whose misspellings are looked for."""
        kinds = (Kind.NAME, Kind.ALIAS, Kind.COMMON)
        return {
            form.letters: form
            for form in self.forms
            if form.kind in kinds and not form.joints and len(form.letters) >= 4 and form.replaceable
        }
