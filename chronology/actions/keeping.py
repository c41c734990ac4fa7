"""How is an entry kept for some, released to all, and annotated by the reviewer?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events, rules
from chronology.actions.indexing import index
from chronology.models import Entry, Note
from cspr import records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.report.actions import withdraw_blocks


def _tell(
    event: Event, entry: Entry, *, by: User, at: dt.datetime, changes: dict | None = None, word: str = ""
) -> None:
    found = entry.submission.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"entry {entry.pk}", changes=changes,
        on_behalf_of=word, audience=f"agency:{found.agency_id}",
    )  # fmt: skip


@transaction.atomic
def keep(
    entry: Entry,
    *,
    revision: int,
    kept_for: str,
    why_kept: str,
    kept_to: Iterable[User] = (),
    by: User,
    at: dt.datetime,
) -> None:
    """Keep an entry for some until it is released; what stands of it in the report is taken out."""
    rules.check_kept(kept_for, why_kept)
    written_up = entry.written_up_at
    changes = records.change(entry, revision=revision, kept_for=kept_for, why_kept=why_kept, written_up_at=None)
    readers = list(kept_to)
    before = set(entry.kept_to.values_list("pk", flat=True))
    entry.kept_to.set(readers)
    now = {reader.pk for reader in readers}
    changes |= {"kept_to": sorted(now)} if before != now else {}
    _tell(events.ENTRY_KEPT, entry, by=by, at=at, changes=changes)
    _index(entry)
    if written_up:
        withdraw_blocks(entry.submission.request.review, [f"entry:{entry.pk}"], by=by, at=at)


@transaction.atomic
def release(entry: Entry, *, revision: int, word_of: str, by: User, at: dt.datetime) -> None:
    """Release an entry to everybody who reads the combined chronology, on the word of a named person."""
    rules.check_is_kept(entry.kept_for)
    changes = records.change(entry, revision=revision, kept_for="")
    entry.kept_to.clear()
    _tell(events.ENTRY_RELEASED, entry, by=by, at=at, changes=changes, word=word_of)
    _index(entry)


def _index(entry: Entry) -> None:
    """A word that only what is kept holds is no longer offered to others as near to theirs."""
    if entry.submission.submitted_at:
        index(entry.submission)


@transaction.atomic
def add_note(entry: Entry, *, text: str, by: User, at: dt.datetime) -> Note:
    """Add the reviewer's own note beside the agency's words; from now on its words are looked for too."""
    terms = rules.indexed(text)
    note = Note.objects.create(entry=entry, text=text, terms=terms, entered_by=by, entered_at=at)
    code = entry.submission.request.review.code
    record(events.NOTE_ADDED, by=by, at=at, review_code=code, subject=f"entry {entry.pk}", audience="team")
    return note


@transaction.atomic
def void_note(note: Note, *, by: User, at: dt.datetime) -> None:
    """Record a note as made in error; it stays, and is shown no more."""
    if note.void_at:
        return
    records.change(note, void_at=at)
    code = note.entry.submission.request.review.code
    record(events.NOTE_VOIDED, by=by, at=at, review_code=code, subject=f"entry {note.entry_id}", audience="team")
