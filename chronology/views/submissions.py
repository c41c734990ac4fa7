"""Signing off, submitting, saying that nothing is held, sending back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.models import User
from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import request_at
from chronology.models import ChronologyRequest
from chronology.views.questions import draft_row, question_row
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def submit(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Sign off and submit what is written."""
    return _sign(request, visit, found, nothing_held=False)


@for_review(Permission.ANSWER, Permission.RUN_CASE, thing=request_at)
def nothing(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Say that the agency holds nothing."""
    return _sign(request, visit, found, nothing_held=True)


def _sign(request: HttpRequest, visit: Visit, found: ChronologyRequest, *, nothing_held: bool) -> HttpResponse:
    office = found.agency_id not in visit.agencies
    signing = queries.signatories(found.agency, on=visit.today)
    alone = not signing
    if not office and not alone and not rules.signs_for(visit.visitor, found.agency):
        if nothing_held:
            return _pass_on(request, visit, found, signing)
        raise PermissionDenied("Somebody else signs for your agency. Tell them that it is ready.")
    document = rules.is_uploaded(found.submission) and not office and not nothing_held

    def act(form: Any) -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        if document:
            actions.hand_in(found.submission, **given, signed_off_by=visit.user.name, by=visit.user, at=visit.now)
            return
        if office:
            given["on_behalf_of"] = given["signed_off_by"]
        else:
            given |= {"signed_off_by": visit.user.name, "given_on": visit.today}
        actions.submit(found.submission, **given, nothing_held=nothing_held, by=visit.user, at=visit.now)

    context = {
        "title": "Say that nothing is held" if nothing_held else "Sign off and submit",
        "nothing_held": nothing_held,
        "asked": found,
        "entry_count": found.entry_count,
        "alone": alone and not office,
        "document": document,
        "sign_off": True,
        "to_do": _left_to_do(visit, found),
    }
    submission = found.submission
    given_on = queries.handed_in_on(found) if office else None
    wrote = None if office else visit.user if nothing_held else queries.typed_most(submission)
    return form_page(
        request,
        forms.SignForSomebodyForm if office else forms.SignForm,
        template="chronology/form.html",
        initial={
            "revision": submission.revision,
            "author_name": submission.author_name or (wrote.name if wrote else ""),
            "author_job": submission.author_job or (wrote.job if wrote else ""),
            "none_about": list(submission.none_about.values_list("pk", flat=True)),
            **({"signed_off_by": submission.signed_off_by, "given_on": given_on} if given_on else {}),
        },
        act=act,
        then=reverse("chronology-draft", args=[visit.review.code, found.pk]),
        done=_done(nothing_held=nothing_held, document=document),
        context=context,
        cancel=reverse("chronology-draft", args=[visit.review.code, found.pk]),
        people=queries.people_of(found).none() if nothing_held else queries.people_of(found),
        **({} if office else {"agreement": _agreement(found, nothing_held)}),
    )


def _left_to_do(visit: Visit, found: ChronologyRequest) -> int:
    """How many of the entries that were sent back are neither changed nor answered."""
    office = found.agency_id not in visit.agencies
    rows = [draft_row(question) for question in queries.asked_of(found, visit.user if office else None)]
    needed = [row for row in rows if row["question"].kind == rules.NEEDED]
    return sum(not row["changed_so_far"] and not row["question"].answers.all() for row in needed)


def _done(*, nothing_held: bool, document: bool) -> str:
    if nothing_held:
        return "It is recorded that nothing is held."
    return "Thank you. The document is with the office." if document else "The chronology is submitted."


def _pass_on(request: HttpRequest, visit: Visit, found: ChronologyRequest, signing: list[User]) -> HttpResponse:
    """Somebody who does not sign says that nothing is held: those who do are told."""
    back = reverse("chronology-draft", args=[visit.review.code, found.pk])
    names = " or ".join(person.name for person in signing)
    return form_page(
        request,
        forms.PassOnForm,
        template="chronology/form.html",
        act=lambda form: actions.say_ready(found.submission, nothing_held=True, by=visit.user, at=visit.now),
        then=back,
        done=f"Saved. {names} is told that it waits for sign-off.",
        context={
            "title": "Say that nothing is held",
            "lead": f"{found.agency} has searched its records for the people on the list and holds nothing. "
            f"{names} signs for your agency, and is told by e-mail.",
        },
        cancel=back,
    )


@for_review(Permission.ANSWER, thing=request_at)
def upload(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """A document the agency has written elsewhere, in place of typing."""
    submission = found.submission
    if submission.submitted_at or found.withdrawn_at or (request.method == "GET" and rules.is_waiting(submission)):
        return redirect("chronology-draft", visit.review.code, found.pk)
    if request.method == "GET":
        actions.note_opened(found, by=visit.user, at=visit.now)
    draft, sign = (reverse(f"chronology-{name}", args=[visit.review.code, found.pk]) for name in ("draft", "submit"))
    signs = rules.signs_for(visit.visitor, found.agency)
    return form_page(
        request,
        forms.UploadForm,
        template="chronology/form.html",
        initial={
            "revision": submission.revision,
            "author_name": submission.author_name or visit.user.name,
            "author_job": submission.author_job or visit.user.job,
        },
        act=lambda form: actions.upload(submission, **form.cleaned_data, by=visit.user, at=visit.now),
        then=sign if signs else draft,
        done="The document is uploaded. Now sign it off."
        if signs
        else "The document is uploaded. Now say that it is ready.",
        context={"title": "Upload your agency's chronology", "asked_for": found},
        cancel=draft,
    )


def _agreement(found: ChronologyRequest, nothing_held: bool) -> str:
    if nothing_held:
        return f"{found.agency} has searched its records for these people and holds nothing"
    return f"I have read this chronology and sign it off for {found.agency}"


@for_review(Permission.ANSWER, thing=request_at)
@require_POST
def ready(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Tell those who sign that it is ready."""
    try:
        people = actions.say_ready(found.submission, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        names = " and ".join(person.name for person in people)
        messages.success(request, f"We are telling {names} that it is ready to sign off.")
    return redirect("chronology-draft", visit.review.code, found.pk)


@for_review(Permission.ANSWER, thing=request_at)
@require_POST
def take_back(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Open again what was handed in; what was signed, only by somebody who signs."""
    submission, sent = found.submission, request.POST.get("revision", "")
    signs = rules.signs_for(visit.visitor, found.agency) or not queries.signatories(found.agency, on=visit.today)
    if submission.signed_off_by and not signs:
        raise PermissionDenied("It is signed off. Only somebody who signs for your agency can take it back.")
    revision = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    actions.take_back(submission, revision=revision, by=visit.user, at=visit.now)
    messages.success(request, "It is open again. Hand it in once more when you are done.")
    return redirect("chronology-draft", visit.review.code, found.pk)


@for_review(Permission.RUN_CASE, thing=request_at)
def send_back(request: HttpRequest, visit: Visit, found: ChronologyRequest) -> HttpResponse:
    """Send a chronology back, with what is needed of the entries that were marked."""
    marked = queries.marked_in(found, visit.user)
    return form_page(
        request,
        forms.SendBackForm,
        template="chronology/send_back.html",
        marked=len(marked),
        initial={"revision": found.submission.revision},
        act=lambda form: actions.send_back(found.submission, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("chronology", args=[visit.review.code]),
        done="The chronology is sent back, and the agency is told.",
        context={
            "title": "Send the chronology back",
            "lead": f"{found.agency} can change its entries again. Until it submits them once more, "
            "the review team does not see them in the combined chronology.",
            "asked": found,
            "marked": [question_row(one) for one in marked],
        },
        cancel=reverse("chronology-draft", args=[visit.review.code, found.pk]),
    )
