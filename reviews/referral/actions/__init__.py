"""How does a case begin, how is it screened, and how is it notified?"""

from reviews.referral.actions.children import void_child
from reviews.referral.actions.intake import (
    add_child,
    change_referral,
    open_from_notification,
    open_other,
    refer,
)
from reviews.referral.actions.national_form import write_sheet
from reviews.referral.actions.notification import record_notification
from reviews.referral.actions.screening import (
    answer_criteria,
    answer_criterion,
    ask,
    comment_on_decisions,
    conclude_screening,
    decide,
    recommend,
)

__all__ = [
    "add_child", "answer_criteria", "answer_criterion", "ask", "change_referral", "comment_on_decisions",
    "conclude_screening", "decide", "open_from_notification", "open_other", "recommend", "record_notification", "refer",
    "void_child", "write_sheet",
]  # fmt: skip
