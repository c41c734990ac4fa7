"""Home, the list of cases, and the pages of the case itself."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.access import requires, visitor_of
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.audit.models import TrailEntry
from cspr.audit.queries import INSTALLATION, chain_of, happened_in, looks_at
from cspr.doors import signed_in
from cspr.pages import form_page
from reviews.case import actions, forms, phases, queries
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty, Review, TeamMember

WINDOW = 200


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, worst first; my cases."""
    visitor = visitor_of(request)
    context = {
        "title": "What waits for you",
        "visitor": visitor,
        "duties": queries.duties_for(visitor)[:WINDOW],
        "reviews": queries.reviews_listed(visitor)[:20],
        "can": {permission.value: True for permission in visitor.permissions},
    }
    return render(request, "reviews/case/home.html", context)


@signed_in
def reviews(request: HttpRequest) -> HttpResponse:
    """The cases this person may know of."""
    visitor = visitor_of(request)
    form = forms.FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(queries.reviews_listed(visitor, **chosen), WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Reviews", "filter": form, "page": page, "visitor": visitor}
    return render(request, "reviews/case/list.html", context)


@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Go to a case by its code; one this person may not know of is not found."""
    code = request.GET.get("code", "").strip().upper()
    found = Review.objects.visible_to(visitor_of(request)).filter(code=code).first()
    if found:
        return redirect("case", found.code)
    return render(request, "reviews/case/not_found.html", {"title": "No such case", "code": code[:20]}, status=404)


@for_review(Permission.SEE_CASE)
def case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the case stands, what is next, who owes what."""
    review = visit.review
    ours = Duty.objects.owed_by(visit.visitor).filter(review=review)
    everything = visit.may(Permission.RUN_CASE) or visit.may(Permission.READ_REPORT)
    shown = queries.open_duties(review) if everything else ours.open().select_related("user", "agency")
    context = {
        "title": "Where the case stands",
        "review": review,
        "children": review.children.all(),
        "duties": shown,
        "own": set(ours.open().values_list("pk", flat=True)),
        "team": queries.team_of(review, on=visit.today) if everything else [],
        "road": phases.MAIN_ROAD[review.kind],
        "steps": phase_steps(review),
        "may_step_back": phases.before(review.kind, review.phase),
    }
    return render(request, "reviews/case/case.html", context)


def phase_steps(review: Review) -> list[tuple[str, str]]:
    """The phases of the road with "done", "current" or "next" each; one that left the road is shown at its end."""
    road = list(phases.MAIN_ROAD[review.kind])
    if review.phase not in road:
        came_from = phases.before(review.kind, review.phase)[0]
        road = [*road[: road.index(came_from) + 1], review.phase]
    here = road.index(review.phase)
    states = ["done"] * here + ["current"] + ["next"] * (len(road) - here - 1)
    return [(str(phases.Phase(phase).label), state) for phase, state in zip(road, states, strict=True)]


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
    return form_page(
        request,
        forms.StepBackForm,
        template="reviews/case/form.html",
        act=lambda form: actions.step_back(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The case was moved back.",
        context={"title": "Move the case back a phase"},
        review=visit.review,
    )


@for_review(Permission.RUN_CASE)
def team(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who is in the review team, and which agencies are involved."""
    context = {
        "title": "Team and agencies",
        "members": visit.review.team.select_related("user", "agency").order_by("ends_on", "role", "user__name"),
        "involvements": visit.review.involvements.select_related("agency").order_by("agency__name"),
        "today": visit.today,
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


@for_review(Permission.RUN_CASE, thing=lambda visit, pk: visit.review.duties.open().filter(pk=pk).first())
def move_duty(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    return form_page(
        request,
        forms.MoveDutyForm,
        template="reviews/case/form.html",
        initial={"due_on": duty.due_on},
        act=lambda form: actions.move_duty(duty, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[visit.review.code]),
        done="The date is moved.",
        context={"title": "Move a date", "lead": f"{duty.what}."},
    )


@for_review(Permission.SEE_CASE)
def chronicle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What happened in the case, each audience its own part."""
    entries = queries.chronicle(
        visit.review,
        visitor=visit.visitor,
        office=visit.may(Permission.RUN_CASE),
        team=visit.may(Permission.READ_REPORT),
    )
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    return render(request, "reviews/case/chronicle.html", {"title": "What happened here", "page": page})


@for_review(Permission.READ_TRAIL)
def trail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who did what in a case, and who looked."""
    looks = request.GET.get("show") == "looks"
    entries = looks_at(visit.review.code) if looks else happened_in(visit.review.code)
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    return render(request, "reviews/case/trail.html", {"title": "Trail", "page": page, "looks": looks})


@requires(Permission.READ_TRAIL)
def office_trail(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What was done outside any one case: people, agencies, roles."""
    entries = TrailEntry.objects.filter(chain=chain_of("")).order_by("-number")
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Trail of the office", "page": page, "chain": INSTALLATION}
    return render(request, "reviews/case/office_trail.html", context)
