"""What may be done about a meeting, given when it is? Pure functions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agencies.models import Agency, User
from cspr.records import NotYet
from reviews.identities.rules import KnownForms, names_somebody
from reviews.meetings.models import FollowUp, Meeting

LONGEST_MINUTES = 600


@dataclass(frozen=True)
class Guest:
    """A person who is to come to a meeting, or came: somebody who signs in, a contact, or a name alone."""

    name: str
    email: str = ""
    user: User | None = None
    agency: Agency | None = None


def has_begun(meeting: Meeting, now: dt.datetime) -> bool:
    """Is the meeting's start behind us?"""
    return meeting.starts_at <= now


def ends_at(meeting: Meeting) -> dt.datetime:
    """When the meeting is planned to end."""
    return meeting.starts_at + dt.timedelta(minutes=meeting.minutes_long)


def check_length(minutes_long: int) -> None:
    if not 5 <= minutes_long <= LONGEST_MINUTES:
        raise NotYet("Say how long the meeting lasts, between 5 and 600 minutes.", field="minutes_long")


def check_place(place: str, known: KnownForms) -> None:
    """Raises ``NotYet`` where it holds a name, an address or a number of the register: it stands in e-mails, which say none."""
    if names_somebody(place, known):
        raise NotYet(
            "This holds a name, an address or a number of the identity register. The place stands in the e-mails to those "
            "invited: write a room, a building of an agency or a link.",
            field="place",
        )


def check_stands(meeting: Meeting) -> None:
    """Raises ``NotYet`` where the meeting was cancelled."""
    if meeting.cancelled_at:
        raise NotYet("This meeting was cancelled. Plan another one.")


def check_cancelled(meeting: Meeting) -> None:
    if not meeting.cancelled_at:
        raise NotYet("This meeting is not cancelled.")


def check_reached(to: User, *, reached: bool) -> None:
    """Raises ``NotYet`` where somebody would take over what they cannot open."""
    if not reached:
        raise NotYet(f"{to.name} cannot open this meeting of the sub-group. Leave it out, or invite them.", field="to")


def check_ahead(meeting: Meeting, now: dt.datetime) -> None:
    """Raises ``NotYet`` where it is too late to invite or cancel."""
    check_stands(meeting)
    if has_begun(meeting, now):
        raise NotYet(
            "This meeting has begun already, so nobody is invited any more. Record who attended instead.",
            field="users",
        )


def check_begun(meeting: Meeting, now: dt.datetime) -> None:
    """Raises ``NotYet`` where nobody can have come yet."""
    check_stands(meeting)
    if not has_begun(meeting, now):
        raise NotYet("This meeting is still to come. Record who attended once it has begun.")


def check_not_into_the_past(meeting: Meeting, starts_at: object, now: dt.datetime) -> None:
    """Raises ``NotYet`` at ``date`` where a meeting to come would move to a moment that has gone by."""
    if isinstance(starts_at, dt.datetime) and starts_at != meeting.starts_at and starts_at <= now:
        raise NotYet(
            "This moment has gone by, so nobody could come. Check the date and the year, or tick that the meeting was "
            "held then.",
            field="date",
        )


def in_order(things: Sequence[int], places: Mapping[int, int]) -> list[int]:
    """Things in the order of the places somebody gave them; one moved up stands before, one moved down after, who is
    there. Those without a place keep theirs.
    """

    def key(thing: int) -> tuple[int, int, int]:
        at = things.index(thing) + 1
        place = places.get(thing, at)
        return place, (place > at) - (place < at), at

    return sorted(things, key=key)


def check_open(follow_up: FollowUp) -> None:
    """Raises ``NotYet`` where the follow-up is done or no longer needed."""
    if follow_up.done_on or follow_up.dropped_at:
        raise NotYet("This follow-up is closed already.")
