"""How is an agency asked for its return, and how does a request move or end?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from reviews.case.actions import hand_to, involve, move_duty, open_duty, withdraw_duties
from reviews.case.phases import Phase
from reviews.case.rules import check_phase
from reviews.rapid_review import duties, events, narrative, queries, rules
from reviews.rapid_review.actions.telling import tell_of_request, write_to_agency
from reviews.rapid_review.models import RapidReview, ReturnRequest


@transaction.atomic
def ask(
    rapid_review: RapidReview, agencies: Iterable[Agency], *, due_on: dt.date, by: User, at: dt.datetime
) -> list[ReturnRequest]:
    """Ask agencies for their returns by a day; each becomes involved in the case, owes it, and is written to."""
    check_phase(rapid_review.review, Phase.RAPID_REVIEW)
    rules.check_dated(due_on, clock.date_of(at), field="due_on", what="The date for the returns")
    if not queries.search_list(rapid_review).exists():
        raise records.NotYet(
            "Put at least one person on the search list first: agencies need to know whom to look for."
        )
    return [ask_one(rapid_review, agency, due_on=due_on, by=by, at=at) for agency in agencies]


def ask_one(
    rapid_review: RapidReview, agency: Agency, *, due_on: dt.date, by: User, at: dt.datetime, write: bool = True
) -> ReturnRequest:
    """Ask one agency; it is not written to where its answer is on the table already. Called by actions."""
    review = rapid_review.review
    request, new = ReturnRequest.objects.get_or_create(
        rapid_review=rapid_review, agency=agency, defaults={"asked_at": at, "asked_by": by, "due_on": due_on}
    )
    if not new:
        if not request.withdrawn_at:
            raise records.NotYet(f"{agency} has been asked already.", field="agencies")
        records.change(request, withdrawn_at=None, why_withdrawn="", asked_at=at, asked_by=by, due_on=due_on)
    involve(review, agency, by=by, at=at, why="Asked for an agency return")
    open_duty(review, duties.RETURN, at=at, due_on=due_on, agency=agency, thing_id=request.pk)
    if write:
        write_to_agency(narrative.REQUEST, request, due_on=due_on, by=by, at=at, round_=str(request.revision))
    changes = {"agency": agency.pk, "due_on": str(due_on)}
    tell_of_request(events.ASKED, request, by=by, at=at, changes=changes)
    return request


@transaction.atomic
def note_opened(request: ReturnRequest, *, by: User, at: dt.datetime) -> None:
    """Note the first time somebody at the agency opened the request; later visits change nothing."""
    first = ReturnRequest.objects.filter(pk=request.pk, first_opened_at=None)
    if first.update(first_opened_at=at):
        request.first_opened_at = at
        tell_of_request(events.REQUEST_OPENED, request, by=by, at=at)


@transaction.atomic
def hand_on(request: ReturnRequest, *, to: User, by: User, at: dt.datetime) -> None:
    """Hand the request on to a colleague who answers for the agency too; they are told, the others can still answer."""
    rules.check_asked(request)
    rules.check_unlocked(queries.return_of(request))
    changes = hand_to(request, request.agency, to=to, at=at)
    duty = _duty_of(request)
    write_to_agency(
        narrative.HANDED_ON, request, due_on=(duty and duty.due_on) or request.due_on, by=by, at=at,
        round_=str(request.revision), addresses=[(f"user:{to.pk}", to.email)],
    )  # fmt: skip
    tell_of_request(events.HANDED_ON, request, by=by, at=at, changes=changes)


@transaction.atomic
def move_request(request: ReturnRequest, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> None:
    """Give an agency another day for its return: a new duty takes the place of the old one."""
    rules.check_asked(request)
    rules.check_dated(due_on, clock.date_of(at), field="due_on", what="The new date")
    duty = _duty_of(request)
    if duty is None:
        raise records.NotYet("This return is not owed any more, so its date cannot be moved.")
    if duty.due_on == due_on:
        raise records.NotYet("It is due on that day already.", field="due_on")
    changes = records.change(request, due_on=due_on)
    moved = move_duty(duty, due_on=due_on, why=why, by=by, at=at)
    write_to_agency(narrative.MOVED, request, due_on=due_on, by=by, at=at, round_=str(moved.pk))
    tell_of_request(events.REQUEST_MOVED, request, by=by, at=at, changes=changes)


def _duty_of(request: ReturnRequest):
    found = request.rapid_review.review.duties.open()
    return found.filter(kind=duties.RETURN.code, thing_id=request.pk).first()


@transaction.atomic
def withdraw_request(request: ReturnRequest, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Stop asking an agency, with a reason. What it has written stays with it."""
    rules.check_asked(request)
    rules.check_unlocked(queries.return_of(request))
    changes = records.change(request, revision=revision, withdrawn_at=at, why_withdrawn=why)
    review = request.rapid_review.review
    withdraw_duties(review, duties.RETURN, thing_id=request.pk, at=at)
    write_to_agency(narrative.WITHDRAWN, request, due_on=request.due_on, by=by, at=at, round_=str(request.revision))
    tell_of_request(events.REQUEST_WITHDRAWN, request, by=by, at=at, changes=changes)
