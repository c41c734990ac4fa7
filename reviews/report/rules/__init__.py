"""What is a report made of, and what follows from its text? Frozen shapes without models, and pure rules over them."""

from reviews.report.rules.document import Document, FiledBlock, Kind, PrintedBlock, PrintedSection
from reviews.report.rules.hits import Hit, Spot, hits_in, hits_of, places
from reviews.report.rules.html import Piece, bare, clean, footnotes, marked, split
from reviews.report.rules.numbering import paragraph_numbers, section_numbers

__all__ = [
    "Document", "FiledBlock", "Hit", "Kind", "Piece", "PrintedBlock", "PrintedSection", "Spot", "bare", "clean",
    "footnotes", "hits_in", "hits_of", "marked", "paragraph_numbers", "places", "section_numbers", "split",
]  # fmt: skip
