"""What do the checks, the overview and the panel beside the editor need?"""

from reviews.editing.queries.checks import Edited, edited
from reviews.editing.queries.material import Material, Piece, Reads, evidence, kinds_for, searched, use_material
from reviews.editing.queries.overview import Overview, Row, overview
from reviews.editing.queries.records import use_counts
from reviews.editing.queries.terms import Asked, Place, asked, places, question_of

__all__ = [
    "Asked", "Edited", "Material", "Overview", "Piece", "Place", "Reads", "Row", "asked", "edited", "evidence", "kinds_for", "overview",
    "places", "question_of", "searched", "use_counts", "use_material",
]  # fmt: skip
