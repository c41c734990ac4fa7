"""How does a rapid review change? Opening and search list, asking agencies, their returns, decision and national Panel."""

from reviews.rapid_review.actions.asking import ask, hand_on, move_request, note_opened, withdraw_request
from reviews.rapid_review.actions.closing import (
    conclude,
    record_sent,
    take_back_sent,
    write_up,
)
from reviews.rapid_review.actions.joined import change_area, decide_for_area, end_joining, join_area, seat_delegate
from reviews.rapid_review.actions.leading import combine, pass_on, take_out
from reviews.rapid_review.actions.notifications import note_notifications_taken
from reviews.rapid_review.actions.opening import (
    add_new_person,
    add_to_search_list,
    open_rapid_review,
    take_off_search_list,
)
from reviews.rapid_review.actions.panel_letters import (
    add_ask,
    answer_panel,
    change_ask,
    change_reply,
    reconsider,
    record_reply,
)
from reviews.rapid_review.actions.papers import ask_for_paper, make_paper
from reviews.rapid_review.actions.returns import (
    ask_for_sign_off,
    enter_for_agency,
    missing,
    save_return,
    say_nothing_held,
    send_back,
    sign_off,
    upload_return,
)
from reviews.rapid_review.actions.returns_later import answer_about_more, unanswered
from reviews.rapid_review.actions.safety import add_safety_action, change_safety_action, confirm_safety_action
from reviews.rapid_review.actions.unasked import enter_for_any

__all__ = [
    "change_area", "decide_for_area", "end_joining", "join_area", "seat_delegate",
    "add_ask", "add_safety_action", "change_ask", "change_reply", "change_safety_action", "confirm_safety_action",
    "combine", "pass_on", "reconsider", "take_out", "add_new_person", "add_to_search_list", "answer_about_more", "answer_panel", "ask", "ask_for_paper",
    "ask_for_sign_off", "conclude", "enter_for_agency", "enter_for_any", "hand_on", "make_paper", "missing", "move_request", "note_notifications_taken", "note_opened",
    "open_rapid_review", "record_reply", "record_sent", "save_return", "say_nothing_held", "send_back", "sign_off",
    "take_back_sent", "take_off_search_list", "unanswered", "upload_return", "withdraw_request", "write_up",
]  # fmt: skip
