"""An agency answers: its return, its sign-off, nothing held, and what is asked later."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.roles import Permission
from cspr.drafts import actions as drafts
from cspr.drafts.forms import keeping
from cspr.files.http import download
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.case.views.handing import hand_on_page
from reviews.documents.actions import note_download
from reviews.rapid_review import actions, forms, narrative, queries, rules
from reviews.rapid_review.models import ReturnRequest
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import home_of


def about(visit: Visit, asked: ReturnRequest) -> dict[str, Any]:
    """What every page about one request shows."""
    given = queries.return_of(asked)
    answers = queries.answers_of(given)
    return {
        "asked": asked,
        "given": given,
        "answers": list(answers.values()),
        "key_events": queries.key_events_of(given),
        "state": rules.state_of(asked, given, held=[answer.held for answer in answers.values()]),
        "reference": narrative.reference_of(asked),
        "due_on": asked.due_now or asked.due_on,  # type: ignore[attr-defined]
        "own": reach.is_own(visit, asked),
    }


@for_review(Permission.ANSWER, Permission.READ_RETURNS, thing=reach.readable_request)
def agency_return(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """The form for the agency while it is open; the signed return for those who may read it."""
    context = about(visit, asked) | {"title": f"Agency return: {asked.agency}"}
    locked = context["state"] in rules.DONE
    if context["own"] and not locked and not asked.withdrawn_at:
        if request.method == "GET":
            actions.note_opened(asked, by=visit.user, at=visit.now)
        context |= {"title": "Agency return", "signs": reach.may_sign(visit, asked)}
        context["leads"] = bool(reach.led_from(visit) & queries.led_of(asked))
        return _write_return(request, visit, asked, context)
    context["unanswered"] = context["state"] in rules.ANSWERED and bool(actions.unanswered(asked))
    return render(request, "reviews/rapid_review/read_return.html", context)


def _write_return(request: HttpRequest, visit: Visit, asked: ReturnRequest, context: dict[str, Any]) -> HttpResponse:
    later = request.POST.get("action") == "later"
    code = visit.review.code

    def act(form: forms.ReturnForm) -> None:
        revision = form.cleaned_data["revision"]
        actions.save_return(asked, revision=revision, said=form.said, by=visit.user, at=visit.now)

    return _return_page(
        request, visit, asked, forms.ReturnForm, template="reviews/rapid_review/write_return.html", context=context,
        act=act, done="Your return is saved." if later else "",
        then=home_of(visit) if later else reverse("rapid-review-sign", args=[code, asked.pk]),
    )  # fmt: skip


def _return_page(
    request: HttpRequest,
    visit: Visit,
    asked: ReturnRequest,
    form_class: type[forms.ReturnForm],
    *,
    template: str,
    context: dict[str, Any],
    act: Any,
    then: str,
    done: str,
) -> HttpResponse:
    """As ``form_page``, for the return to one request."""
    office = issubclass(form_class, forms.BehalfForm)
    given = None if office else context["given"]
    searched = list(queries.search_list(asked.rapid_review))
    form = form_class(
        request.POST or None, request.FILES or None, given=given, searched=searched,
        answers=queries.answers_of(given), key_events=[] if office else context["key_events"],
    )  # fmt: skip
    keep = f"rapid_review.{form_class.__name__}:{asked.pk}"
    return take_rows(request, visit, form, keep=keep, template=template, context=context, act=act, then=then, done=done)


def take_rows(
    request: HttpRequest,
    visit: Visit,
    form: forms.ReturnForm,
    *,
    keep: str,
    template: str,
    context: dict[str, Any],
    act: Any,
    then: str,
    done: str,
) -> HttpResponse:
    """Show and take a form with rows of key events; what is typed is kept under ``keep``."""
    form = keeping(form, user_id=visit.user.pk, key=keep)
    context |= {"form": form, "searched": form.searched, "formset": form.events}
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            act(form)
        except NotYet as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except ChangedMeanwhile as other:
            form.add_error(None, str(other))
            form.data = form.data.copy()
            form.data["revision"] = str(other.current.revision)
            context["theirs"] = other.current
        else:
            drafts.discard_all(visit.user.pk, keep)
            if done:
                messages.success(request, done)
            return redirect(then)
    return render(request, template, context, status=422)


@for_review(Permission.RUN_CASE, thing=reach.any_request)
def behalf(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """The office enters what somebody gave on paper, by e-mail or by phone."""
    given = queries.return_of(asked)
    if (given and given.signed_off_at) or asked.withdrawn_at:
        return redirect("rapid-review-return", visit.review.code, asked.pk)

    def act(form: forms.BehalfForm) -> None:
        typed = form.cleaned_data
        names = ("on_behalf_of", "given_on", "original", "how_it_came")
        actions.enter_for_agency(
            asked, said=form.said, **{name: typed[name] for name in names}, by=visit.user, at=visit.now
        )

    context = {"title": "Enter a return for an agency", "asked": asked, "given": given, "begun": given is not None}
    return _return_page(
        request, visit, asked, forms.BehalfForm, template="reviews/rapid_review/behalf.html", context=context, act=act,
        then=home_of(visit), done="The return is entered, and counts from the day it was given.",
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=reach.own_request)
def sign(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """Read it once more, then sign it off, or pass it to the person who does."""
    context = about(visit, asked)
    if context["state"] in rules.DONE or asked.withdrawn_at or context["given"] is None:
        return redirect("rapid-review-return", visit.review.code, asked.pk)
    context |= {"title": "Sign off your agency’s return", "missing": actions.missing(asked)}
    signs = reach.may_sign(visit, asked)
    above = queries.people_of(asked.agency, on=visit.today, roles=queries.SIGNING)
    context |= {"signs": signs, "above": list(above), "nobody_above": signs and not above}
    given = context["given"]
    if signs:
        return form_page(
            request, forms.SignForm, template="reviews/rapid_review/sign.html", context=context,
            initial={"revision": given.revision}, agency=str(asked.agency),
            act=lambda form: actions.sign_off(
                asked, revision=form.cleaned_data["revision"], by=visit.user, at=visit.now
            ),
            then=home_of(visit), done="Thank you. Your agency’s return is signed off and with the office.",
        )  # fmt: skip
    return form_page(
        request, forms.PassOnForm, template="reviews/rapid_review/sign.html", context=context,
        act=lambda form: actions.ask_for_sign_off(asked, by=visit.user, at=visit.now),
        then=home_of(visit), done="Those who sign for your agency are told that it waits for them.",
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=reach.own_request)
def upload(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """A document the agency has written elsewhere, in place of typing."""
    context = about(visit, asked)
    if context["state"] in rules.DONE or asked.withdrawn_at:
        return redirect("rapid-review-return", visit.review.code, asked.pk)
    if request.method == "GET":
        actions.note_opened(asked, by=visit.user, at=visit.now)
    searched, given = list(queries.search_list(asked.rapid_review)), context["given"]
    context |= {"title": "Upload your agency’s return", "searched": searched}
    return form_page(
        request, forms.UploadForm, template="reviews/rapid_review/upload.html", context=context, searched=searched,
        answers=queries.answers_of(given), cancel=reverse("rapid-review-return", args=[visit.review.code, asked.pk]),
        initial={
            "author_name": given.author_name if given else visit.user.name,
            "author_job": given.author_job if given else visit.user.job,
            "independence": given.independence if given else "",
            "records_secured_on": given.records_secured_on if given else None,
        },
        act=lambda form: actions.upload_return(
            asked, said=form.said, original=form.cleaned_data["original"], by=visit.user, at=visit.now
        ),
        then=reverse("rapid-review-sign", args=[visit.review.code, asked.pk]),
    )  # fmt: skip


@for_review(Permission.ANSWER, thing=reach.own_request)
def nothing_held(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """One click for an agency that knows nobody on the list."""
    signs = reach.may_sign(visit, asked)
    context = about(visit, asked)
    if context["state"] in rules.DONE or asked.withdrawn_at:
        return redirect("rapid-review-return", visit.review.code, asked.pk)
    if request.method == "GET":
        actions.note_opened(asked, by=visit.user, at=visit.now)
    context |= {"title": "Nothing held", "searched": queries.search_list(asked.rapid_review), "signs": signs}
    return form_page(
        request, forms.NothingHeldForm, template="reviews/rapid_review/nothing_held.html", context=context,
        cancel=reverse("rapid-review-return", args=[visit.review.code, asked.pk]),
        act=lambda form: actions.say_nothing_held(asked, sign=signs, by=visit.user, at=visit.now),
        then=home_of(visit),
        done="Thank you. The office knows that your agency holds nothing."
        if signs
        else "Saved. Those who sign for your agency are told that it waits for them.",
    )  # fmt: skip


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=reach.own_or_office)
def answer_more(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """About people added to the list since the return was signed."""
    context = about(visit, asked) | {"title": "People added to the search list"}
    open_ones = actions.unanswered(asked)
    searched = [row for row in queries.search_list(asked.rapid_review) if row.pk in open_ones]
    if not searched or context["state"] not in rules.DONE:
        return redirect("rapid-review-return", visit.review.code, asked.pk)

    def act(form: forms.MoreForm) -> None:
        typed = form.cleaned_data
        given = {name: typed[name] for name in ("on_behalf_of", "given_on", "original") if name in typed}
        actions.answer_about_more(asked, form.said_of_people, **given, by=visit.user, at=visit.now)

    return form_page(
        request, forms.MoreForm if context["own"] else forms.MoreBehalfForm,
        template="reviews/rapid_review/answer_more.html", context=context | {"searched": searched}, searched=searched,
        act=act, then=home_of(visit), done="The answer is with the office.", cancel=home_of(visit),
    )  # fmt: skip


@for_review(Permission.ANSWER, Permission.READ_RETURNS, thing=reach.request_with_original)
def original(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """The paper a return stands on."""
    paper = queries.return_of(asked).original  # type: ignore[union-attr]
    try:
        response = download(paper.file)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("rapid-review-return", visit.review.code, asked.pk)
    note_download(paper, by=visit.user, at=visit.now)
    return response


@for_review(Permission.ANSWER, thing=reach.own_request)
def hand_on(request: HttpRequest, visit: Visit, asked: ReturnRequest) -> HttpResponse:
    """Give the request to a colleague."""
    back = reverse("rapid-review-return", args=[visit.review.code, asked.pk])
    if asked.withdrawn_at or about(visit, asked)["state"] in rules.DONE:
        return redirect(back)
    return hand_on_page(
        request, visit, asked, asked.agency, back=back, then=home_of(visit), stage=("Rapid review", home_of(visit)),
        act=lambda to: actions.hand_on(asked, to=to, by=visit.user, at=visit.now),
    )  # fmt: skip
