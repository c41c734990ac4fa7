"""What is stored of the first days: referral, criteria, recommendation, the partners' decisions, the notification?"""

from reviews.referral.models.joined import JoinedPartnership
from reviews.referral.models.notification import (
    Notification,
    NotificationSheet,
    NotifiedChild,
    OtherNotification,
    SiblingSafety,
)
from reviews.referral.models.online import EmailLink
from reviews.referral.models.referral import AgencyTold, KeyDate, Referral, RelativeTold
from reviews.referral.models.screening import (
    CriterionAnswer,
    Outcome,
    PartnerDecision,
    Question,
    Recommended,
    ScrutineerComment,
)

__all__ = [
    "AgencyTold", "CriterionAnswer", "EmailLink", "JoinedPartnership", "KeyDate", "Notification", "NotificationSheet", "NotifiedChild", "OtherNotification", "Outcome",
    "PartnerDecision", "Question", "Recommended", "Referral", "RelativeTold", "ScrutineerComment", "SiblingSafety",
]  # fmt: skip
