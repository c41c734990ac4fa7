"""What happened, in order?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from agencies.models import User
from agencies.roles import Permission
from chronology import rules
from chronology.models import ChronologyRequest, Entry, Note, Sight, Submission
from reviews.case.models import Review
from reviews.case.queries import Reader as TrailReader
from reviews.case.queries import Things, way_to

MOST_SOURCES = 50
# All that an entry says in which words are looked for, beside what each child said.
PHRASED = ("what", "source", "child_said", "outcome", "comment", "told")


def in_order(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries as they happened: by day, the vague before the exact, those without a time first (``rules.place``)."""
    vagueness = Case(*(When(precision=name, then=Value(rank)) for rank, name in enumerate(rules.ORDER)))
    times = (F(name).asc(nulls_first=True) for name in ("happened_at", "until_at"))
    return entries.order_by("happened_on", vagueness, F("until_on").desc(nulls_last=True), *times, "hedge", "pk")


@dataclass(frozen=True)
class Reader:
    """Who reads: what is kept for some is shown to those it is kept for, and to nobody else."""

    user: User
    analyses: bool = False


def combined(review: Review, *, reader: Reader | None = None) -> QuerySet[Entry]:
    """One timeline of what all agencies submitted. What is kept for some is left out, but for what ``reader`` may read."""
    # Asked for once, and not joined to each of many thousand entries.
    submitted = Submission.objects.filter(request__review=review, submitted_at__isnull=False)
    found = Entry.objects.standing().filter(submission__in=submitted)
    found = found.open_to(reader and reader.user, analyses=bool(reader and reader.analyses))
    return in_order(found.prefetch_related(_whose()))


def _whose() -> Prefetch:
    """Of which agency each entry is: few of them, for many entries. One query."""
    return Prefetch("submission", Submission.objects.select_related("request__agency"))


def read(pks: Sequence[int], submissions: Iterable[Submission]) -> list[Entry]:
    """These entries of some submissions, in this order, with more. Three queries.

    What puts 10,000 in order need not carry what each says.
    """
    whose = {submission.pk: submission for submission in submissions}
    found = {entry.pk: entry for entry in with_more(Entry.objects.filter(pk__in=pks))}
    for entry in found.values():
        entry.submission = whose[entry.submission_id]
    return [found[pk] for pk in pks]


def written_up(review: Review) -> QuerySet[Entry]:
    """The released entries that stand in the report, as they happened."""
    return combined(review).filter(written_up_at__isnull=False)


def with_more(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With what each child said, and the reviewer's notes that stand (``beside``). Two queries more."""
    sights = Prefetch("sights", Sight.objects.select_related("child__child"), to_attr="sights_told")
    notes = Prefetch("notes", Note.objects.filter(void_at=None).select_related("entered_by"), to_attr="beside")
    return entries.prefetch_related(sights, notes)


def sights_of(entry: Entry) -> list[Sight]:
    """Of each child whether they were seen, and what they said; asked for unless the entry has come ``with_more``."""
    told: list[Sight] | None = getattr(entry, "sights_told", None)
    return list(entry.sights.all()) if told is None else told


def looked_through(entry: Entry) -> list[str]:
    """The texts of an entry in which words are looked for."""
    return [*(getattr(entry, name) for name in PHRASED), *(sight.said for sight in sights_of(entry))]


def draft_for(found: ChronologyRequest, reader: User | None) -> QuerySet[Entry]:
    """The standing entries of a draft: all for its own agency (no ``reader``); for the office what is open to it."""
    entries = found.submission.entries.standing()
    typed = Q(pk__in=entries.open_to(reader)) | ~Q(on_behalf_of="")
    return entries.filter(typed) if reader else entries


def sources_of(found: ChronologyRequest) -> list[str]:
    """The sources an agency has named already, to be chosen again."""
    named = found.submission.entries.standing().values_list("source", flat=True)
    return list(named.order_by("source").distinct()[:MOST_SOURCES])


# What the trail names ------------------------------------------------------------------------------


def _told_of(reader: TrailReader) -> QuerySet[Entry]:
    """The entries that somebody who reads what happened may know of: their own agency's, and what all may read."""
    own, may_see_days = Q(submission__request__agency__in=reader.agencies), reader.may(Permission.SEE_NAMES)
    found = Entry.objects.filter(submission__request__review=reader.review).annotate(
        dated=Case(When(own, then=Value(True)), default=Value(may_see_days))
    )
    if reader.may(Permission.READ_CHRONOLOGY) and reader.review:
        own |= Q(pk__in=combined(reader.review).order_by().values("pk"))
    return found.filter(own).select_related("submission__request__agency")


def _called(entry: Any) -> str:
    """By its day; by its agency for those who read dates by age alone: a day beside an age tells when a child was born."""
    if entry.dated:
        return f"entry of {rules.written(rules.of_entry(entry))}"
    return f"entry of {entry.submission.request.agency}"


def _entry_at(reader: TrailReader, entry: Entry) -> str:
    return way_to("chronology-entry", reader, entry.pk) if entry.void_at is None else ""


ENTRIES = {"entry": Things(_told_of, _called, _entry_at)}
