"""How does an agency ask for more time, and how is it answered?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from chronology import events, queries, rules
from chronology.actions.asking import audience_of, duty_of, move_to, tell, whom_to_tell
from chronology.actions.requests import need_no_more_time
from chronology.duties import MORE_TIME
from chronology.models import ChronologyRequest, Extension
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.actions import meet_duty, open_duty
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after

DAYS_TO_ANSWER = 2  # working days, agreed: an agency that waits cannot plan
GRANTED = "The agency asked for more time, and it was granted."


@transaction.atomic
def ask_more_time(
    found: ChronologyRequest,
    *,
    until_on: dt.date,
    why: str,
    by: User,
    at: dt.datetime,
    asked_on: dt.date | None = None,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Extension:
    """Ask the office for more time; it owes an answer. What was asked by telephone or on paper counts from its day."""
    today = clock.date_of(at)
    duty = duty_of(found)
    rules.check_may_ask_longer(
        owed=duty is not None,
        waiting=queries.open_extension(found) is not None,
        asked_on=asked_on or today,
        until_on=until_on,
        due_on=(duty and duty.due_on) or found.due_on,
        today=today,
    )
    made = Extension.objects.create(
        request=found, asked_on=asked_on or today, until_on=until_on, why=why, on_behalf_of=on_behalf_of,
        entered_by=by, entered_at=at,
    )  # fmt: skip
    kept = original_of(
        found.review, original, title="Request for more time as it was given", belongs_to=f"extension:{made.pk}", by=by,
        at=at, on_behalf_of=on_behalf_of, agency=found.agency,
    )  # fmt: skip
    if kept:
        records.change(made, original=kept)
    due_on = working_day_after(today, DAYS_TO_ANSWER)
    open_duty(found.review, MORE_TIME, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=found.pk)
    _tell_trail(events.MORE_TIME_ASKED, made, by=by, at=at, changes={"until_on": str(until_on)}, word=on_behalf_of)
    return made


@transaction.atomic
def answer_more_time(
    extension: Extension, *, revision: int, granted: bool, by: User, at: dt.datetime, until_on: dt.date | None = None,
    word: str = "",
) -> None:  # fmt: skip
    """Grant more time, until the day that was asked for or another, or refuse it with a word; the agency is told."""
    found, duty = extension.request, duty_of(extension.request)
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
    meet_duty(found.review, MORE_TIME, met_on=clock.date_of(at), at=at, thing_id=found.pk)
    event = events.MORE_TIME_GRANTED if granted else events.MORE_TIME_REFUSED
    _tell_trail(event, extension, by=by, at=at, changes=changes)
    tell(
        found, "more_time" if granted else "no_more_time", people=whom_to_tell(found, at), at=at,
        due_on=until_on if granted and until_on else due_on, sender=by.name, once=f"extension{extension.pk}",
    )  # fmt: skip


@transaction.atomic
def take_back_more_time(extension: Extension, *, by: User, at: dt.datetime) -> None:
    """Take a request for more time back before it is answered; asked again, nothing happens."""
    if extension.withdrawn_at:
        return
    if not extension.is_open:
        raise records.NotYet("The office has answered meanwhile. Its answer stands beside the day it is due.")
    changes = records.change(extension, withdrawn_at=at)
    need_no_more_time(extension.request, at=at)
    _tell_trail(events.MORE_TIME_TAKEN_BACK, extension, by=by, at=at, changes=changes)


def _tell_trail(
    event: Event, extension: Extension, *, by: User, at: dt.datetime, changes: dict, word: str = ""
) -> None:
    found = extension.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}", changes=changes,
        on_behalf_of=word, audience=audience_of(found),
    )  # fmt: skip
