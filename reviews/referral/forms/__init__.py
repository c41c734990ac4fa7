"""What do people type in the first days of a case?"""

from reviews.referral.forms.intake import FromNotificationForm, LogForm, ReferForm
from reviews.referral.forms.national_form import NationalForm
from reviews.referral.forms.others import ChildForm, EditReferralForm, OpenOtherForm, VoidChildForm
from reviews.referral.forms.screening import (
    CommentForm,
    ConcludeForm,
    CriteriaForm,
    DecideForm,
    NotificationForm,
    RecommendForm,
)

__all__ = [
    "ChildForm", "CommentForm", "ConcludeForm", "CriteriaForm", "DecideForm", "EditReferralForm",
    "FromNotificationForm", "LogForm", "NationalForm", "NotificationForm", "OpenOtherForm", "RecommendForm", "ReferForm",
    "VoidChildForm",
]  # fmt: skip
