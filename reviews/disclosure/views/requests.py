"""Requests for the papers of a case: who asks, what is decided, what went, and when it ended."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.files.http import download
from reviews.case.access import Visit, for_review
from reviews.disclosure import actions, forms, queries, rules
from reviews.disclosure.models import Disclosed, PapersRequest
from reviews.disclosure.views.page import ASK, at_request, one_form, told_to
from reviews.documents.models import Document
from reviews.documents.queries import sealed_for

WINDOW = 100
RIGHT = ("asker", "asked_by", "reference", "asked_on", "what", "basis", "by_order", "revision")
STEPS = {"decide": "Record the decision", "send": "Record what went", "close": "Close the request"}


def request_of(visit: Visit, pk: int) -> PapersRequest | None:
    """A request of this review."""
    return (
        queries.requests_of(visit.review).select_related("review", "original__file", "entered_by").filter(pk=pk).first()
    )


def sending_of(visit: Visit, pk: int) -> Disclosed | None:
    found = Disclosed.objects.filter(pk=pk, request__review=visit.review)
    return found.select_related("request__review").first()


@for_review(ASK)
@require_safe
def disclosure(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was asked for, the nearest due first; what was supplied; and the way to the schedule."""
    found = list(queries.requests_of(visit.review))
    context = {
        "title": "Requests for papers",
        "open": [one for one in found if not one.closed_on and not one.void_at],
        "closed": [one for one in found if one.closed_on or one.void_at],
        "supplied": list(queries.supplied_of(visit.review)),
        "opens_papers": visit.may(Permission.RUN_CASE),
    }
    return render(request, "reviews/disclosure/disclosure.html", context)


@require_safe
@requires(ASK)
def over_all(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What is open over all cases, the nearest due first."""
    page = Paginator(queries.over_all_cases(visitor), WINDOW).get_page(request.GET.get("page"))
    return render(request, "reviews/disclosure/all.html", {"title": "Requests for papers, all cases", "page": page})


@for_review(ASK, thing=request_of)
@require_safe
def shown(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    """One request: what it is, what was done, and what to do next."""
    step = rules.next_step(asked, asked.sendings)
    readable = sealed_for(visit.review, visit.user, visit.permissions).filter(pk=asked.advice_id or 0).first()
    released = visit.review.documents.filter(pk=asked.advice_id or 0).exists()
    context = {
        "title": asked.name[:1].upper() + asked.name[1:],
        "asked": asked,
        "sendings": queries.request_shown(asked),
        "step": (STEPS[step], reverse(f"disclosure-{step}", args=[visit.review.code, asked.pk])) if step else None,
        "stands": not asked.closed_on and not asked.void_at,
        "gives": asked.outcome in rules.GIVES,
        "advice": readable,
        "advice_sealed": bool(asked.advice_id) and not readable and not released,
        "opens_papers": visit.may(Permission.RUN_CASE),
    }
    return render(request, "reviews/disclosure/request.html", context)


@for_review(ASK)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return one_form(
        request, visit, forms.RequestForm, partial(actions.receive, visit.review), title="Log a request for papers",
        done="The request is logged. Its last day stands on the home page of the office.",
        initial={"asked_on": visit.today}, keep=f"papers-request:{visit.review.code}",
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def correct(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    initial = {name: getattr(asked, name) for name in RIGHT}
    worked_out = asked.asker in rules.LIMITS and not asked.by_order
    return one_form(
        request, visit, forms.CorrectForm, partial(actions.correct, asked), title="Put the request right",
        done="The request is saved.", then=at_request(visit, asked.pk),
        initial={**initial, "due_on": None if worked_out else asked.due_on}, keep=f"papers-right:{asked.pk}",
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def extend(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    return one_form(
        request, visit, forms.ExtendForm, partial(actions.extend, asked), title="Extend the time for an answer",
        done="The new day holds.", then=at_request(visit, asked.pk), initial={"revision": asked.revision},
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def advice(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    readable = sealed_for(visit.review, visit.user, visit.permissions)
    initial = {"advised_on": asked.advised_on, "adviser": asked.adviser, "revision": asked.revision}
    return one_form(
        request, visit, forms.AdviceForm, partial(actions.take_advice, asked), title="Legal advice taken",
        done="The advice is noted.", then=at_request(visit, asked.pk), sealed=readable,
        told=told_to(visit),
        initial={**initial, "advice": asked.advice_id},
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def decide(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    names = ("outcome", "reasons", "decided_by", "revision")
    initial = {name: getattr(asked, name) for name in names}
    return one_form(
        request, visit, forms.DecideForm, partial(actions.decide, asked), title="What is disclosed?",
        done="The decision is recorded.", then=at_request(visit, asked.pk), keep=f"papers-decision:{asked.pk}",
        initial={**initial, "decided_on": asked.decided_on or visit.today},
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def send(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    return one_form(
        request, visit, forms.SendForm, partial(actions.record_sending, asked), title="What went out",
        done="It is recorded what went.", then=at_request(visit, asked.pk), keep=f"papers-sent:{asked.pk}",
        initial={"sent_on": visit.today}, papers=visit.review.documents.filter(withdrawn_at=None).order_by("title", "pk"),
        told=told_to(visit),
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def close(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    return one_form(
        request, visit, forms.CloseForm, partial(actions.close, asked), title="Close the request",
        done="The request is closed.", then=at_request(visit, asked.pk),
        initial={"closed_on": visit.today, "revision": asked.revision},
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def reopen(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    return one_form(
        request, visit, forms.ReopenForm, partial(actions.reopen, asked), title="Open the request again",
        done="The request is open again.", then=at_request(visit, asked.pk), initial={"revision": asked.revision},
    )  # fmt: skip


@for_review(ASK, thing=request_of)
def void(request: HttpRequest, visit: Visit, asked: PapersRequest) -> HttpResponse:
    return one_form(
        request, visit, forms.VoidForm, partial(actions.void, asked), title="A request was entered in error",
        done="The request no longer counts.", initial={"revision": asked.revision},
    )  # fmt: skip


@for_review(ASK, thing=sending_of)
def void_sending(request: HttpRequest, visit: Visit, sent: Disclosed) -> HttpResponse:
    return one_form(
        request, visit, forms.VoidForm, partial(actions.void_sending, sent), title="A sending was entered in error",
        done="The sending no longer counts.", then=at_request(visit, sent.request_id),
        initial={"revision": sent.revision},
    )  # fmt: skip


@for_review(ASK, thing=lambda visit, pk: queries.file_of(visit.review, pk))
@require_safe
def file(request: HttpRequest, visit: Visit, paper: Document) -> HttpResponse:
    """A letter that came with a request, or a file as it went out."""
    response = download(paper.file)
    actions.note_file_taken(paper, by=visit.user, at=visit.now)
    return response
