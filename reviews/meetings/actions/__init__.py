"""How does a meeting change? Planning, inviting, recording, the sub-group's agenda, its minutes and its pack."""

from reviews.meetings.actions.agenda import add_item, build_agenda, put_back, remove_item, reorder
from reviews.meetings.actions.inviting import add_attended, correct_address, invite, record_attendance
from reviews.meetings.actions.minutes import ask_to_file, file_minutes, write_minutes
from reviews.meetings.actions.pack import ask_for_pack, make_pack, note_taken
from reviews.meetings.actions.planning import cancel, change_meeting, plan_meeting, plan_subgroup, restore
from reviews.meetings.actions.recording import (
    add_follow_up,
    choose_papers,
    drop_follow_up,
    finish_follow_up,
    follow_to,
    hold_to,
    write_notes,
)

__all__ = [
    "add_attended", "add_follow_up", "add_item", "ask_for_pack", "ask_to_file", "build_agenda", "cancel",
    "change_meeting", "choose_papers", "correct_address", "drop_follow_up", "file_minutes", "finish_follow_up", "follow_to", "hold_to", "invite",
    "make_pack", "note_taken", "plan_meeting", "plan_subgroup", "put_back", "record_attendance", "remove_item", "reorder",
    "restore", "write_minutes", "write_notes",
]  # fmt: skip
