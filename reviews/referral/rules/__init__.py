"""What follows from the facts of the first days? Pure rules, each with its source."""

from reviews.referral.rules.criteria import (
    CRITERIA,
    OPEN_IN,
    OUTCOMES_OF,
    WITHIN,
    Criterion,
    check_open,
    check_outcome,
    question_of,
)
from reviews.referral.rules.decisions import (
    CONCLUSIONS,
    Conclusion,
    Decisions,
    PartnerView,
    check_conclusion,
    settled,
)
from reviews.referral.rules.intake import (
    MOST_CHILDREN,
    ChildGiven,
    Deadline,
    became,
    check_children,
    check_incident,
    check_known,
    check_notification,
    deadline,
)

__all__ = [
    "CONCLUSIONS", "CRITERIA", "MOST_CHILDREN", "OPEN_IN", "OUTCOMES_OF", "WITHIN", "ChildGiven", "Conclusion",
    "Criterion", "Deadline", "Decisions", "PartnerView", "became", "check_children", "check_conclusion",
    "check_incident", "check_known", "check_notification", "check_open", "check_outcome", "deadline", "question_of",
    "settled",
]  # fmt: skip
