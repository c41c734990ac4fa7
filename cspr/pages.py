"""How does a page with a form run? GET shows it; POST checks it, does one action, and goes on.

A refusal of the action (``NotYet``) stands beside its field; a record that somebody else changed meanwhile is shown
beside what was typed. Nothing typed is lost. The same page sent twice is done once, and says so. A refusal outside a
form gets a plain page of its own.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, is_valid_path, reverse

from cspr import clock
from cspr.drafts import actions as drafts
from cspr.drafts.forms import Outside, holds_much, keeping, says_something
from cspr.drafts.rules import NOBODY, key_of_form
from cspr.govuk import Rowed
from cspr.records import ChangedMeanwhile, NotYet, is_clash
from cspr.sendings.actions import AGAIN, key_of, once
from cspr.typed import typed_into

BUSY = "Somebody else was saving in the same place at the same moment. Nothing was changed: please send it once more."
CONFLICT = 409
BUTTON_ONLY = 405


class Revised(forms.Form):
    """The hidden revision of the record that was opened, for forms that change a record."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def form_page(
    request: HttpRequest,
    form_class: type[forms.BaseForm],
    *,
    template: str,
    act: Callable[[Any], Any],
    then: Callable[[Any], str] | str,
    done: str = "",
    initial: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    keep: str | Outside | None = None,
    **form_arguments: Any,
) -> HttpResponse:
    """Show and take one form.

    ``act(form)`` does the one action and may raise ``NotYet`` or ``ChangedMeanwhile``. ``then`` is the address to go
    to, or makes it from what ``act`` returned. ``done`` is said on the next page. An invalid form answers 422.
    What is typed into a form of long texts or many fields is saved while it is typed, put back when the person
    returns, and forgotten once ``act`` has succeeded. It is named after its page; ``keep`` gives it another name
    ("entry:CP-2026-014", never a person's), or says with "" that nothing is kept. For somebody without an account it
    is an ``Outside``.
    """
    context = dict(context or {})
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, initial=initial, **form_arguments)
        keeper, key, save_url = _keeper(request, form, keep)
        form = keeping(form, user_id=keeper, key=key, save_url=save_url) if key else form
        if form.is_valid():
            try:
                address, new = once(key_of(request), lambda: _address(then, act(form)), at=clock.now())
            except NotYet as refusal:
                form.add_error(_beside(form, refusal.field), str(refusal))
            except ChangedMeanwhile as other:
                form.add_error(None, str(other))
                context["theirs"] = other.current
            except DatabaseError as error:
                if not is_clash(error):
                    raise
                form.add_error(None, BUSY)
            else:
                if key:
                    drafts.discard_all(keeper, key)
                if not new:
                    messages.info(request, AGAIN)
                elif done:
                    messages.success(request, done)
                return redirect(address)
        if key and keeper and says_something(form):
            form.draft = drafts.keep_refused(  # type: ignore[attr-defined]
                keeper, form.draft_key, dict(form.data.lists()), at=clock.now(), page=request.get_full_path(),
                title=str(context.get("title", "")),
            )  # fmt: skip
        if "theirs" in context:  # kept under the revision that was sent, so that it is never put over theirs later
            form.data = form.data.copy()
            form.data["revision"] = str(context["theirs"].revision)
        return render(request, template, {**context, "form": form}, status=422)
    form = form_class(initial=initial, **form_arguments)
    keeper, key, save_url = _keeper(request, form, keep)
    form = keeping(form, user_id=keeper, key=key, save_url=save_url) if key else form
    return render(request, template, {**context, "form": form})


def _keeper(request: HttpRequest, form: forms.BaseForm, keep: str | Outside | None) -> tuple[Any, str, str]:
    """Whose draft it is, under which key, and where it is saved as it is typed; no key where nothing is kept."""
    if isinstance(keep, Outside):
        return NOBODY, keep.key, keep.save_url
    if keep is None and request.user.is_authenticated and holds_much(form):
        keep = key_of_form(request.get_full_path(), type(form).__name__)
    return request.user.pk, keep or "", ""


def _beside(form: Any, field: str | None) -> str | None:
    """The field a refusal stands beside, where the form has it: of its own, or of one of its rows."""
    has = form.has_place_for(field) if isinstance(form, Rowed) else field in form.fields
    return field if has else None


def _address(then: Callable[[Any], str] | str, result: Any) -> str:
    return then(result) if callable(then) else then


class SmallPages(GZipMiddleware):
    """Sends pages compressed; files are left as they are, for they are compressed already or streamed.

    The length of a compressed page tells nothing of the secrets in it: tokens are masked anew each time, Django adds
    some random bytes, and no other site can have a signed-in browser ask for a page of ours.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
            return response
        return super().process_response(request, response)


class PlainRefusals:
    """A view that refuses outside a form (a button, a download) answers with its sentence, never with an error page.

    So does the address of a button that is opened like a page, as after a sign-in that came between.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method != "GET" or answer.status_code != BUTTON_ONLY:
            return answer
        page = button_only(request)
        page.headers["Allow"] = answer.headers.get("Allow", "POST")
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotYet):
            said = str(exception)
        elif isinstance(exception, ChangedMeanwhile):
            said = "Somebody else changed this before you did. Nothing of yours was saved: look at it as it is now."
        elif isinstance(exception, DatabaseError) and is_clash(exception):
            said = BUSY
        else:
            return None
        return render(
            request,
            "not_now.html",
            {"said": said, "back": page_before(request), "typed": typed_into(request)},
            status=CONFLICT,
        )


def button_on(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Says on which page the button of a view stands, by its URL name, where that is not the address above its own.

    The page takes what the address of the button has, or as much of it as there is. It stands below the door.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.button_on = page  # type: ignore[attr-defined]
        return view

    return decorate


def button_only(request: HttpRequest) -> HttpResponse:
    above = _page_of_button(request) or address_above(request.path)
    return render(request, "button_only.html", {"above": above}, status=BUTTON_ONLY)


def _page_of_button(request: HttpRequest) -> str:
    match = request.resolver_match
    page = getattr(match.func, "button_on", "") if match else ""
    if not match or not page:
        return ""
    try:
        return reverse(page, kwargs=match.kwargs)
    except NoReverseMatch:
        return reverse(page, kwargs={"code": match.kwargs["code"]})


def address_above(path: str) -> str:
    """The nearest address above this one that leads anywhere."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return above if above == "/" or is_valid_path(above) else address_above(above)


def page_before(request: HttpRequest) -> str:
    """The page of ours the person came from, or nothing."""
    before = urlsplit(request.META.get("HTTP_REFERER", ""))
    if before.netloc == request.get_host() and before.path.startswith("/") and not before.path.startswith("//"):
        return before.path + (f"?{before.query}" if before.query else "")
    return ""
