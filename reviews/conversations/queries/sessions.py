"""Which conversations were held with whom, what may this person read of them, and what of it may be quoted?"""

from collections.abc import Collection

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies.models import Agency
from cspr.templatetags.page import workdate
from reviews.case.models import Review
from reviews.case.queries import Reader, Things, way_to
from reviews.conversations.duties import SUPPORT
from reviews.conversations.models import ConversationNote, Participant, PointsSent, Quote, Session


def sessions(review: Review, *, notes_of_reviewer: bool) -> QuerySet[Session]:
    """The sessions with ``expected`` (who is asked, each with what they were ``sent``) and how many notes are readable."""
    sent = PointsSent.objects.filter(void_at=None).select_related("points", "entered_by").order_by("sent_on", "pk")
    expected = (
        Participant.objects.filter(void_at=None)
        .select_related("agency", "witness")
        .prefetch_related(Prefetch("sendings", sent, to_attr="sent"))
        .order_by("agency__name", "pk")
    )
    readable = Q(notes__void_at=None)
    if not notes_of_reviewer:
        readable &= Q(notes__released_at__isnull=False)
    return (
        review.sessions.select_related("points")
        .prefetch_related(Prefetch("participants", queryset=expected, to_attr="expected"))
        .annotate(readable=Count("notes", filter=readable, distinct=True))
        .order_by("number")
    )


def notes(session: Session, *, of_reviewer: bool) -> list[ConversationNote]:
    """The notes of a session in the order of its points: all for the reviewer, the released ones for everybody else."""
    chosen = Quote.objects.filter(void_at=None).select_related("answered_by__agency").order_by("pk")
    found = (
        session.notes.filter(void_at=None).prefetch_related(Prefetch("quotes", chosen, to_attr="chosen")).order_by("pk")
    )
    found = found if of_reviewer else found.filter(released_at__isnull=False)
    points = {point: number for number, point in enumerate(session.points.points if session.points else [])}
    return sorted(found, key=lambda note: (points.get(note.point, len(points)), note.point))


def agencies_to_choose(session: Session) -> QuerySet[Agency]:
    """The agencies a participant may speak for: those that stand, and those already named in the session."""
    named = session.participants.values("agency")
    return Agency.objects.filter(Q(ended_on=None) | Q(pk__in=named)).order_by("name")


def quotes(review: Review) -> QuerySet[Quote]:
    """The quotes that are on the list, by session."""
    standing = Quote.objects.filter(note__session__review=review, void_at=None, note__void_at=None)
    return standing.select_related("note__session", "answered_by__agency").order_by("note__session__number", "pk")


def not_told(review: Review) -> QuerySet[Participant]:
    """Who came to a conversation and was not told yet what became of it, by session."""
    found = Participant.objects.filter(
        session__review=review, session__cancelled_at=None, void_at=None, came=True, feedback_on=None
    )
    return found.select_related("session", "agency").order_by("session__number", "agency__name", "pk")


def standing(session: Session) -> list[Participant]:
    """Who is asked to a session."""
    return list(session.participants.filter(void_at=None).select_related("agency", "witness").order_by("pk"))


# What the trail names -------------------------------------------------------------------------------


def _session_of(reader: Reader, session: int) -> str:
    return way_to("conversations-session", reader, session)


def _of_session(model: type[Participant] | type[ConversationNote], word: str) -> Things:
    """Something told by the session it belongs to: who took part stands on its page alone."""
    return Things(
        lambda reader: model.objects.filter(session__review=reader.review).select_related("session"),
        lambda one: f"{word} in session {one.session.number}",
        lambda reader, one: _session_of(reader, one.session_id),
    )


THINGS = {
    "session": Things(
        lambda reader: reader.review.sessions.all() if reader.review else Session.objects.none(),
        lambda session: f"session {session.number} of {workdate(session.held_on)}",
        "conversations-session",
        by="number",
    ),
    "participant": _of_session(Participant, "somebody"),
    "note": _of_session(ConversationNote, "a note"),
    "quote": Things(
        lambda reader: Quote.objects.filter(note__session__review=reader.review).select_related("note__session"),
        lambda quote: f"a quote from session {quote.note.session.number}",
        lambda reader, quote: _session_of(reader, quote.note.session_id),
    ),
}


def sessions_told(numbers: Collection[int]) -> dict[int, str]:
    """Which sessions they are."""
    found = Session.objects.filter(pk__in=numbers)
    return {session.pk: f"session {session.number} of {workdate(session.held_on)}" for session in found}


ABOUT = {SUPPORT: sessions_told}
