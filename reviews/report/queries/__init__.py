"""What do the pages of the report need?"""

from reviews.report.queries.checks import Checked, checked, cleared, hits_in_document, listed
from reviews.report.queries.closing import open_ends
from reviews.report.queries.document import document, latest_agreed, report_of, sections, title_of
from reviews.report.queries.edited import Planned, planned
from reviews.report.queries.home import Writing, at_desk
from reviews.report.queries.importing import Offered, agencies_and_names, agencies_to_address, offered
from reviews.report.queries.pages import (
    THINGS,
    EditedBlock,
    differences,
    edited,
    empty_sections,
    last_change,
    set_aside,
    surroundings,
    texts,
    versions,
    who_wrote,
)  # fmt: skip
from reviews.report.queries.restoring import Restoring, Then, restoring
from reviews.report.queries.returns import Looked, looked, paragraphs_of
from reviews.report.queries.rounds import (
    Group,
    Place,
    ReaderRow,
    Said,
    agencies_to_ask,
    as_said,
    asked,
    copies,
    grouped,
    key_of,
    open_round,
    places_in,
    reader_of,
    reader_rows,
    reading,
    reads_as,
    rounds,
    seen_on_copy,
    stood_in_for,
    unanswered,
    who_may_read,
)  # fmt: skip
from reviews.report.queries.seen import Eyes, as_seen, version_seen
from reviews.report.queries.sources import citations_of, sources_of
from reviews.report.queries.talks import FIGURES, QUOTE, filed_talks, sections_for_talks, uncleared_in

__all__ = [
    "THINGS",
    "FIGURES", "QUOTE", "Checked", "EditedBlock", "Eyes", "Group", "Looked", "Offered", "Place", "Planned", "ReaderRow", "Restoring", "Said", "Then", "Writing", "agencies_to_ask", "agencies_to_address", "agencies_and_names", "as_said", "as_seen", "asked", "at_desk",
    "checked", "citations_of", "cleared", "copies", "differences", "document", "edited", "empty_sections", "filed_talks", "grouped",
    "hits_in_document", "key_of", "last_change", "latest_agreed", "listed", "looked", "offered", "open_ends", "open_round", "paragraphs_of", "places_in", "planned", "reader_of", "reader_rows",
    "reading", "reads_as", "report_of", "restoring", "rounds", "sections", "sections_for_talks", "seen_on_copy", "set_aside", "sources_of",
    "stood_in_for", "surroundings", "texts", "title_of", "unanswered", "uncleared_in", "version_seen", "versions", "who_may_read", "who_wrote",
]  # fmt: skip
