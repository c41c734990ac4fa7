"""What do the pages of the first days need, and what stands of them on home pages?"""

from reviews.referral.queries.home import Uncommented, decision_cards, own_referrals, uncommented
from reviews.referral.queries.national_form import Prepared, prepared_for, siblings_of
from reviews.referral.queries.pages import (
    Criteria,
    CriterionRow,
    Screening,
    agencies_of,
    authorities,
    children_named,
    comment_on,
    criteria_of,
    decisions_on,
    notification_of,
    notify_by,
    only_authority,
    partnerships_to_refer_to,
    recommendation_on,
    referral_of,
    referrals_of,
    screening,
    similar_cases,
    similar_to,
    statutory_partners,
)

__all__ = [
    "Criteria", "CriterionRow", "Prepared", "Screening", "Uncommented", "agencies_of", "authorities", "children_named", "comment_on", "criteria_of", "decision_cards", "decisions_on", "notification_of", "notify_by", "only_authority", "own_referrals", "prepared_for", "partnerships_to_refer_to", "recommendation_on", "referral_of", "referrals_of", "screening", "similar_cases", "siblings_of", "similar_to", "statutory_partners", "uncommented",
]  # fmt: skip
