"""What do the terms of reference and the conversations give to whoever writes the report?"""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from agencies.roles import Permission
from reviews.conversations.models import ConversationNote, Quote
from reviews.conversations.queries import quotes as quotes_of
from reviews.editing.queries import Material, Piece, Reads
from reviews.panel.models import ReferenceQuestion
from reviews.panel.queries import terms_in_force


def find_questions(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """The questions in force that hold every word."""
    terms = terms_in_force(reads.review)
    held = [word.lower() for word in words.split()]
    asked = [one for one in terms.questions.all() if all(word in one.text.lower() for word in held)] if terms else []
    yield from _questions(reads, asked[:most])


def told_questions(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    yield from _questions(reads, ReferenceQuestion.objects.filter(pk__in=pks, terms__review=reads.review, void_at=None))


def _questions(reads: Reads, asked: Iterable[ReferenceQuestion]) -> Iterator[Piece]:
    url = reverse("editing-terms", args=[reads.review.code])
    for one in asked:
        source = f"terms of reference, question {one.number}"
        quote = format_html("<blockquote><p>“{}” ({})</p></blockquote>", one.text, source)
        yield Piece(
            f"question:{one.pk}", f"Question {one.number}", one.text, quote=quote, url=f"{url}#question-{one.number}"
        )


def _notes(reads: Reads) -> QuerySet[ConversationNote]:
    found = ConversationNote.objects.filter(session__review=reads.review, released_at__isnull=False, void_at=None)
    return found.select_related("session").order_by("session__number", "pk")


def find_notes(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """Released notes that hold every word. They are evidence; to quote them, the practitioner is asked first."""
    found = _notes(reads)
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(point__icontains=word))
    yield from (_note(reads, note) for note in found[:most])


def told_notes(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    yield from (_note(reads, note) for note in _notes(reads).filter(pk__in=pks))


def _note(reads: Reads, note: ConversationNote) -> Piece:
    url = reverse("conversations-session", args=[reads.review.code, note.session_id])
    return Piece(f"note:{note.pk}", f"Session {note.session.number}: {note.point}", note.text, url=url)


def _cleared(reads: Reads) -> QuerySet[Quote]:
    return quotes_of(reads.review).filter(answer=Quote.Answer.CLEARED)


def find_quotes(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """Words that a practitioner has cleared for use, and that hold every word."""
    found = _cleared(reads)
    for word in words.split():
        found = found.filter(Q(words__icontains=word) | Q(said_by__icontains=word))
    yield from (_quote(reads, quote) for quote in found[:most])


def told_quotes(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    yield from (_quote(reads, quote) for quote in _cleared(reads).filter(pk__in=pks))


def _quote(reads: Reads, quote: Quote) -> Piece:
    words = " ".join(quote.words.split())
    return Piece(
        f"quote:{quote.pk}",
        f"Session {quote.note.session.number}: {quote.said_by}",
        words,
        quote=format_html("<blockquote><p>“{}” ({})</p></blockquote>", words, quote.said_by),
        url=reverse("conversations-session", args=[reads.review.code, quote.note.session_id]),
    )


SEES_TALKS = frozenset({Permission.SEE_CONVERSATIONS})
MATERIAL = (
    Material("note", "Notes of conversations, released", SEES_TALKS, find_notes, told_notes, 2),
    Material("quote", "Quotes that are cleared", SEES_TALKS, find_quotes, told_quotes, 3),
    Material("question", "Terms of reference", frozenset({Permission.READ_REPORT}), find_questions, told_questions, 4),
)
