"""What becomes of the notes of a conversation, and of words to be quoted? They are the reviewer's until released."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.rules import check_not_in_future
from reviews.conversations import events, rules
from reviews.conversations.actions.telling import followed, tell
from reviews.conversations.models import ConversationNote, Participant, Quote, Session
from reviews.documents.actions import add_document
from reviews.documents.models import Document


@transaction.atomic
def write_notes(
    session: Session,
    *,
    lines: Iterable[tuple[str, str]],
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> list[ConversationNote]:
    """Keep what was said: each pair of point and text is a note of its own, so that it can be released alone.

    The office may enter what the reviewer, or a participant, gave on paper. The paper stays with the office: the review
    team must not read there what is not released.
    """
    rules.check_stands(session)
    if given_on:
        check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day they were given")
    check_not_in_future(session.held_on, clock.date_of(at), field="", name="A session with notes")
    paper = _paper(session, original, by=by, at=at, on_behalf_of=on_behalf_of)
    made = [
        ConversationNote.objects.create(
            session=session,
            point=point,
            text=text,
            given_on=given_on,
            original=paper,
            entered_by=by,
            entered_at=at,
            on_behalf_of=on_behalf_of,
        )  # fmt: skip
        for point, text in lines
    ]
    if not made:
        raise records.NotYet("Write at least one note.")
    tell(
        events.NOTED, session.review, f"session {session.number}", by=by, at=at, changes={"notes": len(made)},
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return made


def _paper(
    session: Session, original: UploadedFile | None, *, by: User, at: dt.datetime, on_behalf_of: str
) -> Document | None:
    if not original:
        return None
    try:
        return add_document(
            session.review, original, title=f"Notes of session {session.number} as they were given", by=by, at=at,
            sensitivity=Document.Sensitivity.OFFICE, belongs_to=f"session:{session.pk}", on_behalf_of=on_behalf_of,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="original") from None


@transaction.atomic
def change_note(note: ConversationNote, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Change the words of a note, or its point."""
    rules.check_note(note)
    changes = records.change(note, revision=revision, **values)
    tell(events.NOTE_CHANGED, note.session.review, f"note {note.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def release(note: ConversationNote, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let the review team read a note."""
    rules.check_note(note)
    records.change(note, revision=revision, released_at=note.released_at or at)
    tell(events.RELEASED, note.session.review, f"note {note.pk}", by=by, at=at)


@transaction.atomic
def take_back(note: ConversationNote, *, revision: int, by: User, at: dt.datetime) -> None:
    """Hide a released note from the review team again."""
    rules.check_note(note)
    records.change(note, revision=revision, released_at=None)
    tell(events.TAKEN_BACK, note.session.review, f"note {note.pk}", by=by, at=at)


@transaction.atomic
def void_note(note: ConversationNote, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a note as made in error; nobody reads it any more, and its row stays."""
    rules.check_note(note)
    changes = records.change(note, revision=revision, void_at=at, why_void=why_void)
    tell(events.NOTE_VOIDED, note.session.review, f"note {note.pk}", by=by, at=at, changes=changes)
    followed(note.session.review, by=by, at=at)


# Quotes ----------------------------------------------------------------------------------------------------


@transaction.atomic
def choose_quote(note: ConversationNote, *, words: str, said_by: str, by: User, at: dt.datetime) -> Quote:
    """Choose words to be quoted. They may stand in the report once the practitioner has cleared them."""
    rules.check_note(note)
    made = Quote.objects.create(note=note, words=words, said_by=said_by, entered_by=by, entered_at=at)
    tell(events.QUOTE_CHOSEN, note.session.review, f"quote {made.pk}", by=by, at=at)
    return made


@transaction.atomic
def answer_quote(
    quote: Quote,
    *,
    revision: int,
    words: str,
    said_by: str,
    answer: str,
    answered_on: dt.date | None,
    answered_by: Participant | None,
    answered_words: str,
    by: User,
    at: dt.datetime,
) -> None:
    """Record what the practitioner says to being quoted in exactly these words; the report follows."""
    rules.check_quote(quote)
    rules.check_answer(answer, answered_on, answered_by, answered_words)
    if answered_on:
        check_not_in_future(answered_on, clock.date_of(at), field="answered_on", name="The day they answered")
    values = {
        "words": words, "said_by": said_by, "answer": answer, "answered_on": answered_on, "answered_by": answered_by,
        "answered_words": answered_words,
    }  # fmt: skip
    rules.check_same_words(quote, values)
    review = quote.note.session.review
    changes = records.change(quote, revision=revision, **values)
    tell(events.QUOTE_ANSWERED, review, f"quote {quote.pk}", by=by, at=at, changes=changes)
    followed(review, by=by, at=at)


@transaction.atomic
def void_quote(quote: Quote, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Take words off the list of quotes, and out of the draft of the report."""
    rules.check_quote(quote)
    review = quote.note.session.review
    changes = records.change(quote, revision=revision, void_at=at, why_void=why_void)
    tell(events.QUOTE_VOIDED, review, f"quote {quote.pk}", by=by, at=at, changes=changes)
    followed(review, by=by, at=at)
