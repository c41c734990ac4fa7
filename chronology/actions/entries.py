"""How does an agency's draft change? Freely, until it is submitted."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events, queries, rules
from chronology.actions.owed import follow
from chronology.models import ChronologyRequest, Entry, Sight, Submission
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.identities.models import Person


def hold_open(submission: Submission, *, office: bool) -> None:
    """Make sure the draft is still open to them, and that nobody submits it before this transaction ends.

    What the agency has handed in it leaves alone, until it takes it back; the office types in what was given to it.
    """
    found = Submission.objects.filter(pk=submission.pk, submitted_at=None, request__withdrawn_at=None)
    found = found if office else found.filter(ready_at=None, signed_off_by="")
    # The row is written, if only with itself: whoever submits at this moment waits or is first.
    if not Submission.objects.filter(pk__in=found.values("pk"), submitted_at=None).update(submitted_at=None):
        now = Submission.objects.select_related("request").get(pk=submission.pk)
        rules.check_open(
            submitted=bool(now.submitted_at), withdrawn=bool(now.request.withdrawn_at), waiting=rules.is_waiting(now)
        )


def _tell(
    event: Event, entry: Entry, *, by: User, at: dt.datetime, changes: dict | None = None, on_behalf_of: str = ""
) -> None:
    found = entry.submission.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"entry {entry.pk}", changes=changes,
        on_behalf_of=on_behalf_of, audience=f"agency:{found.agency_id}",
    )  # fmt: skip


DATES = ("happened_on", "until_on", "happened_at", "until_at", "precision", "hedge", "when_typed")


def _fitting(values: dict[str, object], at: dt.datetime) -> dict[str, object]:
    """The values of an entry, its dates checked and complete: a month has its last day too."""
    dates = {"precision": Entry.Precision.DAY} | {name: values[name] for name in DATES if values.get(name)}
    rules.check_kept(str(values.get("kept_for") or ""), str(values.get("why_kept") or ""))
    rules.check_dates(dates["precision"], dates["happened_on"], dates.get("until_on"), clock.date_of(at))  # type: ignore
    return {**values, **rules.stored(rules.of_entry(Entry(**dates)))}


Sights = Iterable[tuple[Person, str, str]]


def _note_sights(entry: Entry, sights: Sights) -> bool:
    """Keep how each child was seen and what it said; says whether anything is new."""
    before = {sight.child_id: (sight.seen, sight.said) for sight in entry.sights.all()}
    new = [(child, seen, said) for child, seen, said in sights if before.get(child.pk, ("", "")) != (seen, said)]
    for child, seen, said in new:
        Sight.objects.update_or_create(entry=entry, child=child, defaults={"seen": seen, "said": said})
    return bool(new)


@transaction.atomic
def add_entry(
    submission: Submission, *, by: User, at: dt.datetime, on_behalf_of: str = "", sights: Sights = (), **values: object
) -> Entry:
    """Add an entry to an agency's draft; ``values`` are fields of ``Entry``, ``sights`` of each child seen and said."""
    fitting = _fitting(values, at)
    hold_open(submission, office=bool(on_behalf_of))
    entry = Entry.objects.create(
        submission=submission, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of, **fitting
    )
    _note_sights(entry, sights)
    _tell(events.ENTRY_ADDED, entry, by=by, at=at, on_behalf_of=on_behalf_of)
    return entry


@transaction.atomic
def add_entries(
    submission: Submission, entries: Iterable[dict[str, object]], *, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> list[Entry]:
    """Add several entries to an agency's draft, all of them or none."""
    return [add_entry(submission, **values, by=by, at=at, on_behalf_of=on_behalf_of) for values in entries]


@transaction.atomic
def change_entry(
    entry: Entry, *, revision: int, by: User, at: dt.datetime, on_behalf_of: str = "", sights: Sights = (),
    **values: object,
) -> None:  # fmt: skip
    """Change an entry of a draft."""
    fitting = _fitting(values, at)
    after, back = str(values.get("kept_for", entry.kept_for)), entry.submission.sent_back_at
    rules.check_stays_kept(entry.kept_for, after, was_submitted=back is not None)
    hold_open(entry.submission, office=bool(on_behalf_of))
    if entry.void_at:
        raise records.NotYet("This entry was recorded as made in error. Add a new one.")
    changes = records.change(entry, revision=revision, **fitting)
    if _note_sights(entry, sights):
        changes["sights"] = "changed"
    if changes:
        _tell(events.ENTRY_CHANGED, entry, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


@transaction.atomic
def void_entry(
    entry: Entry, *, revision: int, why_void: str, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> None:
    """Record an entry of a draft as made in error; it stays, and is shown no more."""
    hold_open(entry.submission, office=bool(on_behalf_of))
    if entry.void_at:
        return
    changes = records.change(entry, revision=revision, void_at=at, why_void=why_void)
    follow(entry.submission.request, at=at)
    _tell(events.ENTRY_VOIDED, entry, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


@transaction.atomic
def draft_key_events(found: ChronologyRequest, *, by: User, at: dt.datetime) -> int:
    """Put the key events of the agency's signed return into its draft, each once. Returns how many are new."""
    if found.submission.submitted_at or found.withdrawn_at or rules.is_waiting(found.submission):
        return 0
    new = queries.key_events(found)
    for event in new:
        Entry.objects.create(
            submission=found.submission, happened_on=event.happened_on, source=event.source, what=event.what,
            origin=f"key_event:{event.pk}", entered_by=by, entered_at=at,
        )  # fmt: skip
    if new:
        record(
            events.DRAFTED, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}",
            changes={"entries": len(new)}, audience=f"agency:{found.agency_id}",
        )  # fmt: skip
    return len(new)
