"""One form about one thing of disclosure, as every page here shows it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit
from reviews.identities.queries import hidden_from
from reviews.identities.rules import masked

ASK = Permission.DISCLOSE
FORM = "reviews/disclosure/form.html"


def at_disclosure(visit: Visit) -> str:
    """The address of the stage's page."""
    return reverse("disclosure", args=[visit.review.code])


def at_request(visit: Visit, pk: int) -> str:
    return reverse("disclosure-request", args=[visit.review.code, pk])


def told_to(visit: Visit) -> Callable[[str], str]:
    """How the title of a paper is told to this person: with labels for names, where they may not see those."""
    forms = hidden_from(visit)
    return lambda text: masked(text, forms) if forms else text


def one_form(
    request: HttpRequest, visit: Visit, form_class: type[Any], act: Callable[..., Any], *, title: str, done: str,
    then: str = "", lead: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show and take one form; ``act`` gets what was typed, who did it and when."""
    back = then or at_disclosure(visit)
    return form_page(
        request,
        form_class,
        template=FORM,
        act=lambda form: act(**form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done=done,
        context={"title": title, "lead": lead},
        cancel=back,
        **more,
    )
