"""Agency reports: who was asked and has sent one, asking for them, reading one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import (
    own_report_request,
    readable_report_at,
    reader_of,
    report_document_at,
    report_point_at,
    report_request_at,
)
from chronology.models import ReportPoint, ReportRequest, ReportSection
from chronology.views.combined import told_by_for
from chronology.views.requests import FOUR_WEEKS, entry_row, move_page, withdraw_page
from cspr.files.http import download
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.case.views.handing import hand_on_page
from reviews.guidance.queries import working_day_from

READS_OR_WRITES = (Permission.READ_CHRONOLOGY, Permission.ANSWER, Permission.RUN_CASE)


def page_of(visit: Visit, found: ReportRequest, name: str = "agency-report", *more: Any) -> str:
    """The address of a page about one report."""
    return reverse(name, args=[visit.review.code, found.pk, *more])


def list_url(visit: Visit) -> str:
    """Where all reports of the case stand."""
    return reverse("agency-reports", args=[visit.review.code])


def _stage(visit: Visit) -> tuple[str, str]:
    return "Agency reports", list_url(visit)


@for_review(*READS_OR_WRITES)
@require_safe
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who was asked and who has sent one: all for office and review team, an agency's own for its people."""
    rows = queries.reports_asked(visit.review, today=visit.today)
    office, team = visit.may(Permission.RUN_CASE), visit.may(Permission.READ_CHRONOLOGY)
    if not team:
        rows = [row for row in rows if row.request.agency_id in visit.agencies]
        if len(rows) == 1:
            return redirect(page_of(visit, rows[0].request))
    standing = [row for row in rows if row.state not in rules.ENDED]
    context = {
        "title": "Agency reports",
        "rows": rows if office else standing,
        "office": office,
        "team": team,
        "own": visit.agencies,
        "longer": [row for row in rows if row.extension and row.extension.is_open] if office else [],
        "submitted": sum(row.state == rules.State.SUBMITTED for row in standing),
        "standing": len(standing),
        "late": sum(row.state == rules.State.LATE for row in standing),
    }
    return render(request, "chronology/reports.html", context)


@for_review(Permission.RUN_CASE)
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask one, several or all agencies of the case."""
    review = visit.review
    involved = review.involvements.current().values_list("agency", flat=True)
    return form_page(
        request,
        forms.AskForReportsForm,
        template="chronology/form.html",
        initial={"agencies": list(involved), "due_on": working_day_from(visit.today + 2 * FOUR_WEEKS)},
        act=lambda form: actions.ask_for_reports(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=list_url(visit),
        done="The agencies are asked. Those with an e-mail address are being told.",
        context={"title": "Ask agencies for their reports", "stage": _stage(visit)},
        review=review,
        cancel=list_url(visit),
    )


@for_review(*READS_OR_WRITES, thing=readable_report_at)
@require_safe
def read(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """The whole report, with the entries it speaks of beside it; it prints as it stands."""
    report = found.report
    entries = list(queries.with_more(_spoken_of(visit, found)))
    births, terms = queries.ages_shown(visit.review), queries.agreed_terms(visit.review)
    told_by = told_by_for(request, visit) if visit.inside else None
    rows = [entry_row(entry, births, terms, told_by=told_by) for entry in entries]
    sections = [section for section in queries.sections_of(report) if section.text.strip() or section.standing]
    _rest(sections, queries.entries_by_point(report), {row["entry"].pk: row for row in rows})
    takes_over = visit.may(Permission.WRITE_RECOMMENDATIONS) and bool(report.submitted_at)
    context = {
        "title": f"Agency report of {found.agency}",
        "asked": found,
        "report": report,
        "sections": sections,
        "rows": rows,
        "hidden": report.entries.standing().count() - len(entries),
        "document": report.original,
        "opens_document": report_document_at(visit, found.pk) is not None,
        "writes": report_request_at(visit, found.pk) is not None,
        "in_combined": visit.may(Permission.READ_CHRONOLOGY),
        "takes_over": takes_over,
    }
    return render(request, "chronology/report_read.html", context)


def _rest(sections: list[ReportSection], resting: dict[int, list[int]], shown: dict[int, dict[str, Any]]) -> None:
    """Give each point the entries on which it rests, as far as they are shown to this person, in the order shown."""
    for section in sections:
        for point in section.standing:  # type: ignore[attr-defined]
            own = set(resting.get(point.pk, ()))
            point.rests_on = [row for pk, row in shown.items() if pk in own]


def _spoken_of(visit: Visit, found: ReportRequest) -> Any:
    """The entries a report speaks of: its writers see them in their own draft, the others in the combined chronology."""
    if found.agency_id in visit.agencies:
        return queries.entries_to_speak_of(found, None).filter(pk__in=found.report.entries.values("pk"))
    return queries.entries_spoken_of(found.report, reader_of(visit))


@for_review(*READS_OR_WRITES, thing=report_document_at)
@require_safe
def document(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """The report as it was given; who took a copy stands in the trail."""
    try:
        response = download(found.report.original.file)  # type: ignore[union-attr]
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of(visit, found, "agency-report-read"))
    actions.note_report_taken(found.report, by=visit.user, at=visit.now)
    return response


@for_review(Permission.ANSWER, thing=own_report_request)
def hand_on(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Give the request to a colleague."""
    back = page_of(visit, found)
    if found.withdrawn_at or found.report.submitted_at:
        return redirect(back)
    return hand_on_page(
        request, visit, found, found.agency, back=back, then=back, stage=_stage(visit),
        act=lambda to: actions.hand_on(found, to=to, by=visit.user, at=visit.now),
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=report_request_at)
def move(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """Another day, of the office's own accord; who waits for an answer is answered."""
    if request.method == "GET" and queries.open_extension(found):
        return redirect(page_of(visit, found, "agency-report-more-time-answer"))
    lead = f"The agency report of {found.agency}."
    return move_page(request, visit, found, act=actions.move, lead=lead, stage=_stage(visit))


@for_review(Permission.RUN_CASE, thing=report_request_at)
def withdraw(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    lead = f"The agency report of {found.agency}."
    return withdraw_page(request, visit, found, act=actions.withdraw_report, lead=lead, stage=_stage(visit))


@for_review(Permission.WRITE_RECOMMENDATIONS, thing=report_point_at)
@require_POST
def take_over(request: HttpRequest, visit: Visit, point: ReportPoint) -> HttpResponse:
    """Make a recommendation of the review of what an agency recommends to itself."""
    actions.take_over(point, revision=point.revision, by=visit.user, at=visit.now)
    messages.success(request, "It stands among the recommendations of the review. Its words can be changed there.")
    return redirect(page_of(visit, point.section.report.request, "agency-report-read"))
