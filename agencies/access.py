"""Who may come to a page that is not about one review? ``@requires(Permission.X)`` names the door."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from agencies import queries
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr import clock
from cspr.context import NavLink, default_nav, url_or_none
from cspr.doors import Door, View, with_door


def visitor_of(request: HttpRequest) -> Visitor:
    """The signed-in person, read once a request; also the one reading of the clock a page needs."""
    if not hasattr(request, "visitor"):
        now = clock.now()
        request.visitor = queries.visitor(request.user, today=clock.date_of(now), now=now)  # type: ignore
    return request.visitor  # type: ignore[attr-defined]


def nav_for(request: HttpRequest) -> list[NavLink]:
    """The navigation without the pages about people, where this person does not look after them."""
    links = default_nav(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or visitor_of(request).may(Permission.MANAGE_PEOPLE):
        return links
    return [link for link in links if link.url != url_or_none("people")]


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
