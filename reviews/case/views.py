"""Home, the list of cases, and the pages of the case itself."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires, visitor_of
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.audit.models import TrailEntry
from cspr.audit.queries import chain_of, happened_in, looks_at
from cspr.context import url_or_none
from cspr.doors import signed_in
from cspr.pages import form_page
from reviews.case import actions, forms, queries, rules
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty, Involvement, Review, TeamMember

WINDOW = 200
# What a person may begin from home: the words, the page, and the permission that opens it; the first is the button.
FROM_HOME = (
    ("Log a referral", "referral-log", Permission.LOG_REFERRAL),
    ("Sub-group meetings", "subgroup", Permission.SEE_DOCUMENTS),
    ("Recommendations of all cases", "board", Permission.TRACK),
    ("Trail of the office", "office-trail", Permission.READ_TRAIL),
    ("Who may do what", "roles", Permission.READ_TRAIL),
    ("People and agencies", "people", Permission.MANAGE_PEOPLE),
    ("Refer a case", "refer", Permission.REFER),
    ("Your referrals", "my-referrals", Permission.REFER),
)
CASES_AT_HOME = 20
BACK = "What was done in this phase stays. What is then asked for again is asked for as if for the first time."
OUT = "Its people lose sight of the case at once, and what it has not given yet is no longer asked for. What it gave stays."


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, worst first; my cases."""
    visitor = visitor_of(request)
    duties = list(queries.duties_for(visitor)[:WINDOW])
    cases = list(queries.reviews_listed(visitor)[: CASES_AT_HOME + 1])
    links = [(label, url_or_none(name)) for label, name, asks in FROM_HOME if visitor.may(asks)]
    context = {
        "title": "What waits for you",
        "duties": duties,
        "late": sum(rules.is_overdue(duty, visitor.today) for duty in duties),
        "reviews": cases[:CASES_AT_HOME],
        "more": len(cases) > CASES_AT_HOME,
        "works_on_cases": visitor.may(Permission.SEE_CASE),
        "links": [link for link in links if link[1]],
        "unsent": queries.unsent(visitor).count() if visitor.may(Permission.RUN_CASE) else 0,
    }
    return render(request, "reviews/case/home.html", context)


@require_safe
@signed_in
def reviews(request: HttpRequest) -> HttpResponse:
    """The cases this person may know of."""
    visitor = visitor_of(request)
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(queries.reviews_listed(visitor, **chosen), WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Reviews", "filter": form, "page": page, "chosen": any(chosen.values())}
    return render(request, "reviews/case/list.html", context)


@require_safe
@requires(Permission.RUN_CASE)
def unsent(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The e-mails that could not be sent so far."""
    page = Paginator(queries.unsent(visitor), WINDOW).get_page(request.GET.get("page"))
    context = {"title": "E-mails that could not be sent", "page": page}
    return render(request, "reviews/case/unsent.html", context)


@require_safe
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Go to a case by its code; one this person may not know of is not found."""
    code = request.GET.get("code", "").replace("\x00", "").strip().upper()
    found = Review.objects.visible_to(visitor_of(request)).filter(code=code).first()
    if found:
        return redirect("case", found.code)
    return render(request, "reviews/case/not_found.html", {"title": "No such case", "code": code[:20]}, status=404)


@for_review(Permission.SEE_CASE)
@require_safe
def case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the case stands, what is next, who owes what."""
    review = visit.review
    way = queries.way(review)
    ours = queries.duties_for(visit.visitor).filter(review=review)
    context = {
        "title": "Where the case stands",
        "review": review,
        "children": review.children.all(),
        "duties": queries.open_duties(review, visit.visitor)[:WINDOW],
        "own": set(ours.values_list("pk", flat=True)),
        "team": queries.team_of(review, on=visit.today) if visit.inside else [],
        "steps": queries.steps(review, way),
        "earlier": rules.came_from([change.became for change in way]),
    }
    return render(request, "reviews/case/case.html", context)


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
    return form_page(
        request,
        forms.StepBackForm,
        template="reviews/case/form.html",
        act=lambda form: actions.step_back(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The case was moved back.",
        context={"title": "Move the case back a phase", "lead": BACK},
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


@for_review(Permission.RUN_CASE, thing=_duty)
def explain_delay(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    return form_page(
        request,
        forms.DelayForm,
        template="reviews/case/form.html",
        initial={"why": duty.why_moved},
        act=lambda form: actions.explain_delay(duty, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The reason is kept. The date stays as it is.",
        context={"title": "Give the reason for a delay", "lead": _sentence(duty)},
    )


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


@for_review(Permission.SEE_CASE)
@require_safe
def chronicle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What happened in the case, each audience its own part."""
    entries = queries.chronicle(
        visit.review,
        agencies=visit.agencies,
        office=visit.may(Permission.RUN_CASE),
        team=visit.may(Permission.READ_REPORT),
    )
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {"title": "What happened here", "page": page, "names": queries.named_in(page.object_list)}
    return render(request, "reviews/case/chronicle.html", context)


@for_review(Permission.READ_TRAIL)
@require_safe
def trail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who did what in a case, and who looked."""
    looks = request.GET.get("show") == "looks"
    entries = looks_at(visit.review.code) if looks else happened_in(visit.review.code)
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Trail", "page": page, "looks": looks, "names": queries.named_in(page.object_list)}
    return render(request, "reviews/case/trail.html", context)


@require_safe
@requires(Permission.READ_TRAIL)
def office_trail(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What was done outside any one case: people, agencies, roles."""
    entries = TrailEntry.objects.filter(chain=chain_of("")).order_by("-number")
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Trail of the office", "page": page, "names": queries.named_in(page.object_list)}
    return render(request, "reviews/case/office_trail.html", context)
