"""Handing a request on to a colleague: one click comes here, the second is the colleague's name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agencies.models import Agency, User
from agencies.rules import away_words
from cspr.pages import form_page
from reviews.case import queries
from reviews.case.access import Visit
from reviews.case.forms import HandOnForm
from reviews.case.models import HandedOn


def hand_on_page(
    request: HttpRequest,
    visit: Visit,
    asked: HandedOn,
    agency: Agency,
    *,
    act: Callable[[User], None],
    back: str,
    then: str,
    stage: tuple[str, str],
) -> HttpResponse:
    """The colleagues who answer for the agency, each a button. ``act`` hands it to one; ``stage`` is its crumb."""
    people = queries.people_answering(agency, on=visit.today).exclude(pk=visit.user.pk).select_related("deputy")
    return form_page(
        request,
        HandOnForm,
        template="reviews/case/hand_on.html",
        people=people,
        act=lambda form: act(form.cleaned_data["to"]),
        then=then,
        done="Handed on. Your colleague is told, and the office sees who has it.",
        context={
            "title": "Hand this request on",
            "asked": asked,
            "agency": agency,
            "colleagues": [(person, away_words(person, visit.today)) for person in people],
            "return_url": back,
            "stage": stage,
        },
    )
