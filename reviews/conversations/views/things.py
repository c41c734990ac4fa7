"""What the pages of conversations are about, as far as this person may reach it, and where they lead back to."""

from django.urls import reverse

from agencies.roles import Permission
from reviews.case.access import Visit
from reviews.conversations import queries
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, PointsSent, Quote, Session

P = Permission
FORM = "reviews/conversations/form.html"


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


def standing_session(visit: Visit, pk: int) -> Session | None:
    """A session of this review that was not cancelled."""
    found = session_of(visit, pk)
    return found if found and not found.cancelled_at else None


def cancelled(visit: Visit, pk: int) -> Session | None:
    """A session of this review that was cancelled."""
    found = session_of(visit, pk)
    return found if found and found.cancelled_at else None


def participant_of(visit: Visit, pk: int) -> Participant | None:
    """Somebody who is asked to a session of this review."""
    found = Participant.objects.filter(pk=pk, session__review=visit.review, session__cancelled_at=None, void_at=None)
    return found.select_related("session__review__partnership", "agency", "witness").first()


def sending_of(visit: Visit, pk: int) -> PointsSent | None:
    """A sending of this review that stands."""
    found = PointsSent.objects.filter(pk=pk, points__review=visit.review, void_at=None)
    return found.select_related("points__review", "participant__session", "participant__agency").first()


def note_of(visit: Visit, pk: int) -> ConversationNote | None:
    """A note of this review that stands."""
    found = ConversationNote.objects.filter(pk=pk, session__review=visit.review, void_at=None)
    return found.select_related("session__review").first()


def quote_of(visit: Visit, pk: int) -> Quote | None:
    """A quote of this review that stands."""
    return queries.quotes(visit.review).select_related("note__session__review").filter(pk=pk).first()


def points_of(visit: Visit, pk: int) -> GuidedPoints | None:
    """A version of the points of this review."""
    return queries.all_points(visit.review).filter(pk=pk).first()


def draft_of(visit: Visit, pk: int) -> GuidedPoints | None:
    """A version of the points of this review that was not sent yet."""
    return queries.all_points(visit.review).filter(pk=pk, sent_on=None).first()
