"""Which versions of the guided points are there, and who was sent which?"""

from collections.abc import Iterable

from django.db.models import QuerySet

from cspr.outbox.models import Message
from reviews.case.models import Review
from reviews.conversations.models import GuidedPoints, Participant, PointsSent

KEY = "conversations-points:"


def all_points(review: Review) -> QuerySet[GuidedPoints]:
    """Every version of the guided points, the newest first."""
    return review.guided_points.order_by("-version")


def points_in_force(review: Review) -> GuidedPoints | None:
    """The latest version that went to participants, else the draft; None where there is none."""
    return in_force_of(list(all_points(review)))


def in_force_of(versions: list[GuidedPoints]) -> GuidedPoints | None:
    """The one in force among all versions, the newest first."""
    return next((version for version in versions if version.sent_on), versions[0] if versions else None)


def key_of(sent: PointsSent) -> str:
    """The key of the letter by which a version went out."""
    return f"{KEY}{sent.pk}"


def with_letters(participants: Iterable[Participant]) -> None:
    """Put to each sending of these participants (in ``sent``) its ``letter``, where it went by e-mail. One query."""
    sendings = [sent for one in participants for sent in one.sent]
    keys = [key_of(sent) for sent in sendings if sent.how == PointsSent.How.EMAIL]
    letters = {letter.key: letter for letter in Message.objects.filter(key__in=keys)} if keys else {}
    for sent in sendings:
        sent.letter = letters.get(key_of(sent))


def sending_of(digest: str) -> PointsSent | None:
    """The sending whose letter held this link."""
    found = PointsSent.objects.filter(digest=digest, how=PointsSent.How.EMAIL)
    return found.select_related("points", "participant__session__review__partnership", "participant__agency").first()


def newest_of(participant: Participant) -> PointsSent | None:
    """What this participant was sent last, as it stands."""
    standing = participant.sendings.filter(void_at=None).select_related("points")
    return standing.order_by("-points__version", "-pk").first()
