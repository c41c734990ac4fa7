"""How is a chronology signed off and submitted, and sent back?"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from chronology import events, queries, rules
from chronology.actions.asking import (
    addresses,
    audience_of,
    check_in_case,
    check_open,
    need_no_more_time,
    tell,
    whom_to_tell,
)
from chronology.actions.indexing import index
from chronology.actions.owed import send_marked, take_in
from chronology.actions.writing import file_again
from chronology.duties import ENTER, SUBMIT
from chronology.models import Submission
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after
from reviews.identities.models import Person

DAYS_TO_TYPE = 5  # working days, agreed: the review team waits for it


@transaction.atomic
def upload(
    submission: Submission, original: UploadedFile, *, revision: int, author_name: str, author_job: str = "", by: User,
    at: dt.datetime,
) -> None:  # fmt: skip
    """Keep a document the agency has written elsewhere as its draft; it is signed off like one that was typed."""
    found = submission.request
    check_open(found, waiting=True)
    kept = original_of(
        found.review, original, title="Chronology as it was given", belongs_to=f"submission:{submission.pk}", by=by,
        at=at, agency=found.agency, author=author_name,
    )  # fmt: skip
    changes = records.change(
        submission, revision=revision, original=kept, author_name=author_name, author_job=author_job, ready_at=None,
        nothing_held=False, signed_off_by="",
    )  # fmt: skip
    record(
        events.UPLOADED, by=by, at=at, review_code=found.review.code, subject=f"submission {submission.pk}",
        changes=changes, audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def hand_in(
    submission: Submission, *, revision: int, signed_off_by: str, none_about: Collection[Person] = (), by: User,
    at: dt.datetime, **author: str,
) -> None:  # fmt: skip
    """Sign off the uploaded document: the agency has given what it owes, and the office types its entries in."""
    found, today = submission.request, clock.date_of(at)
    check_open(found)
    changes = records.change(submission, revision=revision, signed_off_by=signed_off_by, ready_at=None, **author)
    rules.check_may_hand_in(document=rules.is_uploaded(submission))
    changes |= _hold_nothing_about(submission, none_about)
    meet_duty(found.review, SUBMIT, met_on=today, at=at, agency=found.agency, thing_id=found.pk)
    need_no_more_time(found, at=at)
    due_on = working_day_after(today, DAYS_TO_TYPE)
    open_duty(found.review, ENTER, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=found.pk)
    record(
        events.HANDED_IN, by=by, at=at, review_code=found.review.code, subject=f"submission {submission.pk}",
        changes=changes, audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def say_ready(submission: Submission, *, nothing_held: bool = False, by: User, at: dt.datetime) -> list[User]:
    """Tell those who sign for the agency that the chronology is ready, or that nothing is held; returns whom."""
    found = submission.request
    check_open(found)
    entries, document = submission.entries.standing().count(), rules.is_uploaded(submission)
    rules.check_may_be_ready(entries, document=document, nothing_held=nothing_held)
    people = queries.signatories(found.agency, on=clock.date_of(at))
    records.change(submission, ready_at=at, nothing_held=nothing_held)
    record(
        events.READY, by=by, at=at, review_code=found.review.code, subject=f"submission {submission.pk}",
        audience=audience_of(found),
    )  # fmt: skip
    tell(found, "ready", due_on=found.due_on, people=addresses(people), at=at)
    return people


@transaction.atomic
def take_back(submission: Submission, *, revision: int, by: User, at: dt.datetime) -> None:
    """Open again what was handed in, before it is submitted; where a document was signed, it is owed once more."""
    found = submission.request
    check_open(found)
    rules.check_may_take_back(waiting=rules.is_waiting(submission))
    signed = bool(submission.signed_off_by)
    changes = records.change(submission, revision=revision, ready_at=None, nothing_held=False, signed_off_by="")
    if signed:
        withdraw_duties(found.review, ENTER, at=at, thing_id=found.pk)
        open_duty(found.review, SUBMIT, at=at, due_on=found.due_on, agency=found.agency, thing_id=found.pk)
    record(
        events.TAKEN_BACK, by=by, at=at, review_code=found.review.code, subject=f"submission {submission.pk}",
        changes=changes, audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def submit(
    submission: Submission,
    *,
    revision: int,
    signed_off_by: str,
    given_on: dt.date,
    by: User,
    at: dt.datetime,
    author_name: str = "",
    author_job: str = "",
    nothing_held: bool = False,
    none_about: Collection[Person] = (),
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Sign off and submit: the entries are locked and reach the review team; the duty is met on the day it was given."""
    found = submission.request
    review, agency = found.review, found.agency
    check_open(found)
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day it was given")
    kept = original_of(
        review, original, title="Chronology as it was given", belongs_to=f"submission:{submission.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, agency=agency, author=author_name,
    )  # fmt: skip
    changes = records.change(
        submission, revision=revision, signed_off_by=signed_off_by, given_on=given_on, submitted_at=at,
        author_name=author_name, author_job=author_job, nothing_held=nothing_held, on_behalf_of=on_behalf_of,
        entered_by=by, entered_at=at, **({"original": kept} if kept else {}),
    )  # fmt: skip
    # Counted only now: the change above holds the row, so no entry can come in between.
    rules.check_may_submit(submission.entries.standing().count(), nothing_held=nothing_held)
    changes |= _hold_nothing_about(submission, none_about)
    meet_duty(review, SUBMIT, met_on=given_on, at=at, agency=agency, thing_id=found.pk)
    meet_duty(review, ENTER, met_on=clock.date_of(at), at=at, thing_id=found.pk)
    need_no_more_time(found, at=at)
    take_in(submission, at=at)
    record(
        events.NOTHING_HELD if nothing_held else events.SUBMITTED, by=by, at=at, review_code=review.code,
        subject=f"submission {submission.pk}", changes=changes, on_behalf_of=on_behalf_of,
        audience=audience_of(found),
    )  # fmt: skip
    index(submission)
    file_again(submission, by=by, at=at)


def _hold_nothing_about(submission: Submission, people: Collection[Person]) -> dict[str, Any]:
    """Of whom on the list the agency holds nothing, in the place of what was said before; what of it the trail keeps."""
    listed = set(queries.people_of(submission.request))
    rules.check_none_about(set(people), listed)
    before = submission.none_about.count()
    submission.none_about.set(people)
    return {"none_about": [before, len(people)]} if before or people else {}


@transaction.atomic
def send_back(
    submission: Submission, *, revision: int, why_sent_back: str, due_on: dt.date, by: User, at: dt.datetime
) -> None:
    """Open a submitted chronology again, with a reason, or what is needed beside the entries that were marked.

    The review team does not see its entries until it returns.
    """
    found = submission.request
    rules.check_may_send_back(due_on, clock.date_of(at), submitted=bool(submission.submitted_at))
    check_in_case(found)
    rules.check_reason(why_sent_back, send_marked(submission, at=at))
    changes = records.change(
        submission, revision=revision, submitted_at=None, given_on=None, ready_at=None, nothing_held=False,
        signed_off_by="", sent_back_at=at, why_sent_back=why_sent_back,
    )  # fmt: skip
    records.change(found, due_on=due_on)
    open_duty(found.review, SUBMIT, at=at, due_on=due_on, agency=found.agency, thing_id=found.pk)
    record(
        events.SENT_BACK, by=by, at=at, review_code=found.review.code, subject=f"submission {submission.pk}",
        changes=changes, audience=audience_of(found),
    )  # fmt: skip
    tell(found, "sent_back", due_on=due_on, people=whom_to_tell(found, at), at=at)
