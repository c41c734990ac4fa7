"""Who may come to this page? Every view names its door; one that names none is shut.

The doors of a review and of permissions stand further right (``agencies.access``, ``reviews.case.access``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """How a page is guarded: ``public``, ``signed in``, ``permission`` or ``review``, and what is asked for."""

    kind: str
    permission: str = ""


def with_door(view: View, door: Door) -> View:
    """The same view, wearing its door."""
    view.door = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """A page for everyone, signed in or not."""
    return with_door(login_not_required(view), Door("public"))


def signed_in(view: View) -> View:
    """A page for everyone who has signed in, about themselves alone."""
    return with_door(view, Door("signed in"))


LARGEST_NUMBER = 2**63 - 1


def _can_be(value: Any) -> bool:
    """Whether there can be anything of this number or name: what no database takes is nowhere."""
    return value <= LARGEST_NUMBER if isinstance(value, int) else "\x00" not in str(value)


class DoorMiddleware(LoginRequiredMiddleware):
    """Sends the signed-out to sign in, keeping what they typed, and shuts every view without a door."""

    def process_view(
        self, request: HttpRequest, view_func: View, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if not hasattr(view_func, "door"):
            raise PermissionDenied("This page has no door.")
        if not all(_can_be(value) for value in view_kwargs.values()):
            raise Http404
        request.door = view_func.door  # type: ignore[attr-defined]
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """What is not public is kept by no browser, for whoever sits down at the same desk and goes back."""
        door = getattr(request, "door", None)
        if door and door.kind != "public":
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        if request.method == "POST":
            return import_string(settings.SIGNED_OUT_FORM_VIEW)(request)
        return super().handle_no_permission(request, view_func)
