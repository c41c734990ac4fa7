"""The two pages one reads: all conversations, and one session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.case.access import Visit, for_review
from reviews.conversations import queries, rules
from reviews.conversations.models import Session
from reviews.conversations.views.things import P, session_of


@for_review(P.SEE_CONVERSATIONS)
@require_safe
def conversations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is still to be done, the sessions and who came, the guided points, and the figures the report will give."""
    versions = list(queries.all_points(visit.review))
    holds = visit.may(P.HOLD_CONVERSATIONS)
    arranges = visit.may(P.RUN_CASE) or holds
    sessions = list(queries.sessions(visit.review, notes_of_reviewer=holds))
    points = queries.in_force_of(versions)
    quotes = queries.quotes(visit.review) if holds else ()
    context = {
        "title": "Conversations with practitioners",
        "points": points,
        "draft": next((version for version in versions if not version.sent_on), None),
        "sessions": sessions,
        "figures": queries.figures(visit.review),
        "to_do": rules.to_do(sessions, points, quotes, visit.today) if arranges else (),
        "holds": holds,
        "arranges": arranges,
    }
    return render(request, "reviews/conversations/conversations.html", context)


@for_review(P.SEE_CONVERSATIONS, thing=session_of)
@require_safe
def session(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    """One session: who came, what each was sent, offered and told, and the notes this person may read."""
    holds = visit.may(P.HOLD_CONVERSATIONS)
    arranges = visit.may(P.RUN_CASE) or holds
    in_force = queries.points_in_force(visit.review)
    older = {one.pk for one in rules.without(found.expected, in_force) if rules.version_had(one)}
    context = {
        "title": f"Session {found.number}",
        "session": found,
        "notes": queries.notes(found, of_reviewer=holds),
        "holds": holds,
        "arranges": arranges,
        "enters": visit.may(P.RUN_CASE),
        "to_come": found.held_on > visit.today,
        "may_send": found.held_on >= visit.today and not found.cancelled_at,
        "in_force": in_force,
        "lacking": rules.without([one for one in found.expected if one.came is not False], in_force),
        "older": older,
    }
    if arranges:
        queries.with_letters(found.expected)
    return render(request, "reviews/conversations/session.html", context)
