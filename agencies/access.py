"""Who may come to a page that is not about one review? ``@requires(Permission.X)`` names the door."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from agencies import queries
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr import clock
from cspr.doors import Door, View, with_door


def visitor_of(request: HttpRequest) -> Visitor:
    """The signed-in person, read once a request; also the one reading of the clock a page needs."""
    if not hasattr(request, "visitor"):
        now = clock.now()
        request.visitor = queries.visitor(request.user, today=clock.date_of(now), now=now)  # type: ignore
    return request.visitor  # type: ignore[attr-defined]


def requires(permission: Permission):
    """The view is called as ``view(request, visitor, …)``; without the permission in any post the answer is 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            visitor = visitor_of(request)
            if not visitor.may(permission):
                raise PermissionDenied(f"This page is for people who may {Permission(permission).label}.")
            return view(request, visitor, *args, **kwargs)

        return with_door(guarded, Door("permission", permission.value))

    return decorate
