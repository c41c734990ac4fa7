"""Closing a case: what stands in the way, what is left open, and the reason."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case import actions, forms, queries
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty


@for_review(Permission.RUN_CASE)
def close(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Close the case, or see what stands in the way."""
    review = visit.review
    ends = queries.open_ends([review], visit.today)[review.pk]
    return form_page(
        request,
        forms.CloseForm,
        template="reviews/case/close.html",
        act=lambda form: actions.close_case(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case", args=[review.code]),
        done="The case is closed. It can be opened again.",
        context={
            "title": "Close the case",
            "stopping": [end for end in ends if end.stops],
            "left": [end for end in ends if not end.stops],
            "at_its_end": queries.at_its_end(review),
            "review": review,
        },
        keep=f"close:{review.code}",
    )


def _duty(visit: Visit, pk: int) -> Duty | None:
    return visit.review.duties.open().select_related("review", "agency", "user").filter(pk=pk).first()


@for_review(Permission.RUN_CASE, thing=_duty)
def rest(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    """Say that something owed no longer applies."""
    who = duty.user or duty.agency or duty.get_role_display()
    return form_page(
        request,
        forms.RestForm,
        template="reviews/case/form.html",
        act=lambda form: actions.let_duty_rest(duty, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("case-close", args=[visit.review.code]),
        done="It is no longer asked for.",
        context={
            "title": "No longer asked for",
            "lead": f"{who} was to {duty.what}. Nobody is asked for it from now on.",
        },
    )
