"""What may happen to what an agency is asked for now, and where does a request stand?"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from agencies.models import Agency, Post
from agencies.roles import Permission, Role, may
from agencies.rules import Visitor
from chronology.models.requests import Written
from chronology.rules.ages import count
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.rules import check_phase

FULLEST = 12  # months: what needs longer is a matter for a talk
ASKING_PHASES = (Phase.NOTIFIED, Phase.RAPID_REVIEW, Phase.IN_REVIEW)


class State(IntEnum):
    """Where a request stands, the worst first."""

    LATE = 1
    SENT_BACK = 2
    NOT_OPENED = 3
    OPENED = 4
    READY = 5
    HANDED_IN = 6
    SUBMITTED = 7
    WITHDRAWN = 8
    ON_HOLD = 9
    LEFT = 10


WORDS = {
    State.LATE: ("Late", "red"),
    State.SENT_BACK: ("Sent back", "orange"),
    State.NOT_OPENED: ("Not opened yet", "grey"),
    State.OPENED: ("Being written", "blue"),
    State.READY: ("Ready to sign off", "yellow"),
    State.HANDED_IN: ("Given as a document", "blue"),
    State.SUBMITTED: ("Submitted", "green"),
    State.WITHDRAWN: ("Withdrawn", "grey"),
    State.ON_HOLD: ("On hold", "grey"),
    State.LEFT: ("No longer in the case", "grey"),
}
ENDED = (State.WITHDRAWN, State.LEFT)  # nobody waits for it


@dataclass(frozen=True)
class Facts:
    """What is known of a request: enough to say where it stands."""

    due_on: dt.date
    opened: bool = False
    ready: bool = False
    handed_in: bool = False
    submitted: bool = False
    sent_back: bool = False
    on_hold: bool = False
    withdrawn: bool = False
    left: bool = False


def state_of(facts: Facts, today: dt.date) -> State:
    """Where a request stands today."""
    if facts.withdrawn:
        return State.WITHDRAWN
    if facts.submitted:
        return State.SUBMITTED
    if facts.handed_in:
        return State.HANDED_IN
    if facts.left:
        return State.LEFT
    if facts.due_on < today:
        return State.ON_HOLD if facts.on_hold else State.LATE
    if facts.ready:
        return State.READY
    if facts.sent_back:
        return State.SENT_BACK
    return State.OPENED if facts.opened else State.NOT_OPENED


def check_may_ask(
    review: Review, due_on: dt.date, today: dt.date, *, what: str = "chronology", field: str = "due_on"
) -> None:
    """Agencies are asked while the case runs, for a day to come."""
    check_phase(review, *ASKING_PHASES)
    check_to_come(due_on, today, name=f"The day the {what} is due", field=field)


def check_to_come(day: dt.date, today: dt.date, *, name: str = "The day", field: str = "due_on") -> None:
    """What is asked for is due on a day to come, and within a year: a slip of the year is caught."""
    if day < today:
        raise NotYet(f"{name} cannot be in the past.", field=field)
    if (day - today).days > 31 * FULLEST:
        raise NotYet("That is more than a year away. Check the year.", field=field)


def check_in_case(agency: Agency, phase: str, *, there: bool) -> None:
    """Nothing more is asked in a closed case, nor of an agency that has left: its people could not open it."""
    if phase == Phase.CLOSED:
        raise NotYet("The case is closed, so nothing more is asked of its agencies. What they gave can still be read.")
    if not there:
        raise NotYet(
            f"{agency} is no longer in this case, so nobody there could open it. The office can add the agency again "
            "under “Team and agencies”."
        )


def check_open(*, submitted: bool, withdrawn: bool, waiting: bool = False, what: str = "chronology") -> None:
    """A draft may be changed until it is submitted, and not while it waits for a signature; raises ``NotYet``."""
    if withdrawn:
        raise NotYet(f"The office no longer asks for this {what}. Ring the office if you think it should.")
    if submitted:
        raise NotYet(f"This {what} is submitted and locked. Ask the office to send it back if it must be changed.")
    if waiting:
        raise NotYet(
            f"This {what} was handed in, so it cannot be changed now. Take it back first: the button stands on its page."
        )


def check_may_take_back(*, waiting: bool, what: str = "chronology") -> None:
    """Only what was handed in can be taken back."""
    if not waiting:
        raise NotYet(f"This {what} is not handed in. It can be changed as it is.")


def check_may_send_back(due_on: dt.date, today: dt.date, *, submitted: bool, what: str = "chronology") -> None:
    """Only what is submitted can be sent back, for a day to come."""
    if not submitted:
        raise NotYet(f"This {what} is not submitted. There is nothing to send back.")
    check_to_come(due_on, today, name="The day it is due again")


def check_may_submit(entries: int, *, nothing_held: bool) -> None:
    """There is something to submit, or it is said that nothing is held; not both."""
    if nothing_held and entries:
        raise NotYet(
            f"The draft holds {count(entries, 'entry', 'entries')}. Record them as made in error first, or submit them."
        )
    if not nothing_held and not entries:
        raise NotYet("There is no entry yet. Add at least one, or say that your agency holds nothing.")


def check_none_about(people: Collection[Any], listed: Collection[Any]) -> None:
    """Only who was to be searched for, and not all of them: then nothing at all is held."""
    if not set(people) <= set(listed):
        raise NotYet("Choose people of the list the office sent.", field="none_about")
    if people and len(people) == len(listed):
        raise NotYet(
            "You ticked everybody. If nothing at all is held, go back and say so; else leave out whom you hold something about.",
            field="none_about",
        )  # fmt: skip


def check_may_be_ready(entries: int, *, document: bool, nothing_held: bool) -> None:
    """There is something for those who sign to read, or it is said that nothing is held; not both."""
    if nothing_held and document:
        raise NotYet("A document was uploaded, so something is held. Ask the office if that was a mistake.")
    if not document:
        check_may_submit(entries, nothing_held=nothing_held)


def is_uploaded(written: Written) -> bool:
    """Did the agency itself upload a document, since it was last sent back? What the office attached is none."""
    paper, back = written.original, written.sent_back_at
    return bool(paper and not paper.on_behalf_of and (back is None or paper.entered_at > back))


def is_handed_in(written: Written) -> bool:
    """Has the agency signed a document that the office is still to type in?"""
    return is_uploaded(written) and bool(written.signed_off_by) and not written.submitted_at


def is_waiting(written: Written) -> bool:
    """Was it handed in, to those who sign or as a signed document to the office? Its own agency then leaves it alone."""
    return not written.submitted_at and bool(written.ready_at or written.signed_off_by)


def why_closed(written: Written, *, left: bool = False) -> str:
    """Why nobody else may write into what an agency writes; nothing where the office may. ``left``: it is not in the case."""
    if left:
        return "it is no longer in the case"
    if written.submitted_at:
        return "it is submitted"
    return "it waits for signature" if written.ready_at else ""


def check_may_hand_in(*, document: bool) -> None:
    """The office types in what stands in a document; raises ``NotYet`` where there is none."""
    if not document:
        raise NotYet("There is no document. Upload one, or submit the entries.")


def signs_for(visitor: Visitor, agency: Agency) -> bool:
    """May this person sign off what the agency sends: in the agency itself, or in the agency that leads it?"""

    def signs(post: Post) -> bool:
        leads = post.role == Role.AGENCY_LEAD and agency.led_by_id and post.agency_id == agency.led_by_id
        return may({post.role}, Permission.SIGN_FOR_AGENCY) and bool(leads or post.agency_id == agency.pk)

    return any(signs(post) for post in visitor.posts)
