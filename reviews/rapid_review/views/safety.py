"""What is done at once to keep children safe: the list, and each action for the office or the agency that does it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.rapid_review import actions, forms, queries
from reviews.rapid_review.models import RapidReview, SafetyAction
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import FORM, home_of

FIELDS = ("what", "for_whom", "agency", "who", "due_on", "done_on", "confirmed_by", "why_void", "revision")


def an_action(visit: Visit, pk: int) -> SafetyAction | None:
    """Any for the office; for an agency those it is to do."""
    found = queries.safety_of(visit.review).filter(pk=pk)
    if not visit.may(Permission.RUN_CASE):
        found = found.filter(agency__in=visit.agencies)
    return found.first()


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def add(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    then = reverse("rapid-review-write", args=[visit.review.code])
    return form_page(
        request, forms.SafetyActionForm, template=FORM, cancel=then, then=then, done="The safety action is recorded.",
        keep=f"rapid_review.safety:{rapid_review.pk}", agencies=queries.agencies_that_may_answer(visit.review),
        act=lambda form: actions.add_safety_action(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "An immediate safety action"},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, Permission.ANSWER, thing=an_action)
def action(request: HttpRequest, visit: Visit, action: SafetyAction) -> HttpResponse:
    """The office changes it; the agency that is to do it says that it is done, and puts right what it said."""
    context: dict[str, Any] = {"title": "An immediate safety action", "action": action}
    if visit.may(Permission.RUN_CASE):
        then = reverse("rapid-review-write", args=[visit.review.code])
        return form_page(
            request, forms.ChangeSafetyActionForm, template=FORM, cancel=then, then=then, done="Saved.",
            agencies=queries.agencies_that_may_answer(visit.review), context=context,
            initial={name: getattr(action, name) for name in FIELDS},
            act=lambda form: actions.change_safety_action(action, **form.cleaned_data, by=visit.user, at=visit.now),
        )  # fmt: skip
    fields = ("done_on", "confirmed_by", "revision")
    form = forms.CorrectSafetyForm if action.done_on else forms.ConfirmSafetyForm
    return form_page(
        request, form, template="reviews/rapid_review/confirm_safety.html", cancel=home_of(visit),
        then=home_of(visit), done="Thank you. The office knows that it is done.", context=context,
        initial={name: getattr(action, name) for name in fields},
        act=lambda form: actions.confirm_safety_action(action, **form.cleaned_data, by=visit.user, at=visit.now),
    )  # fmt: skip
