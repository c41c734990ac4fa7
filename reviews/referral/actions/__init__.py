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
from reviews.referral.actions.online import confirm, digest_of, refer_online, send_link
from reviews.referral.actions.other import owe_other, record_other, void_other
from reviews.referral.actions.partners import follow_partners
from reviews.referral.actions.screening import (
    answer_criteria,
    answer_criterion,
    ask,
    comment_on_decisions,
    conclude_screening,
    decide,
    recommend,
)
from reviews.referral.actions.told import change_rows
from reviews.referral.actions.withdrawal import reinstate_notification, withdraw_notification

__all__ = [
    "add_child", "answer_criteria", "answer_criterion", "ask", "change_referral", "change_rows",
    "comment_on_decisions", "conclude_screening", "confirm", "decide", "digest_of", "follow_partners", "open_from_notification",
    "open_other", "owe_other", "recommend", "record_notification", "record_other", "refer", "refer_online",
    "reinstate_notification", "send_link", "void_child", "void_other", "withdraw_notification", "write_sheet",
]  # fmt: skip
