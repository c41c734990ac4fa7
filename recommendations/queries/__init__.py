"""What do the pages of findings, recommendations and actions need? A fixed number of queries however many. By subject."""

from recommendations.queries.board import (
    board,
    board_agencies,
    first_to_open,
    followed,
    for_board,
    hidden_over_all,
    worded,
)
from recommendations.queries.line_of_sight import (
    actions_with_reports,
    facts_of,
    findings_of,
    good_practice_of,
    has_report,
    not_filed,
    places_telling,
    recommendations_of,
    resting_on,
    sight_of,
    standing_actions,
    telling,
)
from recommendations.queries.told import ABOUT, THINGS, open_ends

__all__ = [
    "actions_with_reports",
    "facts_of",
    "findings_of",
    "good_practice_of",
    "has_report",
    "not_filed",
    "places_telling",
    "recommendations_of",
    "resting_on",
    "sight_of",
    "standing_actions",
    "telling",
    "board",
    "board_agencies",
    "first_to_open",
    "followed",
    "for_board",
    "hidden_over_all",
    "worded",
    "ABOUT",
    "THINGS",
    "open_ends",
]
