"""The pages of the lead reviewer, the review panel and the terms of reference."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.access import visitor_of
from agencies.roles import Permission, Role
from cspr.audit.actions import record_look
from cspr.doors import signed_in
from cspr.pages import form_page
from cspr.workdays import add_months
from reviews.case import actions as case
from reviews.case.access import Visit, for_review
from reviews.case.models import TeamMember
from reviews.case.phases import Kind, Phase
from reviews.panel import actions, forms, queries, rules
from reviews.panel.models import Commission, TermsOfReference

FORM = "reviews/panel/form.html"
TITLE = "Independent lead reviewer"


def at_panel(visit: Visit) -> str:
    """The address of the stage's main page."""
    return reverse("panel", args=[visit.review.code])


def commission_of(visit: Visit, pk: int) -> Commission | None:
    """A commission of this review."""
    return queries.commissions(visit.review).filter(pk=pk).first()


def draft_of(visit: Visit, pk: int) -> TermsOfReference | None:
    """A version of the terms of this review that is not agreed yet."""
    return queries.all_terms(visit.review).filter(pk=pk, agreed_on=None).first()


@for_review(Permission.RUN_CASE, Permission.SEE_CONVERSATIONS)
def panel(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who leads the review, who sits on its panel, what it is to find out, and what comes next."""
    members = list(queries.panel_members(visit.review))
    terms = list(queries.all_terms(visit.review))
    standing = [member for member in members if member.ends_on is None or member.ends_on >= visit.today]
    context = {
        "title": "Reviewer, review panel and terms",
        "commissions": queries.commissions(visit.review),
        "members": standing,
        "former": [member for member in members if member not in standing],
        "terms": queries.in_force(terms),
        "draft": next((version for version in terms if version.agreed_on is None), None),
        "versions": terms,
        "log": queries.change_log(terms),
        "may_commission": visit.review.phase == Phase.IN_REVIEW,
        "tells_panel": visit.review.kind == Kind.STATUTORY,
    }
    return render(request, "reviews/panel/panel.html", context)


# The lead reviewer -----------------------------------------------------------------------------------


@for_review(Permission.RUN_CASE)
def commission(request: HttpRequest, visit: Visit) -> HttpResponse:
    initial = {"title": TITLE, "decided_on": visit.today, "due_on": add_months(visit.today, rules.MONTHS_TO_REPORT)}
    return form_page(
        request,
        forms.CommissionForm,
        template=FORM,
        initial=initial,
        act=lambda form: actions.commission(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The appointment is recorded. The reviewer is asked to sign the declaration of independence.",
        context={"title": "Appoint the lead reviewer"},
        cancel=at_panel(visit),
    )


def _proposed(made: Commission) -> dict[str, Any]:
    agencies = queries.agencies_involved(made.review)
    text = rules.declaration_text(made.review.partnership.name, made.review.code, agencies)
    return {"declaration": text, "revision": made.revision}


@signed_in
def declare(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A reviewer signs their own declaration. They are not in the review's team yet, and so see nothing of the case."""
    visitor = visitor_of(request)
    made = queries.own_commission(visitor.user, code, pk)
    if made is None:
        raise Http404
    if request.method == "GET":
        record_look("panel-declare", by=visitor.user, at=visitor.now, review_code=code, subject=str(pk))
    if made.declared_on or made.ended_on:
        context = {"title": "Declaration of independence", "commission": made, "caption": code}
        return render(request, "reviews/panel/declared.html", context)
    return form_page(
        request,
        forms.DeclareForm,
        template="reviews/panel/declare.html",
        initial=_proposed(made),
        act=lambda form: actions.declare(made, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("panel", args=[code]),
        done="Thank you. Your declaration is signed, and you can now read the case.",
        context={"title": "Declaration of independence", "commission": made, "caption": code},
        keep=f"declaration:{code}:{pk}",
    )


@for_review(Permission.RUN_CASE, thing=commission_of)
def declare_for(request: HttpRequest, visit: Visit, made: Commission) -> HttpResponse:
    """The office enters a declaration that the reviewer signed on paper."""
    return form_page(
        request,
        forms.DeclareForForm,
        template=FORM,
        initial=_proposed(made) | {"declared_on": visit.today},
        act=lambda form: actions.declare(made, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The declaration is recorded. The reviewer can now read the case.",
        context={
            "title": f"Declaration of independence of {made.reviewer}",
            "lead": "For a declaration that was signed on paper. Otherwise the reviewer signs it here in the browser.",
        },
        cancel=at_panel(visit),
    )


@for_review(Permission.RUN_CASE, thing=commission_of)
def tell(request: HttpRequest, visit: Visit, made: Commission) -> HttpResponse:
    return form_page(
        request,
        forms.TellForm,
        template=FORM,
        initial={"revision": made.revision, "panel_told_on": made.panel_told_on or visit.today},
        act=lambda form: actions.tell_panel(made, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The date is recorded.",
        context={
            "title": "Tell the national Panel who leads the review",
            "lead": f"Send the national Panel the name of {made.reviewer}, then record the day here.",
        },
        cancel=at_panel(visit),
    )


@for_review(Permission.RUN_CASE, thing=commission_of)
def end(request: HttpRequest, visit: Visit, made: Commission) -> HttpResponse:
    return form_page(
        request,
        forms.EndCommissionForm,
        template=FORM,
        initial={"revision": made.revision, "ended_on": visit.today},
        act=lambda form: actions.end_commission(made, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The commission is ended.",
        context={"title": f"End the commission of {made.reviewer}"},
        cancel=at_panel(visit),
    )


# The review panel ----------------------------------------------------------------------------------------


@for_review(Permission.RUN_CASE)
def add_member(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.MemberForm,
        template=FORM,
        initial={"starts_on": visit.today},
        act=lambda form: actions.add_member(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The place is given.",
        context={"title": "Add somebody to the review panel"},
        review=visit.review,
        cancel=at_panel(visit),
    )


def _standing(visit: Visit, pk: int) -> TeamMember | None:
    """A place that has no end yet, or a deputy's that is not over."""
    going_on = Q(ends_on=None) | Q(deputy_for__isnull=False, ends_on__gte=visit.today)
    return queries.panel_members(visit.review).filter(going_on, pk=pk).first()


def _member(visit: Visit, pk: int) -> TeamMember | None:
    """Somebody who has a place of their own on the review panel today."""
    found = queries.panel_members(visit.review).filter(role=Role.PANEL_MEMBER, deputy_for=None, pk=pk)
    return found.exclude(ends_on__lt=visit.today).first()


@for_review(Permission.RUN_CASE, thing=_member)
def name_deputy(request: HttpRequest, visit: Visit, member: TeamMember) -> HttpResponse:
    """Who stands in for a member, from when to when."""
    return form_page(
        request,
        forms.DeputyForm,
        template=FORM,
        initial={"starts_on": visit.today},
        people=queries.people_who_may_stand_in(member),
        act=lambda form: case.name_deputy(member, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The deputy is named. What they do stands in the trail as done for the member.",
        context={"title": f"Name a deputy for {member.user}"},
        cancel=at_panel(visit),
    )


@for_review(Permission.RUN_CASE, thing=_standing)
def end_member(request: HttpRequest, visit: Visit, member: TeamMember) -> HttpResponse:
    return form_page(
        request,
        forms.EndPlaceForm,
        template=FORM,
        initial={"revision": member.revision, "ends_on": visit.today},
        act=lambda form: case.leave_team(member, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The place is ended.",
        context={"title": f"End the place of {member.user}", "lead": f"{member.place}."},
        cancel=at_panel(visit),
    )


# Terms of reference --------------------------------------------------------------------------------------

FIELDS = (
    "scope", "period_from", "period_to", "period_from_on", "period_to_on", "method", "family_plan", "equality",
    "supplied", "parallel", "out_of_scope", "timetable", "publication",
)  # fmt: skip


@for_review(Permission.RUN_CASE, Permission.ANALYSE)
def add_terms(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Begin the first version, or the next one, which takes over everything from the one that is agreed."""
    latest = queries.latest_terms(visit.review)
    version = latest.version + 1 if latest else 1
    copied = {name: getattr(latest, name) for name in FIELDS} if latest else {}
    return form_page(
        request,
        forms.TermsForm,
        template=FORM,
        initial={"version": version, **copied},
        act=lambda form: actions.start_terms(
            visit.review,
            version=form.cleaned_data["version"],
            questions=form.questions,
            **form.details,
            by=visit.user,
            at=visit.now,
        ),
        then=at_panel(visit),
        done="The draft is saved. Record the day on which the review panel agrees it.",
        context={"title": "Terms of reference" if version == 1 else f"Terms of reference, version {version}"},
        rows=[{"text": question.text} for question in latest.questions.all()] if latest else None,
        changes_agreed=latest is not None,
        keep=f"terms:{visit.review.code}:{version}",
        cancel=at_panel(visit),
    )


@for_review(Permission.RUN_CASE, Permission.ANALYSE, thing=draft_of)
def change_terms(request: HttpRequest, visit: Visit, terms: TermsOfReference) -> HttpResponse:
    changes_agreed = terms.version > 1
    names = (*FIELDS, "version", "revision", *(("why_changed",) if changes_agreed else ()))
    return form_page(
        request,
        forms.ChangeTermsForm,
        template=FORM,
        initial={name: getattr(terms, name) for name in names},
        act=lambda form: actions.change_terms(
            terms,
            revision=form.cleaned_data["revision"],
            questions=form.questions,
            **form.details,
            by=visit.user,
            at=visit.now,
        ),
        then=at_panel(visit),
        done="The draft is saved.",
        context={
            "title": "Terms of reference" if terms.version == 1 else f"Terms of reference, version {terms.version}"
        },
        rows=[{"pk": question.pk, "text": question.text} for question in terms.questions.all()],
        changes_agreed=changes_agreed,
        keep=f"terms:{visit.review.code}:{terms.version}:change",
        cancel=at_panel(visit),
    )


@for_review(Permission.RUN_CASE, thing=draft_of)
def agree_terms(request: HttpRequest, visit: Visit, terms: TermsOfReference) -> HttpResponse:
    return form_page(
        request,
        forms.AgreeForm,
        template=FORM,
        initial={"revision": terms.revision, "agreed_on": visit.today},
        act=lambda form: actions.agree_terms(terms, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_panel(visit),
        done="The terms of reference are agreed.",
        context={
            "title": f"Version {terms.version} of the terms is agreed",
            "lead": "After this the version stays as it is. A later change makes the next version.",
        },
        cancel=at_panel(visit),
    )
