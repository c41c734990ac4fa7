"""What an agency plans, reports and shows: its actions with their progress and evidence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Permission as P
from cspr.audit.actions import record_look
from cspr.files.http import download
from cspr.pages import form_page
from recommendations import actions, forms
from recommendations.access import action_at, addressed_at, evidence_at, own_action_at, own_evidence_at, own_progress_at
from recommendations.models import Action, Evidence, Progress, Recommendation
from recommendations.views.findings import FORM, lead_for
from reviews.case.access import Visit, for_review
from reviews.templatetags.identities import as_read_by


def page_of(visit: Visit, action: Action) -> str:
    """The address of an action."""
    return reverse("action", args=[visit.review.code, action.pk])


@for_review(P.REPORT_ON_ACTIONS, thing=addressed_at)
def plan(request: HttpRequest, visit: Visit, addressed: tuple[Recommendation, Agency]) -> HttpResponse:
    found, agency = addressed
    back = reverse("recommendation", args=[visit.review.code, found.pk])
    return form_page(
        request,
        forms.ActionForm if agency.pk in visit.agencies else forms.ActionForSomebodyForm,
        template=FORM,
        initial={"due_on": found.by_when if found.by_when and found.by_when >= visit.today else None},
        act=lambda form: actions.plan_action(found, agency, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="The action is planned.",
        context={"title": "Plan an action", "lead": lead_for(visit, agency), "quoted": found.text},
        keep=f"action:{visit.review.code}:{found.pk}:{agency.pk}",
        cancel=back,
    )


@for_review(P.REPORT_ON_ACTIONS, P.WRITE_RECOMMENDATIONS, P.READ_REPORT, thing=action_at)
def action(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    """One action with its reports and its evidence; one made in error is read, with the reason, and no more."""
    may_report = (found.agency_id in visit.agencies or visit.may(P.RUN_CASE)) and not found.void_at
    context = {
        "title": f"Action of {found.agency}",
        "action": found,
        "recommendation": found.recommendation,
        "reports": found.progress.filter(void_at=None).select_related("entered_by", "original__file"),
        "evidence": found.evidence.filter(void_at=None).select_related("document__file"),
        "may_report": may_report and visit.may(P.REPORT_ON_ACTIONS),
        "may_close": visit.may(P.ASSURE) and not found.void_at,
        "code": visit.review.code,
    }
    return render(request, "recommendations/action.html", context)


@for_review(P.REPORT_ON_ACTIONS, thing=own_action_at)
def edit(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ("text", "lead_person", "measure", "revision")}
    return form_page(
        request,
        forms.ChangeActionForm,
        template=FORM,
        initial=initial,
        act=lambda form: actions.change_action(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found),
        done="The action is saved.",
        context={
            "title": "Change the action",
            "lead": lead_for(visit, found.agency),
            "void_url": reverse("action-void", args=[visit.review.code, found.pk]),
        },
        cancel=page_of(visit, found),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_action_at)
def move(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    return form_page(
        request,
        forms.MoveForm,
        template=FORM,
        initial={"due_on": found.due},
        act=lambda form: actions.move_action(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found),
        done="The date is moved.",
        context={
            "title": "Move the date of the action",
            "lead": lead_for(visit, found.agency),
            "quoted": found.text,
        },
        cancel=page_of(visit, found),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_action_at)
def void(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.void_action(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("recommendation", args=[visit.review.code, found.recommendation_id]),
        done="The action is recorded as made in error.",
        context={
            "title": "Record the action as made in error",
            "lead": lead_for(visit, found.agency),
            "quoted": found.text,
        },
        cancel=page_of(visit, found),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_action_at)
def progress(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    own = found.agency_id in visit.agencies
    return form_page(
        request,
        forms.ProgressForm if own else forms.ProgressForSomebodyForm,
        template=FORM,
        initial={"reported_on": visit.today},
        act=lambda form: actions.report_progress(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found),
        done="The report is saved.",
        context={"title": "Report on the action", "lead": lead_for(visit, found.agency), "quoted": found.text},
        keep=f"progress:{visit.review.code}:{found.pk}",
        cancel=page_of(visit, found),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_progress_at)
def void_progress(request: HttpRequest, visit: Visit, found: Progress) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.void_progress(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found.action),
        done="The report is recorded as made in error. The one before it counts again.",
        context={"title": "Record the report as made in error", "quoted": found.note},
        cancel=page_of(visit, found.action),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_action_at)
def add_evidence(request: HttpRequest, visit: Visit, found: Action) -> HttpResponse:
    own = found.agency_id in visit.agencies
    return form_page(
        request,
        forms.EvidenceForm if own else forms.EvidenceForSomebodyForm,
        template=FORM,
        act=lambda form: actions.add_evidence(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found),
        done="The evidence is added.",
        context={"title": "Add evidence", "lead": lead_for(visit, found.agency), "quoted": found.text},
        cancel=page_of(visit, found),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=own_evidence_at)
def void_evidence(request: HttpRequest, visit: Visit, found: Evidence) -> HttpResponse:
    context: dict[str, Any] = {"title": "Record evidence as added in error", "quoted": found.what_it_shows}
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.void_evidence(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page_of(visit, found.action),
        done="The evidence is recorded as added in error.",
        context=context,
        cancel=page_of(visit, found.action),
    )


@for_review(P.REPORT_ON_ACTIONS, P.WRITE_RECOMMENDATIONS, P.READ_REPORT, thing=evidence_at)
def evidence_file(request: HttpRequest, visit: Visit, found: Evidence) -> HttpResponse:
    """The file of a piece of evidence, for those who may read the action."""
    subject = f"evidence {found.pk}"
    record_look("evidence file", by=visit.user, at=visit.now, review_code=visit.review.code, subject=subject)
    return download(found.document.file, name=str(as_read_by(found.document.file.name, request)))
