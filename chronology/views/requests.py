"""Who was asked and where it stands; asking, moving, withdrawing; an agency's own request."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.roles import Permission
from chronology import actions, forms, narrative, queries, rules
from chronology.access import draft_entries, request_at
from chronology.models import ChronologyRequest, Entry, ReportRequest
from chronology.views.questions import draft_row, question_row
from cspr.pages import form_page
from cspr.readers import is_readable
from reviews.case.access import Visit, for_review
from reviews.case.queries import schedule_of
from reviews.case.rules import when_reminded
from reviews.case.views.handing import hand_on_page
from reviews.guidance.queries import working_day_from
from reviews.panel.models import TermsOfReference

WINDOW = 200
FOUR_WEEKS = dt.timedelta(weeks=4)


@for_review(Permission.RUN_CASE, Permission.READ_CHRONOLOGY, Permission.ANSWER)
def chronology(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The office's overview; an agency's own requests; the combined chronology for whoever only reads."""
    office = visit.may(Permission.RUN_CASE)
    rows = queries.asked(visit.review, today=visit.today)
    if not office:
        rows = [row for row in rows if row.request.agency_id in visit.agencies]
        if not rows and visit.may(Permission.READ_CHRONOLOGY):
            return redirect("chronology-combined", visit.review.code)
        if len(rows) == 1 and not visit.may(Permission.READ_CHRONOLOGY):
            return redirect("chronology-draft", visit.review.code, rows[0].request.pk)
    late = [row for row in rows if row.state == rules.State.LATE]
    open_now = [row for row in rows if row.state < rules.State.SUBMITTED]
    context = {
        "title": "Chronologies",
        "rows": rows,
        "late": late,
        "longer": [row for row in rows if row.extension and row.extension.is_open],
        "open_now": open_now,
        "submitted": sum(row.state == rules.State.SUBMITTED for row in rows),
        "standing": sum(row.state not in rules.ENDED for row in rows),
        "reports_asked": visit.review.report_requests.filter(withdrawn_at=None).count() if office else 0,
        "reports": not office and visit.review.report_requests.filter(agency__in=visit.agencies).exists(),
        "reminded": when_reminded(schedule_of(visit.review.partnership)[0]) if office else "",
    }
    return render(request, "chronology/overview.html" if office else "chronology/own.html", context)


@for_review(Permission.RUN_CASE)
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    review = visit.review
    if not queries.agencies_to_ask(review):
        messages.info(
            request, "Every agency of the partnership is asked already. Add another under “Team and agencies”."
        )
        return redirect("chronology", review.code)
    usual = review.people.filter(kind__in=("child", "family"), void_at=None).values_list("pk", flat=True)
    involved = review.involvements.current().values_list("agency", flat=True)
    return form_page(
        request,
        forms.AskForm,
        template="chronology/form.html",
        initial={
            "people": list(usual),
            "agencies": list(involved),
            "due_on": working_day_from(visit.today + FOUR_WEEKS),
        },
        act=lambda form: actions.ask(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("chronology", args=[review.code]),
        done="The agencies are asked. Those with an e-mail address are being told.",
        context={"title": "Ask agencies for their chronologies"},
        review=review,
        cancel=reverse("chronology", args=[review.code]),
    )


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def draft(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """What an agency is asked for, and what it has written so far."""
    office = found.agency_id not in visit.agencies
    if request.method == "GET" and not office:
        actions.note_opened(found, by=visit.user, at=visit.now)
    people = queries.people_of(found)
    births = queries.ages_shown(visit.review, of=people)
    terms = queries.agreed_terms(visit.review)
    signing = queries.signatories(found.agency, on=visit.today)
    reader = visit.user if office else None
    asked_of = [draft_row(question) for question in queries.asked_of(found, reader)]
    entries = queries.in_order(queries.with_more(draft_entries(visit, found)))
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    submission = found.submission
    beside = queries.beside(list(page.object_list))
    marked = queries.marked_in(found, visit.user) if office else []
    noted = {one.entry_id for one in marked}
    context = {
        "title": f"Chronology of {found.agency}" if office else "Your agency's chronology",
        "row": queries.as_asked(found, visit.today),
        "asked": found,
        "submission": submission,
        "none_about": submission.none_about.filter(void_at=None).order_by("pk"),
        "people": people,
        "terms": terms,
        "page": page,
        "entries": [
            entry_row(entry, births, terms) | {"questions": beside.get(entry.pk, []), "marked": entry.pk in noted}
            for entry in page.object_list
        ],
        "office": office,
        "needed": [row for row in asked_of if row["question"].kind == rules.NEEDED],
        "questions": [row for row in asked_of if row["question"].kind == rules.ASKED],
        "marked": [question_row(one) for one in marked],
        "returned": [question_row(one) for one in queries.returned(found, visit.user)] if office else [],
        "not_shown": found.entry_count - page.paginator.count,
        "open": not submission.submitted_at and not found.withdrawn_at,
        "handed_in": rules.is_handed_in(submission),
        "uploaded": rules.is_uploaded(submission),
        "readable": bool(submission.original) and is_readable(submission.original.file.name),
        "owed": not submission.submitted_at and not found.withdrawn_at and not rules.is_handed_in(submission),
        "locked": rules.is_waiting(submission) and not office,
        "report": visit.review.report_requests.filter(agency=found.agency_id, withdrawn_at=None).first(),
        "signing": signing,
        "may_sign": office or not signing or rules.signs_for(visit.visitor, found.agency),
    }
    return render(request, "chronology/draft.html", context)


def entry_row(
    entry: Entry,
    births: list[queries.Birth],
    terms: TermsOfReference | None,
    *,
    told_by: queries.Birth | None = None,
) -> dict[str, Any]:
    """An entry with its date in words, or told by the age of ``told_by``; the ages; whether it lies outside the period.

    The entry has come ``with_more``. ``lines`` is what else it says, as (what, which): only what is there, for most entries say little else.
    """
    when = rules.of_entry(entry)
    outside = bool(terms) and rules.lies_outside(when, terms.period_from_on, terms.period_to_on)

    def told(at: rules.When) -> str:
        return rules.told(at, told_by) if told_by else rules.written(at)

    return {
        "entry": entry,
        "date": told(when),
        "ages": [] if told_by else rules.ages_at(entry, births),
        "outside": outside,
        "lines": list(narrative.lines_of(entry, told)),
    }


def _stage(visit: Visit) -> tuple[str, str]:
    return "Chronologies", reverse("chronology", args=[visit.review.code])


def own_request(visit: Visit, pk: int) -> ChronologyRequest | None:
    """A request to an agency this person answers for."""
    found = request_at(visit, pk)
    return found if found and found.agency_id in visit.agencies else None


@for_review(Permission.ANSWER, thing=own_request)
def hand_on(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Give the request to a colleague."""
    back = reverse("chronology-draft", args=[visit.review.code, found.pk])
    if found.withdrawn_at or found.submission.submitted_at:
        return redirect(back)
    return hand_on_page(
        request, visit, found, found.agency, back=back, then=back,
        stage=_stage(visit),
        act=lambda to: actions.hand_on(found, to=to, by=visit.user, at=visit.now),
    )  # fmt: skip


def move_page(
    request: HttpRequest,
    visit: Visit,
    found: ChronologyRequest | ReportRequest,
    *,
    act: Callable[..., None],
    lead: str,
    stage: tuple[str, str],
) -> HttpResponse:
    """Another day for what an agency was asked for."""
    return form_page(
        request,
        forms.MoveForm,
        template="chronology/form.html",
        initial={"due_on": found.due},  # type: ignore[union-attr]
        act=lambda form: act(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=stage[1],
        done="The date is moved.",
        context={"title": "Move the date", "lead": lead, "stage": stage},
        cancel=stage[1],
    )


def withdraw_page(
    request: HttpRequest,
    visit: Visit,
    found: ChronologyRequest | ReportRequest,
    *,
    act: Callable[..., None],
    lead: str,
    stage: tuple[str, str],
) -> HttpResponse:
    """Why an agency is asked no more."""
    return form_page(
        request,
        forms.WithdrawForm,
        template="chronology/form.html",
        initial={"revision": found.revision},
        act=lambda form: act(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=stage[1],
        done="The request is withdrawn, and the agency is told.",
        context={"title": "Withdraw the request", "lead": lead, "stage": stage},
        cancel=stage[1],
    )


@for_review(Permission.RUN_CASE, thing=request_at)
def move(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Another day, of the office's own accord; who waits for an answer is answered."""
    if request.method == "GET" and queries.open_extension(found):
        return redirect("chronology-more-time-answer", visit.review.code, found.pk)
    lead = f"The chronology of {found.agency}."
    return move_page(request, visit, found, act=actions.move, lead=lead, stage=_stage(visit))


@for_review(Permission.RUN_CASE, thing=request_at)
def withdraw(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    lead = f"The chronology of {found.agency}."
    return withdraw_page(request, visit, found, act=actions.withdraw, lead=lead, stage=_stage(visit))
