"""How does the report change?"""

from reviews.report.actions.blocks import add_after, keep_theirs, restore_text, write_block
from reviews.report.actions.clearing import clear_hit, withdraw_clearing
from reviews.report.actions.comments import answer, change_comment, comment, withdraw_comment
from reviews.report.actions.filing import file_blocks, withdraw_blocks
from reviews.report.actions.importing import look_at, open_archive, set_import_aside, take_in, use_recommend
from reviews.report.actions.replacing import replace_name, replace_person
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
from reviews.report.actions.versions import close_round, digest, make_version, read_without_comments

__all__ = [
    "Saved", "add_after", "add_section", "answer", "bring_back_section", "change_comment", "change_section", "change_source", "change_title",
    "clear_hit", "close_round", "comment", "digest", "file_blocks", "follow_conversations", "keep_theirs", "list_source", "look_at", "make_version",
    "move_section", "open_archive", "place_figures",
    "read_without_comments", "remove_section", "replace_name", "replace_person", "restore_text", "save_section", "set_import_aside",
    "start_report", "take_in", "take_quote", "use_recommend", "withdraw_blocks", "withdraw_clearing", "withdraw_comment", "withdraw_source", "write_block",
]  # fmt: skip
