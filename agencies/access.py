"""Who may come to a page that is not about one review, and what stands at the top of every page for them?

``@requires(Permission.X)`` names the door. The navigation and the partnership's name come from the visitor that the
page's door has looked up, so that they cost nothing more.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from agencies import queries
from agencies.models import Partnership
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr import clock
from cspr.context import Brand, NavLink, url_or_none
from cspr.doors import Door, View, with_door


def visitor_of(request: HttpRequest) -> Visitor:
    """The signed-in person, read once a request; also the one reading of the clock a page needs."""
    if not hasattr(request, "visitor"):
        now = clock.now()
        request.visitor = queries.visitor(request.user, today=clock.date_of(now), now=now)  # type: ignore
    return request.visitor  # type: ignore[attr-defined]


def requires(*permissions: Permission):
    """The view is called as ``view(request, visitor, …)``; with none of the permissions in any post the answer is 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            visitor = visitor_of(request)
            if not visitor.permissions & set(permissions):
                allowed = " or ".join(Permission(permission).label for permission in permissions)
                raise PermissionDenied(f"This page is for people who may {allowed}.")
            return view(request, visitor, *args, **kwargs)

        return with_door(guarded, Door("permission", " or ".join(p.value for p in permissions)))

    return decorate


# The words, the page, and the permission in any post that makes it worth showing.
NAV = (
    ("Home", "home", None),
    ("Reviews", "reviews", Permission.SEE_CASE),
    ("Recommendations", "board", Permission.TRACK),
    ("Published", "published", None),
    ("People", "people", Permission.MANAGE_PEOPLE),
    ("Guidance", "guidance", Permission.KEEP_GUIDANCE),
    ("Who may do what", "roles", None),
)


def nav_for(request: HttpRequest) -> list[NavLink]:
    """The pages this person may open; to the signed-out only what is published."""
    visitor = _visitor(request)
    if visitor is None:
        links = [NavLink("Published", url_or_none("published"))]
    else:
        # Who holds no post may still be in the team of a review.
        shown = [name for _, name, asks in NAV if asks is None or visitor.may(asks)]
        shown += ["reviews"] if not visitor.posts else []
        links = [NavLink(label, url_or_none(name)) for label, name, _ in NAV if name in shown]
    return [link for link in links if link.url]


def brand_for(request: HttpRequest) -> Brand:
    """The partnership whose case this is, or in which the person works, or to the signed-out the one there is."""
    if visit := getattr(request, "visit", None):
        return _brand(visit.review.partnership)
    visitor = _visitor(request)
    if visitor is None:
        shown = set(queries.first_partnerships(2))
    else:
        shown = {post.partnership for post in visitor.posts if post.partnership}
    return _brand(shown.pop()) if len(shown) == 1 else Brand()


def _brand(partnership: Partnership) -> Brand:
    return Brand(partnership.name, partnership.colour, partnership.phone, partnership.email)


def _visitor(request: HttpRequest) -> Visitor | None:
    user = getattr(request, "user", None)
    return visitor_of(request) if user and user.is_authenticated else None
