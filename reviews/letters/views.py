"""The wording of letters, what was written in a case, and what did not go out."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.drafts.forms import keeping
from cspr.letters import actions as wording
from cspr.letters import queries as letters
from cspr.letters.queries import Wording
from cspr.letters.rules import check_wording
from cspr.outbox.models import Message
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.case.queries import unsent
from reviews.letters import actions, forms, queries

WINDOW = 100


def a_letter(code: str) -> Wording:
    found = letters.wording(code)
    if found is None:
        raise Http404
    return found


@require_safe
@requires(Permission.RUN_CASE)
def every(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """All letters, each with the version that holds."""
    context = {"title": "Letters and e-mails", "wordings": letters.wordings()}
    return render(request, "reviews/letters/every.html", context)


@requires(Permission.RUN_CASE)
def reword(request: HttpRequest, visitor: Visitor, letter: str) -> HttpResponse:
    """One letter: its wording to be changed, its fields beside it, how it reads in an invented case, its versions."""
    found = a_letter(letter)
    if request.method == "POST" and "preview" in request.POST:
        return _preview(request, found)
    subject, body = wording.preview(found.letter, found.subject, found.body)
    return form_page(
        request, forms.WordingForm, template="reviews/letters/letter.html",
        initial={"subject": found.subject, "body": found.body, "revision": found.version},
        act=lambda form: wording.reword(letter, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("letter", args=[letter]),
        done="The new wording holds from now on. What is written already keeps its own.",
        context=_about(found) | {"preview": (subject, body)}, keep=f"letter:{letter}",
    )  # fmt: skip


def _about(found: Wording) -> dict[str, Any]:
    versions = list(letters.versions(found.letter.code))
    makers = queries.makers_of(versions)
    return {
        "title": found.letter.name,
        "letter": found.letter,
        "version": found.version,
        "fields": letters.fields_of(found.letter),
        "versions": [(row, makers.get(row.made_by_id, "")) for row in versions],
    }


def _preview(request: HttpRequest, found: Wording) -> HttpResponse:
    """How it would read as it is typed; nothing is saved."""
    form = keeping(forms.WordingForm(request.POST), user_id=request.user.pk, key=f"letter:{found.letter.code}")
    context: dict[str, Any] = _about(found)
    if form.is_valid():
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
        context |= {"preview": wording.preview(found.letter, subject, body), "as_typed": True}
        try:
            check_wording(found.letter, subject, body)
        except NotYet as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "reviews/letters/letter.html", context | {"form": form}, status=422 if form.errors else 200)


@requires(Permission.RUN_CASE)
def version(request: HttpRequest, visitor: Visitor, letter: str, number: int) -> HttpResponse:
    """An earlier wording (0: as shipped), to read and to restore."""
    found = a_letter(letter)
    was = letters.versions(letter).filter(version=number).first() if number else found.letter
    if was is None:
        raise Http404
    name = f"Version {number}" if number else "The wording the system came with"
    return form_page(
        request, forms.RestoreForm, template="reviews/letters/version.html",
        initial={"revision": found.version}, cancel=reverse("letter", args=[letter]),
        act=lambda form: wording.restore(letter, version=number, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("letter", args=[letter]), done="The earlier wording holds again.",
        context={
            "title": f"{found.letter.name}: {name.lower()}", "letter": found.letter, "was": was,
            "holds": number == found.version,
        },
    )  # fmt: skip


@require_safe
@for_review(Permission.RUN_CASE)
def of_case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was written to whom about a case, and whether it went."""
    page = Paginator(queries.letters_of(visit.review), WINDOW).get_page(request.GET.get("page"))
    return render(request, "reviews/letters/of_case.html", {"title": "Letters of the case", "page": page})


@require_safe
@for_review(Permission.RUN_CASE, thing=lambda visit, pk: queries.letters_of(visit.review).filter(pk=pk).first())
def one(request: HttpRequest, visit: Visit, thing: Message) -> HttpResponse:
    """One letter as it was written."""
    return render(request, "reviews/letters/one.html", {"title": thing.subject, "message": thing})


@requires(Permission.RUN_CASE)
def again(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Another address for an e-mail that could not be delivered."""
    message = unsent(visitor).filter(pk=pk).first()
    if message is None:
        raise Http404
    return form_page(
        request, forms.AgainForm, template="reviews/letters/again.html", initial={"to": message.to},
        cancel=reverse("unsent"),
        act=lambda form: actions.send_again(message, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("unsent"), done="The e-mail goes to that address within minutes.",
        context={"title": "Send an e-mail again", "message": message},
    )  # fmt: skip
