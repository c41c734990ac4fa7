"""Pages that belong to no part of the case."""

from django.http import HttpRequest, HttpResponse


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("The form has expired.", status=403)


def signed_out_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("You have been signed out.", status=403)
