"""Asking an agency about one entry; its answer beside it; the list of what is open; what is needed when it is sent back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from chronology import actions, forms, narrative, queries, rules
from chronology.access import (
    draft_entry_at,
    question_to_answer_at,
    question_to_withdraw_at,
    reader_of,
    released_entry_at,
)
from chronology.models import Answer, Entry, Question
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.guidance.queries import working_day_after

WINDOW = 50
DAYS_TO_ANSWER = 10  # working days, proposed


def question_row(question: Question) -> dict[str, Any]:
    """What was asked, of which entry, what was answered, and what changed since it was sent back.

    What stands in a draft is its agency's alone: until it is submitted, of the entry is told what it was.
    """
    entry = question.entry
    here = bool(entry.submission.submitted_at)
    return {
        "question": question,
        "entry": entry,
        "date": rules.date_words(entry) if here else question.was.get("When", ""),
        "here": here and not entry.void_at,
        "void": bool(entry.void_at) and here,
        "changes": rules.changed(question.was, question.became) if question.settled_at and question.became else [],
    }


def draft_row(question: Question) -> dict[str, Any]:
    """The same for whoever writes in the draft: what changed so far."""
    now = rules.changed(question.was, narrative.whole(question.entry)) if question.was else []
    return question_row(question) | {"date": rules.date_words(question.entry), "changed_so_far": bool(now)}


@for_review(Permission.ANALYSE, Permission.RUN_CASE)
@require_safe
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is asked of the agencies: what waits first, then what came back."""
    asked = queries.questions_of(visit.review, reader=reader_of(visit))
    waiting = list(asked.filter(pk__in=Question.objects.waiting().values("pk")).order_by("due_on", "pk"))
    settled = asked.exclude(pk__in=[question.pk for question in waiting]).order_by(
        F("settled_at").desc(nulls_last=True), "-pk"
    )
    page = Paginator(settled, WINDOW).get_page(request.GET.get("page"))
    context = {
        "title": "Questions to agencies",
        "waiting": [question_row(question) for question in waiting if question.kind == rules.ASKED],
        "back": [question_row(question) for question in waiting if question.kind == rules.NEEDED],
        "settled": [question_row(question) for question in page.object_list],
        "page": page,
    }
    return render(request, "chronology/questions.html", context)


@for_review(Permission.ANALYSE, Permission.RUN_CASE, thing=released_entry_at)
def ask(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    """Ask an agency about one of its entries, which stays where it is."""
    back = reverse("chronology-entry", args=[visit.review.code, entry.pk])
    agency = entry.submission.request.agency
    return form_page(
        request,
        forms.QuestionForm,
        template="chronology/form.html",
        initial={"due_on": working_day_after(visit.today, DAYS_TO_ANSWER)},
        act=lambda form: actions.ask_question(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done=f"{agency} is asked. Its answer will stand beside the entry; nothing is sent back.",
        context={"title": "Ask the agency about an entry", "as_recorded": entry},
        cancel=back,
    )


def _title(question: Question, office: bool) -> str:
    if office:
        return "Enter an answer"
    return "Answer a question" if question.kind == rules.ASKED else "Say it in words"


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=question_to_answer_at)
def answer(request: HttpRequest, visit: Visit, question: Question) -> HttpResponse:
    """Answer beside the entry; the office enters what was answered by telephone or on paper."""
    found = question.entry.submission.request
    office = found.agency_id not in visit.agencies
    back = reverse("chronology-draft", args=[visit.review.code, found.pk])

    def act(form: forms.AnswerForm) -> Answer:
        return actions.answer_question(question, **form.cleaned_data, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.AnswerForSomebodyForm if office else forms.AnswerForm,
        template="chronology/answer.html",
        initial={"given_on": visit.today} if office else {},
        act=act,
        then=back,
        done="The answer stands beside the entry." if office else "Thank you. Your answer stands beside the entry.",
        context={
            "title": _title(question, office),
            "asked": found,
            "row": draft_row(question),
        },
        cancel=back,
    )


@for_review(Permission.ANALYSE, Permission.RUN_CASE, thing=question_to_withdraw_at)
@require_POST
def withdraw(request: HttpRequest, visit: Visit, question: Question) -> HttpResponse:
    """Ask it no more; what was only noted down is noted no more."""
    actions.withdraw_question(question, by=visit.user, at=visit.now)
    code, found = visit.review.code, question.entry.submission.request
    if question.sent_at is None:
        messages.success(request, "The entry is no longer marked.")
        return redirect("chronology-draft", code, found.pk)
    messages.success(request, "The question is withdrawn. The agency no longer sees it.")
    return redirect("chronology-questions", code)


@for_review(Permission.RUN_CASE, thing=draft_entry_at)
def mark(request: HttpRequest, visit: Visit, entry: Entry) -> HttpResponse:
    """Note what is needed of an entry, to be sent back with the chronology."""
    found = entry.submission.request
    back = reverse("chronology-draft", args=[visit.review.code, found.pk])
    there = Question.objects.marked().filter(entry=entry).first()
    return form_page(
        request,
        forms.MarkForm,
        template="chronology/form.html",
        initial={"text": there.text, "revision": there.revision} if there else {},
        act=lambda form: actions.mark(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=f"{back}#entry-{entry.pk}",
        done="It is noted. The agency reads it once you send the chronology back.",
        context={"title": "Mark an entry: something is needed", "as_recorded": entry},
        cancel=f"{back}#entry-{entry.pk}",
    )
