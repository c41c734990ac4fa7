"""How do people write a name, a date, an address, a number? Every way that is usual here."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, product

from reviews.identities.rules.forms import Form, Identity, Kind, KnownForms
from reviews.identities.rules.reading import squeeze

MONTHS = (
    ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",), ("June", "Jun"),
    ("July", "Jul"), ("August", "Aug"), ("September", "Sept", "Sep"), ("October", "Oct"), ("November", "Nov"),
    ("December", "Dec"),
)  # fmt: skip
STREETS = {
    "road": "rd", "street": "st", "avenue": "ave", "close": "cl", "lane": "ln", "drive": "dr", "court": "ct",
    "crescent": "cres", "gardens": "gdns", "place": "pl", "square": "sq", "terrace": "terr",
}  # fmt: skip
# Parts of names that say nothing alone.
_PARTICLES = """
de da di du del la le van von der den ter ten el al bin bint ibn ben mac mc st ap ab o d the of and mr mrs ms miss
dr prof auntie aunty aunt uncle nan nana nanny gran granny grandma grandad grandpa baby big little old young mum
mummy mam dad daddy
"""
PARTICLES = frozenset(_PARTICLES.split())
_HOUSE = re.compile(r"(?:^|(?<=[,\n]))\W*\d+\s?[a-z]?(?=\s+[^\W\d])", re.IGNORECASE)
_FLAT = re.compile(r"^\W*(?:flat|apartment|apt|unit|room)\b", re.IGNORECASE)
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_FIRST += " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
IN_WORDS = [word.split("-") for word in _FIRST.split()]
IN_WORDS += [["twenty", word] for word in _FIRST.split()[:9]] + [["thirtieth"], ["thirty", "first"]]
SHORTEST_NAME = 2
SHORTEST_NUMBER = 4
SPACED_NUMBER = 6
TELEPHONE = 10  # digits, without the 0 at home and the 44 from abroad


def parts_of(words: str) -> list[str]:
    """The folded parts of a name: "O'Brien-Łęcki" is o, brien, lecki."""
    return [squeezed for part in re.split(r"[^\w]+|_", words) if (squeezed := squeeze(part))]


# A register is asked on most pages of its case, and seldom changes.
@lru_cache(maxsize=1024)
def forms_of(identity: Identity) -> tuple[Form, ...]:
    """Every form of one person, each once."""
    builder = _Builder(identity)
    _names(builder, identity)
    for alias in identity.aliases:
        _alias(builder, alias, identity.common_word)
    for day, kind in ((identity.born_on, Kind.BORN), (identity.due_on, Kind.BORN), (identity.died_on, Kind.DIED)):
        if day:
            _date(builder, day, kind)
    for lines, postcode in identity.addresses:
        _address(builder, lines, postcode)
    for number in identity.numbers:
        _number(builder, number)
    allowed = squeeze(identity.allowed)
    known = builder.forms.values()
    return tuple(form for form in known if not allowed or form.letters not in (allowed, f"{allowed}s"))


def known(identities: Iterable[Identity]) -> KnownForms:
    """Every form of everybody."""
    people = list(identities)
    forms = tuple(form for identity in people for form in forms_of(identity))
    return KnownForms(forms, {identity.person_id: identity.label for identity in people})


def _joined(parts: list[str]) -> tuple[str, frozenset[int]]:
    """The letters of the parts of a form, and where these meet."""
    return "".join(parts), frozenset(accumulate(map(len, parts[:-1])))


class _Builder:
    """Collects the forms of one person; of two with the same letters the first stays."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.forms: dict[tuple[str, frozenset[int]], Form] = {}

    def add(
        self, parts: list[str], kind: Kind, *, strict: bool = False, replaceable: bool = False, loose: bool = False
    ) -> None:
        letters, joints = _joined(parts)
        if letters:
            joints = frozenset(range(1, len(letters))) if loose else joints
            self.put(letters, joints, kind, strict=strict, replaceable=replaceable)

    def put(
        self, letters: str, joints: frozenset[int], kind: Kind, *, strict: bool = False, replaceable: bool = False
    ) -> None:
        form = Form(letters, joints, kind, self.identity.person_id, self.identity.label, strict, replaceable)
        self.forms.setdefault((letters, joints), form)

    def name(self, parts: list[str], kind: Kind) -> None:
        """A name and its form with "s": "the Smiths", "Jaydens coat"."""
        initial = len(parts) > 1 and any(len(part) == 1 for part in (parts[0], parts[-1]))
        self.add(parts, kind, replaceable=True, strict=initial)
        if parts and kind != Kind.COMMON:
            self.add([*parts[:-1], f"{parts[-1]}s"], kind, strict=initial)


def _names(builder: _Builder, identity: Identity) -> None:
    given = [parts_of(name) for name in identity.given_names.split()]
    given = [parts for parts in given if parts]
    family = parts_of(identity.family_name)
    if given and family:
        for first, last in _orders(given, family):
            builder.name([*first, *last], Kind.FULL)
    kind = Kind.COMMON if identity.common_word else Kind.NAME
    if given and len(given) > 1:
        builder.name([part for parts in given for part in parts], Kind.FULL)
    for parts in [*given, family]:
        _lone(builder, parts, kind)


def _orders(given: list[list[str]], family: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """First and family name, all names, initials; in both orders, for the family name and each of its parts."""
    every = [part for parts in given for part in parts]
    initials = [parts[0][0] for parts in given]
    heads = [given[0], every, initials, initials[:1], [*given[0], *initials[1:]]]
    tails = [family, *([part] for part in family if len(part) > SHORTEST_NAME and part not in PARTICLES)]
    for head, tail in product(heads, tails):
        yield head, tail
        yield tail, head


def _lone(builder: _Builder, parts: list[str], kind: Kind) -> None:
    if len("".join(parts)) < SHORTEST_NAME:
        return
    builder.name(parts, kind)
    if len(parts) > 1:
        for part in parts:
            if len(part) > SHORTEST_NAME and part not in PARTICLES:
                builder.name([part], kind)


def _alias(builder: _Builder, alias: str, common_word: bool) -> None:
    parts = parts_of(alias)
    lone = Kind.COMMON if common_word else Kind.ALIAS
    builder.name(parts, lone if len(parts) == 1 else Kind.ALIAS)
    if len(parts) > 1:
        for part in parts:
            if len(part) > SHORTEST_NAME and part not in PARTICLES:
                builder.name([part], lone)


def _date(builder: _Builder, day: dt.date, kind: Kind) -> None:
    for letters, joints, strict in _written(day):
        builder.put(letters, joints, kind, strict=strict)


@lru_cache(maxsize=4096)
def _written(day: dt.date) -> tuple[tuple[str, frozenset[int], bool], ...]:
    """The letters of a day in every way, where its parts meet, and whether they must stand apart there."""
    return tuple((*_joined(parts), strict) for parts, strict in (*_named(day), *_neighbours(day), *_in_figures(day)))


def _named(day: dt.date) -> Iterator[tuple[list[str], bool]]:
    """With the name of its month: "12th of March 2021", "March 12, 21", "the twelfth of March 2021"."""
    short = f"{day:%y}"
    days = {str(day.day), f"{day.day:02}", f"{day.day}{_ordinal(day.day)}"}
    for written, month, year in product(sorted(days), MONTHS[day.month - 1], (str(day.year), short)):
        named = squeeze(month)
        for between in ([], ["of"], ["day", "of"]):
            yield [written, *between, named, year], False
        if not (year == short and written == str(day.year // 100)):  # "August 20 15" is August 2015
            yield [named, written, year], True
        yield [named, "the", written, year], False
    for month, between in product(MONTHS[day.month - 1], ([], ["of"], ["day", "of"])):
        yield [*IN_WORDS[day.day - 1], *between, squeeze(month), str(day.year)], False


def _neighbours(day: dt.date) -> Iterator[tuple[list[str], bool]]:
    """Two days of which one is meant: "22 and 23 May 2026", "21st/22nd May 2026"."""
    for first in (day - dt.timedelta(days=1), day):
        second = first + dt.timedelta(days=1)
        if first.month != second.month:
            continue
        figures = str(first.day), str(second.day)
        ordinals = f"{first.day}{_ordinal(first.day)}", f"{second.day}{_ordinal(second.day)}"
        for month, between in product(MONTHS[day.month - 1], ([], ["and"], ["or"], ["to"])):
            for days in (figures, ordinals):
                if between or first.day > 2 or days is ordinals:  # "1" and "2" side by side are the twelfth
                    yield [days[0], *between, days[1], squeeze(month), str(day.year)], False


def _in_figures(day: dt.date) -> Iterator[tuple[list[str], bool]]:
    """In figures alone: "12.3.21", "2021-03-12", "120321"."""
    long, short = str(day.year), f"{day:%y}"
    months = sorted({str(day.month), f"{day.month:02}"})
    for date, month in product(sorted({str(day.day), f"{day.day:02}"}), months):
        yield from (([date, month, long], True), ([date, month, short], True), ([long, month, date], True))
    if day.day > 12:  # as Americans write it; of the first twelve days it would be another date here
        yield from (([month, str(day.day), year], True) for month, year in product(months, (long, short)))
    yield from (([day.strftime(form)], False) for form in ("%d%m%y", "%d%m%Y", "%Y%m%d"))


def _ordinal(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _address(builder: _Builder, lines: str, postcode: str) -> None:
    code = squeeze(postcode)
    if len(code) > 4:
        # "S4 7AN": a single letter may be that of a section of an Act, "s.47 an".
        builder.add([*code[:-3], code[-3:]], Kind.POSTCODE, loose=code[1].isalpha())
    _street(builder, parts_of(lines))
    for part in re.split(r"[,\n]", lines):
        house = _HOUSE.match(part)
        if house:
            _street(builder, parts_of(part))
            _street(builder, parts_of(part[house.end() :]))
        elif not _FLAT.match(part) and not _HOUSE.search(lines):
            _street(builder, parts_of(part))
            break


def _street(builder: _Builder, parts: list[str]) -> None:
    if len(parts) < 2:
        return
    builder.add(parts, Kind.ADDRESS)
    builder.add([STREETS.get(part, part) for part in parts], Kind.ADDRESS)


def _number(builder: _Builder, number: str) -> None:
    letters = squeeze(number)
    if len(letters) < SHORTEST_NUMBER:
        return
    spaced = sum(letter.isdigit() for letter in letters) >= SPACED_NUMBER
    builder.add([letters] if spaced else parts_of(number), Kind.NUMBER, loose=spaced)
    for home in (letters[1:] if letters[0] == "0" else "", letters[2:] if letters.startswith("44") else ""):
        if spaced and len(home) == TELEPHONE and home.isdigit():
            for before in ("", "0", "44", "440", "0044", "00440"):
                builder.add([f"{before}{home}"], Kind.NUMBER, loose=True)
