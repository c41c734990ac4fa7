"""What may happen to a chronology now, where does a request stand, and how old was the child?"""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from agencies.models import Agency, Post
from agencies.roles import Permission, Role, may
from agencies.rules import Visitor
from chronology.models import Entry, Submission
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.rules import check_not_in_future, check_order, check_phase

ASKING_PHASES = (Phase.NOTIFIED, Phase.RAPID_REVIEW, Phase.IN_REVIEW)
DAYS_IN_WEEKS_FROM = 14
MONTHS_FROM = 6
YEARS_FROM = 24


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
}


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


def state_of(facts: Facts, today: dt.date) -> State:
    """Where a request stands today."""
    if facts.withdrawn:
        return State.WITHDRAWN
    if facts.submitted:
        return State.SUBMITTED
    if facts.handed_in:
        return State.HANDED_IN
    if facts.due_on < today:
        return State.ON_HOLD if facts.on_hold else State.LATE
    if facts.ready:
        return State.READY
    if facts.sent_back:
        return State.SENT_BACK
    return State.OPENED if facts.opened else State.NOT_OPENED


def check_may_ask(review: Review, due_on: dt.date, today: dt.date) -> None:
    """Chronologies are asked for while the case runs, for a day to come."""
    check_phase(review, *ASKING_PHASES)
    if due_on < today:
        raise NotYet("The day the chronology is due cannot be in the past.", field="due_on")


def check_open(*, submitted: bool, withdrawn: bool, waiting: bool = False) -> None:
    """A draft may be changed until it is submitted, and not while it waits for a signature; raises ``NotYet``."""
    if withdrawn:
        raise NotYet("The office no longer asks for this chronology. Ring the office if you think it should.")
    if submitted:
        raise NotYet("This chronology is submitted and locked. Ask the office to send it back if it must be changed.")
    if waiting:
        raise NotYet(
            "This chronology was handed in, so it cannot be changed now. Take it back first: the button stands on its page."
        )


def check_may_take_back(*, waiting: bool) -> None:
    """Only what was handed in can be taken back."""
    if not waiting:
        raise NotYet("This chronology is not handed in. It can be changed as it is.")


def check_dates(precision: str, happened_on: dt.date, until_on: dt.date | None, today: dt.date) -> None:
    """The dates of an entry fit one another and are past."""
    check_not_in_future(happened_on, today, field="happened_on", name="The date of an entry")
    if precision != Entry.Precision.BETWEEN:
        return
    if until_on is None:
        raise NotYet("Enter the last day it may have happened.", field="until_on")
    check_order(happened_on, until_on, field="until_on", message="The last day cannot come before the first.")
    check_not_in_future(until_on, today, field="until_on", name="The last day")


def check_may_submit(entries: int, *, nothing_held: bool) -> None:
    """There is something to submit, or it is said that nothing is held; not both."""
    if nothing_held and entries:
        raise NotYet(
            f"The draft holds {count(entries, 'entry', 'entries')}. Record them as made in error first, or submit them."
        )
    if not nothing_held and not entries:
        raise NotYet("There is no entry yet. Add at least one, or say that your agency holds nothing.")


def check_may_be_ready(entries: int, *, document: bool, nothing_held: bool) -> None:
    """There is something for those who sign to read, or it is said that nothing is held; not both."""
    if nothing_held and document:
        raise NotYet("A document was uploaded, so something is held. Ask the office if that was a mistake.")
    if not document:
        check_may_submit(entries, nothing_held=nothing_held)


def is_uploaded(submission: Submission) -> bool:
    """Did the agency itself upload a document, since it was last sent back? What the office attached is none."""
    paper, back = submission.original, submission.sent_back_at
    return bool(paper and not paper.on_behalf_of and (back is None or paper.entered_at > back))


def is_handed_in(submission: Submission) -> bool:
    """Has the agency signed a document that the office is still to type in?"""
    return is_uploaded(submission) and bool(submission.signed_off_by) and not submission.submitted_at


def is_waiting(submission: Submission) -> bool:
    """Was it handed in, to those who sign or as a signed document to the office? Its own agency then leaves it alone."""
    return not submission.submitted_at and bool(submission.ready_at or submission.signed_off_by)


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


def count(number: int, one: str, many: str) -> str:
    """ "1 entry", "3 entries"."""
    return f"{number} {one if number == 1 else many}"


# Ages ----------------------------------------------------------------------------------------------


def months_between(start: dt.date, end: dt.date) -> int:
    """The full months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def length_of(start: dt.date, end: dt.date, *, joined: str = " ") -> str:
    """The time between two days as people say it of a child: "13 days", "8 weeks", "14 months", "3 years 2 months"."""
    days, months = (end - start).days, months_between(start, end)
    if days < DAYS_IN_WEEKS_FROM:
        return count(days, "day", "days")
    if months < MONTHS_FROM:
        return count(days // 7, "week", "weeks")
    if months < YEARS_FROM:
        return count(months, "month", "months")
    years, rest = divmod(months, 12)
    return count(years, "year", "years") + (joined + count(rest, "month", "months") if rest else "")


def age_words(born_on: dt.date, on: dt.date, *, died_on: dt.date | None = None) -> str:
    """How old a child was on a day. Weeks of pregnancy are not known here, so earlier days count back from birth."""
    if died_on and on > died_on:
        return "after death"
    if on == born_on:
        return "day of birth"
    return f"{length_of(on, born_on)} before birth" if on < born_on else length_of(born_on, on)


def age_at(entry: Entry, born_on: dt.date, *, died_on: dt.date | None = None) -> str:
    """How old a child was when an entry happened; "about" where its date is not exact."""
    words = age_words(born_on, entry.happened_on, died_on=died_on)
    exact = entry.precision == Entry.Precision.DAY or words == "after death"
    return words if exact else f"about {words}"


# Dates ---------------------------------------------------------------------------------------------


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def date_words(entry: Entry) -> str:
    """The date of an entry as exactly as it is known."""
    day, precision = entry.happened_on, Entry.Precision
    if entry.precision == precision.YEAR:
        return f"{day:%Y}"
    if entry.precision == precision.MONTH:
        return f"{day:%B %Y}"
    if entry.precision == precision.BETWEEN and entry.until_on:
        return f"{_long(day)} to {_long(entry.until_on)}"
    return f"About {_long(day)}" if entry.precision == precision.ABOUT else _long(day)


def is_outside(entry: Entry, start: dt.date | None, end: dt.date | None) -> bool:
    """Did it happen outside the period of the review, as far as its days are known?"""
    return bool((start and (entry.until_on or entry.happened_on) < start) or (end and entry.happened_on > end))
