"""What of the conversations may stand in the report, and does the report keep to it?"""

from django.db.models import Q, QuerySet

from reviews.case.models import Review
from reviews.conversations.models import ConversationNote, Quote
from reviews.conversations.rules import why_not_cleared
from reviews.report.models import Block, Report, Section
from reviews.report.rules import Document, Spoken, Uncleared, uncleared

FIGURES, QUOTE = "conversations:figures", "quote:"
# Of these there may be several, and what records file goes to the one section of its kind.
NOT_FILED_TO = (Section.Kind.FREE, Section.Kind.APPENDIX)


def spoken(review: Review) -> list[Spoken]:
    """What was said in the conversations of a review, as notes and quotes have it. Two queries."""
    quotes = Quote.objects.filter(note__session__review=review).select_related("note__session")
    notes = ConversationNote.objects.filter(session__review=review, void_at=None).select_related("session")
    said = [
        Spoken(quote.note.session.number, quote.words, not why_not_cleared(quote), f"{QUOTE}{quote.pk}")
        for quote in quotes
    ]
    return said + [Spoken(note.session.number, note.text) for note in notes]


def uncleared_in(review: Review, content: Document) -> list[Uncleared]:
    """The places of a document that quote what nobody has cleared."""
    return uncleared(content, spoken(review))


def filed_talks(review: Review) -> QuerySet[Block]:
    """The figures and quotes that stand in the draft."""
    of_talks = Q(origin=FIGURES) | Q(origin__startswith=QUOTE)
    return Block.objects.filter(of_talks, section__report__review=review, removed_at=None).select_related("section")


def sections_for_talks(report: Report) -> list[Section]:
    """The sections into which figures and quotes can be put: one of each kind."""
    found: dict[str, Section] = {}
    for section in report.sections.filter(removed_at=None).exclude(kind__in=NOT_FILED_TO).order_by("position", "pk"):
        found.setdefault(section.kind, section)
    return list(found.values())
