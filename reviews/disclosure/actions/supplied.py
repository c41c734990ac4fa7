"""How is it recorded what police, courts and others supplied to the review?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.disclosure import events, rules
from reviews.disclosure.actions.telling import keep_file, tell
from reviews.disclosure.models import Supplied


@transaction.atomic
def record_supplied(
    review: Review, *, supplied_on: dt.date, copy: UploadedFile | None = None, by: User, at: dt.datetime, **details: Any
) -> Supplied:
    """Record what was supplied, who holds the original, and under what conditions; the copy is kept for the office."""
    rules.check_supplied(supplied_on, clock.date_of(at))
    given = Supplied.objects.create(
        review=review, supplied_on=supplied_on, entered_by=by, entered_at=at, **details
    )  # fmt: skip
    paper = keep_file(
        review, copy, field="copy", title=given.what[:200], belongs_to=f"supplied:{given.pk}", dated_on=supplied_on,
        origin=f"{given.get_giver_display()}: {given.given_by}"[:200], custody=given.original_held_by, by=by, at=at,
    )  # fmt: skip
    if paper:
        records.change(given, copy=paper)
    _tell(events.SUPPLIED, given, by=by, at=at)
    return given


@transaction.atomic
def change_supplied(
    given: Supplied, *, revision: int, supplied_on: dt.date, by: User, at: dt.datetime, **details: Any
) -> None:
    """Put a record right."""
    rules.check_stands(given.void_at)
    rules.check_supplied(supplied_on, clock.date_of(at))
    changes = records.change(given, revision=revision, supplied_on=supplied_on, **details)
    if changes:
        _tell(events.SUPPLY_CORRECTED, given, by=by, at=at, changes=changes)


@transaction.atomic
def end_supplied(
    given: Supplied, *, revision: int, ended_on: dt.date, how_ended: str, by: User, at: dt.datetime
) -> None:
    """Record what became of it in the end: given back, destroyed, kept with the case."""
    rules.check_stands(given.void_at)
    rules.check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="That day")
    rules.check_order(
        given.supplied_on, ended_on, field="ended_on", message="That day is before it was supplied."
    )  # fmt: skip
    changes = records.change(given, revision=revision, ended_on=ended_on, how_ended=how_ended)
    _tell(events.SUPPLY_ENDED, given, by=by, at=at, changes=changes)


@transaction.atomic
def void_supplied(given: Supplied, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record it as entered in error; its row stays and counts no more."""
    rules.check_stands(given.void_at)
    changes = records.change(given, revision=revision, void_at=at, why_void=why_void)
    _tell(events.SUPPLY_VOIDED, given, by=by, at=at, changes=changes)


def _tell(event: Event, given: Supplied, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    tell(event, given.review, f"supplied material {given.pk}", by=by, at=at, changes=changes)
