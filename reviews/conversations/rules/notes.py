"""May this note still change, and may these words be quoted?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cspr.records import NotYet
from reviews.conversations.models import ConversationNote, Quote

Answer = Quote.Answer


def check_note(note: ConversationNote) -> None:
    """Raises ``NotYet`` where the note was recorded as made in error."""
    if note.void_at:
        raise NotYet("This note was recorded as made in error.")


def check_quote(quote: Quote) -> None:
    """Raises ``NotYet`` where the quote was taken off the list."""
    if quote.void_at or quote.note.void_at:
        raise NotYet("This quote was taken off the list.")


def check_answer(answer: str, answered_on: dt.date | None, answered_by: object, words: str) -> None:
    """Raises ``NotYet`` beside what is missing of an answer, or where there is one without being an answer."""
    if answer and not answered_on:
        raise NotYet("Enter the day on which they answered.", field="answered_on")
    if answer and not answered_by:
        raise NotYet("Choose who answered.", field="answered_by")
    if answer == Answer.CLEARED and not words:
        raise NotYet(
            "Enter with what words they agreed, such as “yes, if the team is not named”.", field="answered_words"
        )
    if not answer and (answered_on or answered_by):
        raise NotYet("Choose what they answered.", field="answer")


def check_same_words(quote: Quote, new: Mapping[str, Any]) -> None:
    """Raises ``NotYet`` where words that were cleared are changed, and the clearing is not: it was for the others."""
    kept = all(getattr(quote, name) == new[name] for name in ("answer", "answered_on", "answered_words"))
    if quote.answer == Answer.CLEARED and kept and " ".join(quote.words.split()) != " ".join(new["words"].split()):
        raise NotYet(
            "Other words were cleared. Ask again, and enter the day and the answer for these; or say that there is no "
            "answer yet.",
            field="words",
        )


def why_not_cleared(quote: Quote) -> str:
    """The sentence that says why these words may not stand in the report; empty where they may."""
    number = quote.note.session.number
    if quote.void_at or quote.note.void_at:
        return f"This quote of session {number} was taken off the list, so it cannot be taken into the report."
    if quote.answer == Answer.REFUSED:
        return f"The practitioner of session {number} refused to be quoted in these words. Say it in words of your own."
    if quote.answer != Answer.CLEARED:
        return (
            f"This quote of session {number} is not cleared for use, so it cannot be taken into the report. Ask the "
            "practitioner, and record the answer under Conversations first."
        )
    return ""
