"""The office opens a rapid review, keeps its search list and asks agencies."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.guidance.queries import working_day_after
from reviews.rapid_review import actions, forms, queries, rules
from reviews.rapid_review.models import RapidReview, ReturnRequest, SearchedPerson
from reviews.rapid_review.views import reach

FORM = "reviews/rapid_review/form.html"


def home_of(visit: Visit) -> str:
    """The stage's own page."""
    return reverse("rapid-review", args=[visit.review.code])


@for_review(Permission.RUN_CASE)
def open_it(request: HttpRequest, visit: Visit) -> HttpResponse:
    start = queries.clock_of(visit.review)
    proposed: dict[str, Any] = {}
    slots: list[rules.Slot] = []
    if start:
        returns = rules.proposed_day(
            start.started_on, rules.RETURNS_WORKING_DAY, today=visit.today, extra=start.applied.extra
        )
        leave = queries.leave_of_deciders(visit.review.partnership, on=visit.today)
        slots = rules.slots(
            start.started_on, due_on=start.due_on, today=visit.today, away=leave, extra=start.applied.extra
        )
        proposed = {"returns_due_on": returns, "slot": rules.best_slot(slots).value}
    return form_page(
        request, forms.OpenForm, template="reviews/rapid_review/open.html", cancel=home_of(visit), initial=proposed,
        slots=slots,
        act=lambda form: actions.open_rapid_review(visit.review, **form.details, by=visit.user, at=visit.now),
        then=reverse("rapid-review-search", args=[visit.review.code]),
        done="The rapid review is open. Now say whom agencies are to look for.",
        context={"title": "Open the rapid review", "start": start},
    )  # fmt: skip


@for_review(Permission.READ_RETURNS, thing=reach.the_rapid_review)
def search(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    names = visit.may(Permission.SEE_NAMES)
    asked = rapid_review.requests.filter(withdrawn_at=None).exists()
    context = {
        "title": "Search list",
        "searched": queries.search_list(rapid_review),
        "names": names,
        "asked": asked,
        "rapid_review": rapid_review,
    }
    if not visit.may(Permission.RUN_CASE):
        return render(request, "reviews/rapid_review/search.html", context)
    people = queries.people_not_searched(rapid_review)
    context["others"] = people.exists()
    return form_page(
        request, forms.SearchForm, template="reviews/rapid_review/search.html",
        people=people, names=names, asked=asked, initial=_years_and_day(rapid_review, visit, asked=asked),
        act=lambda form: actions.add_to_search_list(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=request.path, done="They are on the search list.", context=context,
    )  # fmt: skip


def _years_and_day(rapid_review: RapidReview, visit: Visit, *, asked: bool) -> dict[str, Any]:
    since = rapid_review.search_from_on
    day = {"answer_by": working_day_after(visit.today, rules.MORE_DAYS)} if asked else {}
    return {"years": f"{since.year} to now" if since else ""} | day


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def search_new(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    if not visit.may(Permission.KEEP_NAMES):
        raise PermissionDenied("Only people who keep the identity register enter real names.")
    asked = rapid_review.requests.filter(withdrawn_at=None).exists()
    back = reverse("rapid-review-search", args=[visit.review.code])
    return form_page(
        request, forms.NewPersonForm, template=FORM, cancel=back, asked=asked,
        initial=_years_and_day(rapid_review, visit, asked=asked),
        act=lambda form: actions.add_new_person(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, keep="",
        done="The person is in the identity register and on the search list."
        + (" Agencies that have answered already are asked about this person alone." if asked else ""),
        context={
            "title": "Add somebody to the search list",
            "lead": "The name goes into the identity register. Do not enter placement, adoptive or refuge addresses.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.a_searched_person)
def search_off(request: HttpRequest, visit: Visit, searched: SearchedPerson) -> HttpResponse:
    back = reverse("rapid-review-search", args=[visit.review.code])
    return form_page(
        request, forms.TakeOffForm, template=FORM, cancel=back, initial={"revision": searched.revision},
        act=lambda form: actions.take_off_search_list(searched, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="This person is no longer asked about.",
        context={
            "title": f"Take {searched.person} off the search list",
            "lead": "What agencies have said about this person already stays in their returns.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def ask(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    agencies = queries.agencies_to_ask(visit.review)
    return form_page(
        request, forms.AskForm, template="reviews/rapid_review/ask.html", cancel=home_of(visit), agencies=agencies,
        initial={"due_on": max(rapid_review.returns_due_on, visit.today)},
        act=lambda form: actions.ask(
            rapid_review, form.chosen, due_on=form.cleaned_data["due_on"], by=visit.user, at=visit.now
        ),
        then=home_of(visit), done="The requests are on their way.",
        context={
            "title": "Ask agencies for their returns",
            "searched": queries.search_list(rapid_review),
            "agencies": agencies,
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.any_request)
def move(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    return form_page(
        request, forms.MoveForm, template=FORM, cancel=home_of(visit),
        initial={"due_on": asked.due_now or asked.due_on},  # type: ignore[attr-defined]
        act=lambda form: actions.move_request(asked, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="The date is moved, and the agency is told.",
        context={"title": "Move the date of a return", "lead": f"{asked.agency}."},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.any_request)
def withdraw(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    return form_page(
        request, forms.WithdrawForm, template=FORM, cancel=home_of(visit), initial={"revision": asked.revision},
        act=lambda form: actions.withdraw_request(asked, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="The request is withdrawn, and the agency is told.",
        context={"title": "Withdraw a request", "lead": f"{asked.agency}. You can ask again later."},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=reach.any_request)
def send_back(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    given = queries.return_of(asked)
    return form_page(
        request, forms.SendBackForm, template=FORM, cancel=home_of(visit),
        initial={
            "revision": given.revision if given else 0,
            "due_on": working_day_after(visit.today, rules.MORE_DAYS),
        },
        act=lambda form: actions.send_back(asked, **form.cleaned_data, by=visit.user, at=visit.now),
        then=home_of(visit), done="The return is open for the agency again, and it is told.",
        context={
            "title": "Send a return back",
            "lead": f"{asked.agency}. Until it is signed off again, nobody but the agency can read it.",
        },
    )  # fmt: skip
