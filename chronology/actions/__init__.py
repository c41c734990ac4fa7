"""How do chronologies and episodes change? One module for each subject; callers need not know which."""

from chronology.actions.ages import choose_ages
from chronology.actions.asking import follow_leaving, hand_on, move
from chronology.actions.asking import withdraw as withdraw_report
from chronology.actions.entries import add_entries, add_entry, change_entry, draft_key_events, void_entry
from chronology.actions.episodes import add_episode, change_episode, place, remove, void_episode
from chronology.actions.extensions import answer_more_time, ask_more_time, take_back_more_time
from chronology.actions.keeping import add_note, keep, release, void_note
from chronology.actions.marking import link, tag, unlink, untag
from chronology.actions.meanings import keep_meanings, take_back_meaning
from chronology.actions.owed import follow_coming
from chronology.actions.questions import answer_question, ask_question, mark, withdraw_question
from chronology.actions.report_signing import (
    note_report_taken,
    say_report_ready,
    send_report_back,
    submit_report,
    take_over,
    take_report_back,
    use_recommendations,
)
from chronology.actions.reports import (
    ask_for_reports,
    choose_entries,
    declare_author,
    note_report_opened,
    set_document_aside,
    upload_report,
    write_points,
    write_text,
)
from chronology.actions.requests import ask, note_opened, withdraw
from chronology.actions.searches import keep_search, search, withdraw_search
from chronology.actions.submissions import hand_in, say_ready, send_back, submit, take_back, upload
from chronology.actions.writing import word_entry, write_up, write_up_episode

__all__ = [
    "add_entries",
    "add_entry",
    "add_episode",
    "add_note",
    "answer_more_time",
    "answer_question",
    "ask",
    "ask_for_reports",
    "choose_entries",
    "declare_author",
    "note_report_opened",
    "note_report_taken",
    "say_report_ready",
    "send_report_back",
    "set_document_aside",
    "submit_report",
    "take_over",
    "take_report_back",
    "upload_report",
    "use_recommendations",
    "write_points",
    "write_text",
    "ask_more_time",
    "ask_question",
    "change_entry",
    "choose_ages",
    "change_episode",
    "draft_key_events",
    "follow_coming",
    "follow_leaving",
    "hand_in",
    "hand_on",
    "keep",
    "keep_meanings",
    "keep_search",
    "link",
    "mark",
    "move",
    "note_opened",
    "place",
    "release",
    "remove",
    "say_ready",
    "search",
    "send_back",
    "submit",
    "tag",
    "take_back",
    "take_back_meaning",
    "take_back_more_time",
    "unlink",
    "untag",
    "upload",
    "void_entry",
    "void_episode",
    "void_note",
    "withdraw",
    "withdraw_report",
    "withdraw_question",
    "withdraw_search",
    "word_entry",
    "write_up",
    "write_up_episode",
]
