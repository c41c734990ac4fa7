"""What follows from the facts of a chronology? Pure functions, by subject."""

from chronology.rules.ages import age_at, age_words, ages_at, shows_age, weeks_of_pregnancy
from chronology.rules.births import Birth
from chronology.rules.compared import Compared
from chronology.rules.dates import check_dates, date_words, is_outside, lies_outside
from chronology.rules.days import Read
from chronology.rules.extensions import check_answer, check_may_ask_longer, check_none_waits
from chronology.rules.gaps import USUAL_DAYS, Gap, days_typed, no_contact, not_seen
from chronology.rules.keeping import check_is_kept, check_kept, check_not_kept, check_stays_kept, may_release
from chronology.rules.lanes import MOST_MARKS, Part, Picture, Told, parts, picture, scale_for
from chronology.rules.lengths import count, length_of, months_between
from chronology.rules.marking import LONGEST_TAG, name_of_tag
from chronology.rules.order import Impossible, impossible
from chronology.rules.questions import (
    ASKED,
    NEEDED,
    Change,
    changed,
    check_may_answer,
    check_may_ask_of,
    check_may_mark,
    check_may_withdraw,
    check_reason,
)
from chronology.rules.reading import LONGEST, read_when
from chronology.rules.relative import Event, Known
from chronology.rules.reports import (
    BY_KIND,
    PARTS,
    check_author,
    check_is_recommendation,
    check_may_hand_over,
    check_secured,
    lacking_in,
    part_after,
)
from chronology.rules.reports import Part as ReportPart
from chronology.rules.requests import (
    ASKING_PHASES,
    WORDS,
    Facts,
    State,
    check_may_ask,
    check_may_be_ready,
    check_may_hand_in,
    check_may_send_back,
    check_may_submit,
    check_may_take_back,
    check_open,
    is_handed_in,
    is_uploaded,
    is_waiting,
    signs_for,
    state_of,
)
from chronology.rules.short import LONGEST as LONGEST_SHORT
from chronology.rules.short import LONGEST_MEANING, Short, abbreviations, as_listed, check_meaning
from chronology.rules.stems import stem, terms_of
from chronology.rules.telling import told
from chronology.rules.twins import Twins, twins
from chronology.rules.wanted import Wanted, near, person_wanted, wanted
from chronology.rules.when import ORDER, Hedge, Precision, When, long_day, of_entry, on, place, stored, written

__all__ = [
    "lies_outside",
    "twins",
    "Twins",
    "abbreviations",
    "Short",
    "impossible",
    "Impossible",
    "not_seen",
    "no_contact",
    "days_typed",
    "Gap",
    "USUAL_DAYS",
    "Compared",
    "ASKED",
    "ASKING_PHASES",
    "BY_KIND",
    "NEEDED",
    "Birth",
    "Event",
    "Facts",
    "Hedge",
    "Known",
    "LONGEST",
    "LONGEST_MEANING",
    "LONGEST_SHORT",
    "LONGEST_TAG",
    "ORDER",
    "PARTS",
    "MOST_MARKS",
    "Part",
    "Picture",
    "Precision",
    "Read",
    "ReportPart",
    "State",
    "Told",
    "WORDS",
    "Wanted",
    "When",
    "age_at",
    "age_words",
    "ages_at",
    "check_author",
    "as_listed",
    "Change",
    "changed",
    "check_answer",
    "check_may_answer",
    "check_may_ask_of",
    "check_may_mark",
    "check_may_withdraw",
    "check_meaning",
    "check_reason",
    "check_dates",
    "check_is_recommendation",
    "check_is_kept",
    "check_kept",
    "check_may_ask",
    "check_may_hand_over",
    "check_may_send_back",
    "check_secured",
    "check_may_ask_longer",
    "check_none_waits",
    "check_not_kept",
    "check_stays_kept",
    "check_may_be_ready",
    "check_may_hand_in",
    "check_may_submit",
    "check_may_take_back",
    "check_open",
    "count",
    "date_words",
    "is_handed_in",
    "is_outside",
    "is_uploaded",
    "is_waiting",
    "lacking_in",
    "length_of",
    "long_day",
    "may_release",
    "months_between",
    "name_of_tag",
    "near",
    "of_entry",
    "on",
    "part_after",
    "parts",
    "person_wanted",
    "picture",
    "place",
    "read_when",
    "scale_for",
    "shows_age",
    "signs_for",
    "state_of",
    "stem",
    "stored",
    "terms_of",
    "told",
    "wanted",
    "weeks_of_pregnancy",
    "written",
]
