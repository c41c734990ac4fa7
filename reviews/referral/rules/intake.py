"""Can this referral or notification be as it is told, when is it due, and what became of it?"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cspr.records import NotYet
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_order
from reviews.referral.models import Notification

MOST_CHILDREN = 4  # children in one notification; gov.uk, Report a serious child safeguarding incident


@dataclass(frozen=True)
class ChildGiven:
    """A child as named in a referral; ``row`` is where it stands on the form."""

    given_names: str = ""
    family_name: str = ""
    born_on: dt.date | None = None
    died_on: dt.date | None = None
    unborn: bool = False
    address: str = ""
    postcode: str = ""
    ethnicity: str = ""
    row: int = 1

    def field(self, name: str) -> str:
        return f"child{self.row}_{name}"


def check_children(children: Sequence[ChildGiven], today: dt.date) -> None:
    """Raises ``NotYet`` at the child's field where there is none, too many, or a date cannot be."""
    if not children:
        raise NotYet("Enter at least one child.", field="child1_family_name")
    if len(children) > MOST_CHILDREN:
        raise NotYet(f"One referral takes up to {MOST_CHILDREN} children.")
    for child in children:
        _check_child(child, today)


def _check_child(child: ChildGiven, today: dt.date) -> None:
    if not (child.given_names or child.family_name or child.unborn):
        raise NotYet(
            "Enter the child's name, or tick that the child is not born yet.", field=child.field("family_name")
        )
    if child.unborn and child.born_on:
        raise NotYet("A child who is not born yet has no date of birth.", field=child.field("born_on"))
    check_not_in_future(child.born_on, today, field=child.field("born_on"), name="The date of birth")
    check_not_in_future(child.died_on, today, field=child.field("died_on"), name="The date of death")
    check_order(
        child.born_on,
        child.died_on,
        field=child.field("died_on"),
        message="The date of death cannot be before the date of birth.",
    )


def check_incident(happened_on: dt.date | None, note: str, today: dt.date) -> None:
    """Raises ``NotYet`` unless there is a date, not in the future, or a word on why there is none."""
    if not happened_on and not note.strip():
        raise NotYet(
            "Enter the date of the incident, or say why there is no one date, such as “neglect over two years”.",
            field="happened_on",
        )
    check_not_in_future(happened_on, today, field="happened_on", name="The date of the incident")


def check_known(happened_on: dt.date | None, known_on: dt.date | None, today: dt.date) -> None:
    """Raises ``NotYet`` where the authority is said to have known in the future, or before it happened."""
    check_not_in_future(known_on, today, field="known_on", name="The day the authority came to know")
    check_order(happened_on, known_on, field="known_on", message="The authority cannot have known before it happened.")


BECAME: dict[str, str] = {
    Phase.REFERRED: "It is being considered. The partners decide whether it is a serious incident.",
    Phase.NOTIFIED: "It was notified to the national Panel as a serious incident. A rapid review follows.",
    Phase.RAPID_REVIEW: "A rapid review is under way.",
    Phase.IN_REVIEW: "A local child safeguarding practice review is under way.",
    Phase.SIGNED_OFF: "The review is finished. Its report is not published yet.",
    Phase.PUBLISHED: "The review is finished and its report is published.",
    Phase.CLOSED: "The case is closed.",
    Phase.NOT_NOTIFIED: "The partners decided that it is not a serious incident that must be notified.",
    Phase.NO_REVIEW: "A rapid review was held. No further review follows.",
}


def became(review: Review) -> str:
    """What became of a referral, in words for the one who made it."""
    if review.kind == Kind.PARTNERSHIP and review.phase == Phase.IN_REVIEW:
        return "It is not a serious incident that must be notified. A partnership review looks at what can be learned."
    return BECAME[review.phase]


def check_notification(
    known_on: dt.date, sent_on: dt.date | None, late_reason: str, today: dt.date, *, due_on: dt.date
) -> None:
    """Raises ``NotYet`` beside the field where a date cannot be, or lateness is not explained.

    The date on the receipt counts, not the day it is typed.
    """
    check_not_in_future(sent_on, today, field="sent_on", name="The date on the receipt")
    check_order(known_on, sent_on, field="sent_on", message="It cannot have been sent before the authority knew.")
    if sent_on and sent_on > due_on and not late_reason.strip():
        raise NotYet(
            f"It was due on {due_on:%-d %B %Y}. Say why it was sent later; the reason goes with the case.",
            field="late_reason",
        )


def check_nothing_hangs(hanging: Sequence[str]) -> None:
    """Raises ``NotYet`` where something in the case speaks of a child who is said to be entered in error."""
    if hanging:
        raise NotYet(
            f"This child cannot be taken out. These still refer to them: {', '.join(hanging)}. Put those right first, or "
            "correct the child’s details in the identity register."
        )


def check_across(values: Mapping[str, Any], today: dt.date) -> None:
    """Raises ``NotYet`` where a lead is agreed with no other area, or without the day it was agreed."""
    lead, agreed_on = values.get("lead", ""), values.get("lead_agreed_on")
    if lead and not values.get("lives_in", "").strip():
        raise NotYet("Say in which other area the child lives.", field="lives_in")
    if lead in (Notification.Lead.INCIDENT, Notification.Lead.RESIDENCE) and not agreed_on:
        raise NotYet("Enter the day on which the lead was agreed.", field="lead_agreed_on")
    if agreed_on and lead in ("", Notification.Lead.OPEN):
        raise NotYet("Say which area leads, or leave the day it was agreed empty.", field="lead")
    check_not_in_future(agreed_on, today, field="lead_agreed_on", name="The day on which the lead was agreed")


def check_not_withdrawn(notification: Notification | None) -> None:
    """Raises ``NotYet`` where the notification was withdrawn."""
    if notification and notification.withdrawn_on:
        raise NotYet("The notification was withdrawn. Take the withdrawal back first, if it still stands.")


WITHDRAWN_IN = (Phase.NOTIFIED, Phase.RAPID_REVIEW)


def check_may_withdraw(
    notification: Notification | None, phase: str, *, withdrawn_on: dt.date, why: str, today: dt.date
) -> Notification:
    """The notification, where it may be withdrawn.

    Once notified a rapid review follows, unless the case is found afterwards not to meet the criteria (national Panel,
    questions about rapid reviews). What a concluded rapid review led to stands.
    """
    if notification is None or notification.sent_on is None:
        raise NotYet("No notification was sent, so there is none to withdraw.")
    check_not_withdrawn(notification)
    if phase not in WITHDRAWN_IN:
        raise NotYet(
            "The rapid review is concluded, and what it led to stands. To withdraw the notification all the same, first "
            "move the case back to “Rapid review”."
        )
    check_not_in_future(withdrawn_on, today, field="withdrawn_on", name="The day it was withdrawn")
    check_order(
        notification.sent_on, withdrawn_on, field="withdrawn_on", message="It cannot be withdrawn before it was sent."
    )
    if not why.strip():
        raise NotYet("Say why it does not meet the criteria after all.", field="why")
    return notification
