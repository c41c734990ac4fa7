"""What do the pages of the report need?"""

from reviews.report.queries.checks import Checked, checked, cleared, hits_in_document, listed
from reviews.report.queries.document import document, latest_agreed, report_of, sections, title_of
from reviews.report.queries.home import Writing, at_desk
from reviews.report.queries.pages import (
    THINGS,
    EditedBlock,
    asked,
    asked_through,
    differences,
    edited,
    empty_sections,
    last_change,
    readers,
    reading,
    set_aside,
    stood_in_for,
    surroundings,
    texts,
    unanswered,
    versions,
)  # fmt: skip
from reviews.report.queries.sources import citations_of, sources_of
from reviews.report.queries.talks import FIGURES, QUOTE, filed_talks, sections_for_talks, uncleared_in

__all__ = [
    "THINGS",
    "FIGURES", "QUOTE", "Checked", "EditedBlock", "Writing", "asked", "asked_through", "at_desk", "checked", "citations_of", "cleared", "differences", "document", "edited",
    "empty_sections", "filed_talks", "hits_in_document", "last_change", "latest_agreed", "listed", "readers", "reading", "report_of",
    "sections", "sections_for_talks", "set_aside", "sources_of", "stood_in_for", "surroundings",
    "texts", "title_of", "unanswered", "uncleared_in", "versions",
]  # fmt: skip
