"""Which conversations were held with whom, and what may this person read of them?"""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies.models import Agency
from reviews.case.models import Review
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, Session


@dataclass(frozen=True)
class Figures:
    """How many sessions were held and who came, for the report: a session counts once somebody came to it."""

    sessions: int
    participants: int
    agencies: int
    agency_names: tuple[str, ...] = ()
    minutes_long: tuple[int, ...] = ()
    modes: tuple[str, ...] = ()


def figures(review: Review) -> Figures:
    """The figures of a review, in one question to the database."""
    came = Participant.objects.filter(
        session__review=review, session__cancelled_at=None, void_at=None, came=True
    ).select_related("session", "agency")
    sessions = {one.session_id: one.session for one in came}
    names = {one.agency_id: one.agency.name for one in came}
    return Figures(
        sessions=len(sessions),
        participants=len(came),
        agencies=len(names),
        agency_names=tuple(sorted(names.values())),
        minutes_long=tuple(sorted({session.minutes_long for session in sessions.values()})),
        modes=tuple(sorted({session.get_mode_display() for session in sessions.values()})),
    )


def all_points(review: Review) -> QuerySet[GuidedPoints]:
    """Every version of the guided points, the newest first."""
    return review.guided_points.order_by("-version")


def points_in_force(review: Review) -> GuidedPoints | None:
    """The latest version that went to participants, else the draft; None where there is none."""
    versions = list(all_points(review))
    return next((version for version in versions if version.sent_on), versions[0] if versions else None)


def sessions(review: Review, *, notes_of_reviewer: bool) -> QuerySet[Session]:
    """The sessions with ``expected`` (standing participants) and the number of notes this person may read."""
    expected = Participant.objects.filter(void_at=None).select_related("agency").order_by("agency__name", "pk")
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
    found = session.notes.filter(void_at=None).order_by("pk")
    found = found if of_reviewer else found.filter(released_at__isnull=False)
    points = {point: number for number, point in enumerate(session.points.points if session.points else [])}
    return sorted(found, key=lambda note: (points.get(note.point, len(points)), note.point))


def agencies_to_choose(session: Session) -> QuerySet[Agency]:
    """The agencies a participant may speak for: those that stand, and those already named in the session."""
    named = session.participants.values("agency")
    return Agency.objects.filter(Q(ended_on=None) | Q(pk__in=named)).order_by("name")
