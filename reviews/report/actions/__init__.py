"""How does the report change?"""

from reviews.report.actions.blocks import add_after, keep_theirs, restore_text, write_block
from reviews.report.actions.clearing import clear_hit, withdraw_clearing
from reviews.report.actions.comments import InFile, answer, change_comment, comment, withdraw_comment
from reviews.report.actions.edited import look_at_edited, set_edited_aside, take_in_edited, use_word
from reviews.report.actions.filing import file_blocks, withdraw_blocks
from reviews.report.actions.importing import look_at, open_archive, set_import_aside, take_in, use_recommend
from reviews.report.actions.replacing import replace_name, replace_person
from reviews.report.actions.restoring import restore_version
from reviews.report.actions.returns import LEAVE, give_back, set_return_aside, take_in_return
from reviews.report.actions.rounds import (
    add_reader,
    check_reads,
    close_round,
    close_rounds,
    finish,
    follow_to,
    move_round,
    note_opened,
    note_table_taken,
    send_round,
    take_off,
)
from reviews.report.actions.saving import Saved, save_section
from reviews.report.actions.sources import change_source, list_source, withdraw_source
from reviews.report.actions.start import (
    add_section,
    bring_back_section,
    change_section,
    change_title,
    move_section,
    remove_section,
    start_report,
)  # fmt: skip
from reviews.report.actions.talks import follow_conversations, place_figures, take_quote
from reviews.report.actions.versions import digest, make_version

__all__ = [
    "InFile", "LEAVE", "Saved", "add_after", "add_reader", "add_section", "answer", "bring_back_section", "change_comment", "change_section", "change_source", "change_title",
    "check_reads", "clear_hit", "close_round", "close_rounds", "comment", "digest", "file_blocks", "finish", "follow_to", "give_back", "follow_conversations", "keep_theirs", "list_source", "look_at", "look_at_edited", "make_version",
    "move_round", "move_section", "note_opened", "note_table_taken", "open_archive", "place_figures",
    "remove_section", "replace_name", "replace_person", "restore_text", "restore_version", "save_section", "send_round", "set_edited_aside", "set_import_aside", "set_return_aside",
    "start_report", "take_in", "take_in_edited", "take_in_return", "take_off", "take_quote", "use_recommend", "use_word", "withdraw_blocks", "withdraw_clearing", "withdraw_comment", "withdraw_source", "write_block",
]  # fmt: skip
