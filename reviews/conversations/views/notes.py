"""Notes are written, released and taken back; words are chosen to be quoted, and cleared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.conversations import actions, forms
from reviews.conversations.models import ConversationNote, Participant, Quote, Session
from reviews.conversations.views.things import FORM, P, at_session, note_of, quote_of, session_of

GIVEN = ("on_behalf_of", "given_on", "original")
ANSWER = ("words", "said_by", "answer", "answered_on", "answered_by", "answered_words", "revision")


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
        initial={name: getattr(note, name) for name in ("point", "text", "revision")},
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


# Quotes ----------------------------------------------------------------------------------------------------


@for_review(P.HOLD_CONVERSATIONS, thing=note_of)
def choose_quote(request: HttpRequest, visit: Visit, note: ConversationNote) -> HttpResponse:
    return form_page(
        request,
        forms.QuoteForm,
        template=FORM,
        initial={"words": note.text, "said_by": "a practitioner"},
        act=lambda form: actions.choose_quote(note, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda made: reverse("conversations-quote", args=[visit.review.code, made.pk]),
        done="The quote is saved. Ask the practitioner, and record the answer here.",
        context={
            "title": f"Quote from session {note.session.number}",
            "lead": "The report takes these words once the practitioner has cleared them, and not before.",
        },
        cancel=at_session(visit, note.session),
    )


@for_review(P.HOLD_CONVERSATIONS, thing=quote_of)
def answer_quote(request: HttpRequest, visit: Visit, quote: Quote) -> HttpResponse:
    session = quote.note.session
    return form_page(
        request,
        forms.AnswerForm,
        template=FORM,
        initial={name: getattr(quote, name) for name in ANSWER},
        act=lambda form: actions.answer_quote(quote, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, session),
        done="The answer is saved.",
        context={
            "title": f"May this be quoted? Session {session.number}",
            "lead": "Where words that stand in the draft of the report are no longer cleared, they are taken out of it.",
        },
        participants=Participant.objects.filter(session=session, void_at=None).select_related("agency"),
        cancel=at_session(visit, session),
    )


@for_review(P.HOLD_CONVERSATIONS, thing=quote_of)
def void_quote(request: HttpRequest, visit: Visit, quote: Quote) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": quote.revision},
        act=lambda form: actions.void_quote(quote, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, quote.note.session),
        done="The quote is off the list, and out of the draft of the report.",
        context={"title": "Take a quote off the list"},
        cancel=at_session(visit, quote.note.session),
    )
