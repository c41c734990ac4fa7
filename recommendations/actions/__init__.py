"""How do findings, recommendations, actions and their assurance change? Callers need not know which module does it."""

from recommendations.actions.findings import (
    add_finding,
    add_practice,
    change_finding,
    change_practice,
    void_finding,
    void_practice,
)
from recommendations.actions.judging import assure, close_action, reopen_action
from recommendations.actions.naming import reword
from recommendations.actions.plans import change_action, move_action, plan_action, void_action
from recommendations.actions.progress import add_evidence, report_progress, void_evidence, void_progress
from recommendations.actions.recommending import (
    add_recommendation,
    agree,
    answer,
    change_recommendation,
    file_all,
    take_back,
    void_recommendation,
)

__all__ = [
    "add_evidence", "add_finding", "add_practice", "add_recommendation", "agree", "answer", "assure", "change_action",
    "change_finding", "change_practice", "change_recommendation", "close_action", "file_all", "move_action",
    "plan_action", "reopen_action", "report_progress", "reword", "take_back", "void_action", "void_evidence", "void_finding",
    "void_practice", "void_progress", "void_recommendation",
]  # fmt: skip
