"""What follows from the facts of the first days? Pure rules, each with its source."""

from reviews.referral.rules.criteria import (
    CRITERIA,
    NATIONAL,
    OPEN_IN,
    OUTCOMES_OF,
    WITHIN,
    Criterion,
    check_may_suggest,
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
    WITHDRAWN_IN,
    ChildGiven,
    became,
    check_across,
    check_children,
    check_incident,
    check_known,
    check_may_withdraw,
    check_not_withdrawn,
    check_nothing_hangs,
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
    relative_words,
    sibling_words,
    too_many,
)
from reviews.referral.rules.online import (
    GOES_ON,
    LINK_WORKS,
    MOST_A_PLACE,
    MOST_AN_ADDRESS,
    MOST_REFERRALS_A_DAY,
    MOST_TRIES,
    NOT_THIS,
    PER_HOUR,
    check_not_sent,
    check_referrals_today,
    goes_on,
    may_send,
    works,
)
from reviews.referral.rules.other import CLOCKS, check_owed, check_sent
from reviews.referral.rules.told import (
    FORM_VERSION,
    AgencyGiven,
    DateGiven,
    RelativeGiven,
    check_date,
    check_plan,
    check_relative,
    check_signed,
    label_for,
)

__all__ = [
    "AgencyGiven", "CHILD", "CLOCKS", "CONCLUSIONS", "CRITERIA", "ChildGiven", "Conclusion", "Criterion", "DOCUMENTS",
    "DateGiven", "Decisions", "FORM_VERSION", "GOES_ON", "INCIDENT", "LINK_WORKS", "MOST_AN_ADDRESS", "MOST_A_PLACE",
    "MOST_CHILDREN", "MOST_REFERRALS_A_DAY", "MOST_TRIES", "NATIONAL", "NOTIFIER", "NOT_THIS", "OPEN_IN",
    "OUTCOMES_OF", "PER_HOUR", "PartnerView", "REGISTERED", "RelativeGiven", "SiblingSaid", "WITHDRAWN_IN", "WITHIN",
    "became", "check_across", "check_children", "check_conclusion", "check_date", "check_incident", "check_known",
    "check_may_suggest", "check_may_withdraw", "check_not_sent", "check_not_withdrawn", "check_nothing_hangs",
    "check_notification", "check_open", "check_outcome", "check_owed", "check_plan", "check_referrals_today",
    "check_relative", "check_sent", "check_sibling", "check_signed", "goes_on", "label_for", "may_send",
    "missing_of_child", "missing_of_sheet", "missing_of_siblings", "owed_besides", "question_of", "registered",
    "relative_words", "settled", "sibling_words", "works",
    "too_many",
]  # fmt: skip
