"""The pages of conversations with practitioners."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.queries import active_agencies
from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.conversations import actions, forms, queries, rules
from reviews.conversations.models import ConversationNote, GuidedPoints, Session
from reviews.proceedings.queries import practitioners

P = Permission
FORM = "reviews/conversations/form.html"
GIVEN = ("on_behalf_of", "given_on", "original")
CAME_BACK = {None: "", True: "yes", False: "no"}


def at_conversations(visit: Visit) -> str:
    """The address of the stage's main page."""
    return reverse("conversations", args=[visit.review.code])


def at_session(visit: Visit, session: Session) -> str:
    """The address of one session's page."""
    return reverse("conversations-session", args=[visit.review.code, session.pk])


def session_of(visit: Visit, pk: int) -> Session | None:
    """A session of this review."""
    found = queries.sessions(visit.review, notes_of_reviewer=visit.may(P.HOLD_CONVERSATIONS))
    return found.filter(pk=pk).first()


def note_of(visit: Visit, pk: int) -> ConversationNote | None:
    """A note of this review that stands."""
    found = ConversationNote.objects.filter(pk=pk, session__review=visit.review, void_at=None)
    return found.select_related("session__review").first()


def draft_of(visit: Visit, pk: int) -> GuidedPoints | None:
    """A version of the points of this review that was not sent yet."""
    return queries.all_points(visit.review).filter(pk=pk, sent_on=None).first()


@for_review(P.SEE_CONVERSATIONS)
def conversations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The guided points, the sessions and who came, and the figures the report will give."""
    versions = list(queries.all_points(visit.review))
    context = {
        "title": "Conversations with practitioners",
        "points": next((version for version in versions if version.sent_on), versions[0] if versions else None),
        "draft": next((version for version in versions if not version.sent_on), None),
        "versions": versions,
        "sessions": queries.sessions(visit.review, notes_of_reviewer=visit.may(P.HOLD_CONVERSATIONS)),
        "figures": queries.figures(visit.review),
        "holds": visit.may(P.HOLD_CONVERSATIONS),
        "arranges": visit.may(P.RUN_CASE) or visit.may(P.HOLD_CONVERSATIONS),
    }
    return render(request, "reviews/conversations/conversations.html", context)


# Guided points -----------------------------------------------------------------------------------------


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS)
def add_points(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Begin the first version from a proposal, or the next one from the one that was sent."""
    latest = queries.all_points(visit.review).first()
    version = latest.version + 1 if latest else 1
    introduction = latest.introduction if latest else rules.PROPOSED_INTRODUCTION
    lines = latest.points if latest else rules.PROPOSED_POINTS
    return form_page(
        request,
        forms.PointsForm,
        template=FORM,
        initial={"version": version, "introduction": introduction, "points": "\n".join(lines)},
        act=lambda form: actions.start_points(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_conversations(visit),
        done="The points are saved. Record the day on which they go to the participants.",
        context={"title": "Guided points" if version == 1 else f"Guided points, version {version}"},
        keep=f"points:{visit.review.code}:{version}",
        cancel=at_conversations(visit),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=draft_of)
def change_points(request: HttpRequest, visit: Visit, points: GuidedPoints) -> HttpResponse:
    def act(form: forms.ChangePointsForm) -> None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        actions.change_points(points, **typed, by=visit.user, at=visit.now)

    initial = {name: getattr(points, name) for name in ("version", "introduction", "revision")}
    return form_page(
        request,
        forms.ChangePointsForm,
        template=FORM,
        initial={**initial, "points": "\n".join(points.points)},
        act=act,
        then=at_conversations(visit),
        done="The points are saved.",
        context={"title": "Guided points"},
        keep=f"points:{visit.review.code}:{points.version}:change",
        cancel=at_conversations(visit),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=draft_of)
def mark_sent(request: HttpRequest, visit: Visit, points: GuidedPoints) -> HttpResponse:
    return form_page(
        request,
        forms.SentForm,
        template=FORM,
        initial={"revision": points.revision, "sent_on": visit.today},
        act=lambda form: actions.mark_sent(points, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_conversations(visit),
        done="The day is recorded.",
        context={
            "title": "The guided points were sent",
            "lead": "Participants see them before they come. This version then stays as it is, and the report prints it.",
        },
        cancel=at_conversations(visit),
    )


# Sessions ------------------------------------------------------------------------------------------------


@for_review(P.SEE_CONVERSATIONS, thing=session_of)
def session(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    """One session: who came, and the notes this person may read."""
    holds = visit.may(P.HOLD_CONVERSATIONS)
    context = {
        "title": f"Session {found.number}",
        "session": found,
        "notes": queries.notes(found, of_reviewer=holds),
        "holds": holds,
        "arranges": visit.may(P.RUN_CASE) or holds,
        "enters": visit.may(P.RUN_CASE),
        "to_come": found.held_on > visit.today,
    }
    return render(request, "reviews/conversations/session.html", context)


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
        keep=f"session:{visit.review.code}",
        cancel=at_conversations(visit),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=session_of)
def change(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    names = ("form", "mode", "held_on", "minutes_long", "points", "supported_by", "support_offered", "revision")
    return form_page(
        request,
        forms.ChangeSessionForm,
        template=FORM,
        initial={name: getattr(found, name) for name in names},
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
        cancel=at_session(visit, found),
    )


def _row(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk, "role": one.role, "agency": one.agency_id, "name": one.name, "witness": one.witness_id or "",
        "came": CAME_BACK[one.came],
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
        context={"title": f"Cancel session {found.number}"},
        cancel=at_session(visit, found),
    )


def cancelled(visit: Visit, pk: int) -> Session | None:
    found = session_of(visit, pk)
    return found if found and found.cancelled_at else None


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


# Notes -----------------------------------------------------------------------------------------------------


@for_review(P.HOLD_CONVERSATIONS, P.RUN_CASE, thing=session_of)
def write_notes(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    """The reviewer's own, or typed in by the office, who cannot read them afterwards."""
    own = visit.may(P.HOLD_CONVERSATIONS)
    lead = "Each line becomes a note of its own, which you can release alone. Write labels and roles, no names."
    behalf = (
        "Type in what you were given. Only the lead reviewer reads it until it is released. Labels and roles, no names."
    )

    def act(form: Any) -> None:
        given = {name: form.cleaned_data[name] for name in GIVEN if name in form.cleaned_data}
        actions.write_notes(found, lines=form.lines, **given, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.NotesForm if own else forms.NotesForSomebodyForm,
        template=FORM,
        act=act,
        then=at_session(visit, found),
        done="The notes are saved. Nobody but the lead reviewer can read them until they are released.",
        context={"title": f"Notes of session {found.number}", "lead": lead if own else behalf},
        points=found.points.points if found.points else [],
        keep=f"notes:{visit.review.code}:{found.number}",
        cancel=at_session(visit, found),
    )


@for_review(P.HOLD_CONVERSATIONS, thing=note_of)
def change_note(request: HttpRequest, visit: Visit, note: ConversationNote) -> HttpResponse:
    return form_page(
        request,
        forms.NoteForm,
        template=FORM,
        initial={name: getattr(note, name) for name in ("point", "text", "quote_cleared", "revision")},
        act=lambda form: actions.change_note(note, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, note.session),
        done="The note is saved.",
        context={"title": "Change a note"},
        cancel=at_session(visit, note.session),
    )


@for_review(P.HOLD_CONVERSATIONS, thing=note_of)
def void_note(request: HttpRequest, visit: Visit, note: ConversationNote) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": note.revision},
        act=lambda form: actions.void_note(note, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, note.session),
        done="The note is no longer shown to anybody.",
        context={"title": "A note was made in error"},
        cancel=at_session(visit, note.session),
    )


def _once(request: HttpRequest, visit: Visit, note: ConversationNote, act: Any, done: str) -> HttpResponse:
    """Do one thing to a note and return to its session."""
    try:
        act(note, revision=int(request.POST.get("revision") or 0), by=visit.user, at=visit.now)
    except (NotYet, ChangedMeanwhile, ValueError):
        messages.warning(request, "This note was changed meanwhile. Look at it again.")
    else:
        messages.success(request, done)
    return redirect(at_session(visit, note.session))


@for_review(P.HOLD_CONVERSATIONS, thing=note_of)
@require_POST
def release(request: HttpRequest, visit: Visit, note: ConversationNote) -> HttpResponse:
    return _once(request, visit, note, actions.release, "The review team can read this note.")


@for_review(P.HOLD_CONVERSATIONS, thing=note_of)
@require_POST
def take_back(request: HttpRequest, visit: Visit, note: ConversationNote) -> HttpResponse:
    return _once(request, visit, note, actions.take_back, "Only the lead reviewer can read this note again.")
