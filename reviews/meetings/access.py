"""Who may come to a page of the sub-group? ``@for_subgroup(Permission.X, thing=…)`` is its one door.

A meeting is known to those who read the cases of its partnership, and to those invited to it (else 404). What is asked
for must be theirs in that partnership (else 403). Whatever is shown is recorded as a look, in the case it is about.
The view is called as ``view(request, visit, meeting)``, or with the thing, which names its ``meeting``.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from agencies.access import visitor_of
from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.audit.actions import record_look
from cspr.doors import Door, View, with_door
from reviews.case.access import SHOWN
from reviews.identities.rules import KnownForms
from reviews.meetings import queries
from reviews.meetings.models import Meeting

Thing = Callable[[QuerySet[Meeting], int], Any]


@dataclass(frozen=True)
class SubgroupVisit:
    """A person at a page of a sub-group meeting, and the moment they came. ``reads`` all its cases, or was invited."""

    visitor: Visitor
    meeting: Meeting

    @property
    def user(self) -> User:
        return self.visitor.user

    @property
    def now(self) -> dt.datetime:
        return self.visitor.now

    @property
    def today(self) -> dt.date:
        return self.visitor.today

    def may(self, permission: Permission) -> bool:
        return self.meeting.partnership_id in self.visitor.partnerships_with(permission)

    @property
    def reads(self) -> bool:
        return self.may(Permission.SEE_DOCUMENTS)

    @property
    def hidden_names(self) -> KnownForms | None:
        """The names to be hidden from this person in what is told at the meeting; None where they may see them."""
        return None if self.may(Permission.SEE_NAMES) else queries.names_told_at(self.meeting)

    @property
    def runs(self) -> bool:
        return self.may(Permission.RUN_CASE)


def for_subgroup(permission: Permission | None = None, *, thing: Thing | None = None):
    """The door. ``thing(meetings, pk)`` finds something that belongs to one of these meetings; else it is the meeting."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int) -> HttpResponse:
            visitor = visitor_of(request)
            known = queries.subgroup_meetings(visitor)
            found = thing(known, pk) if thing else known.filter(pk=pk).first()
            if found is None:
                raise Http404
            visit = SubgroupVisit(visitor, found.meeting if thing else found)
            if permission and not visit.may(permission):
                raise PermissionDenied("Your role in this partnership does not open this page.")
            request.subgroup = visit  # type: ignore[attr-defined]
            answer = view(request, visit, found)
            if request.method != "POST" or answer.status_code in SHOWN:
                review = getattr(found, "review", None)
                page = request.resolver_match.view_name if request.resolver_match else request.path
                code = review.code if review else ""
                record_look(page, by=visit.user, at=visit.now, review_code=code, subject=str(pk))
            return answer

        return with_door(guarded, Door("sub-group", (permission or Permission.SEE_DOCUMENTS).value))

    return decorate
