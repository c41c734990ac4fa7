"""How are requests for papers, what went out, what was supplied and the schedule recorded?"""

from reviews.disclosure.actions.answering import (
    close,
    decide,
    record_sending,
    reopen,
    take_advice,
    void_sending,
)
from reviews.disclosure.actions.asking import correct, extend, note_file_taken, receive, void
from reviews.disclosure.actions.schedule import ask_for_schedule, make_schedule, note_schedule_taken
from reviews.disclosure.actions.supplied import change_supplied, end_supplied, record_supplied, void_supplied

__all__ = [
    "ask_for_schedule", "change_supplied", "close", "correct", "decide", "end_supplied", "extend", "make_schedule",
    "note_file_taken", "note_schedule_taken", "receive", "record_sending", "record_supplied", "reopen", "take_advice",
    "void", "void_sending", "void_supplied",
]  # fmt: skip
