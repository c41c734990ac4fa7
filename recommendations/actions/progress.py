"""How does an agency report on an action, and show what it changed?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from recommendations import events, rules
from recommendations.actions.plans import check_after_plan, keep_day, owe, tell
from recommendations.duties import ACT, CLOSE
from recommendations.models import Action, Evidence, Progress
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import add_document, original_of
from reviews.documents.models import Document
from reviews.guidance.queries import working_day_after


@transaction.atomic
def report_progress(
    action: Action,
    *,
    status: str,
    note: str,
    reported_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Progress:
    """Say how an action stands. "Done" is a proposal: the office looks at it, and the agency owes nothing meanwhile."""
    rules.check_open(action)
    review, today = action.recommendation.review, clock.date_of(at)
    check_not_in_future(reported_on, today, field="reported_on", name="The day of the report")
    check_after_plan(action, reported_on, field="reported_on", name="The report")
    kept = original_of(
        review, original, title="Progress as it was reported", belongs_to=f"action:{action.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, agency=action.agency,
    )  # fmt: skip
    progress = Progress.objects.create(
        action=action, status=status, note=note, reported_on=reported_on, original=kept, entered_by=by, entered_at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    _follow_last(action, at=at)
    changes = {"status": status, "reported_on": str(reported_on)}
    tell(events.PROGRESS, action, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)
    return progress


def _follow_last(action: Action, *, at: dt.datetime) -> None:
    """What is said to be done is owed by its agency no longer, and the office looks at it, as long as it was said last."""
    review, last = action.recommendation.review, action.progress.filter(void_at=None).first()
    if last and last.status == Progress.Status.DONE:
        keep_day(action)
        meet_duty(review, ACT, met_on=last.reported_on, at=at, thing_id=action.pk)
        due_on = working_day_after(clock.date_of(at), rules.DAYS_TO_CLOSE)
        open_duty(review, CLOSE, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=action.pk)
    elif withdraw_duties(review, CLOSE, at=at, thing_id=action.pk):
        owe(action, at=at)


@transaction.atomic
def void_progress(progress: Progress, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a report on an action as made in error: how it stands is then what was reported before."""
    action = progress.action
    rules.check_open(action)
    if progress.void_at:
        raise records.NotYet("This report is recorded as made in error already.")
    changes = records.change(progress, revision=revision, void_at=at, why_void=why_void)
    _follow_last(action, at=at)
    tell(events.PROGRESS_VOIDED, action, by=by, at=at, changes=changes)


@transaction.atomic
def add_evidence(
    action: Action,
    *,
    kind: str,
    what_it_shows: str,
    by: User,
    at: dt.datetime,
    file: UploadedFile | None = None,
    on_behalf_of: str = "",
) -> Evidence:
    """Add what shows that practice changed: a file, or a reference in words."""
    rules.check_open(action)
    document = None
    if file:
        document = add_document(
            action.recommendation.review, file, title=f"Evidence: {Evidence.Kind(kind).label.lower()}", by=by, at=at,
            sensitivity=Document.Sensitivity.AGENCY, agency=action.agency, belongs_to=f"action:{action.pk}",
            on_behalf_of=on_behalf_of,
        )  # fmt: skip
    evidence = Evidence.objects.create(
        action=action, kind=kind, what_it_shows=what_it_shows, document=document, entered_by=by, entered_at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    tell(events.EVIDENCE_ADDED, action, by=by, at=at, changes={"kind": kind}, on_behalf_of=on_behalf_of)
    return evidence


@transaction.atomic
def void_evidence(evidence: Evidence, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record evidence as added in error."""
    rules.check_open(evidence.action)
    changes = records.change(evidence, revision=revision, void_at=at, why_void=why_void)
    tell(events.EVIDENCE_VOIDED, evidence.action, by=by, at=at, changes=changes)
