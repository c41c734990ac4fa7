"""How does a numbered copy look? The report as it is printed, with its number on every page."""

from reviews.publication.narrative import report_pdf
from reviews.readings import rules
from reviews.readings.models import DraftReading
from reviews.report.rules import Document


def copy_pdf(reading: DraftReading) -> bytes:
    """The version, stamped with the number of this copy. The same copy gives the same bytes each time."""
    return report_pdf(Document.from_json(reading.version.content), draft=rules.mark_of(reading))
