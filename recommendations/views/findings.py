"""The page of a case: findings, good practice, recommendations; and the forms for the first two."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.models import Agency
from agencies.roles import Permission as P
from cspr.pages import form_page
from recommendations import actions, forms, queries
from recommendations.access import finding_at, own_agencies, practice_at, reads_all
from recommendations.models import Finding, GoodPractice
from reviews.case.access import Visit, for_review

FORM = "recommendations/form.html"


def overview(visit: Visit) -> str:
    """The address of the page of the case."""
    return reverse("recommendations", args=[visit.review.code])


def lead_for(visit: Visit, agency: Agency) -> str:
    """For which agency something is entered: whoever enters it may answer for several."""
    return f"For {agency}." if agency.pk in visit.agencies else f"You enter it for {agency}."


@for_review(P.WRITE_RECOMMENDATIONS, P.READ_REPORT, P.REPORT_ON_ACTIONS, P.TRACK)
def recommendations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything for those who read the case; for an agency only what is addressed to it."""
    review, whole = visit.review, reads_all(visit)
    found = list(queries.recommendations_of(review, agencies=own_agencies(visit)))
    writes = visit.may(P.WRITE_RECOMMENDATIONS)
    context = {
        "title": "Findings and recommendations" if whole else "Recommendations for your agency",
        "whole": whole,
        "writes": writes,
        "findings": queries.findings_of(review) if whole else [],
        "practices": queries.good_practice_of(review) if whole else [],
        "recommendations": found,
        "unagreed": [recommendation for recommendation in found if not recommendation.agreed_on],
        "not_filed": queries.not_filed(review) if writes else 0,
    }
    return render(request, "recommendations/overview.html", context)


@for_review(P.WRITE_RECOMMENDATIONS)
@require_POST
def file_all(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put into the report what is older than it."""
    actions.file_all(visit.review, by=visit.user, at=visit.now)
    messages.success(request, "Findings and recommendations stand in the report.")
    return redirect(overview(visit))


@for_review(P.WRITE_RECOMMENDATIONS)
def add_finding(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.FindingForm,
        template=FORM,
        act=lambda form: actions.add_finding(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The finding is recorded.",
        context={"title": "Record a finding"},
        keep=f"finding:{visit.review.code}",
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=finding_at)
def edit_finding(request: HttpRequest, visit: Visit, finding: Finding) -> HttpResponse:
    return form_page(
        request,
        forms.ChangeFindingForm,
        template=FORM,
        initial={"episodes": finding.episodes.all(), **_standing(finding)},
        act=lambda form: actions.change_finding(finding, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The finding is saved.",
        context={
            "title": f"Change finding {finding.number}",
            "void_url": reverse("finding-void", args=[visit.review.code, finding.pk]),
        },
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=finding_at)
def void_finding(request: HttpRequest, visit: Visit, finding: Finding) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": finding.revision},
        act=lambda form: actions.void_finding(finding, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The finding is recorded as made in error.",
        context={"title": f"Record finding {finding.number} as made in error", "quoted": finding.text},
        cancel=overview(visit),
    )


def _standing(thing: Finding | GoodPractice) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in ("text", "on_behalf_of", "revision")}


@for_review(P.WRITE_RECOMMENDATIONS)
def add_practice(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.PracticeForm,
        template=FORM,
        act=lambda form: actions.add_practice(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The good practice is recorded.",
        context={"title": "Record good practice"},
        keep=f"practice:{visit.review.code}",
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=practice_at)
def edit_practice(request: HttpRequest, visit: Visit, practice: GoodPractice) -> HttpResponse:
    return form_page(
        request,
        forms.ChangePracticeForm,
        template=FORM,
        initial={"agency": practice.agency, **_standing(practice)},
        act=lambda form: actions.change_practice(practice, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The good practice is saved.",
        context={
            "title": "Change good practice",
            "void_url": reverse("good-practice-void", args=[visit.review.code, practice.pk]),
        },
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=practice_at)
def void_practice(request: HttpRequest, visit: Visit, practice: GoodPractice) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": practice.revision},
        act=lambda form: actions.void_practice(practice, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The good practice is recorded as made in error.",
        context={"title": "Record good practice as made in error", "quoted": practice.text},
        cancel=overview(visit),
    )
