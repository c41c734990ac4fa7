"""How does an agency ask for more time, and how is it answered?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from chronology import queries, rules
from chronology.actions.asking import (
    Request,
    check_in_case,
    duty_of,
    kind_of,
    move_to,
    need_no_more_time,
    note,
    tell,
    whom_to_tell,
)
from chronology.models import MoreTime
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after

DAYS_TO_ANSWER = 2  # working days, agreed: an agency that waits cannot plan
GRANTED = "The agency asked for more time, and it was granted."


@transaction.atomic
def ask_more_time(
    found: Request,
    *,
    until_on: dt.date,
    why: str,
    by: User,
    at: dt.datetime,
    asked_on: dt.date | None = None,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> MoreTime:
    """Ask the office for more time; it owes an answer. What was asked by telephone or on paper counts from its day."""
    today, kind, duty = clock.date_of(at), kind_of(found), duty_of(found)
    check_in_case(found)
    rules.check_may_ask_longer(
        owed=duty is not None,
        waiting=queries.open_extension(found) is not None,
        asked_on=asked_on or today,
        until_on=until_on,
        due_on=(duty and duty.due_on) or found.due_on,
        today=today,
        what=kind.what,
    )
    made = found.extensions.create(
        asked_on=asked_on or today, until_on=until_on, why=why, on_behalf_of=on_behalf_of,
        entered_by=by, entered_at=at,
    )  # fmt: skip
    kept = original_of(
        found.review, original, title="Request for more time as it was given", belongs_to=f"{made._meta.verbose_name}:{made.pk}", by=by,
        at=at, on_behalf_of=on_behalf_of, agency=found.agency,
    )  # fmt: skip
    if kept:
        records.change(made, original=kept)
    due_on = working_day_after(today, DAYS_TO_ANSWER)
    open_duty(found.review, kind.longer.duty, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=found.pk)
    changes = {"until_on": str(until_on)}
    note(found, kind.longer.asked, changes, by=by, at=at, on_behalf_of=on_behalf_of)
    return made


@transaction.atomic
def answer_more_time(
    extension: MoreTime, *, revision: int, granted: bool, by: User, at: dt.datetime, until_on: dt.date | None = None,
    word: str = "",
) -> None:  # fmt: skip
    """Grant more time, until the day that was asked for or another, or refuse it with a word; the agency is told."""
    found, duty = extension.request, duty_of(extension.request)
    longer = kind_of(found).longer
    due_on = (duty and duty.due_on) or found.due_on
    rules.check_answer(
        extension, granted=granted, until_on=until_on, word=word, due_on=due_on, today=clock.date_of(at)
    )  # fmt: skip
    changes = records.change(
        extension, revision=revision, answered_at=at, answered_by=by, word=word,
        granted_until_on=until_on if granted else None,
    )  # fmt: skip
    if granted and until_on:
        move_to(found, until_on, why=GRANTED, by=by, at=at)
    meet_duty(found.review, longer.duty, met_on=clock.date_of(at), at=at, thing_id=found.pk)
    note(found, longer.granted if granted else longer.refused, changes, by=by, at=at)
    tell(
        found, "more_time" if granted else "no_more_time", people=whom_to_tell(found, at), at=at,
        due_on=until_on if granted and until_on else due_on, sender=by.name, once=f"extension{extension.pk}",
    )  # fmt: skip


@transaction.atomic
def take_back_more_time(extension: MoreTime, *, by: User, at: dt.datetime) -> None:
    """Take a request for more time back before it is answered; asked again, nothing happens."""
    if extension.withdrawn_at:
        return
    if not extension.is_open:
        raise records.NotYet("The office has answered meanwhile. Its answer stands beside the day it is due.")
    changes = records.change(extension, withdrawn_at=at)
    need_no_more_time(extension.request, at=at)
    note(extension.request, kind_of(extension.request).longer.taken_back, changes, by=by, at=at)
