"""What do the pages of the agency reports need?"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Prefetch, QuerySet

from agencies.models import Agency
from agencies.roles import Permission
from chronology import rules
from chronology.duties import REPORT, REPORT_MORE_TIME
from chronology.models import AgencyReport, Entry, ReportPoint, ReportRequest, ReportSection
from chronology.queries.entries import Reader, combined, draft_for, in_order
from chronology.queries.requests import Asked, as_asked, may_be_asked, with_due, with_longer
from reviews.case.models import Review
from reviews.case.queries import Reader as TrailReader
from reviews.case.queries import Things, way_to


def reports_with_due(review: Review | None) -> QuerySet[ReportRequest]:
    """The requests of a review, or of all, with the day each is due now, and what more time was asked for. Two queries."""
    found = ReportRequest.objects.filter(**({"review": review} if review else {}))
    things = ("agency", "report__original__file", "asked_by", "handed_to", "review__partnership")
    return with_due(with_longer(found), REPORT).select_related(*things)


def reports_asked(review: Review, *, today: dt.date) -> list[Asked]:
    """Who was asked and where each stands, the worst first."""
    rows = [as_asked(found, today) for found in reports_with_due(review)]
    return sorted(rows, key=lambda row: (row.state, row.due_on, row.request.agency.name))


def agencies_to_ask_for_reports(review: Review) -> QuerySet[Agency]:
    """The agencies that may still be asked for a report; those involved in the case first."""
    return may_be_asked(review, ReportRequest.objects.filter(review=review))


def submitted_reports(review: Review) -> QuerySet[AgencyReport]:
    """The reports that the review team reads."""
    return AgencyReport.objects.filter(
        request__review=review, request__withdrawn_at=None, submitted_at__isnull=False
    ).select_related("request__agency")


def sections_of(report: AgencyReport) -> list[ReportSection]:
    """The sections in the order of the report, each with the points that stand. Two queries."""
    points = Prefetch("points", ReportPoint.objects.filter(void_at=None), to_attr="standing")
    found = {section.kind: section for section in report.sections.prefetch_related(points)}
    return [found[part.kind] for part in rules.PARTS if part.kind in found]


def kinds_written(report: AgencyReport) -> set[str]:
    """Which sections say something."""
    found = sections_of(report)
    return {section.kind for section in found if section.text.strip() or section.standing}  # type: ignore[attr-defined]


def entries_to_speak_of(found: ReportRequest, reader: Reader | None) -> QuerySet[Entry]:
    """The entries of the agency's own chronology: all for the agency itself, for the office what is open to it."""
    own = found.review.chronology_requests.filter(agency=found.agency_id).select_related("submission").first()
    return in_order(draft_for(own, reader and reader.user)) if own else Entry.objects.none()


def entries_spoken_of(report: AgencyReport, reader: Reader) -> QuerySet[Entry]:
    """The entries a report speaks of, in order, as far as this person may read them in the combined chronology."""
    return combined(report.request.review, reader=reader).filter(pk__in=report.entries.values("pk"))


def rested_on(report: AgencyReport) -> set[int]:
    """The entries on which a standing point of the report rests. One query."""
    return {entry for entries in entries_by_point(report).values() for entry in entries}


def entries_by_point(report: AgencyReport) -> dict[int, list[int]]:
    """The entries on which each standing point rests. One query."""
    found: dict[int, list[int]] = {}
    rows = ReportPoint.entries.through.objects.filter(
        reportpoint__section__report=report, reportpoint__void_at=None, entry__void_at=None
    )
    for point, entry in rows.order_by("pk").values_list("reportpoint", "entry"):
        found.setdefault(point, []).append(entry)
    return found


def points_on(entry: Entry) -> list[ReportPoint]:
    """The points of submitted agency reports that rest on an entry, in the order of the report. One query."""
    return list(
        ReportPoint.objects.filter(
            entries=entry, void_at=None, section__report__submitted_at__isnull=False,
            section__report__request__withdrawn_at=None,
        ).select_related("section__report").order_by("section__pk", "place", "pk")
    )  # fmt: skip


def reports_by_entry(entries: Iterable[Entry]) -> dict[int, list[ReportRequest]]:
    """Which submitted agency reports speak of each of these entries. One query."""
    pks = [entry.pk for entry in entries]
    rows = AgencyReport.entries.through.objects.filter(
        entry__in=pks, agencyreport__submitted_at__isnull=False, agencyreport__request__withdrawn_at=None
    ).select_related("agencyreport__request__agency")
    found: dict[int, list[ReportRequest]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row.agencyreport.request)
    return found


# What the trail names ------------------------------------------------------------------------------


def report_at(reader: TrailReader, found: ReportRequest) -> str:
    """Where an agency writes, for the agency itself and the office; what is submitted, for who reads the chronology."""
    reaches = found.agency_id in reader.agencies or reader.may(Permission.RUN_CASE)
    reads = reader.may(Permission.READ_CHRONOLOGY) and found.report.submitted_at and not found.withdrawn_at
    if reaches:
        return way_to("agency-report", reader, found.pk)
    return way_to("agency-report-read", reader, found.pk) if reads else ""


REPORTS = {
    "report_request": Things(
        lambda reader: ReportRequest.objects.filter(review=reader.review).select_related("agency", "report"),
        lambda found: str(found.agency),
        report_at,
    ),
    "agency_report": Things(
        lambda reader: AgencyReport.objects.filter(request__review=reader.review).select_related("request__agency"),
        lambda report: str(report.request.agency),
        lambda reader, report: report_at(reader, report.request),
    ),
}


def reports_told(numbers: Collection[int]) -> dict[int, str]:
    """Which agencies' reports they are."""
    found = ReportRequest.objects.filter(pk__in=numbers).select_related("agency")
    return {request.pk: str(request.agency) for request in found}


REPORTS_TOLD = {REPORT_MORE_TIME: reports_told}
