"""What may be recorded of immediate safety, the decision and the letters of the national Panel?"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from agencies.models import Partnership
from cspr.records import NotYet
from reviews.case.phases import Phase
from reviews.case.rules import check_order
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.referral.models import Outcome

# Immediate safety -------------------------------------------------------------------------------------


def check_safety_action(said: Mapping[str, Any], today: dt.date, *, incident_on: dt.date | None = None) -> None:
    """Raises ``NotYet`` unless somebody does it, and it is done and confirmed or has a day by which it will be."""
    if not said.get("agency") and not said.get("who"):
        raise NotYet("Choose the agency, or say who does it.", field="agency")
    if said.get("done_on"):
        check_confirmed(said["done_on"], said.get("confirmed_by", ""), today, incident_on=incident_on)
    elif not said.get("due_on"):
        raise NotYet("Say when it was done, or by when it will be.", field="due_on")


def check_confirmed(done_on: dt.date, confirmed_by: str, today: dt.date, *, incident_on: dt.date | None = None) -> None:
    """Raises ``NotYet`` where what is said to be done lies ahead or before the incident, or nobody confirms it."""
    if done_on > today:
        raise NotYet("The day it was done cannot be in the future.", field="done_on")
    check_order(incident_on, done_on, field="done_on", message="It cannot have been done before the incident.")
    if not confirmed_by:
        raise NotYet("Say who confirmed that it is done: name and job.", field="confirmed_by")


# The decision -----------------------------------------------------------------------------------------

CONCLUDING: dict[str, str] = {
    Outcome.LOCAL_REVIEW: Phase.IN_REVIEW,
    Outcome.OTHER_LEARNING: Phase.IN_REVIEW,
    Outcome.NO_REVIEW: Phase.NO_REVIEW,
}


def check_may_conclude(settled: str | None, outcome: str, *, replied: bool) -> None:
    """Raises ``NotYet`` unless the partners decided so, or suggested a national review and have been answered."""
    if not settled:
        raise NotYet("The statutory partners have not settled this yet. Record each partner’s decision first.")
    if settled == Outcome.NATIONAL_REVIEW and not replied:
        raise NotYet("A national review was suggested. Record the national Panel’s reply before you conclude.")
    if settled != Outcome.NATIONAL_REVIEW and outcome != settled:
        raise NotYet(f"The partners decided otherwise: {Outcome(settled).label}.", field="outcome")
    if outcome not in CONCLUDING:
        raise NotYet("Choose what follows here.", field="outcome")


# The national Panel -----------------------------------------------------------------------------------


WANTS_RECONSIDERING = (NationalPanelReply.View.DISAGREES, NationalPanelReply.View.NATIONAL)


def check_says_what_it_asks(view: str, *, asks: int) -> None:
    """Raises ``NotYet`` where the national Panel asks for more and nothing is said to be asked for."""
    if view == NationalPanelReply.View.ASKS and not asks:
        raise NotYet("Say below what it asks for, and by when.", field="view")


def check_sent(rapid_review: RapidReview, sent_on: dt.date, *, due_on: dt.date | None, late_reason: str) -> None:
    """Raises ``NotYet`` where the date cannot be, or is late without a reason."""
    if sent_on < rapid_review.opened_on:
        raise NotYet("It cannot have been sent before the rapid review was opened.", field="sent_on")
    if due_on and sent_on > due_on and not late_reason:
        raise NotYet(
            "It went after the last day. Say why, in the words the national Panel was given.", field="late_reason"
        )


def check_goes_on(withdrawn_on: dt.date | None) -> None:
    """Raises ``NotYet`` where the notification was withdrawn: nothing goes to the national Panel any more."""
    if withdrawn_on:
        raise NotYet(f"The notification was withdrawn on {withdrawn_on:%-d %B %Y}. The rapid review goes no further.")


def check_has_been_sent(rapid_review: RapidReview) -> dt.date:
    if not rapid_review.sent_on:
        raise NotYet("Record first when the rapid review was sent to the national Panel.")
    return rapid_review.sent_on


# Another area -----------------------------------------------------------------------------------------


def check_area(partnership: Partnership | None, name: str, *, home: Partnership, standing: Collection[str]) -> None:
    """Raises ``NotYet`` unless it is one area, another than the one whose review it is, and has not joined already."""
    if not partnership and not name.strip():
        raise NotYet("Choose the partnership, or write its name.", field="partnership")
    if partnership and name.strip():
        raise NotYet("Either choose the partnership or write its name, not both.", field="name")
    said, field = (partnership.name, "partnership") if partnership else (name.strip(), "name")
    if said.casefold() == home.name.casefold():
        raise NotYet("This is the partnership whose review it is.", field=field)
    if said.casefold() in {other.casefold() for other in standing}:
        raise NotYet("This partnership has joined already.", field=field)
