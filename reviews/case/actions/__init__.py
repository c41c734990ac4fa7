"""How does a case change? Each action checks its rule, writes, files duties and tells the trail, in one transaction."""

from reviews.case.actions.cases import (
    add_child,
    advance,
    change_incident,
    change_kind,
    open_case,
    rename_child,
    step_back,
    use_closing,
    void_child,
)
from reviews.case.actions.closing import ask_to_close, close_case, let_duty_rest
from reviews.case.actions.duties import (
    explain_delay,
    let_rest,
    meet_duty,
    move_duty,
    open_clock,
    open_duty,
    put_in_place,
    withdraw_duties,
)
from reviews.case.actions.handing import hand_to
from reviews.case.actions.listing import note_list_taken, rename_view, save_view, withdraw_view
from reviews.case.actions.partners import ask_partner, let_partner_go
from reviews.case.actions.reminders import remind, set_schedule
from reviews.case.actions.taking_over import hand_over, use_handed
from reviews.case.actions.team import (
    end_involvement,
    involve,
    join_team,
    leave_team,
    name_deputy,
    use_involved,
    use_left,
)

__all__ = [
    "add_child", "advance", "ask_partner", "ask_to_close", "change_incident", "change_kind", "close_case",
    "end_involvement", "explain_delay", "hand_over", "hand_to", "involve", "join_team", "leave_team",
    "let_duty_rest", "let_partner_go", "let_rest", "meet_duty", "move_duty", "name_deputy", "note_list_taken", "open_case", "open_clock",
    "open_duty", "put_in_place", "remind", "rename_child", "rename_view", "save_view", "set_schedule", "step_back", "use_closing", "use_handed",
    "use_involved", "use_left", "void_child", "withdraw_duties", "withdraw_view",
]  # fmt: skip
