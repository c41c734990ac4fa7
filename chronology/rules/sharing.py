"""Whose is each row of a document that combines several agencies' entries? Told by its agency column, and by nothing else."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chronology.rules.cells import YEAR, in_24_hours
from chronology.rules.columns import Means, Sheet, is_named, plainly
from chronology.rules.rows import counts_to_24, repeats_headings
from cspr.readers import Row
from cspr.records import NotYet

MOST_NAMES = 80  # more different names than that, and it is no column of agencies
NOBODY = 0
SMALL = frozenset(("and", "for", "in", "of", "s", "the"))
# Words by which whoever combines a document calls an agency, for its kind alone. Two kinds named: nobody is meant for sure.
KINDS: Mapping[str, frozenset[str]] = {
    "local_authority": frozenset(("council", "la", "csc", "asc", "mash", "social")),
    "icb": frozenset(("icb", "ccg")),
    "police": frozenset(("police", "constabulary", "pol", "ppu")),
    "health": frozenset(("health", "hospital", "gp", "surgery", "midwifery", "maternity", "ambulance", "nurse", "nhs")),
    "education": frozenset(("school", "nursery", "college", "education", "academy", "preschool")),
    "probation": frozenset(("probation", "nps", "crc")),
    "housing": frozenset(("housing", "landlord", "homes")),
    "voluntary": frozenset(("voluntary", "charity", "refuge")),
}


@dataclass(frozen=True)
class Name:
    """What stands in the agency column of so many rows; ``plain`` is empty where nothing does."""

    plain: str
    shown: str
    rows: int


@dataclass(frozen=True)
class Whole:
    """How the document is read: what its columns mean, and which of its tables are taken."""

    columns: Mapping[str, str]
    taken: Collection[int]
    dates_from_above: bool = False


def check_agency_column(columns: Mapping[str, str]) -> None:
    """One column says whose each row is. Raises ``NotYet``."""
    if Counter(columns.values())[Means.AGENCY] != 1:
        raise NotYet("Say of one column, and of one only, that it names the agency.")


def names_in(sheets: Sequence[Sheet], whole: Whole) -> list[Name]:
    """What the agency column says, in the order in which it first does; rows that name nobody last."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for sheet in _taken(sheets, whole):
        for row in sheet.rows:
            if _tells(row, sheet):
                said = _named(row, sheet, whole)
                counts[plainly(said)] += 1
                shown.setdefault(plainly(said), " ".join(said.split()))
    if len(counts) > MOST_NAMES:
        raise NotYet(
            f"The column taken for the agency holds {len(counts)} different names. Choose another, or say which it is."
        )
    return sorted((Name(plain, shown[plain], rows) for plain, rows in counts.items()), key=lambda name: not name.plain)


def guessed(
    names: Sequence[Name], remembered: Mapping[str, int], agencies: Mapping[int, frozenset[str]]
) -> dict[str, int]:
    """For which agency each name is taken: as it was said before, else the one agency that goes by it, else nobody."""
    found = {}
    for name in names:
        before = remembered.get(name.plain, -1)
        fitting = [pk for pk, called in agencies.items() if name.plain and is_named(name.shown, called)]
        exact = [pk for pk in fitting if name.plain in agencies[pk]]
        one = exact if len(exact) == 1 else fitting
        found[name.plain] = before if before in (NOBODY, *agencies) else one[0] if len(one) == 1 else NOBODY
    return found


@dataclass(frozen=True)
class Known:
    """An agency that was asked: its names, plainly, its sector, and why it can take no entries, where it cannot."""

    name: str
    called: frozenset[str]
    kind: str
    closed: str = ""


def proposed(
    names: Sequence[Name], remembered: Collection[str], agencies: Mapping[int, Known]
) -> dict[str, tuple[int, Known]]:
    """Which one agency a name may mean that nobody has decided about: by part of its name, its letters, or its kind.

    It is offered, and never taken before somebody says so. Whatever may mean two agencies is not offered.
    """
    found = {}
    for name in names:
        if name.plain and name.plain not in remembered and (pk := _may_mean(name, agencies)):
            found[name.plain] = (pk, agencies[pk])
    return found


def _may_mean(name: Name, agencies: Mapping[int, Known]) -> int:
    said = name.plain.split()
    for fits in (_named_by, _by_part, _by_letters, _by_kind):
        fitting = [pk for pk, known in agencies.items() if fits(said, known)]
        if len(fitting) == 1:
            return fitting[0]
    return NOBODY


def _named_by(said: Sequence[str], known: Known) -> bool:
    return is_named(" ".join(said), known.called)


def _by_part(said: Sequence[str], known: Known) -> bool:
    """“Reedbed” of “Reedbed Homes”: words of its name alone, and not only such as others of its kind may go by too."""
    words = {word for name in known.called for word in name.split()}
    return set(said) - SMALL <= words and not set(said) - SMALL <= set().union(*KINDS.values())


def _by_letters(said: Sequence[str], known: Known) -> bool:
    """“FCHT” of “Fenmarsh Community Health Trust”."""
    letters = {"".join(word[0] for word in name.split() if word not in SMALL) for name in known.called}
    return any(len(word) > 1 and word in letters for word in said)


def _by_kind(said: Sequence[str], known: Known) -> bool:
    """“Housing” of “Reedbed Homes”. “School nurse” names two kinds, and may be either."""
    kinds = {kind for kind, words in KINDS.items() if set(said) & words}
    return kinds == {known.kind}


def share_of(sheets: Sequence[Sheet], whole: Whole, names: Collection[str]) -> list[Sheet]:
    """The tables with the rows of these names alone, as if nobody else's had stood beside them.

    What a row takes from those around it is written into it first: the date of the row above, whether hours are counted
    to 24. The numbers of the rows stay those of the document.
    """
    shared = []
    for sheet in _taken(sheets, whole):
        rows = tuple(row for row, keep in _own(sheet, whole, names) if keep)
        if any(_tells(row, sheet) for row in rows):
            shared.append(replace(sheet, rows=rows))
    return shared


def _taken(sheets: Sequence[Sheet], whole: Whole) -> list[Sheet]:
    return [sheet for place, sheet in enumerate(sheets) if place in whole.taken]


def _own(sheet: Sheet, whole: Whole, names: Collection[str]) -> Iterator[tuple[Row, bool]]:
    """Each row, complete in itself, and whether it is one of these names or a year that stands above all."""
    dated = _place(sheet, whole, Means.DATE)
    timed = [at for means in (Means.TIME, Means.END_TIME) if (at := _place(sheet, whole, means)) >= 0]
    to_24, above = counts_to_24(sheet, whole.columns), ""
    for row in sheet.rows:
        if not _tells(row, sheet):
            yield row, _is_year(row)
            continue
        cells = list(row.cells)
        if whole.dates_from_above and dated >= 0:
            cells += [""] * (dated + 1 - len(cells))
            above = cells[dated] = cells[dated] or above
        for at in timed if to_24 else ():
            if at < len(cells):
                cells[at] = in_24_hours(cells[at])
        yield Row(row.number, tuple(cells)), plainly(_named(row, sheet, whole)) in names


def _place(sheet: Sheet, whole: Whole, means: str) -> int:
    return next((at for at, heading in enumerate(sheet.headings) if whole.columns.get(heading) == means), -1)


def _named(row: Row, sheet: Sheet, whole: Whole) -> str:
    """What the row says of whose it is."""
    at = _place(sheet, whole, Means.AGENCY)
    return row.cells[at] if 0 <= at < len(row.cells) else ""


def _tells(row: Row, sheet: Sheet) -> bool:
    """Does the row tell of anything: it is not empty, no year above others, and not the headings once more?"""
    return any(row.cells) and not _is_year(row) and not repeats_headings(row, sheet)


def _is_year(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and bool(YEAR.fullmatch(filled[0]))
