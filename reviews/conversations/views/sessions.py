"""Sessions are planned, changed and cancelled."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.queries import active_agencies
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.conversations import actions, forms, queries
from reviews.conversations.models import Session
from reviews.conversations.views.things import FORM, P, at_conversations, at_session, cancelled, session_of
from reviews.proceedings.queries import practitioners

CAME_BACK = {None: "", True: "yes", False: "no"}
KEPT = (
    "form", "mode", "held_on", "begins_at", "place", "minutes_long", "minutes_held", "points", "supported_by",
    "on_behalf_of", "revision",
)  # fmt: skip


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS)
def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    in_force = queries.points_in_force(visit.review)
    return form_page(
        request,
        forms.SessionForm,
        template=FORM,
        initial={"mode": Session.Mode.VIDEO, "minutes_long": 90, "points": in_force},
        act=lambda form: actions.plan_session(
            visit.review, expected=form.expected, **form.details, by=visit.user, at=visit.now
        ),
        then=lambda made: at_session(visit, made),
        done="The session is saved.",
        context={"title": "Plan a session, or record one"},
        points=queries.all_points(visit.review),
        agencies=active_agencies(),
        witnesses=practitioners(visit.review),
        behalf=visit.may(P.RUN_CASE),
        keep=f"session:{visit.review.code}",
        cancel=at_conversations(visit),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=session_of)
def change(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    return form_page(
        request,
        forms.ChangeSessionForm,
        template=FORM,
        initial={name: getattr(found, name) for name in KEPT},
        act=lambda form: actions.change_session(
            found,
            revision=form.cleaned_data["revision"],
            expected=form.expected,
            **form.details,
            by=visit.user,
            at=visit.now,
        ),
        then=at_session(visit, found),
        done="The session is saved.",
        context={"title": f"Session {found.number}"},
        rows=[_row(one) for one in found.expected],
        points=queries.all_points(visit.review),
        agencies=queries.agencies_to_choose(found),
        witnesses=practitioners(visit.review),
        behalf=visit.may(P.RUN_CASE),
        cancel=at_session(visit, found),
    )


def _row(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk, "role": one.role, "agency": one.agency_id, "name": one.name, "witness": one.witness_id or "",
        "email": one.email, "came": CAME_BACK[one.came],
    }  # fmt: skip


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=session_of)
def cancel(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    return form_page(
        request,
        forms.CancelForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.cancel_session(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_conversations(visit),
        done="The session is cancelled.",
        context={
            "title": f"Cancel session {found.number}",
            "lead": "Whoever was invited to it by e-mail from here is written to, if it is still to come.",
        },
        cancel=at_session(visit, found),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=cancelled)
def restore(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    return form_page(
        request,
        forms.RestoreForm,
        template=FORM,
        initial={"revision": found.revision},
        act=lambda form: actions.restore_session(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, found),
        done="The session stands again.",
        context={
            "title": f"Session {found.number} was cancelled in error",
            "lead": "It keeps its day and its participants. Tell them yourself.",
        },
        cancel=at_session(visit, found),
    )
