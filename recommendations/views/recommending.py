"""One recommendation: made, changed, agreed, answered, and seen with all that leads to it and follows from it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Permission as P
from cspr.pages import form_page
from recommendations import actions, forms, queries, rules
from recommendations.access import FOLLOWS_EPISODES, addressed_at, own_agencies, reads_all, recommendation_at
from recommendations.models import Recommendation
from recommendations.views.findings import FORM, lead_for, overview
from reviews.case.access import Visit, for_review
from reviews.identities.queries import hidden_from, known_forms
from reviews.identities.rules import masked


@for_review(P.WRITE_RECOMMENDATIONS, P.READ_REPORT, P.REPORT_ON_ACTIONS, thing=recommendation_at)
def recommendation(request: HttpRequest, visit: Visit, found: Recommendation) -> HttpResponse:
    """The line of sight, as far as this person may see along it."""
    sight = queries.sight_of(found, today=visit.today, agencies=own_agencies(visit))
    context = {
        "title": f"Recommendation {found.number}",
        "recommendation": found,
        "sight": sight,
        "next": sight.next_of(visit.agencies),
        "resting": queries.resting_on(found, hidden=hidden_from(visit)) if reads_all(visit) else [],
        "whole": reads_all(visit),
        "follows": bool(visit.permissions & FOLLOWS_EPISODES),
        "tells": visit.may(P.SEE_NAMES) and _tells(found),
        "own": visit.agencies,
        "office": visit.may(P.RUN_CASE),
        "code": visit.review.code,
    }
    return render(request, "recommendations/recommendation.html", context)


def _tells(found: Recommendation) -> bool:
    """Is it agreed, and tells who somebody is, because a name was registered since?"""
    return bool(found.agreed_on) and rules.tells(found, known_forms(found.review))


@for_review(P.WRITE_RECOMMENDATIONS)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.RecommendationForm,
        template=FORM,
        act=lambda form: actions.add_recommendation(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The recommendation is recorded. It reaches the agencies when the office records that it is agreed.",
        context={"title": "Make a recommendation"},
        keep=f"recommendation:{visit.review.code}",
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=recommendation_at)
def edit(request: HttpRequest, visit: Visit, found: Recommendation) -> HttpResponse:
    if visit.may(P.RUN_CASE) and _tells(found):
        return _reword(request, visit, found)
    kept = ("text", "outcome_wanted", "by_when", "on_behalf_of", "revision")
    initial = {name: getattr(found, name) for name in kept}
    return form_page(
        request,
        forms.ChangeRecommendationForm,
        template=FORM,
        initial={**initial, "addressees": found.addressees.all(), "findings": found.findings.all()},
        act=lambda form: actions.change_recommendation(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The recommendation is saved.",
        context={
            "title": f"Change recommendation {found.number}",
            "void_url": reverse("recommendation-void", args=[visit.review.code, found.pk]),
        },
        review=visit.review,
        behalf=visit.may(P.RUN_CASE),
        cancel=overview(visit),
    )


def _reword(request: HttpRequest, visit: Visit, found: Recommendation) -> HttpResponse:
    """The words with labels in the place of names, to be read once and saved."""
    known = known_forms(visit.review)
    words = {name: masked(getattr(found, name), known) for name in ("text", "outcome_wanted")}
    page = reverse("recommendation", args=[visit.review.code, found.pk])
    return form_page(
        request,
        forms.RewordForm,
        template=FORM,
        initial={**words, "revision": found.revision},
        act=lambda form: actions.reword(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=page,
        done="The new words are saved. The agreement stands.",
        context={
            "title": f"Word recommendation {found.number} anew",
            "lead": "The names used here stand in it already. Read it once, put right what does not read well, and save. "
            "The agreement, and what agencies have planned, stand as they are.",
        },
        cancel=page,
    )


@for_review(P.WRITE_RECOMMENDATIONS, thing=recommendation_at)
def void(request: HttpRequest, visit: Visit, found: Recommendation) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.void_recommendation(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The recommendation is recorded as made in error.",
        context={"title": f"Record recommendation {found.number} as made in error", "quoted": found.text},
        cancel=overview(visit),
    )


@for_review(P.RUN_CASE)
def agree(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The office records what the partners agreed."""
    unagreed = visit.review.recommendations.filter(void_at=None, agreed_on=None)
    if not unagreed:
        made = visit.review.recommendations.filter(void_at=None).exists()
        said = "Every recommendation is agreed already." if made else "There is no recommendation to agree yet."
        messages.info(request, said)
        return redirect(overview(visit))

    def act(form: forms.AgreeForm) -> None:
        typed = dict(form.cleaned_data)
        actions.agree(visit.review, typed.pop("recommendations"), **typed, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.AgreeForm,
        template=FORM,
        initial={"recommendations": unagreed, "agreed_on": visit.today},
        act=act,
        then=overview(visit),
        done="The agreement is recorded. The agencies are being told.",
        context={
            "title": "Record what the partners agreed",
            "lead": "Each agency addressed is told, answers, and plans what it will do.",
        },
        review=visit.review,
        cancel=overview(visit),
    )


@for_review(P.RUN_CASE, thing=recommendation_at)
def take_back(request: HttpRequest, visit: Visit, found: Recommendation) -> HttpResponse:
    return form_page(
        request,
        forms.TakeBackForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.take_back(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=overview(visit),
        done="The agreement is taken back. The recommendation can be changed.",
        context={"title": f"Take the agreement to recommendation {found.number} back", "quoted": found.text},
        cancel=overview(visit),
    )


@for_review(P.REPORT_ON_ACTIONS, thing=addressed_at)
def answer(request: HttpRequest, visit: Visit, addressed: tuple[Recommendation, Agency]) -> HttpResponse:
    """An addressee, or the office for it, says whether it accepts."""
    found, agency = addressed
    office = agency.pk not in visit.agencies
    before = found.answers.filter(agency=agency).first()

    def act(form: Any) -> None:
        given = {"given_on": visit.today, **form.cleaned_data}
        actions.answer(found, agency, **given, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.AnswerForSomebodyForm if office else forms.AnswerForm,
        template=FORM,
        initial={"response": before.response, "reasons": before.reasons} if before else {},
        act=act,
        then=reverse("recommendation", args=[visit.review.code, found.pk]),
        done="The answer is recorded.",
        context={
            "title": f"Answer to recommendation {found.number}",
            "lead": lead_for(visit, agency),
            "quoted": found.text,
        },
        cancel=reverse("recommendation", args=[visit.review.code, found.pk]),
    )
