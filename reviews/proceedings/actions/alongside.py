"""How is a proceeding recorded, and what follows from what happens in it?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.records import NotYet
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Duty, Review
from reviews.case.rules import check_not_in_future, check_order, check_said
from reviews.guidance.queries import working_day_after
from reviews.identities.models import Person
from reviews.proceedings import duties, events, queries, rules
from reviews.proceedings.actions.appeals import ask_whether_held_again
from reviews.proceedings.actions.keeping import keep_paper, tell
from reviews.proceedings.models import Hold, Proceeding, ProceedingEvent


@transaction.atomic
def record_proceeding(
    review: Review, *, kind: str, people: Iterable[Person] = (), by: User, at: dt.datetime, **details: Any
) -> Proceeding:
    """Record something that runs alongside; ``details`` are fields of the model. Its next date is the office's to check."""
    made = Proceeding.objects.create(review=review, kind=kind, entered_by=by, entered_at=at, **details)
    made.people.set(people)
    _owe_next(made, None, at=at)
    tell(events.RECORDED, review, made, by=by, at=at, changes={"kind": made.get_kind_display()})
    return made


@transaction.atomic
def change_proceeding(
    found: Proceeding, *, revision: int, people: Iterable[Person], by: User, at: dt.datetime, **values: Any
) -> None:
    """Put right what is known of a proceeding, or set its next date."""
    rules.check_open(found)
    was = found.next_on
    # Who entered it last changes each time, so that two who change only the people notice each other.
    changes = records.change(found, revision=revision, **values, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
    found.people.set(people)
    _owe_next(found, was, at=at)
    tell(events.CHANGED, found.review, found, by=by, at=at, changes=changes)


@transaction.atomic
def end_proceeding(
    found: Proceeding, *, revision: int, ended_on: dt.date, how_ended: str, by: User, at: dt.datetime
) -> None:
    """Record that it is over. That frees nothing by itself: the holds that waited for it are proposed for release."""
    rules.check_open(found)
    check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="The day it ended")
    check_said(how_ended, field="how_ended", message="Say how it ended.")
    was = found.next_on
    changes = records.change(found, revision=revision, ended_on=ended_on, how_ended=how_ended, next_on=None)
    _owe_next(found, was, at=at)
    tell(events.ENDED, found.review, found, by=by, at=at, changes=changes)
    _propose(queries.waiting_for(found, ProceedingEvent.Kind.CONCLUDED), "the end of the proceeding", by=by, at=at)


@transaction.atomic
def reopen_proceeding(found: Proceeding, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Record that it goes on: there is an appeal or a retrial, or its end was entered in error."""
    if not found.ended_on:
        raise NotYet("This proceeding has not ended.")
    check_said(why, field="why", message="Say why it goes on.")
    made = ProceedingEvent.objects.create(
        proceeding=found, kind=ProceedingEvent.Kind.REOPENED, happened_on=clock.date_of(at), note=why, entered_by=by,
        entered_at=at,
    )  # fmt: skip
    changes = records.change(found, revision=revision, ended_on=None, how_ended="")
    tell(events.REOPENED, found.review, made, by=by, at=at, changes=changes)
    ask_whether_held_again(found, at=at)


def _owe_next(found: Proceeding, was: dt.date | None, *, at: dt.datetime) -> None:
    """The office finds out on the next date what happened; a date that was moved is owed on its new day."""
    if found.next_on == was:
        return
    today, key = clock.date_of(at), {"thing_id": found.pk}
    if was and was <= today:
        meet_duty(found.review, duties.NEXT_DATE, met_on=today, at=at, **key)
    withdraw_duties(found.review, duties.NEXT_DATE, at=at, **key)
    if found.next_on:
        role = Role.BUSINESS_SUPPORT
        open_duty(found.review, duties.NEXT_DATE, at=at, due_on=found.next_on, role=role, **key)


# What happened -------------------------------------------------------------------------------------


@transaction.atomic
def record_event(
    proceeding: Proceeding,
    *,
    kind: str,
    happened_on: dt.date,
    by: User,
    at: dt.datetime,
    note: str = "",
    next_on: dt.date | None = None,
    next_what: str = "",
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> ProceedingEvent:
    """Record what happened and the next date, if one was set; what waited for it is proposed for release, not released."""
    rules.check_open(proceeding)
    check_not_in_future(happened_on, clock.date_of(at), field="happened_on", name="The day it happened")
    message = "The next date cannot be before what happened."
    check_order(happened_on, next_on, field="next_on", message=message)
    made = ProceedingEvent.objects.create(
        proceeding=proceeding, kind=kind, happened_on=happened_on, note=note, entered_by=by, entered_at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    keep_paper(proceeding.review, made, original, title="What happened in a proceeding", by=by, at=at)
    was = proceeding.next_on
    if next_on or (was and happened_on >= was):
        records.change(proceeding, next_on=next_on, next_what=next_what)
        _owe_next(proceeding, was, at=at)
    changes = {"kind": made.get_kind_display(), "happened_on": str(happened_on)}
    tell(events.HAPPENED, proceeding.review, made, by=by, at=at, changes=changes, for_=on_behalf_of)
    label = rules.lower(str(ProceedingEvent.Kind(kind).label))
    _propose(queries.waiting_for(proceeding, kind), f"“{label}”", by=by, at=at)
    if kind == ProceedingEvent.Kind.APPEAL:
        ask_whether_held_again(proceeding, at=at)
    return made


def _propose(holds: Iterable[Hold], because: str, *, by: User, at: dt.datetime) -> None:
    """Ask the office to confirm; until a named person has, everything stays held."""
    due_on = working_day_after(clock.date_of(at), duties.CONFIRM_WITHIN)
    for hold in holds:
        what = f"confirm, after {because}, whether what is on hold may go ahead"
        role = Role.BUSINESS_SUPPORT
        open_duty(hold.review, duties.CONFIRM, at=at, due_on=due_on, role=role, thing_id=hold.pk, what=what)
        tell(events.PROPOSED, hold.review, hold, by=by, at=at)


@transaction.atomic
def void_event(made: ProceedingEvent, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record that it did not happen so; what it proposed for release is proposed no more."""
    if made.void_at:
        raise NotYet("This is recorded as entered in error already.")
    check_said(why_void, field="why_void", message="Say what was wrong.")
    changes = records.change(made, revision=revision, void_at=at, why_void=why_void)
    review = made.proceeding.review
    tell(events.EVENT_VOIDED, review, made, by=by, at=at, changes=changes)
    if made.kind == ProceedingEvent.Kind.APPEAL:
        withdraw_duties(review, duties.GOES_ON, at=at, thing_id=made.proceeding_id)
    asked = Duty.objects.open().filter(review=review, kind=duties.CONFIRM.code).values("thing_id")
    for hold in review.holds.standing().filter(pk__in=asked):
        if queries.what_happened(hold) is None:
            withdraw_duties(review, duties.CONFIRM, at=at, thing_id=hold.pk)
