"""An agency asks for more time; the office answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries
from chronology.access import request_at
from chronology.models import ChronologyRequest, Extension
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review


def _draft(visit: Visit, found: ChronologyRequest) -> str:
    return reverse("chronology-draft", args=[visit.review.code, found.pk])


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def ask(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Ask for more time; the office enters what was asked by telephone or on paper."""
    office = found.agency_id not in visit.agencies
    if request.method == "GET" and queries.open_extension(found):
        return redirect("chronology-more-time-answer" if office else "chronology-draft", visit.review.code, found.pk)

    def act(form: forms.MoreTimeForm) -> Extension:
        return actions.ask_more_time(found, **form.cleaned_data, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.MoreTimeForSomebodyForm if office else forms.MoreTimeForm,
        template="chronology/form.html",
        initial={"asked_on": visit.today} if office else {},
        act=act,
        then=reverse("chronology-more-time-answer", args=[visit.review.code, found.pk])
        if office
        else _draft(visit, found),
        done="The request is entered. Now answer it."
        if office
        else "The office is asked. Its answer will stand here, and you are told by e-mail. Until then the date stays.",
        context={
            "title": "Enter a request for more time" if office else "Ask for more time",
            "lead": f"The chronology of {found.agency} is due on {workdate(found.due)}.",
        },
        cancel=_draft(visit, found),
    )


@for_review(Permission.RUN_CASE, thing=request_at)
def answer(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Grant more time, until that day or another, or refuse it."""
    extension = queries.open_extension(found)
    if extension is None:
        messages.info(request, "No request for more time waits for an answer.")
        return redirect(_draft(visit, found))
    back = reverse("chronology", args=[visit.review.code])
    return form_page(
        request,
        forms.AnswerMoreTimeForm,
        template="chronology/more_time.html",
        initial={"revision": extension.revision, "until_on": extension.until_on},
        act=lambda form: actions.answer_more_time(extension, **form.values, by=visit.user, at=visit.now),
        then=back,
        done="The answer stands beside the day it is due, and the agency is told.",
        context={"title": "Answer a request for more time", "asked": found, "extension": extension},
        cancel=back,
    )


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
@require_POST
def take_back(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Take a request for more time back, before it is answered."""
    extension = queries.open_extension(found)
    if extension:
        actions.take_back_more_time(extension, by=visit.user, at=visit.now)
        messages.success(request, "The request for more time is taken back. The date stays as it is.")
    else:
        messages.info(request, "No request for more time waits for an answer.")
    return redirect(_draft(visit, found))
