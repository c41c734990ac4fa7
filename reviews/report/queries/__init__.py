"""What do the pages of the report need?"""

from reviews.report.queries.checks import Checked, checked, cleared, hits_in_document, hits_in_text, listed
from reviews.report.queries.document import document, latest_agreed, report_of, sections, title_of

__all__ = [
    "Checked", "checked", "cleared", "document", "hits_in_document", "hits_in_text", "latest_agreed", "listed", "report_of",
    "sections", "title_of",
]  # fmt: skip
