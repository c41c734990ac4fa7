"""How is an agency asked for its agency report, and how does it write it? Freely, until it is handed in."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from chronology import events, queries, rules
from chronology.actions.asking import ask_again, audience_of, check_open, note_first_look, owe, tell, whom_to_tell
from chronology.models import AgencyReport, Entry, ReportPoint, ReportRequest, ReportSection
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.documents.actions import original_of


@transaction.atomic
def ask_for_reports(
    review: Review, agencies: Iterable[Agency], *, due_on: dt.date, guidance: str = "", by: User, at: dt.datetime
) -> list[ReportRequest]:
    """Ask agencies for their agency reports, tell their people once, and file what they owe.

    Raises ``NotYet`` at ``agencies`` where one is asked already.
    """
    rules.check_may_ask(review, due_on, clock.date_of(at), what="agency report")
    asked = [_ask_one(review, agency, due_on=due_on, guidance=guidance, by=by, at=at) for agency in agencies]
    for found in asked:
        tell(found, "asked", due_on=due_on, people=whom_to_tell(found, at), at=at)
    return asked


def _ask_one(
    review: Review, agency: Agency, *, due_on: dt.date, guidance: str, by: User, at: dt.datetime
) -> ReportRequest:
    values = {"due_on": due_on, "guidance": guidance, "asked_at": at, "asked_by": by}
    found, new = ReportRequest.objects.get_or_create(review=review, agency=agency, defaults=values)
    if new:
        report = AgencyReport.objects.create(request=found, entered_by=by, entered_at=at)
        ReportSection.objects.bulk_create(ReportSection(report=report, kind=part.kind) for part in rules.PARTS)
    ask_again(found, new=new, **values)
    owe(review, found, due_on=due_on, by=by, at=at)
    return found


def note_report_opened(found: ReportRequest, *, by: User, at: dt.datetime) -> bool:
    """Note that somebody of the agency has seen the request; says whether they are the first."""
    return note_first_look(found, by=by, at=at)


def hold_open(report: AgencyReport, *, office: bool) -> None:
    """Make sure the draft is open to them, and that nobody hands it in before this transaction ends.

    What the agency has handed in it leaves alone, until it takes it back; the office writes what was given to it.
    """
    found = AgencyReport.objects.filter(pk=report.pk, submitted_at=None, request__withdrawn_at=None)
    found = found if office else found.filter(ready_at=None)
    # The row is written, if only with itself: whoever submits at this moment waits or is first.
    if not AgencyReport.objects.filter(pk__in=found.values("pk"), submitted_at=None).update(submitted_at=None):
        check_open(ReportRequest.objects.select_related("report").get(pk=report.request_id), waiting=not office)


def told(
    report: AgencyReport, event: Event, changes: dict[str, Any], *, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> None:
    """Say in the trail what happened to a report."""
    found = report.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"agency report {report.pk}", changes=changes,
        on_behalf_of=on_behalf_of, audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def declare_author(
    report: AgencyReport,
    *,
    revision: int,
    author_name: str,
    author_job: str,
    independence: str,
    concerned_how: str = "",
    records_secured_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> None:
    """Say who wrote it and how they stand to the case; whoever says so declares it on this day."""
    rules.check_author(independence, concerned_how)
    rules.check_secured(records_secured_on, clock.date_of(at))
    hold_open(report, office=bool(on_behalf_of))
    changes = records.change(
        report, revision=revision, author_name=author_name, author_job=author_job, independence=independence,
        concerned_how=concerned_how, records_secured_on=records_secured_on, declared_on=clock.date_of(at),
    )  # fmt: skip
    told(report, events.REPORT_AUTHOR, changes, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def write_text(
    section: ReportSection, *, revision: int, text: str, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> None:
    """Write a section that is a text."""
    hold_open(section.report, office=bool(on_behalf_of))
    changes = records.change(section, revision=revision, text=text)
    if changes:
        ReportSection.objects.filter(pk=section.pk).update(saved_at=at)
        _written(section, changes, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def write_points(
    section: ReportSection,
    points: Sequence[dict[str, Any]],
    *,
    revision: int,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> None:
    """Write a section that is points, in their order; each may name by ``pk`` one that stands. Others are kept, unseen."""
    hold_open(section.report, office=bool(on_behalf_of))
    # Written whether or not a word differs, so that of two who saved at once one is asked to look.
    records.change(section, revision=revision, saved_at=at)
    standing = {point.pk: point for point in section.points.filter(void_at=None)}
    changed = 0
    for place, point in enumerate(points, start=1):
        values = {**{name: value for name, value in point.items() if name != "pk"}, "place": place}
        there = standing.pop(point.get("pk") or 0, None)
        if there:
            changed += bool(records.change(there, **values))
        else:
            ReportPoint.objects.create(section=section, **values)
            changed += 1
    for gone in standing.values():
        records.change(gone, void_at=at)
    if changed or standing:
        _written(section, {"points": len(points)}, by=by, at=at, on_behalf_of=on_behalf_of)


def _written(section: ReportSection, changes: dict[str, Any], *, by: User, at: dt.datetime, on_behalf_of: str) -> None:
    said = {"section": section.get_kind_display(), **changes}
    told(section.report, events.REPORT_WRITTEN, said, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def choose_entries(
    report: AgencyReport,
    chosen: Collection[int],
    *,
    among: Collection[int],
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    point: ReportPoint | None = None,
) -> int:
    """Say of which entries of its own agency's chronology the report speaks, or on which one ``point`` of it rests.

    Only those ``among`` are decided about. What a point rests on the report speaks of. Returns how many there are now.
    """
    hold_open(report, office=bool(on_behalf_of))
    found = report.request
    own = Entry.objects.standing().filter(
        submission__request__agency=found.agency_id, submission__request__review=found.review_id, pk__in=among
    )
    link, changes = (point, {"point": point.place}) if point else (report, {})
    before = set(link.entries.values_list("pk", flat=True))
    decided = set(own.values_list("pk", flat=True))
    after = (before - decided) | (decided & set(chosen))
    after |= set() if point else queries.rested_on(report)
    if after != before:
        link.entries.set(after)
        report.entries.add(*after)
        changes |= {"entries": len(after)}
        told(report, events.REPORT_ENTRIES, changes, by=by, at=at, on_behalf_of=on_behalf_of)
    return len(after)


@transaction.atomic
def upload_report(
    report: AgencyReport,
    original: UploadedFile,
    *,
    revision: int,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> None:
    """Keep the report as it was written elsewhere; it is signed off like one that is written here."""
    found = report.request
    hold_open(report, office=bool(on_behalf_of))
    kept = original_of(
        found.review, original, title="Agency report as it was given", belongs_to=f"agency report:{report.pk}", by=by,
        at=at, agency=found.agency, author=report.author_name, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    changes = records.change(report, revision=revision, original=kept)
    told(report, events.REPORT_UPLOADED, changes, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def set_document_aside(
    report: AgencyReport, *, revision: int, by: User, at: dt.datetime, on_behalf_of: str = ""
) -> None:
    """The report is written here after all; the paper stays among those of the case."""
    hold_open(report, office=bool(on_behalf_of))
    if changes := records.change(report, revision=revision, original=None):
        told(report, events.REPORT_SET_ASIDE, changes, by=by, at=at, on_behalf_of=on_behalf_of)
