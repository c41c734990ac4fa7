"""What may happen to points, sessions, notes and quotes, and what is still to be done?"""

from reviews.conversations.rules.after import (
    ToDo,
    check_afterwards,
    check_chosen,
    check_recording,
    people,
    support_due,
    to_be_supported,
    to_do,
)
from reviews.conversations.rules.notes import (
    check_answer,
    check_note,
    check_quote,
    check_same_words,
    why_not_cleared,
)
from reviews.conversations.rules.points import (
    LONGEST_POINT,
    NOT_THIS,
    PROPOSED_INTRODUCTION,
    PROPOSED_POINTS,
    Recipient,
    check_next,
    check_nobody_named,
    check_recipients,
    check_sending,
    check_unsent,
    link_works,
    version_had,
    without,
    works_until,
)
from reviews.conversations.rules.sessions import (
    Expected,
    check_attendance,
    check_cancelled,
    check_held_on,
    check_lasted,
    check_may_cancel,
    check_may_meet,
    check_stands,
    like,
)

__all__ = [
    "LONGEST_POINT", "NOT_THIS", "PROPOSED_INTRODUCTION", "PROPOSED_POINTS", "Expected", "Recipient", "ToDo",
    "check_afterwards", "check_answer", "check_attendance", "check_cancelled", "check_chosen", "check_held_on",
    "check_lasted", "check_may_cancel", "check_may_meet", "check_next", "check_nobody_named", "check_note", "check_quote",
    "check_recipients", "check_recording", "check_same_words", "check_sending", "check_stands", "check_unsent", "like",
    "link_works", "people", "support_due", "to_be_supported", "to_do", "version_had", "why_not_cleared", "without",
    "works_until",
]  # fmt: skip
