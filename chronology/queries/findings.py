"""What does reading side by side find in a review? A fixed number of queries; nothing of it is stored but what people say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chronology import rules
from chronology.models import Entry, Link, Sight
from chronology.queries.entries import Reader, combined
from chronology.queries.links import judged_pairs
from chronology.queries.people import DATES, births
from chronology.queries.requests import agreed_terms
from chronology.rules import Birth, Compared, Gap, Impossible, Short, Twins
from cspr.glossary import TERMS
from reviews.case.models import Review

ASKED = (
    "pk", "submission__request__agency__name", "submission__given_on", "kind", "seen", "child_said", "measured",
    "measured_value", "measured_on", "risk_tool", "risk_level", "out_of_period", "what", "indexed__terms", *DATES,
)  # fmt: skip


@dataclass(frozen=True)
class Outside:
    """An entry outside the period of the review, and why it is kept."""

    entry: Compared
    reason: str


@dataclass(frozen=True)
class Findings:
    """Everything that is offered to be looked at; ``said`` are the abbreviations whose meaning this review gave."""

    total: int
    vague: int
    twins: list[Twins]
    gaps: list[Gap]
    unseen: list[tuple[str, list[Gap]]]
    not_alone: list[tuple[str, list[Gap]]]
    impossible: list[Impossible]
    outside: list[Outside]
    known: list[Short]
    unknown: list[Short]
    said: dict[str, int]


def findings(review: Review, *, reader: Reader, days: int, read: Callable[[str], object] = str) -> Findings:
    """Compare all entries this person may read; ``read`` makes of a text what they read of it."""
    children = births(review)
    entries, reasons = _compared(review, reader, children)
    terms = agreed_terms(review)
    start, end = (terms.period_from_on, terms.period_to_on) if terms else (None, None)
    outside = [
        Outside(one, reasons.get(one.pk, "")) for one in entries if rules.lies_outside(one.when, start, end)
    ]  # fmt: skip
    said = {one.letters: one for one in review.meanings.filter(void_at=None)}
    meant = meanings() | {letters: one.meaning for letters, one in said.items()}
    known, unknown = rules.abbreviations(entries, meant, read)
    return Findings(
        total=len(entries),
        vague=sum(not one.is_near for one in entries),
        twins=rules.twins(entries, judged_pairs(review)),
        gaps=rules.no_contact(entries, days),
        unseen=_by_child(entries, children, days, alone=False),
        not_alone=_by_child(entries, children, days, alone=True),
        impossible=rules.impossible(entries, children, _follows(review)),
        outside=sorted(outside, key=lambda one: bool(one.reason)),
        known=known,
        unknown=unknown,
        said={letters: one.pk for letters, one in said.items()},
    )


def _by_child(
    entries: list[Compared], children: Iterable[Birth], days: int, *, alone: bool
) -> list[tuple[str, list[Gap]]]:
    return [(child.label, rules.not_seen(entries, child, days, alone=alone)) for child in children]


def _compared(review: Review, reader: Reader, children: list[Birth]) -> tuple[list[Compared], dict[int, str]]:
    only = children[0].label if len(children) == 1 else ""
    sights = _sights(review)
    entries, reasons = [], {}
    for row in combined(review, reader=reader).values_list(*ASKED, named=True):
        entries.append(_one(row, sights.get(row.pk, ()), only))
        if row.out_of_period:
            reasons[row.pk] = row.out_of_period
    return entries, reasons


def _one(row: Entry, sights: Iterable[tuple[str, str, bool]], only: str) -> Compared:
    """``row`` has the fields of an entry by name; of whom it does not say counts for the ``only`` child."""
    seen = [(label, how) for label, how, _ in sights if how] + ([(only, row.seen)] if row.seen else [])
    said = [label for label, _, spoke in sights if spoke] + ([only] if row.child_said else [])
    return Compared(
        pk=row.pk, agency=row.submission__request__agency__name, when=rules.of_entry(row),
        terms=frozenset((row.indexed__terms or "").split()), kind=row.kind, sights=tuple(seen), said=tuple(said),
        measured=bool(row.measured or row.measured_value), measured_on=row.measured_on,
        given_on=row.submission__given_on, risk=" ".join(filter(None, (row.risk_tool, row.risk_level))), text=row.what,
    )  # fmt: skip


def _sights(review: Review) -> dict[int, list[tuple[str, str, bool]]]:
    rows = Sight.objects.filter(entry__submission__request__review=review).select_related("child__child")
    found: dict[int, list[tuple[str, str, bool]]] = {}
    for sight in rows:
        label = sight.child.child.label if sight.child.child else sight.child.label
        found.setdefault(sight.entry_id, []).append((label, sight.seen, bool(sight.said)))
    return found


def _follows(review: Review) -> list[tuple[int, int]]:
    links = Link.objects.filter(first__submission__request__review=review, kind=Link.Kind.FOLLOWS, void_at=None)
    return list(links.values_list("first", "second"))


def meanings() -> dict[str, str]:
    """The abbreviations of the glossary, with what they are short for."""
    return {word: term.name for term in TERMS for word in term.words if _is_short(word)}


def _is_short(word: str) -> bool:
    return word.upper() == word or word.startswith(("s.", "section "))


def count_of(found: Findings) -> dict[str, int]:
    """How much of each there is."""
    return {
        "twins": len(found.twins),
        "gaps": len(found.gaps),
        "unseen": sum(len(gaps) for _, gaps in found.unseen),
        "not_alone": sum(len(gaps) for _, gaps in found.not_alone),
        "impossible": len(found.impossible),
        "outside": len(found.outside),
        "known": len(found.known),
        "unknown": len(found.unknown),
    }
