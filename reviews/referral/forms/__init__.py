"""What do people type in the first days of a case?"""

from reviews.referral.forms.intake import FromNotificationForm, LogForm, ReferForm
from reviews.referral.forms.national_form import NationalForm
from reviews.referral.forms.online import AskLinkForm, ConfirmForm, OnlineForm
from reviews.referral.forms.other import (
    OtherSentForm,
    OweOtherForm,
    ReinstateForm,
    VoidOtherForm,
    WithdrawForm,
    authorities_for,
)
from reviews.referral.forms.others import ChildForm, EditReferralForm, OpenOtherForm, VoidChildForm
from reviews.referral.forms.screening import (
    ACROSS,
    CommentForm,
    ConcludeForm,
    CriteriaForm,
    DecideForm,
    NotificationForm,
    RecommendForm,
)
from reviews.referral.forms.told import RowsForm

__all__ = [
    "ACROSS", "AskLinkForm", "ChildForm", "CommentForm", "ConcludeForm", "ConfirmForm", "CriteriaForm",
    "DecideForm", "EditReferralForm", "FromNotificationForm", "LogForm", "NationalForm", "NotificationForm",
    "OnlineForm", "OpenOtherForm", "OtherSentForm", "OweOtherForm", "RecommendForm", "ReferForm", "ReinstateForm",
    "RowsForm", "VoidChildForm", "VoidOtherForm", "WithdrawForm", "authorities_for",
]  # fmt: skip
