"""What do the pages of disclosure show?"""

from reviews.disclosure.queries.held import HERE, TEAM, Held, by_label, everything, use_source
from reviews.disclosure.queries.requests import (
    SCHEDULE_PDF,
    SCHEDULE_XLSX,
    at_desk,
    file_of,
    over_all_cases,
    request_shown,
    requests_of,
    schedules_made,
    supplied_of,
)

__all__ = [
    "HERE", "SCHEDULE_PDF", "SCHEDULE_XLSX", "TEAM", "Held", "at_desk", "by_label", "everything", "file_of", "over_all_cases", "request_shown",
    "requests_of", "schedules_made", "supplied_of", "use_source",
]  # fmt: skip
