"""How does the report change?"""

from reviews.report.actions.filing import file_blocks, withdraw_blocks
from reviews.report.actions.start import (
    add_section,
    bring_back_section,
    change_section,
    change_title,
    move_section,
    remove_section,
    start_report,
)
from reviews.report.actions.versions import close_round, digest, make_version, read_without_comments

__all__ = [
    "add_section", "bring_back_section", "change_section", "change_title", "close_round", "digest", "file_blocks",
    "make_version", "move_section", "read_without_comments", "remove_section", "start_report", "withdraw_blocks",
]  # fmt: skip
