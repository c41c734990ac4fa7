"""The letters of the national Panel, what they ask for, and what the partners make of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.rapid_review import actions, forms, queries
from reviews.rapid_review.models import NationalPanelReply, PanelAsk, RapidReview
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import FORM

OFFICE = Permission.RUN_CASE


def letters_of(visit: Visit) -> str:
    """The page of all letters."""
    return reverse("rapid-review-reply", args=[visit.review.code])


def a_letter(visit: Visit, pk: int) -> NationalPanelReply | None:
    found = reach.the_rapid_review(visit)
    return queries.replies_of(found).filter(pk=pk).first() if found else None


def an_ask(visit: Visit, pk: int) -> PanelAsk | None:
    return queries.asks_of(visit.review).filter(pk=pk).first()


@for_review(OFFICE, Permission.READ_RETURNS, thing=reach.the_rapid_review)
@require_safe
def letters(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    """Every letter in the order it came, each with what it asks for and how far that is."""
    context = {
        "title": "The national Panel’s replies",
        "rapid_review": rapid_review,
        "replies": queries.replies_of(rapid_review),
    }
    return render(request, "reviews/rapid_review/letters.html", context)


@for_review(OFFICE, thing=reach.the_rapid_review)
def new(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    def act(form: forms.ReplyForm) -> None:
        names = ("received_on", "view", "what_it_says", "original")
        said = {name: form.cleaned_data[name] for name in names}
        actions.record_reply(rapid_review, asks=form.asks, **said, by=visit.user, at=visit.now)

    return form_page(
        request, forms.ReplyForm, template=FORM, cancel=letters_of(visit), then=letters_of(visit), act=act,
        keep=f"rapid_review.letter:{rapid_review.pk}", done="The letter is kept.",
        context={"title": "A letter of the national Panel"},
    )  # fmt: skip


@for_review(OFFICE, thing=a_letter)
def change(request: HttpRequest, visit: Visit, letter: NationalPanelReply) -> HttpResponse:
    fields = ("received_on", "view", "what_it_says", "revision")
    return form_page(
        request, forms.ChangeReplyForm, template=FORM, cancel=letters_of(visit), then=letters_of(visit),
        initial={name: getattr(letter, name) for name in fields}, done="Saved.",
        act=lambda form: actions.change_reply(letter, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "Put the record of this letter right"},
    )  # fmt: skip


@for_review(OFFICE, thing=a_letter)
def ask_more(request: HttpRequest, visit: Visit, letter: NationalPanelReply) -> HttpResponse:
    return form_page(
        request, forms.OneMoreAskForm, template=FORM, cancel=letters_of(visit), then=letters_of(visit), done="Saved.",
        act=lambda form: actions.add_ask(letter, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "What the letter asks for"},
    )  # fmt: skip


@for_review(OFFICE, thing=an_ask)
def ask_change(request: HttpRequest, visit: Visit, ask: PanelAsk) -> HttpResponse:
    fields = ("what", "due_on", "why_void", "revision")
    return form_page(
        request, forms.ChangeAskForm, template=FORM, cancel=letters_of(visit), then=letters_of(visit), done="Saved.",
        initial={name: getattr(ask, name) for name in fields},
        act=lambda form: actions.change_ask(ask, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "What the letter asks for"},
    )  # fmt: skip


@for_review(OFFICE, thing=an_ask)
def answer(request: HttpRequest, visit: Visit, ask: PanelAsk) -> HttpResponse:
    fields = ("answered_on", "answer", "revision")
    return form_page(
        request, forms.PanelAnswerForm, template="reviews/rapid_review/answer_ask.html", cancel=letters_of(visit),
        then=letters_of(visit), initial={name: getattr(ask, name) for name in fields},
        keep=f"rapid_review.ask:{ask.pk}", done="The answer is recorded.",
        act=lambda form: actions.answer_panel(ask, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "The answer to the national Panel", "ask": ask},
    )  # fmt: skip


@for_review(OFFICE, thing=a_letter)
def reconsider(request: HttpRequest, visit: Visit, letter: NationalPanelReply) -> HttpResponse:
    fields = ("reconsidered", "reconsidered_on", "why", "revision")
    return form_page(
        request, forms.ReconsiderForm, template="reviews/rapid_review/reconsider.html", cancel=letters_of(visit),
        then=letters_of(visit), initial={name: getattr(letter, name) for name in fields}, done="Saved.",
        act=lambda form: actions.reconsider(letter, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "What the partners made of the letter", "letter": letter},
    )  # fmt: skip
