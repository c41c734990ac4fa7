"""What is a report made of, and what follows from its text? Frozen shapes without models, and pure rules over them."""

from reviews.report.rules.addressed import Asked, Asks, ByWhen, asked
from reviews.report.rules.citations import UNLISTED, Listed, cited, cites, listed
from reviews.report.rules.compare import Difference, Words, compare, words
from reviews.report.rules.document import Document, FiledBlock, Kind, PrintedBlock, PrintedSection, name_of, place_of
from reviews.report.rules.edited import Edit, edits, reworded
from reviews.report.rules.hits import Hit, Spot, hits_in, hits_of, places
from reviews.report.rules.html import (
    Piece,
    bare,
    clean,
    evidence_in,
    footnotes,
    marked,
    printable,
    span_of,
    split,
    with_evidence,
)
from reviews.report.rules.made import CONTENTS
from reviews.report.rules.numbering import paragraph_numbers, section_numbers
from reviews.report.rules.quotes import Spoken, Uncleared, refusal, uncleared
from reviews.report.rules.recognised import FoundBlock, FoundSection, Recognised, recognised
from reviews.report.rules.recommended import Found
from reviews.report.rules.references import (
    GONE,
    POINTS,
    TERMS,
    Lost,
    Target,
    appendix_name,
    lost,
    note_keys,
    referred,
    targets,
    told,
)  # fmt: skip
from reviews.report.rules.rereferred import preview, rereferred
from reviews.report.rules.restoring import SAME, STALE, check_may_bring_in, check_may_restore, in_order
from reviews.report.rules.returned import LONGEST_TYPED, FoundRemark, Return, lines_of, returned, room_for
from reviews.report.rules.shown import ShownBlock, ShownSection, door_of, label_of, shown, under_labels

__all__ = [
    "CONTENTS", "Edit", "edits", "reworded",
    "Asked", "Asks", "ByWhen", "asked", "SAME", "STALE", "check_may_bring_in", "check_may_restore", "in_order",
    "FoundRemark", "Return", "LONGEST_TYPED", "lines_of", "returned", "room_for",
    "GONE", "UNLISTED", "Listed", "cited", "cites", "listed", "Found", "FoundBlock", "FoundSection", "Recognised", "recognised", "preview", "rereferred", "POINTS", "TERMS", "Difference", "Document", "FiledBlock", "Lost", "Target", "appendix_name", "lost", "note_keys", "referred", "targets", "told", "Hit", "Kind", "Piece", "PrintedBlock", "PrintedSection", "ShownBlock",
    "ShownSection", "Spoken", "Spot", "Uncleared", "Words", "bare", "clean", "compare", "door_of", "evidence_in", "footnotes", "hits_in", "hits_of",
    "label_of", "marked", "name_of", "paragraph_numbers", "place_of", "places", "printable", "refusal", "section_numbers", "shown", "span_of", "split",
    "uncleared", "under_labels", "with_evidence", "words",
]  # fmt: skip
