"""What do the pages of conversations, and the report, need to know of them?"""

from reviews.conversations.queries.figures import Figures, figures
from reviews.conversations.queries.points import (
    all_points,
    in_force_of,
    key_of,
    newest_of,
    points_in_force,
    sending_of,
    with_letters,
)
from reviews.conversations.queries.sessions import (
    ABOUT,
    THINGS,
    agencies_to_choose,
    not_told,
    notes,
    quotes,
    sessions,
    standing,
)

__all__ = [
    "ABOUT",
    "THINGS",
    "Figures", "agencies_to_choose", "all_points", "figures", "in_force_of", "key_of", "newest_of", "not_told",
    "notes", "points_in_force", "quotes", "sending_of", "sessions", "standing", "with_letters",
]  # fmt: skip
