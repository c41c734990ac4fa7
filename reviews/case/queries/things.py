"""What is an entry of the trail about, in the words its reader knows, and where may they look at it?

The trail itself carries kinds and numbers only; names are looked up for whoever reads, among what they may see.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, resolve, reverse

from agencies.models import Agency, User
from agencies.roles import Permission
from cspr.audit.models import TrailEntry
from reviews.case.duties import KINDS
from reviews.case.models import Review
from reviews.case.queries.parts import part_named
from reviews.guidance.regimes import Clock

NUMBERED = re.compile(r"^(?P<word>[a-z][a-z -]*) (?P<number>\d{1,18})$")
# Whose number stands on the case's own pages; any other is the database's, and tells nobody anything.
TELLING = frozenset({"copy", "episode", "finding", "points version", "session", "terms version", "version"})
CALLED = {
    "document": "paper",
    "good practice": "point of good practice",
    "receipts": "receipt",
    "view": "kept view",
}
# Kinds whose word says something although their number does not; for others the part of the case they stand in says more.
SAYING = frozenset({"checkpoint", "days used", "invoice", "safety action", "share"})
PAIR = re.compile(r"^entries \d+ and \d+$")
# What a change names by number: the stage whose record it is, and the word for it there.
NAMED_BY = {
    "advice": ("documents", "document"),
    "agency": ("case", "agency"),
    "deputy for": ("case", "person"),
    "document": ("documents", "document"),
    "original": ("documents", "document"),
    "receipts": ("documents", "document"),
}
# The pages of stages that are not named like them.
PAGES = {
    "case": "",
    "delays": "",
    "correspondence": "correspondence",
    "editing": "report",
    "rapid_review": "rapid-review",
}


@dataclass(frozen=True)
class Reader:
    """Who reads the trail of a case; one who checks the trail itself, ``every_number``, is told those too."""

    review: Review | None
    permissions: frozenset[Permission] = frozenset()
    agencies: frozenset[int] = frozenset()
    every_number: bool = False

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


@dataclass(frozen=True)
class Told:
    """Something by the words for it, with the address where this reader finds it, if anywhere."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class About:
    """What an entry is about, and what its changes name; ``every_number`` of it is told to who checks the trail."""

    subject: Told | None = None
    named: Mapping[str, Told] = field(default_factory=dict)
    every_number: bool = False


@dataclass(frozen=True)
class Things:
    """How the records of a kind are told: which of them a reader may know, what each is called, where it is shown.

    ``by`` is the field whose value stands in the trail. ``page`` is the name of its page, or gives the address; where it
    does not open to the reader, the stage's own page is the way.
    """

    known: Callable[[Reader], QuerySet[Any]]
    called: Callable[[Any], str]
    page: str | Callable[[Reader, Any], str] = ""
    by: str = "pk"


Key = tuple[str, str, int]
_things: dict[tuple[str, str], Things] = {}


def use_things(stage: str, **things: Things) -> None:
    """Tell what the trail of a stage is about by name: ``use_things("documents", document=Things(…))``."""
    _things.update({(stage, word.replace("_", " ")): kind for word, kind in things.items()})


use_things(
    "case",
    agency=Things(lambda reader: Agency.objects.all(), str),
    person=Things(lambda reader: User.objects.all(), lambda user: user.name, "team"),
)


def told_in(entries: Iterable[TrailEntry], reader: Reader) -> dict[int, About]:
    """What each entry, by its key, is about.

    As many queries as there are kinds of things, however many entries.
    """
    asked = list(entries)
    found = _look_up({key for entry in asked for key in _keys(entry).values()}, reader)
    return {entry.pk: _about(entry, found, reader) for entry in asked}


def _keys(entry: TrailEntry) -> dict[str, Key]:
    stage = entry.kind.partition(".")[0]
    subject = _key(_stage_of(stage, entry.subject), entry.subject)
    named = {name: _change(place, entry.changes[name]) for name, place in NAMED_BY.items() if name in entry.changes}
    return {name: key for name, key in ({"": subject} | named).items() if key}


def _stage_of(stage: str, subject: str) -> str:
    """An agency is an agency, whichever stage writes of it."""
    return "case" if subject.startswith("agency ") else stage


def _key(stage: str, text: str) -> Key | None:
    match = NUMBERED.match(text)
    return (stage, match["word"], int(match["number"])) if match else None


def _change(place: tuple[str, str], value: Any) -> Key | None:
    """The record that a change ends with."""
    last = str(value[-1] if isinstance(value, list) and value else value).removeprefix(f"{place[1]} ")
    return (*place, int(last)) if last.isdecimal() and len(last) < 19 else None


def _look_up(keys: Collection[Key], reader: Reader) -> dict[Key, Told]:
    found: dict[Key, Told] = {}
    for stage, word in sorted({key[:2] for key in keys} & set(_things)):
        kind = _things[stage, word]
        numbers = {number for its_stage, its_word, number in keys if (its_stage, its_word) == (stage, word)}
        for record in kind.known(reader).filter(**{f"{kind.by}__in": numbers}):
            way = kind.page(reader, record) if callable(kind.page) else way_to(kind.page, reader, record.pk)
            told = Told(kind.called(record), way or way_to(page_of_stage(stage), reader))
            found[stage, word, getattr(record, kind.by)] = told
    return found


def _about(entry: TrailEntry, found: dict[Key, Told], reader: Reader) -> About:
    named = {name: found[key] for name, key in _keys(entry).items() if key in found}
    return About(named.pop("", None) or _plain(entry, reader), named, reader.every_number)


def _plain(entry: TrailEntry, reader: Reader) -> Told | None:
    """What is known by no name: its kind, and the part of the case where it stands, if that has it for this reader."""
    if not entry.subject:
        return None
    stage = entry.kind.partition(".")[0]
    key, words = _key(stage, entry.subject), in_words(entry.subject, every_number=reader.every_number)
    if stage == "guidance" and (clock := entry.subject.rpartition(" ")[2]) in Clock.values:
        words = f"rule: {Clock(clock).label}"
    untold = key is not None and key[:2] in _things
    page = page_of_stage(stage)
    way = "" if untold else way_to(page, reader)
    numbered = PAIR.match(entry.subject) or (key and key[1] not in TELLING | SAYING)
    if reader.every_number or not (numbered or untold):
        return Told(words, way)
    if way:
        return Told(part_named(page) or words, way)
    return None if words in entry.sentence else Told(words)


def in_words(subject: str, *, every_number: bool) -> str:
    """A subject of the trail as it is read: without the number, where that is the database's alone."""
    if kind := KINDS.get(subject):
        return kind.what
    if PAIR.match(subject) and not every_number:
        return "two entries"
    match = NUMBERED.match(subject)
    if not match:
        return subject.replace("_", " ")
    word = CALLED.get(match["word"], match["word"])
    return f"{word} {match['number']}" if every_number or match["word"] in TELLING else word


def page_of_stage(stage: str) -> str:
    return PAGES.get(stage, stage)


def way_to(page: str, reader: Reader, number: int | None = None) -> str:
    """The address of a page of the case, with the number of a thing where it takes one; "" where it does not open."""
    if not page or not reader.review:
        return ""
    code = reader.review.code
    for args in ([code, number], [code]):
        try:
            url = reverse(page, args=[arg for arg in args if arg is not None])
        except NoReverseMatch:
            continue
        return url if opened_by(page, url) & {permission.value for permission in reader.permissions} else ""
    return ""


def opened_by(page: str, url: str) -> frozenset[str]:
    """The permissions any of which opens a page of a review; asked of its door, of which each page has one."""
    if page not in _doors():
        _doors()[page] = frozenset(resolve(url).func.door.permission.split(" or "))  # type: ignore[attr-defined]
    return _doors()[page]


@cache
def _doors() -> dict[str, frozenset[str]]:
    return {}
