"""How does a case change? Each action checks its rule, writes, files duties and tells the trail, in one transaction."""

from reviews.case.actions.cases import (
    add_child,
    advance,
    change_incident,
    change_kind,
    open_case,
    rename_child,
    step_back,
)
from reviews.case.actions.duties import (
    explain_delay,
    meet_duty,
    move_duty,
    open_clock,
    open_duty,
    withdraw_duties,
)
from reviews.case.actions.handing import hand_to
from reviews.case.actions.holds import end_hold, look_at_hold_again, put_on_hold
from reviews.case.actions.reminders import remind, set_schedule
from reviews.case.actions.team import end_involvement, involve, join_team, leave_team

__all__ = [
    "add_child", "advance", "change_incident", "change_kind", "end_hold", "end_involvement", "explain_delay", "hand_to", "involve",
    "join_team", "leave_team", "look_at_hold_again", "meet_duty", "move_duty", "open_case", "open_clock", "open_duty",
    "put_on_hold", "remind", "rename_child", "set_schedule", "step_back", "withdraw_duties",
]  # fmt: skip
