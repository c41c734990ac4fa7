"""What becomes of what was released when a proceeding goes on after all? The office is asked; nothing is held by itself."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock
from cspr.records import NotYet
from reviews.case.actions import meet_duty, open_duty
from reviews.case.rules import check_not_in_future, check_said
from reviews.guidance.queries import working_day_after
from reviews.proceedings import events, queries
from reviews.proceedings.actions.keeping import keep_paper, tell
from reviews.proceedings.duties import CONFIRM_WITHIN, GOES_ON
from reviews.proceedings.models import Proceeding, Release


def ask_whether_held_again(proceeding: Proceeding, *, at: dt.datetime) -> None:
    """There is an appeal or a retrial: the office says what becomes of what may go ahead. Called by actions."""
    if queries.released_after(proceeding):
        due_on, role = working_day_after(clock.date_of(at), CONFIRM_WITHIN), Role.BUSINESS_SUPPORT
        open_duty(proceeding.review, GOES_ON, at=at, due_on=due_on, role=role, thing_id=proceeding.pk)


@transaction.atomic
def stays_released(
    proceeding: Proceeding,
    *,
    why: str,
    advised_as: str,
    advised_on: dt.date,
    decided_on: dt.date,
    by: User,
    at: dt.datetime,
    original: UploadedFile | None = None,
    **details: Any,
) -> list[Release]:
    """A named person's word: although the proceeding goes on, what was released may still go ahead."""
    today, review = clock.date_of(at), proceeding.review
    released = queries.released_after(proceeding)
    if not released:
        raise NotYet("Nothing that waited for this proceeding was released.")
    check_said(why, field="why", message="Say why it may still go ahead.")
    check_not_in_future(decided_on, today, field="decided_on", name="The day of the decision")
    check_not_in_future(advised_on, today, field="advised_on", name="The day of the advice")
    made = [
        Release.objects.create(
            hold=hold, outcome=Release.Outcome.ALL, decided_on=decided_on, why=why, advised_as=advised_as,
            advised_on=advised_on, entered_by=by, entered_at=at, **details,
        )
        for hold in released
    ]  # fmt: skip
    keep_paper(review, made[-1], original, title="Advice on what was released", by=by, at=at)
    meet_duty(review, GOES_ON, met_on=decided_on, at=at, thing_id=proceeding.pk)
    tell(events.STAYS_RELEASED, review, proceeding, by=by, at=at, for_=made[-1].on_behalf_of)
    return made
