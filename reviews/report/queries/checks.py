"""What in the report still tells who somebody is?"""

from dataclasses import dataclass

from reviews.case.models import Review
from reviews.identities.queries import known_forms
from reviews.identities.rules import same_words
from reviews.report.models import ClearedHit, Report
from reviews.report.queries.document import document
from reviews.report.rules import Document, Hit, hits_of


@dataclass(frozen=True)
class Checked:
    """The hits of a report: those that must be put right, those that may be something else, and what was cleared."""

    exact: list[Hit]
    near: list[Hit]
    cleared: list[ClearedHit]


def cleared(review: Review) -> frozenset[str]:
    """The words that were cleared for the report of this review, as they are compared."""
    words = ClearedHit.objects.filter(report__review=review, withdrawn_at=None).values_list("words", flat=True)
    return frozenset(same_words(word) for word in words)


def hits_in_document(review: Review, content: Document) -> list[Hit]:
    """Everything in a document that is not cleared."""
    return hits_of(content, known_forms(review), cleared(review))


def listed(report: Report) -> list[Hit]:
    """Everything in the draft as it would be printed that still tells, or seems to tell, who somebody is."""
    return hits_in_document(report.review, document(report))


def checked(report: Report) -> Checked:
    """What the page of checks shows."""
    hits = listed(report)
    return Checked(
        exact=[hit for hit in hits if not hit.may_be_cleared],
        near=[hit for hit in hits if hit.may_be_cleared],
        cleared=list(report.cleared.filter(withdrawn_at=None).select_related("by")),
    )
