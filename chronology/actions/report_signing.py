"""How is an agency report signed off and submitted, sent back, and taken over from?"""

import datetime as dt
from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from chronology import events, queries, rules
from chronology.actions.asking import (
    addresses,
    check_in_case,
    check_open,
    kind_of,
    need_no_more_time,
    tell,
    whom_to_tell,
)
from chronology.actions.reports import told
from chronology.models import AgencyReport, ReportPoint
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.identities.queries import known_forms
from reviews.identities.rules import masked

# Makes a recommendation of the review of what an agency recommends to itself.
TakeOver = Callable[[ReportPoint, User, dt.datetime], None]
_take_over: list[TakeOver] = []


def use_recommendations(take_over: TakeOver) -> None:
    """Make known who keeps the recommendations of a review. Called from ``apps.ready()``."""
    _take_over[:] = [take_over]


@transaction.atomic
def say_report_ready(report: AgencyReport, *, by: User, at: dt.datetime) -> list[User]:
    """Tell those who sign for the agency that the report is ready; returns whom."""
    found = report.request
    check_open(found, waiting=True)
    _check_whole(report)
    people = queries.signatories(found.agency, on=clock.date_of(at))
    records.change(report, ready_at=at)
    told(report, events.REPORT_READY, {}, by=by, at=at)
    tell(found, "ready", due_on=found.due_on, people=addresses(people), at=at)
    return people


def _check_whole(report: AgencyReport) -> None:
    rules.check_may_hand_over(report, queries.kinds_written(report), document=bool(report.original_id))


@transaction.atomic
def take_report_back(report: AgencyReport, *, revision: int, by: User, at: dt.datetime) -> None:
    """Open again what was handed in, before it is submitted."""
    check_open(report.request)
    rules.check_may_take_back(waiting=rules.is_waiting(report), what="agency report")
    changes = records.change(report, revision=revision, ready_at=None)
    told(report, events.REPORT_TAKEN_BACK, changes, by=by, at=at)


@transaction.atomic
def submit_report(
    report: AgencyReport,
    *,
    revision: int,
    signed_off_by: str,
    given_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Sign off and submit: the report is locked and reaches the review team; the duty is met on the day it was given."""
    found = report.request
    check_open(found)
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day it was given")
    kept = original_of(
        found.review, original, title="Agency report as it was given", belongs_to=f"agency report:{report.pk}", by=by,
        at=at, on_behalf_of=on_behalf_of, agency=found.agency, author=report.author_name,
    )  # fmt: skip
    changes = records.change(
        report, revision=revision, signed_off_by=signed_off_by, given_on=given_on, submitted_at=at,
        on_behalf_of=on_behalf_of, entered_by=by, entered_at=at, **({"original": kept} if kept else {}),
    )  # fmt: skip
    # Looked at only now: the change above holds the row, so nothing is taken out of it in between.
    _check_whole(report)
    meet_duty(found.review, kind_of(found).duty, met_on=given_on, at=at, agency=found.agency, thing_id=found.pk)
    need_no_more_time(found, at=at)
    told(report, events.REPORT_SUBMITTED, changes, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def send_report_back(
    report: AgencyReport, *, revision: int, why_sent_back: str, due_on: dt.date, by: User, at: dt.datetime
) -> None:
    """Open a submitted report again, with a word; the review team does not see it until it returns."""
    found = report.request
    rules.check_may_send_back(
        due_on, clock.date_of(at), submitted=bool(report.submitted_at), what="agency report"
    )  # fmt: skip
    check_in_case(found)
    changes = records.change(
        report, revision=revision, submitted_at=None, given_on=None, ready_at=None, signed_off_by="", sent_back_at=at,
        why_sent_back=why_sent_back,
    )  # fmt: skip
    records.change(found, due_on=due_on)
    open_duty(found.review, kind_of(found).duty, at=at, due_on=due_on, agency=found.agency, thing_id=found.pk)
    told(report, events.REPORT_SENT_BACK, changes, by=by, at=at)
    tell(found, "sent_back", due_on=due_on, people=whom_to_tell(found, at), at=at)


@transaction.atomic
def note_report_taken(report: AgencyReport, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of the document."""
    told(report, events.REPORT_DOWNLOADED, {}, by=by, at=at)


@transaction.atomic
def take_over(point: ReportPoint, *, revision: int, by: User, at: dt.datetime) -> None:
    """Make a recommendation of the review of what an agency recommends to itself; the agency's words stay as given."""
    report = point.section.report
    rules.check_is_recommendation(
        point.section.kind, submitted=bool(report.submitted_at), withdrawn=bool(report.request.withdrawn_at)
    )
    if point.taken_over_at:
        return
    # Those who follow recommendations over all cases see no case material.
    rules.check_names_nobody(named=masked(point.text, known_forms(report.request.review)) != point.text)
    records.change(point, revision=revision, taken_over_at=at)
    for keep in _take_over:
        keep(point, by, at)
    told(report, events.TAKEN_OVER, {"point": point.place}, by=by, at=at)
