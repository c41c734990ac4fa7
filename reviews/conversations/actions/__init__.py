"""How do conversations come about, and what follows from them?"""

from reviews.conversations.actions.after import change_afterwards, give_feedback, offer_support, record_agreement
from reviews.conversations.actions.notes import (
    answer_quote,
    change_note,
    choose_quote,
    release,
    take_back,
    void_note,
    void_quote,
    write_notes,
)
from reviews.conversations.actions.points import (
    change_points,
    open_points,
    send_again,
    send_points,
    start_points,
    void_sending,
)
from reviews.conversations.actions.sessions import cancel_session, change_session, plan_session, restore_session
from reviews.conversations.actions.telling import use_conversations

__all__ = [
    "answer_quote", "cancel_session", "change_afterwards", "change_note", "change_points", "change_session",
    "choose_quote", "give_feedback", "offer_support", "open_points", "plan_session", "record_agreement", "release",
    "restore_session", "send_again", "send_points", "start_points", "take_back", "use_conversations", "void_note",
    "void_quote", "void_sending", "write_notes",
]  # fmt: skip
