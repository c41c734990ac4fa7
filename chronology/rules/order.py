"""Which entries cannot have happened in the order they are told? Each with the reason; a person looks at the records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chronology.rules.births import Birth
from chronology.rules.compared import Compared
from chronology.rules.stems import stem
from chronology.rules.when import DAY

SENT = frozenset(
    map(stem, ["sent", "shared", "referred", "notified", "forwarded", "submitted", "emailed", "faxed", "posted"])
)
RECEIVED = frozenset(map(stem, ["received", "receipt", "arrived"]))
ABOUT_ONE_THING = frozenset(
    map(stem, ["notice", "notification", "referral", "letter", "report", "form", "minutes", "summary", "e-mail", "email", "fax", "plan", "invitation"])
)  # fmt: skip
WITHIN = 14  # days between sending and receipt in which they may be of one thing
LEAST_SHARED = 4  # words that both hold


@dataclass(frozen=True)
class Impossible:
    """One entry, or two, that cannot be as told, and why."""

    why: str
    entry: Compared
    other: Compared | None = None


def impossible(
    entries: Sequence[Compared], children: Iterable[Birth], follows: Iterable[tuple[int, int]] = ()
) -> list[Impossible]:
    """What cannot be, in the order of the entries. ``follows`` are the links: the first follows from the second."""
    known = list(children)
    found = [problem for one in entries for problem in _alone(one, known)]
    found += [*_received_before_sent(entries), *_linked_backwards(entries, follows)]
    return sorted(found, key=lambda problem: (problem.entry.when.sort_day, problem.entry.pk))


def _alone(one: Compared, children: list[Birth]) -> Iterator[Impossible]:
    for child in children:
        did = _present(one, child.label, alone=len(children) == 1)
        if did and child.born_on and one.when.latest and one.when.latest < child.born_on:
            yield Impossible(f"{child.label} is said to have been {did} before {child.label} was born", one)
        if did and child.died_on and one.when.earliest and one.when.earliest > child.died_on:
            yield Impossible(f"{child.label} is said to have been {did} after {child.label} had died", one)
    if one.measured_on and one.when.latest and one.measured_on > one.when.latest:
        yield Impossible("It tells of a measurement that was taken only later", one)
    if one.given_on and one.when.earliest and one.when.earliest > one.given_on:
        yield Impossible("It is dated after the day its agency handed it in", one)


def _present(one: Compared, child: str, *, alone: bool) -> str:
    """What the child did at an entry; of whom is not said counts where there is only one child."""
    labels = (child, "") if alone else (child,)
    if any(one.saw(label) for label in labels):
        return "seen"
    if any(label in one.said for label in labels):
        return "heard"
    return "measured" if alone and one.measured and not one.measured_on else ""


def _received_before_sent(entries: Sequence[Compared]) -> Iterator[Impossible]:
    """One agency had it before the other sent it, where both seem to tell of one letter or notice."""
    near = [one for one in entries if one.is_near and one.terms & ABOUT_ONE_THING]
    sent = sorted((one for one in near if _sends(one)), key=lambda one: one.when.sort_day)
    for got in (one for one in near if one.terms & RECEIVED and not _sends(one)):
        for one in sent:
            days = (one.when.sort_day - got.when.ends) // DAY
            if 0 < days <= WITHIN and one.agency != got.agency and len(one.terms & got.terms) >= LEAST_SHARED:
                yield Impossible("One agency received before another sent, if both tell of the same thing", got, one)


def _sends(one: Compared) -> bool:
    return bool(one.terms & SENT) and not one.terms & RECEIVED


def _linked_backwards(entries: Sequence[Compared], follows: Iterable[tuple[int, int]]) -> Iterator[Impossible]:
    by_pk = {one.pk: one for one in entries}
    for later, earlier in follows:
        one, other = by_pk.get(later), by_pk.get(earlier)
        if one and other and one.when.latest and other.when.earliest and one.when.latest < other.when.earliest:
            yield Impossible("It is linked as following from something that happened later", one, other)
