"""What do the home page, the pages of a case, and the lists over all cases need?"""

from reviews.case.queries.cases import (
    ANSWERING,
    chronicle,
    duties_for,
    open_duties,
    open_places,
    own_duties,
    people_answering,
    people_who_may_owe,
    reviews_counted,
    share,
    steps,
    team_of,
    unsent,
    way,
    worst_first,
    written,
)
from reviews.case.queries.choices import choice_in_words, field_in_words
from reviews.case.queries.closing import at_its_end, closable, closing_of, open_ends, use_open_ends, use_over
from reviews.case.queries.counted import clock_kept, clocks_of, counted, explained
from reviews.case.queries.desk import Desk, Panel, Quiet, desk_of, panels_for, quiet_for, quiet_step, use_panel
from reviews.case.queries.lately import (
    SINCE,
    came_in,
    happened_since,
    last_doings,
    look_in_words,
    not_sent,
    since,
    use_news,
    visit_before,
)
from reviews.case.queries.listing import (
    agencies_listed,
    filters_in,
    list_sheet,
    partnerships_listed,
    reviews_listed,
    saved_views,
)
from reviews.case.queries.office import OF, chased, listed, over_all_cases
from reviews.case.queries.partners import partners_asked, partners_asked_in
from reviews.case.queries.parts import PARTS, parts_of, work_of
from reviews.case.queries.reminders import schedule_changes, schedule_of, schedules
from reviews.case.queries.taking_over import duties_of, held_by, permissions_in, places_of
from reviews.case.queries.things import CALLED, NAMED_BY, About, Reader, Things, Told, told_in, use_things, way_to
from reviews.case.queries.waiting import (
    Card,
    Line,
    Waiting,
    cards_of,
    opened_words,
    use_about,
    use_at_colleague,
    use_cards,
    waiting_for,
    whom_to_ring,
    with_about,
)
from reviews.case.queries.watch import watch

__all__ = [
    "ANSWERING", "CALLED", "NAMED_BY", "OF", "PARTS", "SINCE", "About", "Card", "Desk", "Line", "Panel", "Quiet", "Reader", "Things", "Told", "Waiting", "agencies_listed", "at_its_end", "came_in", "cards_of", "chased",
    "choice_in_words", "chronicle", "clock_kept", "clocks_of", "closable", "closing_of", "counted", "desk_of", "duties_for", "duties_of",
    "explained", "field_in_words", "filters_in", "happened_since", "held_by", "last_doings", "list_sheet", "listed", "look_in_words", "not_sent", "open_duties",
    "open_ends", "open_places", "opened_words", "over_all_cases", "own_duties", "panels_for", "partners_asked", "partners_asked_in", "partnerships_listed", "parts_of", "people_answering",
    "people_who_may_owe", "permissions_in", "places_of", "quiet_for", "quiet_step", "reviews_counted", "reviews_listed", "saved_views", "schedule_changes",
    "schedule_of", "schedules", "share", "since", "steps", "team_of", "told_in", "unsent", "use_about", "use_at_colleague", "use_cards", "use_news",
    "use_open_ends", "use_over", "use_panel", "use_things", "visit_before", "waiting_for", "watch", "way", "way_to", "worst_first",
    "whom_to_ring", "work_of", "with_about", "written",
]  # fmt: skip
