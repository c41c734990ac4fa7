"""Which pages belong to no one package? Refusals, forms that came too late, the partnership's colour, help."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from cspr import examples, glossary
from cspr.context import brand_of
from cspr.doors import public
from cspr.drafts.queries import is_kept_at
from cspr.drafts.rules import page_to_keep
from cspr.typed import came_from_here, read_refused, typed_into

# Each page of help, and what it shows beyond its own words.
HELP_PAGES: dict[str, dict[str, Any]] = {
    "accessibility": {},
    "glossary": {"terms": glossary.TERMS},
    "invited": {},
    "privacy": {},
}


@requires_csrf_token
@never_cache
def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer holds: what was typed is shown again, to be sent with a fresh token.

    Only a form from our own pages is offered again: a page elsewhere could otherwise have a person send its form with
    one careless click.
    """
    refused = read_refused(request) if came_from_here(request) else None
    if not refused:
        return render(request, "refused_form.html", status=403)
    return render(request, "expired_form.html", {"refused": refused}, status=403)


@requires_csrf_token
@never_cache
def signed_out_form(request: HttpRequest) -> HttpResponse:
    """A form that arrived without a session: what was typed waits on the page until the person has signed in again."""
    refused = read_refused(request) if came_from_here(request) else None
    if not refused:
        return render(request, "refused_form.html", status=403)
    return render(request, "signed_out_form.html", {"refused": refused}, status=403)


@requires_csrf_token
@never_cache
def shut(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not open, or no longer: what was typed into it meanwhile is shown, to be copied."""
    context = {"typed": typed_into(request), "kept": _is_kept(request)}
    return render(request, "403.html", context, status=403)


@requires_csrf_token
@never_cache
def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not there, or no longer: what was typed into it meanwhile is shown, to be copied."""
    context = {"typed": typed_into(request), "kept": _is_kept(request)}
    return render(request, "404.html", context, status=404)


def _is_kept(request: HttpRequest) -> bool:
    """Is something kept that this person once typed here and did not send?"""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and is_kept_at(user.pk, page_to_keep(request.get_full_path())))


@public
@require_safe
def brand_css(request: HttpRequest) -> HttpResponse:
    """The partnership's colour as a style sheet, because no style may stand inside a page."""
    colour = brand_of(request).colour
    css = f":root{{--cspr-brand:{colour}}}\n" if colour else ""
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@public
@require_safe
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    """A page of help: what the words mean, what invited people should know, privacy, accessibility."""
    if name not in HELP_PAGES:
        raise Http404
    return render(request, f"help/{name}.html", HELP_PAGES[name])


@public
def components(request: HttpRequest) -> HttpResponse:
    """Every component with an example, for developers; in demo mode only."""
    if not settings.DEMO:
        raise Http404
    form = examples.ExampleForm(request.POST or None, request.FILES or None, cancel="/help/components/")
    rows = examples.ExampleRows(request.POST or None, prefix="children")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        messages.success(request, "The example form has no problems.")
    page = Paginator(range(1, 2001), 200).get_page(request.GET.get("page", 3))
    context = {
        "form": form,
        "formset": rows,
        "filter": examples.ExampleFilter(prefix="filter"),
        "page": page,
        **examples.CONTEXT,
    }
    return render(request, "components/examples.html", context)
