"""The pages on which a question is put: criteria, recommendation, decisions, comment.

Both questions use them: each stage makes its own pages with ``criteria_page(question)`` and the others.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.documents.models import WithOriginal
from reviews.referral import actions, forms, queries
from reviews.referral.models import Question
from reviews.referral.rules import NATIONAL

Page = Callable[..., HttpResponse]
BACK = {Question.NOTIFY: "referral", Question.REVIEW: "rapid-review", NATIONAL: "rapid-review"}
BACK_LABEL = {Question.NOTIFY: "Referral and notification", Question.REVIEW: "Rapid review", NATIONAL: "Rapid review"}
CRITERIA_TITLE = {
    Question.NOTIFY: "Criteria for notifying",
    Question.REVIEW: "Criteria for a local review",
    NATIONAL: "Criteria for a national review",
}
NOW, NOT_THERE = "Answer what can be answered now; the rest can follow.", "An answer here is no answer to the others."
CRITERIA_LEAD = {
    Question.NOTIFY: f"{NOW} These are only about notifying; a local and a national review have criteria of their own.",
    Question.REVIEW: f"{NOW} These are only about a local review. {NOT_THERE}",
    NATIONAL: "These are only about suggesting a national review: the national Panel decides whether there is one. "
    f"{NOT_THERE}",
}
FORM = "reviews/referral/form.html"


def back_to(visit: Visit, question: str) -> str:
    """The page of the stage to which the question belongs."""
    return reverse(BACK[question], args=[visit.review.code])


def _keep(name: str, visit: Visit, question: str) -> str:
    return f"{name}:{visit.review.code}:{question}"


def criteria_page(question: str) -> Page:
    """The page on which the criteria of a question are answered."""

    @for_review(Permission.SCREEN)
    def criteria(request: HttpRequest, visit: Visit) -> HttpResponse:
        standing = queries.criteria_of(visit.review, question)
        initial: dict[str, Any] = {"revision": standing.revision}
        for row in standing.rows:
            if row.answer:
                initial[f"{row.criterion.code}_answer"] = row.answer.answer
                initial[f"{row.criterion.code}_reasons"] = row.answer.reasons
        return form_page(
            request,
            forms.CriteriaForm,
            template=FORM,
            initial=initial,
            act=lambda form: actions.answer_criteria(
                visit.review, question=question, **form.cleaned_data, by=visit.user, at=visit.now
            ),
            then=back_to(visit, question),
            done="The answers are saved.",
            context={
                "title": CRITERIA_TITLE[question],
                "lead": CRITERIA_LEAD[question],
                "back": back_to(visit, question),
                "back_label": BACK_LABEL[question],
            },
            keep=_keep("criteria", visit, question),
            question=question,
            behalf=visit.may(Permission.RUN_CASE),
            cancel=back_to(visit, question),
        )

    return criteria


def _said(standing: WithOriginal | None, *fields: str, today: Any, date: str) -> dict[str, Any]:
    """What the form begins with: what stands already, or today's date."""
    if standing is None:
        return {date: today}
    return {name: getattr(standing, name) for name in (*fields, date, "on_behalf_of", "revision")}


def recommend_page(question: str) -> Page:
    """The page on which the sub-group's recommendation is recorded."""

    @for_review(Permission.SCREEN)
    def recommend(request: HttpRequest, visit: Visit) -> HttpResponse:
        standing = queries.recommendation_on(visit.review, question)
        fields = ("outcome", "reasons", "minority_view")
        return form_page(
            request,
            forms.RecommendForm,
            template="reviews/referral/recommend.html",
            initial=_said(standing, *fields, today=visit.today, date="recommended_on"),
            act=lambda form: actions.recommend(
                visit.review, question=question, **form.cleaned_data, by=visit.user, at=visit.now
            ),
            then=back_to(visit, question),
            done="The recommendation is recorded.",
            context={
                "title": "Recommendation of the sub-group",
                "back": back_to(visit, question),
                "back_label": BACK_LABEL[question],
                "asked": Question(question).label,
                "criteria_sets": _criteria_sets(visit, question),
                "reads_returns": question == Question.REVIEW and visit.may(Permission.READ_RETURNS),
            },
            keep=_keep("recommendation", visit, question),
            question=question,
            behalf=visit.may(Permission.RUN_CASE),
            cancel=back_to(visit, question),
        )

    return recommend


def _criteria_sets(visit: Visit, question: str) -> list[tuple[str, str, queries.Criteria]]:
    """The sets of criteria that bear on a question: what each is called, its page, and how it is answered."""
    pages = {Question.NOTIFY: "referral-criteria", Question.REVIEW: "rapid-review-criteria"}
    found = [(question, pages[Question(question)])]
    found += [(NATIONAL, "rapid-review-national-criteria")] if question == Question.REVIEW else []
    return [
        (CRITERIA_TITLE[one], reverse(page, args=[visit.review.code]), queries.criteria_of(visit.review, one))
        for one, page in found
    ]


def _deciding(visit: Visit, pk: int, question: str) -> Agency | None:
    """The partner this person decides for, or any of them where the office enters it."""
    if pk not in visit.partners and not visit.may(Permission.RUN_CASE):
        return None
    views = queries.decisions_on(visit.review, question).partners
    return next((view.partner for view in views if view.partner.pk == pk), None)


DONE = " You have done what was asked of you here."


def decide_page(question: str) -> Page:
    """The page on which one partner's decision is given, by its delegate or by the office for them."""

    @for_review(Permission.DECIDE, Permission.RUN_CASE, thing=partial(_deciding, question=question))
    def decide(request: HttpRequest, visit: Visit, partner: Agency) -> HttpResponse:
        views = queries.decisions_on(visit.review, question).partners
        standing = next((view.decision for view in views if view.partner == partner), None)
        own = partner.pk in visit.partners
        return form_page(
            request,
            forms.DecideForm,
            template="reviews/referral/decide.html",
            initial=_said(standing, "outcome", "reasons", today=visit.today, date="decided_on"),
            act=lambda form: actions.decide(
                visit.review, question=question, partner=partner, **form.cleaned_data, by=visit.user, at=visit.now
            ),
            then=back_to(visit, question),
            done=f"The decision of {partner} is recorded.{DONE if own else ''}",
            context={
                "title": f"Decision of {partner}",
                "back": back_to(visit, question),
                "back_label": BACK_LABEL[question],
                "asked": Question(question).label,
                "recommended": queries.recommendation_on(visit.review, question),
                "awaited": queries.awaited([visit.review], on=visit.today).get((visit.review.pk, question), ""),
                "criteria": queries.criteria_of(visit.review, question),
                "national": queries.national_criteria(visit.review, question),
                "standing": standing,
            },
            keep=_keep(f"decision:{partner.pk}", visit, question),
            question=question,
            behalf=not own,
            cancel=back_to(visit, question),
        )

    return decide


def comment_page(question: str) -> Page:
    """The page on which the independent scrutineer comments on the decisions."""

    @for_review(Permission.SCRUTINISE, Permission.RUN_CASE)
    def comment(request: HttpRequest, visit: Visit) -> HttpResponse:
        standing = queries.comment_on(visit.review, question)
        return form_page(
            request,
            forms.CommentForm,
            template="reviews/referral/comment.html",
            initial=_said(standing, "comment", today=visit.today, date="commented_on"),
            act=lambda form: actions.comment_on_decisions(
                visit.review, question=question, **form.cleaned_data, by=visit.user, at=visit.now
            ),
            then=back_to(visit, question),
            done="The comment is recorded.",
            context={
                "title": "Comment of the independent scrutineer",
                "back": back_to(visit, question),
                "back_label": BACK_LABEL[question],
                "decisions": queries.decisions_on(visit.review, question),
            },
            keep=_keep("comment", visit, question),
            behalf=not visit.may(Permission.SCRUTINISE),
            cancel=back_to(visit, question),
        )

    return comment
