"""What runs alongside a review, and what can go ahead?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission as P
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.proceedings import queries

READERS = (P.SEE_CONVERSATIONS, P.DECIDE)


@for_review(*READERS)
@require_safe
def proceedings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every hold, proceeding and order, what asks for something first."""
    review = visit.review
    context = {
        "title": "Proceedings and holds",
        "holds": queries.holds_on(review),
        "proceedings": queries.proceedings(review),
        "orders": queries.orders(review),
        "released": queries.released(review),
        "sees_names": visit.may(P.SEE_NAMES),
        "runs": visit.may(P.RUN_CASE),
    }
    return render(request, "reviews/proceedings/proceedings.html", context)


@for_review(*READERS)
@require_safe
def ahead(request: HttpRequest, visit: Visit) -> HttpResponse:
    """For each person, practitioner and output what may be done today, and what waits for what."""
    rulings = queries.what_can_go_ahead(visit.review)
    context = {
        "title": "What can go ahead",
        "rulings": rulings,
        "waiting": sum(found.waits for found in rulings),
        "runs": visit.may(P.RUN_CASE),
    }
    return render(request, "reviews/proceedings/ahead.html", context)


def form_of_stage(
    request: HttpRequest,
    visit: Visit,
    form_class: type,
    act: Callable[[Any], Any],
    *,
    title: str,
    done: str,
    lead: str = "",
    initial: dict[str, Any] | None = None,
    keep: str | None = None,
    more: dict[str, Any] | None = None,
    **form_arguments: Any,
) -> HttpResponse:
    """A form of this stage, which leads back to its main page."""
    back = reverse("proceedings", args=[visit.review.code])
    return form_page(
        request,
        form_class,
        template="reviews/proceedings/form.html",
        act=act,
        then=back,
        done=done,
        initial=initial,
        context={"title": title, "lead": lead, **(more or {})},
        keep=keep,
        cancel=back,
        **form_arguments,
    )
