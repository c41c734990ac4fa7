"""The letters that the office writes by itself: to whom, the draft, and that it went."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr import papers
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.correspondence import actions, forms, narrative, queries, rules
from reviews.correspondence.models import WrittenLetter

RUNS = Permission.RUN_CASE
FORM = "reviews/correspondence/form.html"
To = WrittenLetter.To


def _letter(visit: Visit, pk: int) -> WrittenLetter | None:
    return (
        queries.letters_of(visit.review)
        .select_related("review__partnership", "person", "witness")
        .filter(pk=pk)
        .first()
    )


def _posted(visit: Visit, pk: int) -> WrittenLetter | None:
    found = _letter(visit, pk)
    return found if found and found.way == WrittenLetter.Way.POST else None


def _at(letter: WrittenLetter) -> str:
    return reverse("correspondence-letter", args=[letter.review.code, letter.pk])


@for_review(RUNS)
@require_safe
def correspondence(request: HttpRequest, visit: Visit) -> HttpResponse:
    """To whom a letter can be written, and those written."""
    found = list(queries.letters_of(visit.review))
    context = {
        "title": "Letters written by hand", "kinds": To.choices, "drafts": [one for one in found if not one.sent_on],
        "sent": [one for one in found if one.sent_on],
    }  # fmt: skip
    return render(request, "reviews/correspondence/correspondence.html", context)


def _choices(visit: Visit, to: str) -> tuple[type[Any], dict[str, Any]]:
    if to == To.FAMILY:
        return forms.ToFamilyForm, {"people": queries.family_to_write_to(visit.review)}
    if to == To.PRACTITIONER:
        return forms.ToPractitionerForm, {"practitioners": queries.practitioners_listed(visit.review)}
    return forms.ToOfficeForm, {}


@for_review(RUNS)
def write(request: HttpRequest, visit: Visit, to: str) -> HttpResponse:
    """To whom and how; the draft comes out of the template."""
    if to not in To.values:
        raise Http404
    form, choices = _choices(visit, to)
    back = reverse("correspondence", args=[visit.review.code])
    return form_page(
        request, form, template=FORM, then=_at, cancel=back, **choices,
        initial={"recipient": "Child Safeguarding Practice Review Panel"} if to == To.PANEL else {},
        act=lambda form: actions.draft_letter(visit.review, to=to, **form.cleaned_data, by=visit.user, at=visit.now),
        done="The letter is drafted. Nothing has gone out yet.",
        context={"title": f"Write a letter: {To(to).label.lower()}", "template": narrative.LETTERS[to]},
    )  # fmt: skip


@for_review(RUNS, thing=_letter)
@require_safe
def letter(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    """One letter: how it reads, what is next, and what became of it."""
    context = {"title": f"Letter {letter.number}", "letter": letter, "template": narrative.LETTERS[letter.to]}
    return render(request, "reviews/correspondence/letter.html", context)


def _one(
    request: HttpRequest, visit: Visit, letter: WrittenLetter, form: type[Any], act: Callable[..., Any], *, title: str,
    done: str, initial: dict[str, Any] | None = None, lead: str = "",
) -> HttpResponse:  # fmt: skip
    return form_page(
        request, form, template=FORM, then=_at(letter), done=done, cancel=_at(letter),
        act=lambda typed: act(letter, **typed.cleaned_data, by=visit.user, at=visit.now),
        initial={"revision": letter.revision, **(initial or {})},
        context={"title": title, "letter": letter, "lead": lead},
    )  # fmt: skip


@for_review(RUNS, thing=_posted)
def change(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    said = {"subject": letter.subject, "body": letter.body}
    lead = "For post only. Its copy is kept among the papers of the case for those who may read it."
    return _one(
        request, visit, letter, forms.TextForm, actions.change_letter, title="Word the letter", initial=said, lead=lead,
        done="The letter is saved.",
    )  # fmt: skip


@for_review(RUNS, thing=_letter)
def send(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    return _one(
        request, visit, letter, forms.SendForm, actions.send_letter, title="Send the letter by e-mail",
        lead=f"To {letter.email}. It goes out within minutes, once.", done="The letter goes out within minutes.",
    )  # fmt: skip


@for_review(RUNS, thing=_posted)
def posted(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    return _one(
        request, visit, letter, forms.PostedForm, actions.record_posted, title="The letter was posted",
        initial={"posted_on": visit.today}, lead="The day it was posted counts, not today.",
        done="Recorded. A copy of the letter is kept among the papers of the case.",
    )  # fmt: skip


@for_review(RUNS, thing=_letter)
def discard(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    return form_page(
        request, forms.DiscardForm, template=FORM, cancel=_at(letter), initial={"revision": letter.revision},
        act=lambda typed: actions.discard_letter(letter, **typed.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("correspondence", args=[visit.review.code]), done="The draft is put aside.",
        context={"title": "Put a draft aside", "letter": letter},
    )  # fmt: skip


@for_review(RUNS, thing=_posted)
@require_safe
def paper(request: HttpRequest, visit: Visit, letter: WrittenLetter) -> HttpResponse:
    """The letter to print and sign."""
    rules.check_draft(letter)
    response = HttpResponse(narrative.as_pdf(letter, visit.today), content_type=papers.PDF)
    name = f"{visit.review.code} letter {letter.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
