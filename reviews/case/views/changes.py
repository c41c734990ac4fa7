"""What the office changes about a case: incident, phase, team, agencies, dates."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case import actions, forms, queries, rules
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty, Involvement, TeamMember
from reviews.case.phases import Phase

BACK = "What was done in this phase stays. What is then asked for again is asked for as if for the first time."
AGAIN = "What was still owed when it was closed is owed again. Nothing that was done changes."
OUT = "Its people lose sight of the case at once, and what it has not given yet is no longer asked for. What it gave stays."


@for_review(Permission.RUN_CASE)
def change_incident(request: HttpRequest, visit: Visit) -> HttpResponse:
    incident = visit.review.incident
    fields = list(forms.IncidentForm.base_fields)
    return form_page(
        request,
        forms.IncidentForm,
        template="reviews/case/form.html",
        initial={name: getattr(incident, name) for name in fields},
        act=lambda form: actions.change_incident(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="What is known of the incident is saved.",
        context={"title": "The incident"},
    )


@for_review(Permission.RUN_CASE)
def step_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    way = queries.way(visit.review)
    closed = visit.review.phase == Phase.CLOSED
    return form_page(
        request,
        forms.OpenAgainForm if closed else forms.StepBackForm,
        template="reviews/case/form.html",
        act=lambda form: actions.step_back(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The case is open again." if closed else "The case was moved back.",
        context={
            "title": "Open the case again" if closed else "Move the case back a phase",
            "lead": AGAIN if closed else BACK,
        },
        earlier=rules.came_from([change.became for change in way]),
    )


@for_review(Permission.RUN_CASE)
@require_safe
def team(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who is in the review team, and which agencies are involved."""
    members = visit.review.team.select_related("user", "agency")
    context = {
        "title": "Team and agencies",
        "members": members.order_by(F("ends_on").desc(nulls_first=True), "role", "user__name"),
        "involvements": visit.review.involvements.select_related("agency").order_by("agency__name"),
    }
    return render(request, "reviews/case/team.html", context)


@for_review(Permission.RUN_CASE)
def join(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.JoinForm,
        template="reviews/case/form.html",
        initial={"starts_on": visit.today},
        act=lambda form: actions.join_team(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("team", args=[visit.review.code]),
        done="The person is in the team.",
        context={"title": "Add a person to the team"},
        review=visit.review,
    )


@for_review(Permission.RUN_CASE, thing=lambda visit, pk: visit.review.team.filter(pk=pk, ends_on=None).first())
def leave(request: HttpRequest, visit: Visit, member: TeamMember) -> HttpResponse:
    return form_page(
        request,
        forms.LeaveForm,
        template="reviews/case/form.html",
        initial={"ends_on": visit.today, "revision": member.revision},
        act=lambda form: actions.leave_team(member, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("team", args=[visit.review.code]),
        done="The role is ended.",
        context={"title": f"End a role: {member.user}, {member.get_role_display().lower()}"},
    )


@for_review(Permission.RUN_CASE)
def involve(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.InvolveForm,
        template="reviews/case/form.html",
        act=lambda form: actions.involve(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("team", args=[visit.review.code]),
        done="The agency is added.",
        context={"title": "Add an agency to the case"},
        review=visit.review,
    )


def _involvement(visit: Visit, pk: int) -> Involvement | None:
    found = visit.review.involvements.current().select_related("agency", "review")
    return found.filter(pk=pk).first()


@for_review(Permission.RUN_CASE, thing=_involvement)
def end_involvement(request: HttpRequest, visit: Visit, involvement: Involvement) -> HttpResponse:
    return form_page(
        request,
        forms.EndInvolvementForm,
        template="reviews/case/form.html",
        act=lambda form: actions.end_involvement(involvement, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("team", args=[visit.review.code]),
        done="The agency is no longer part of the case.",
        context={"title": f"Take {involvement.agency} out of the case", "lead": OUT},
    )


def _duty(visit: Visit, pk: int) -> Duty | None:
    return visit.review.duties.open().filter(pk=pk).first()


def _sentence(duty: Duty) -> str:
    return f"{duty.what[:1].upper()}{duty.what[1:]}."


@for_review(Permission.RUN_CASE, thing=_duty)
def move_duty(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    return form_page(
        request,
        forms.MoveDutyForm,
        template="reviews/case/form.html",
        initial={"due_on": duty.due_on},
        act=lambda form: actions.move_duty(duty, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The date is moved.",
        context={"title": "Move a date", "lead": _sentence(duty)},
    )
