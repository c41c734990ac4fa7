"""What do the pages of the first days need, and what stands of them on home pages?"""

from reviews.referral.queries.home import Uncommented, awaited, decision_cards, own_referrals, uncommented
from reviews.referral.queries.joined import (
    JoinedArea,
    agencies_joined,
    joined_areas,
    joined_to,
    partners_of_area,
)
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
    duty_of_other,
    national_criteria,
    notification_of,
    notify_by,
    only_authority,
    others_of,
    partnerships_to_refer_to,
    recommendation_on,
    referral_of,
    referrals_of,
    rows_told,
    screening,
    similar_cases,
    similar_to,
)

__all__ = [
    "Criteria", "CriterionRow", "JoinedArea", "Prepared", "Screening", "Uncommented", "agencies_joined", "agencies_of", "authorities",
    "awaited",
    "children_named", "comment_on", "criteria_of", "decision_cards", "decisions_on", "duty_of_other",
    "joined_areas", "joined_to", "national_criteria", "notification_of", "notify_by", "only_authority", "others_of", "own_referrals", "partners_of_area",
    "partnerships_to_refer_to", "prepared_for", "recommendation_on", "referral_of", "referrals_of", "rows_told",
    "screening", "siblings_of", "similar_cases", "similar_to", "uncommented",
]  # fmt: skip
