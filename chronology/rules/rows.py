"""Which entries do the rows of a file make, and what is wrong with the others? Nothing is guessed in silence."""

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chronology.models import Entry
from chronology.rules.cells import YEAR, fields_of, in_24_hours, is_by_24_hours, when_of
from chronology.rules.columns import Means, Sheet, is_named, meaning_of, plainly
from chronology.rules.per_child import SAID as SAID_OF
from chronology.rules.per_child import SEEN as SEEN_OF
from chronology.rules.relative import Known
from cspr.readers import Row
from cspr.records import NotYet

Kind, Seen = Entry.Kind, Entry.Seen
LONGEST_SOURCE, LONGEST_TEXT = 200, 20_000
ORIGIN = "row:"
SHORT = (Means.OUT_OF_PERIOD, Means.RISK_TOOL, Means.RISK_LEVEL, Means.CONSENT)
# Words by which the kind of an event is told, the more particular first.
KINDS: tuple[tuple[str, str], ...] = (
    (r"call.?out|999|attended address|incident", Kind.CALL_OUT),
    (r"visit", Kind.VISIT),
    (r"referral|referred", Kind.REFERRAL),
    (r"meeting|conference|strategy|supervision", Kind.MEETING),
    (r"assessment|review", Kind.ASSESSMENT),
    (r"decision|outcome", Kind.DECISION),
    (r"notification|information|letter|e-?mail|notice", Kind.INFORMATION),
    (r"weight|measure|growth", Kind.MEASUREMENT),
    (r"disclosure", Kind.DISCLOSURE),
    (r"contact|call|phone|telephone|appointment|clinic|attendance", Kind.CONTACT),
)
NOT_SEEN = re.compile(r"^(no|n|not seen|not)\b", re.IGNORECASE)
SEEN_ALONE = re.compile(r"^(yes,? |y,? |seen )?alone\b(?!: n)|\balone: y", re.IGNORECASE)
SEEN_NOT_ALONE = re.compile(r"^(yes|y|seen)\b[^\n]*\n.*\balone: no?\b", re.IGNORECASE | re.DOTALL)
SEEN_WITH = re.compile(r"\bnot alone\b|\bseen with\b|\bwith (mother|father|parent|mum|dad|carer)", re.IGNORECASE)


@dataclass(frozen=True)
class Plan:
    """How a file is read: what its columns mean, which of its tables are taken, and what was put right by hand.

    ``fixes`` are by table and row ("0:14"): other cells for when and what, or that the row is left out. ``ours`` are the
    names by which the agency may be called, plainly; ``children`` are those who may have columns of their own, by label.
    """

    columns: Mapping[str, str]
    taken: Collection[int]
    source_for_all: str = ""
    dates_from_above: bool = False
    fixes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    children: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ready:
    """A row that makes an entry; ``sights`` are, of each child told of, its number, how it was seen, what it said."""

    sheet: int
    number: int
    values: dict[str, object]
    origin: str
    sights: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class Trouble:
    """A row that makes none as it is: why, and which of its cells is at fault."""

    sheet: int
    number: int
    fault: str
    reason: str
    cells: dict[str, str]

    @property
    def text(self) -> str:
        """What stands in the row, in one line."""
        return " \u00b7 ".join(cell for cell in self.cells.values() if cell)

    @property
    def key(self) -> str:
        return f"{self.sheet}:{self.number}"


@dataclass(frozen=True)
class Checked:
    """What the rows of a file come to. Each row with anything in it stands in exactly one of these."""

    ready: list[Ready]
    already: int
    trouble: list[Trouble]
    left_out: int
    of_others: int


def check_columns(columns: Mapping[str, str], taken: Collection[int]) -> None:
    """At least a date and what happened must be told. Raises ``NotYet``."""
    means = Counter(columns.values())
    if not taken:
        raise NotYet("Choose at least one table to take.")
    if means[Means.DATE] != 1:
        raise NotYet("Say of one column, and of one only, that it is the date.")
    if not means[Means.WHAT]:
        raise NotYet("Say which column tells what happened.")


def checked(sheets: Sequence[Sheet], plan: Plan, *, standing: Collection[str], known: Known) -> Checked:
    """Each row as an entry, or with its trouble. ``standing`` are the origins of the entries that are there already."""
    ready: list[Ready] = []
    trouble: list[Trouble] = []
    times: Counter[str] = Counter()
    already = left_out = of_others = 0
    for place, number, cells, year, serials_from in _told(sheets, plan):
        if plan.fixes.get(f"{place}:{number}", {}).get("leave"):
            left_out += 1
        elif _is_of_others(cells, plan):
            of_others += 1
        else:
            try:
                values = _values(cells, plan, year=year, serials_from=serials_from, known=known)
                sights = _sights(cells, plan)
            except NotYet as refusal:
                shown = {name: cells.get(name, "") for name in FIXED}
                trouble.append(Trouble(place, number, refusal.field or "what", str(refusal), shown))
                continue
            content = _digest({**values, "sights": sights} if sights else values)
            times[content] += 1
            origin = f"{ORIGIN}{content}:{times[content]}"
            if origin in standing:
                already += 1
            else:
                ready.append(Ready(place, number, values, origin, sights))
    return Checked(ready, already, trouble, left_out, of_others)


# The cells of a row that can be put right on the page.
FIXED = ("date", "time", "source", "what")


def _told(sheets: Sequence[Sheet], plan: Plan) -> Iterator[tuple[int, int, dict[str, str], int | None, dt.date]]:
    """The rows that tell something: table, number, cells by meaning, the year of the heading above, the first serial."""
    for place, sheet in enumerate(sheets):
        if place not in plan.taken:
            continue
        year, above = sheet.year, ""
        to_24 = counts_to_24(sheet, plan.columns)
        serials_from = dt.date.fromisoformat(sheet.serials_from)
        for row in sheet.rows:
            filled = [cell for cell in row.cells if cell]
            if len(filled) == 1 and YEAR.fullmatch(filled[0]):
                year = int(filled[0])
                continue
            if repeats_headings(row, sheet):
                continue
            cells = by_meaning(row, sheet, plan.columns)
            if plan.dates_from_above:
                above = cells["date"] = cells.get("date") or above
            if to_24:
                cells |= {name: in_24_hours(cells[name]) for name in (Means.TIME, Means.END_TIME) if name in cells}
            cells |= {name: text for name, text in plan.fixes.get(f"{place}:{row.number}", {}).items() if name in FIXED}
            yield place, row.number, cells, year, serials_from


def counts_to_24(sheet: Sheet, columns: Mapping[str, str]) -> bool:
    """Do the times of a table show that its hours are counted to 24, so that "9:15" is in the morning?"""
    places = [at for at, heading in enumerate(sheet.headings) if columns.get(heading) == Means.TIME]
    return any(is_by_24_hours(row.cells[at]) for at in places for row in sheet.rows if len(row.cells) > at)


def repeats_headings(row: Row, sheet: Sheet) -> bool:
    """Is it the row of headings once more, as at the top of each page?"""
    pairs = [(cell, heading) for cell, heading in zip(row.cells, sheet.headings, strict=False) if cell]
    return len(pairs) > 1 and all(
        cell[:1].lower() == heading[:1].lower() and plainly(cell) == plainly(heading) for cell, heading in pairs
    )


def by_meaning(row: Row, sheet: Sheet, columns: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row by what they mean; several that mean the same stand one below another, under their headings."""
    cells: dict[str, str] = {}
    for heading, text in zip(sheet.headings, row.cells, strict=False):
        means = columns.get(heading, Means.LEAVE)
        if not text or means == Means.LEAVE:
            continue
        if means in (Means.WITH_WHAT, Means.COMMENT) and not (means == Means.COMMENT and meaning_of(heading) == means):
            text = f"{heading.rstrip(' :?')}: {text}"
        if means == Means.SEEN and "alone" in plainly(heading):
            text = f"{heading.rstrip(' :?')}: {text}"
        if means.startswith(SEEN_OF) and "alone" in heading.lower():
            text = f"Seen alone: {text}"
        apart = "; " if means in (Means.SOURCE, Means.WITH_SOURCE, Means.AGENCY) else "\n"
        cells[means] = f"{cells[means]}{apart}{text}" if means in cells else text
    return cells


def _is_of_others(cells: Mapping[str, str], plan: Plan) -> bool:
    """Does the row name another agency?"""
    named = cells.get(Means.AGENCY, "")
    return bool(named) and not is_named(named, plan.ours)


def _values(
    cells: Mapping[str, str], plan: Plan, *, year: int | None, serials_from: dt.date, known: Known
) -> dict[str, object]:
    """The fields of the entry; raises ``NotYet`` at "date", "time", "source" or "what"."""
    when = when_of(
        cells.get(Means.DATE, ""), cells.get(Means.TIME, ""), until=cells.get(Means.END_DATE, ""),
        until_time=cells.get(Means.END_TIME, ""), year=year, serials_from=serials_from, known=known,
    )  # fmt: skip
    what = cells.get(Means.WHAT, "")
    if not what:
        raise NotYet("It does not say what happened.", field="what")
    source, whole = _source(cells, plan)
    kind, kind_said = _kind(cells.get(Means.KIND, ""))
    seen, seen_said = _seen(cells.get(Means.SEEN, ""))
    of_each = (_seen(cells.get(f"{SEEN_OF}{pk}", ""), label)[1] for pk, label in plan.children.items())
    short, longer = _short(cells)
    values = {
        **fields_of(when),
        **short,
        "source": source,
        "what": "\n".join(filter(None, (what, cells.get(Means.WITH_WHAT, "")))),
        "kind": kind,
        "seen": seen,
        "child_said": cells.get(Means.CHILD_SAID, ""),
        "outcome": cells.get(Means.OUTCOME, ""),
        "told": cells.get(Means.TOLD, ""),
        "comment": "\n".join(
            filter(None, (cells.get(Means.COMMENT, ""), whole, kind_said, seen_said, *of_each, longer))
        ),
    }
    if any(len(str(text)) > LONGEST_TEXT for text in values.values()):
        raise NotYet(f"It holds more than {LONGEST_TEXT:,} letters: put it into several entries.", field="what")
    return values


def _sights(cells: Mapping[str, str], plan: Plan) -> tuple[tuple[int, str, str], ...]:
    """Of each child with columns of its own: how it was seen, and what it said; none of whom nothing is told."""
    told = ((pk, _seen(cells.get(f"{SEEN_OF}{pk}", ""))[0], cells.get(f"{SAID_OF}{pk}", "")) for pk in plan.children)
    return tuple((pk, str(seen), said) for pk, seen, said in told if seen or said)


def _short(cells: Mapping[str, str]) -> tuple[dict[str, object], str]:
    """The short fields, and what does not fit into them, for the comment."""
    kept: dict[str, object] = {}
    longer = []
    for means in SHORT:
        text, most = cells.get(means, ""), Entry._meta.get_field(means.value).max_length
        fits = len(text) <= most
        kept[means.value] = text if fits else ""
        longer += [] if fits else [f"{means.label}: {text}"]
    return kept, "\n".join(longer)


def _source(cells: Mapping[str, str], plan: Plan) -> tuple[str, str]:
    """The source, and the whole of it for the comment where it is longer than a source can be."""
    first = cells.get(Means.SOURCE, "") or plan.source_for_all
    said = "; ".join(" ".join(part.split()) for part in (first, cells.get(Means.WITH_SOURCE, "")) if part)
    if not said:
        raise NotYet("It does not say the source: where this is recorded.", field="source")
    if len(said) <= LONGEST_SOURCE:
        return said, ""
    return said[: LONGEST_SOURCE - 2].rsplit(" ", 1)[0] + " \u2026", f"Source in full: {said}"


def _kind(said: str) -> tuple[str, str]:
    """The kind of event, and its words for the comment where they say more than the kind does."""
    if not said:
        return "", ""
    for kind in Kind:
        if said.lower() == str(kind.label).lower():
            return kind.value, ""
    found = next((kind for words, kind in KINDS if re.search(words, said, re.IGNORECASE)), "")
    return str(found), f"Kind of event: {said}"


def _seen(said: str, whom: str = "the child") -> tuple[str, str]:
    """Whether a child was seen, as far as it is plainly said, and the words for the comment."""
    if not said:
        return "", ""
    for choice in Seen:
        if said.lower() == str(choice.label).lower():
            return choice.value, ""
    words_said = f"Was {whom} seen? {' / '.join(said.split(chr(10)))}"
    if SEEN_WITH.search(said) or SEEN_NOT_ALONE.search(said):
        return Seen.SEEN, words_said
    for words, choice in ((SEEN_ALONE, Seen.ALONE), (NOT_SEEN, Seen.NOT_SEEN)):
        if words.search(said):
            return choice, words_said
    return "", words_said


def _digest(values: Mapping[str, object]) -> str:
    """What the row says, in 32 signs: the same row is known again however its letters are set apart."""
    said = {
        name: " ".join(str(value).split()).casefold()
        for name, value in sorted(values.items())
        if value and name != "when_typed"
    }
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
