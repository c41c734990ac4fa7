"""Why something is late, and the letter that tells the national Panel and the Secretary of State."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr import papers
from cspr.pages import form_page
from cspr.templatetags.page import workdate
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty
from reviews.delays import actions, forms, narrative, queries, rules
from reviews.delays.duties import TELL
from reviews.delays.models import DelayLetter

RUNS = Permission.RUN_CASE
KINDS = {"pdf": papers.PDF, "docx": papers.WORD}


def _duty(visit: Visit, pk: int) -> Duty | None:
    return queries.may_be_explained(visit.review, visit.today).filter(pk=pk).first()


def _late_duty(visit: Visit, pk: int) -> Duty | None:
    """A date about which there may be a letter: one that guidance sets, but not that of telling itself."""
    found = _duty(visit, pk)
    return found if found and found.clock and found.kind != TELL.code else None


def _draft(visit: Visit, pk: int) -> DelayLetter | None:
    found = visit.review.delay_letters.filter(pk=pk, sent_on=None)
    return found.select_related("review__partnership", "duty").first()


def _letter(visit: Visit, pk: int, kind: str) -> DelayLetter | None:
    found = visit.review.delay_letters.select_related("review__partnership", "duty").filter(pk=pk)
    return found.first() if kind in KINDS else None


def _page(visit: Visit, duty_pk: int) -> str:
    return reverse("delay-letter", args=[visit.review.code, duty_pk])


@for_review(RUNS, thing=_duty)
def explain(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    """The reason of a delay; what a hold says stands in it already."""
    held = "" if duty.why_moved else queries.reason_held(visit.review)
    code = visit.review.code
    return form_page(
        request, forms.DelayForm, template="reviews/delays/explain.html", initial={"why": duty.why_moved or held},
        act=lambda form: actions.explain(duty, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda letter: _page(visit, duty.pk) if letter else reverse("case", args=[code]),
        done="The reason is kept. The date stays as it is.",
        context={"title": "Give the reason for a delay", "duty": duty, "held": held},
        keep=f"delay:{code}:{duty.pk}", cancel=reverse("case", args=[code]),
    )  # fmt: skip


@for_review(RUNS, thing=_late_duty)
@require_safe
def letter(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    """What is late and why, the draft, and what was sent."""
    letters = list(queries.letters_of(duty))
    context = {
        "title": "Telling of a delay", "duty": duty, "late": rules.is_late(duty.due_on, duty.met_on, visit.today),
        "draft": next((letter for letter in letters if not letter.sent_on), None),
        "sent": [letter for letter in letters if letter.sent_on],
    }  # fmt: skip
    return render(request, "reviews/delays/letter.html", context)


@for_review(RUNS, thing=_draft)
def change(request: HttpRequest, visit: Visit, letter: DelayLetter) -> HttpResponse:
    return form_page(
        request, forms.LetterForm, template="reviews/delays/form.html",
        initial={name: getattr(letter, name) for name in ("subject", "body", "revision")},
        act=lambda form: actions.change_letter(letter, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_page(visit, letter.duty_id), done="The letter is saved.", cancel=_page(visit, letter.duty_id),
        context={"title": "Change the letter", "lead": "Labels and codes only: the letter names no child and no family."},
        keep=f"delay-letter:{letter.pk}",
    )  # fmt: skip


@for_review(RUNS, thing=_draft)
def sent(request: HttpRequest, visit: Visit, letter: DelayLetter) -> HttpResponse:
    return form_page(
        request, forms.SentForm, template="reviews/delays/form.html",
        initial={"sent_on": visit.today, "revision": letter.revision},
        act=lambda form: actions.record_sent(letter, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_page(visit, letter.duty_id), done="Recorded. A copy of the letter is kept among the papers of the case.",
        cancel=_page(visit, letter.duty_id),
        context={
            "title": "The letter was sent",
            "lead": "It goes by secure e-mail or post, outside this system. The day it went counts, not today.",
        },
    )  # fmt: skip


@for_review(RUNS, thing=_letter)
@require_safe
def paper(request: HttpRequest, visit: Visit, letter: DelayLetter) -> HttpResponse:
    """The letter as a file, to sign or to attach."""
    kind = request.path.rstrip("/").rsplit("/", 1)[-1]
    made = narrative.paper(letter, made=f"Made on {workdate(visit.today)}.")
    content = papers.as_pdf(made) if kind == "pdf" else papers.as_word(made, at=visit.now)
    response = HttpResponse(content, content_type=KINDS[kind])
    name = f"{visit.review.code} delay letter.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
