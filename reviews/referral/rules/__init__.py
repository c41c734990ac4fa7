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
    became,
    check_children,
    check_incident,
    check_known,
    check_notification,
)
from reviews.referral.rules.national_form import (
    CHILD,
    DOCUMENTS,
    INCIDENT,
    NOTIFIER,
    REGISTERED,
    SiblingSaid,
    check_sibling,
    missing_of_child,
    missing_of_sheet,
    missing_of_siblings,
    owed_besides,
    registered,
    sibling_words,
    too_many,
)

__all__ = [
    "CHILD", "CONCLUSIONS", "CRITERIA", "DOCUMENTS", "INCIDENT", "MOST_CHILDREN", "NOTIFIER", "OPEN_IN", "OUTCOMES_OF",
    "REGISTERED", "WITHIN", "ChildGiven", "Conclusion", "Criterion", "Decisions", "PartnerView",
    "SiblingSaid", "became", "check_children", "check_conclusion", "check_incident", "check_known",
    "check_notification", "check_open", "check_outcome", "check_sibling", "missing_of_child",
    "missing_of_sheet", "missing_of_siblings", "owed_besides", "question_of", "registered", "settled", "sibling_words",
    "too_many",
]  # fmt: skip
