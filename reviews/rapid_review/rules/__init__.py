"""What follows from the facts of a rapid review? Pure functions, by subject."""

from reviews.rapid_review.rules.answers import (
    ANSWERED,
    DONE,
    TEXTS,
    EventSaid,
    OfProvider,
    Said,
    State,
    added_to,
    check_ask_now,
    check_asked,
    check_locked,
    check_ready,
    check_unlocked,
    combined,
    state_of,
)
from reviews.rapid_review.rules.document import (
    TWO_YEARS,
    WRITTEN,
    Missing,
    age_words,
    missing_of_decision,
    missing_of_people,
    missing_of_returns,
    missing_of_text,
)
from reviews.rapid_review.rules.ending import (
    CONCLUDING,
    WANTS_RECONSIDERING,
    check_area,
    check_confirmed,
    check_goes_on,
    check_has_been_sent,
    check_may_conclude,
    check_safety_action,
    check_says_what_it_asks,
    check_sent,
)
from reviews.rapid_review.rules.timeliness import Timeliness, Totals, Year, totals_of, years_with
from reviews.rapid_review.rules.times import (
    DECISION_WORKING_DAYS,
    MORE_DAYS,
    RETURNS_WORKING_DAY,
    SLOT_TIMES,
    SLOT_WORKING_DAYS,
    ClockStart,
    Slot,
    best_slot,
    check_dated,
    check_has_rapid_review,
    clock_start,
    proposed_day,
    slots,
)

__all__ = ["ANSWERED", "CONCLUDING", "ClockStart", "DECISION_WORKING_DAYS", "DONE", "EventSaid", "MORE_DAYS", "Missing", "OfProvider", "RETURNS_WORKING_DAY", "SLOT_TIMES", "SLOT_WORKING_DAYS", "Said", "Slot", "State", "TEXTS", "TWO_YEARS", "Timeliness", "Totals", "Year", "WANTS_RECONSIDERING", "WRITTEN", "added_to", "age_words", "best_slot", "check_area", "check_ask_now", "check_asked", "check_confirmed", "check_dated", "check_goes_on", "check_has_been_sent", "check_has_rapid_review", "check_locked", "check_may_conclude", "check_ready", "check_safety_action", "check_says_what_it_asks", "check_sent", "check_unlocked", "clock_start", "combined", "missing_of_decision", "missing_of_people", "missing_of_returns", "missing_of_text", "proposed_day", "slots", "state_of", "totals_of", "years_with"]  # fmt: skip
