"""Who may come to a page of a review? ``@for_review(Permission.X, thing=…)`` is its one door.

The code in the URL becomes a review this person may know of, and the thing one they may reach (else 404); the
permission they have in that review is checked (else 403); the visit is recorded. The view is called as
``view(request, visit)``, or ``view(request, visit, thing)``.
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


@dataclass(frozen=True)
class Visit:
    """A person at a page of one review: what they may do in it, and the moment they came."""

    visitor: Visitor
    review: Review
    permissions: frozenset[Permission]
    involved: frozenset[int]

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
        return self.visitor.agencies & self.involved

    @property
    def partners(self) -> set[int]:
        """The statutory partners (agency ids) this person decides for here."""
        return self.visitor.partner_agencies(self.review.partnership_id)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def can(self) -> dict[str, bool]:
        """For templates: ``{% if visit.can.run_case %}``."""
        return {permission.value: permission in self.permissions for permission in Permission}


Thing = Callable[..., Any]


def visit_to(review: Review, visitor: Visitor) -> Visit:
    """What a person may do in a review: their posts in its partnership and agencies, and their place in its team."""
    involved = frozenset(Involvement.objects.filter(review=review).values_list("agency_id", flat=True))
    team = TeamMember.objects.held_on(visitor.today).filter(review=review, user=visitor.user)
    roles = visitor.roles_in(review.partnership_id, involved) | set(team.values_list("role", flat=True))
    return Visit(visitor, review, permissions_of(roles), involved)


def for_review(*permissions: Permission, thing: Thing | None = None):
    """The door. Any one of ``permissions`` opens it. ``thing(visit, **url_arguments)`` returns the thing or None."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            visitor = visitor_of(request)
            known = Review.objects.visible_to(visitor).select_related("partnership", "incident")
            review = known.filter(code=code).first()
            if review is None:
                raise Http404
            visit = visit_to(review, visitor)
            found = thing(visit, **kwargs) if thing else None
            if thing and found is None:
                raise Http404
            if not visit.permissions & set(permissions):
                raise PermissionDenied("Your role in this review does not open this page.")
            request.visit = visit  # type: ignore[attr-defined]
            if request.method == "GET":
                _note_look(request, visit, kwargs)
            return view(request, visit, found) if thing else view(request, visit, **kwargs)

        return with_door(guarded, Door("review", " or ".join(p.value for p in permissions)))

    return decorate


def _note_look(request: HttpRequest, visit: Visit, kwargs: dict[str, Any]) -> None:
    page = request.resolver_match.view_name if request.resolver_match else request.path
    subject = " ".join(str(value) for value in kwargs.values())
    record_look(page, by=visit.user, at=visit.now, review_code=visit.review.code, subject=subject[:100])
