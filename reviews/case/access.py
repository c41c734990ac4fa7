"""Who may come to a page of a review? ``@for_review(Permission.X, thing=…)`` is its one door.

The code in the URL becomes a review this person may know of (else 404), the permission they have in that review is
checked (else 403), and the thing must be one they may reach (else 404): whoever lacks the permission learns nothing of
what there is. Whatever is shown is recorded as a look first, also the page that a refused form is. The view is called
as ``view(request, visit)``, or ``view(request, visit, thing)``.

Roles are joined over everything a person is in this review, so a permission says what, and the agency says whose: a
page about an agency's own things asks ``visit.agencies_with(Permission.SIGN_FOR_AGENCY)``, or ``visit.agencies`` for
answering, never the permission alone.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from agencies.access import visitor_of
from agencies.models import User
from agencies.roles import Permission, permissions_of
from agencies.rules import Visitor
from cspr.audit.actions import record_look
from cspr.doors import Door, View, with_door
from reviews.case.models import Involvement, Review, TeamMember

# What a POST answers when it shows the page: the form again with what stands in its way, or something made on demand.
SHOWN = (200, 422)


@dataclass(frozen=True)
class Visit:
    """A person at a page of one review: what they may do in it, and the moment they came.

    ``inside`` are office and review team, who may know all that is owed; the people of agencies know of their own.
    """

    visitor: Visitor
    review: Review
    permissions: frozenset[Permission]
    involved: frozenset[int]
    inside: bool

    @property
    def user(self) -> User:
        return self.visitor.user

    @property
    def now(self) -> dt.datetime:
        return self.visitor.now

    @property
    def today(self) -> dt.date:
        return self.visitor.today

    @property
    def agencies(self) -> frozenset[int]:
        """The involved agencies (ids) this person answers for."""
        return self.agencies_with(Permission.ANSWER)

    @property
    def partners(self) -> set[int]:
        """The statutory partners (agency ids) this person decides for here."""
        return self.visitor.partner_agencies(self.review.partnership_id)

    def agencies_with(self, permission: Permission) -> frozenset[int]:
        """The involved agencies (ids) for which a post of this person carries the permission."""
        return self.visitor.agencies_with(permission) & self.involved

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def can(self) -> dict[str, bool]:
        """For templates: ``{% if visit.can.run_case %}``."""
        return {permission.value: permission in self.permissions for permission in Permission}


Thing = Callable[..., Any]


def visit_at(code: str, visitor: Visitor) -> Visit | None:
    """A person's visit to the review with this code; None where there is none that they may know of."""
    known = Review.objects.visible_to(visitor).select_related("partnership", "incident")
    review = known.filter(code=code).first()
    return visit_to(review, visitor) if review else None


def visit_to(review: Review, visitor: Visitor) -> Visit:
    """What a person may do in a review: their posts in its partnership and agencies, and their place in its team."""
    involved = frozenset(Involvement.objects.current().filter(review=review).values_list("agency_id", flat=True))
    held = TeamMember.objects.held_on(visitor.today).filter(review=review, user=visitor.user)
    places = list(held.values_list("role", "deputy_for__user__name"))
    team = {role for role, _ in places} & set(dict(TeamMember.ROLES))
    office = visitor.roles_in(review.partnership_id)
    visitor.user.as_deputy = _as_deputy([name for _, name in places], office)
    permissions = permissions_of(visitor.roles_in(review.partnership_id, involved) | team)
    inside = Permission.SEE_CASE in permissions_of(office | team)
    return Visit(visitor, review, permissions, involved, inside)


def _as_deputy(stood_in_for: list[str | None], office: set[str]) -> str:
    """For whom somebody is here who has no place of their own, in the words of the trail."""
    names = sorted({name for name in stood_in_for if name})
    return f"{' and '.join(names)} (as deputy)" if names and None not in stood_in_for and not office else ""


def for_review(*permissions: Permission, thing: Thing | None = None, looked: bool = True):
    """The door. Any one of ``permissions`` opens it. ``thing(visit, **url_arguments)`` returns the thing or None.

    ``looked`` is False for a page that shows nothing of the case and asks for itself again and again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            visit = visit_at(code, visitor_of(request))
            if visit is None:
                raise Http404
            if not visit.permissions & set(permissions):
                raise PermissionDenied("Your role in this review does not open this page.")
            found = thing(visit, **kwargs) if thing else None
            if thing and found is None:
                raise Http404
            request.visit = visit  # type: ignore[attr-defined]
            if looked and request.method != "POST":
                _note_look(request, visit, kwargs)
            answer = view(request, visit, found) if thing else view(request, visit, **kwargs)
            if looked and request.method == "POST" and answer.status_code in SHOWN:
                _note_look(request, visit, kwargs)
            return answer

        return with_door(guarded, Door("review", " or ".join(p.value for p in permissions)))

    return decorate


def _note_look(request: HttpRequest, visit: Visit, kwargs: dict[str, Any]) -> None:
    page = request.resolver_match.view_name if request.resolver_match else request.path
    subject = " ".join(str(value) for value in kwargs.values())
    record_look(page, by=visit.user, at=visit.now, review_code=visit.review.code, subject=subject[:100])
