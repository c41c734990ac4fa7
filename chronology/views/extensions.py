"""An agency asks for more time, for its chronology or its report; the office answers."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries
from chronology.access import report_request_at, request_at
from chronology.models import ChronologyRequest, MoreTime, ReportRequest
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review

Request = ChronologyRequest | ReportRequest


@dataclass(frozen=True)
class Place:
    """Where the pages of what is asked for stand, by their names: one, all of them, and asking for more time."""

    what: str
    one: str
    stage: str
    all: str
    longer: str


PLACES = {
    ChronologyRequest: Place("chronology", "chronology-draft", "Chronologies", "chronology", "chronology-more-time"),
    ReportRequest: Place(
        "agency report", "agency-report", "Agency reports", "agency-reports", "agency-report-more-time"
    ),
}


def _one(visit: Visit, found: Request) -> str:
    return reverse(PLACES[type(found)].one, args=[visit.review.code, found.pk])


def _stage(visit: Visit, found: Request) -> tuple[str, str]:
    place = PLACES[type(found)]
    return place.stage, reverse(place.all, args=[visit.review.code])


def _ask(request: HttpRequest, visit: Visit, found: Request) -> HttpResponse:
    """Ask for more time; the office enters what was asked by telephone or on paper."""
    office, place, back = found.agency_id not in visit.agencies, PLACES[type(found)], _one(visit, found)
    answer_url = reverse(f"{place.longer}-answer", args=[visit.review.code, found.pk])
    if request.method == "GET" and queries.open_extension(found):
        return redirect(answer_url if office else back)

    def act(form: forms.MoreTimeForm) -> MoreTime:
        return actions.ask_more_time(found, **form.cleaned_data, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.MoreTimeForSomebodyForm if office else forms.MoreTimeForm,
        template="chronology/form.html",
        initial={"asked_on": visit.today} if office else {},
        act=act,
        then=answer_url if office else back,
        done="The request is entered. Now answer it."
        if office
        else "The office is asked. Its answer will stand here, and you are told by e-mail. Until then the date stays.",
        context={
            "title": "Enter a request for more time" if office else "Ask for more time",
            "lead": f"The {place.what} of {found.agency} is due on {workdate(found.due)}.",  # type: ignore[union-attr]
            "stage": _stage(visit, found),
        },
        cancel=back,
    )


def _answer(request: HttpRequest, visit: Visit, found: Request) -> HttpResponse:
    """Grant more time, until that day or another, or refuse it."""
    extension = queries.open_extension(found)
    if extension is None:
        messages.info(request, "No request for more time waits for an answer.")
        return redirect(_one(visit, found))
    stage = _stage(visit, found)
    return form_page(
        request,
        forms.AnswerMoreTimeForm,
        template="chronology/more_time.html",
        initial={"revision": extension.revision, "until_on": extension.until_on},
        act=lambda form: actions.answer_more_time(extension, **form.values, by=visit.user, at=visit.now),
        then=stage[1],
        done="The answer stands beside the day it is due, and the agency is told.",
        context={
            "title": "Answer a request for more time",
            "asked": found,
            "extension": extension,
            "stage": stage,
            "one_url": _one(visit, found),
        },
        cancel=stage[1],
    )


def _take_back(request: HttpRequest, visit: Visit, found: Request) -> HttpResponse:
    """Take a request for more time back, before it is answered."""
    extension = queries.open_extension(found)
    if extension:
        actions.take_back_more_time(extension, by=visit.user, at=visit.now)
        messages.success(request, "The request for more time is taken back. The date stays as it is.")
    else:
        messages.info(request, "No request for more time waits for an answer.")
    return redirect(_one(visit, found))


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def ask(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """More time for a chronology."""
    return _ask(request, visit, found)


@for_review(Permission.RUN_CASE, thing=request_at)
def answer(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """The office's answer to it."""
    return _answer(request, visit, found)


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
@require_POST
def take_back(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """It is needed no more."""
    return _take_back(request, visit, found)


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=report_request_at)
def ask_for_report(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """More time for an agency report."""
    return _ask(request, visit, found)


@for_review(Permission.RUN_CASE, thing=report_request_at)
def answer_for_report(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """The office's answer to it."""
    return _answer(request, visit, found)


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=report_request_at)
@require_POST
def take_back_for_report(request: HttpRequest, visit: Visit, found: ReportRequest) -> HttpResponse:
    """It is needed no more."""
    return _take_back(request, visit, found)
