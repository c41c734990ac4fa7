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
from cspr.outbox.actions import RESTING
from cspr.outbox.models import Message
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.case.queries import unsent, written
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
    names = queries.names_of(page.object_list)
    letters = [(message, names.get(message.to.lower(), "")) for message in page.object_list]
    context = {"title": "Letters of the case", "page": page, "letters": letters}
    return render(request, "reviews/letters/of_case.html", context)


@require_safe
@for_review(Permission.RUN_CASE, thing=lambda visit, pk: queries.letters_of(visit.review).filter(pk=pk).first())
def one(request: HttpRequest, visit: Visit, thing: Message) -> HttpResponse:
    """One letter as it was written."""
    name = queries.names_of([thing]).get(thing.to.lower(), "")
    return render(request, "reviews/letters/one.html", {"title": thing.subject, "message": thing, "name": name})


@requires(Permission.RUN_CASE)
def again(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Another address for an e-mail that did not arrive."""
    message = unsent(visitor).filter(pk=pk).first()
    if message is None:
        raise Http404
    return form_page(
        request, forms.AgainForm, template="reviews/letters/again.html", initial={"to": message.to},
        cancel=reverse("unsent"), kept=queries.kept_at(message.to, visitor),
        act=lambda form: actions.send_again(message, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("unsent"), done="The e-mail goes to that address within minutes.",
        context=_about_address("Send an e-mail again", message, visitor),
    )  # fmt: skip


def _about_address(title: str, message: Message, visitor: Visitor) -> dict[str, Any]:
    person = queries.signs_in_with(message.to) if visitor.may(Permission.MANAGE_PEOPLE) else None
    return {"title": title, "message": message, "person": person}


@requires(Permission.RUN_CASE)
def came_back_from(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """An e-mail came back to the office: which of those sent to that address was it? The address stands in no URL."""
    form = forms.AddressForm(request.POST or None, cancel=reverse("unsent"))
    context: dict[str, Any] = {"title": "An e-mail came back", "form": form}
    if form.is_bound and form.is_valid():
        found = queries.sent_to(form.cleaned_data["address"], written(visitor))
        context |= {"sent": found[:WINDOW], "address": form.cleaned_data["address"]}
    refused = form.is_bound and not form.is_valid()
    return render(request, "reviews/letters/came_back_from.html", context, status=422 if refused else 200)


@requires(Permission.RUN_CASE)
def came_back(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """That this e-mail came back, and the right address in the same step."""
    message = written(visitor).filter(pk=pk, came_back_on=None).exclude(sent_at=None).first()
    if message is None:
        raise Http404
    return form_page(
        request, forms.CameBackForm, template="reviews/letters/came_back.html", cancel=reverse("unsent"),
        initial={"came_back_on": visitor.today}, kept=queries.kept_at(message.to, visitor),
        act=lambda form: actions.record_came_back(message, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("unsent"), done="Recorded. Where you gave an address, the e-mail goes there within minutes.",
        context=_about_address("An e-mail came back", message, visitor),
    )  # fmt: skip


@requires(Permission.RUN_CASE)
def settle(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """That an e-mail which did not arrive need not be sent."""
    message = unsent(visitor).filter(RESTING, pk=pk).first()
    if message is None:
        raise Http404
    return form_page(
        request, forms.SettleForm, template="reviews/letters/settle.html", cancel=reverse("unsent"),
        act=lambda form: actions.settle(message, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("unsent"), done="The e-mail is off the list. It stays on record as it is.",
        context={"title": "An e-mail need not be sent again", "message": message},
    )  # fmt: skip
