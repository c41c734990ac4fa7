"""What do the pages of the chronology need? A fixed number of queries however many entries there are. By subject."""

from chronology.queries.entries import SEARCHED, combined, in_order, written_up
from chronology.queries.episodes import entries_of, episodes_of, hidden_in, placed
from chronology.queries.people import Birth, births, known_dates
from chronology.queries.requests import (
    SIGNING,
    Asked,
    agencies_to_ask,
    agreed_terms,
    answering,
    as_asked,
    asked,
    handed_in_on,
    key_events,
    people_of,
    requests_asked,
    requests_with_due,
    signatories,
)

__all__ = [
    "Asked",
    "Birth",
    "SEARCHED",
    "SIGNING",
    "agencies_to_ask",
    "agreed_terms",
    "answering",
    "as_asked",
    "asked",
    "births",
    "combined",
    "entries_of",
    "episodes_of",
    "handed_in_on",
    "hidden_in",
    "in_order",
    "key_events",
    "known_dates",
    "people_of",
    "placed",
    "requests_asked",
    "requests_with_due",
    "signatories",
    "written_up",
]
