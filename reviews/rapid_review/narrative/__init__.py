"""How does a rapid review speak outside its pages? Letters to agencies, the pack of returns, the rapid review document."""

from reviews.rapid_review.narrative.document import rapid_review_document
from reviews.rapid_review.narrative.home import cards
from reviews.rapid_review.narrative.letters import (
    HANDED_ON,
    MOVED,
    ONE_MORE,
    READY,
    REQUEST,
    SENT_BACK,
    WITHDRAWN,
    reference_of,
    tell_of,
)
from reviews.rapid_review.narrative.made import Made
from reviews.rapid_review.narrative.notifications import notifications_sheet
from reviews.rapid_review.narrative.pack import Original, pack_of_returns

__all__ = [
    "HANDED_ON", "MOVED", "Made", "ONE_MORE", "Original", "READY", "REQUEST", "SENT_BACK", "WITHDRAWN", "cards", "notifications_sheet", "pack_of_returns",
    "rapid_review_document", "reference_of", "tell_of",
]  # fmt: skip
