"""How does what others wrote look to somebody who may not see real names?"""

from django import template
from django.http import HttpRequest

from reviews.identities.queries import hidden_from
from reviews.identities.rules import KnownForms, masked

register = template.Library()


def read_under(request: HttpRequest, hidden: KnownForms | None) -> None:
    """Settle which names are hidden on a page outside of the case, where no visit to it says so."""
    request.hidden_names = request.names_of_all = hidden  # type: ignore[attr-defined]


@register.filter
def as_read_by(text: object, request: HttpRequest) -> object:
    """The text with labels in the place of registered names, unless this person may see them.

    ``{{ entry.what|as_read_by:request }}``. The register is asked once for a page, however many texts stand on it.
    """
    if not hasattr(request, "hidden_names"):
        request.hidden_names = hidden_from(request.visit)  # type: ignore[attr-defined]
    return masked(str(text), request.hidden_names) if text and request.hidden_names else text


@register.filter
def without_names(text: object, request: HttpRequest) -> object:
    """The same for a text that the office or the review team wrote: the people of agencies read it with labels too.

    ``{{ question.text|without_names:request }}``
    """
    if not hasattr(request, "names_of_all"):
        request.names_of_all = hidden_from(request.visit, agencies=True)  # type: ignore[attr-defined]
    return masked(str(text), request.names_of_all) if text and request.names_of_all else text
