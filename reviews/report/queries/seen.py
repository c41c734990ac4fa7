"""How does a report read to this person? Who may not see real names reads labels, also in what is older than the register."""

from dataclasses import dataclass

from reviews.case.models import Review
from reviews.identities.queries import known_forms
from reviews.report.models import Version
from reviews.report.queries.checks import cleared
from reviews.report.rules import Document, under_labels


@dataclass(frozen=True)
class Eyes:
    """How much somebody sees: real ``names`` of the family, and if ``inside``, who of an agency wrote a comment."""

    names: bool
    inside: bool


class Sight:
    """What these eyes see of the texts of a review. Five queries for those who may not see names, none for others."""

    def __init__(self, review: Review, eyes: Eyes) -> None:
        self.eyes = eyes
        self.forms = None if eyes.names else known_forms(review)
        self.cleared = frozenset() if eyes.names else cleared(review)

    def document(self, document: Document) -> Document:
        return under_labels(document, self.forms, self.cleared) if self.forms is not None else document


def as_seen(document: Document, review: Review, eyes: Eyes) -> Document:
    """A document as these eyes read it."""
    return Sight(review, eyes).document(document)


def version_seen(version: Version, eyes: Eyes) -> Document:
    """The same of a version as it was kept."""
    return as_seen(Document.from_json(version.content), version.report.review, eyes)
