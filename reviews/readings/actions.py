"""How does the family read the draft? Each copy has a number, and one on paper is owed back."""

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.identities.models import Person
from reviews.readings import duties, events, rules
from reviews.readings.models import DraftReading
from reviews.report.models import Version


@transaction.atomic
def give_copy(
    review: Review,
    *,
    person: Person,
    version: Version,
    medium: str,
    with_whom: str,
    given_on: dt.date,
    back_by: dt.date | None,
    by: User,
    at: dt.datetime,
) -> DraftReading:
    """Give somebody the draft to read, as the next numbered copy."""
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day it was given")
    rules.check_version(version)
    rules.check_copy(medium=medium, with_whom=with_whom, given_on=given_on, back_by=back_by)
    number = records.next_number(review, review.draft_readings.all())
    made = DraftReading.objects.create(
        review=review, person=person, version=version, number=number, medium=medium, with_whom=with_whom,
        given_on=given_on, back_by=back_by, entered_by=by, entered_at=at,
    )  # fmt: skip
    if medium == DraftReading.Medium.PAPER:
        open_duty(review, duties.BACK, at=at, due_on=back_by, role=Role.BUSINESS_SUPPORT, thing_id=made.pk)
    _tell(events.GIVEN, made, by=by, at=at)
    return made


@transaction.atomic
def record_reading(
    reading: DraftReading,
    *,
    revision: int,
    returned_on: dt.date | None,
    why_not_returned: str,
    reaction: str,
    changes_asked: str,
    by: User,
    at: dt.datetime,
) -> None:
    """Record what they said, what they ask to be changed, and that the copy is back, or why it will not come back."""
    rules.check_stands(reading)
    check_not_in_future(returned_on, clock.date_of(at), field="returned_on", name="The day it came back")
    rules.check_back(reading, returned_on, why_not_returned)
    changes = records.change(
        reading, revision=revision, returned_on=returned_on, why_not_returned=why_not_returned, reaction=reaction,
        changes_asked=changes_asked,
    )  # fmt: skip
    _owe(reading, at=at)
    _tell(events.CHANGED, reading, by=by, at=at, changes=changes)


def _owe(reading: DraftReading, *, at: dt.datetime) -> None:
    """A paper is owed until it is back, or until it is known why it will not come back."""
    if reading.returned_on:
        meet_duty(reading.review, duties.BACK, met_on=reading.returned_on, at=at, thing_id=reading.pk)
    elif reading.why_not_returned:
        withdraw_duties(reading.review, duties.BACK, at=at, thing_id=reading.pk)
    elif reading.medium == DraftReading.Medium.PAPER:
        open_duty(
            reading.review, duties.BACK, at=at, due_on=reading.back_by, role=Role.BUSINESS_SUPPORT, thing_id=reading.pk
        )


@transaction.atomic
def void_reading(reading: DraftReading, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a copy as entered in error; its number is not given again."""
    rules.check_stands(reading)
    changes = records.change(reading, revision=revision, void_at=at, why_void=why_void)
    withdraw_duties(reading.review, duties.BACK, at=at, thing_id=reading.pk)
    _tell(events.VOIDED, reading, by=by, at=at, changes=changes)


def _tell(event: Any, reading: DraftReading, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    record(event, by=by, at=at, review_code=reading.review.code, subject=f"copy {reading.number}", changes=changes)
