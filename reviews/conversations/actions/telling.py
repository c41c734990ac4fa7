"""Who hears of what happens to conversations: the trail, and what further right follows them? What is kept of it?"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from agencies.models import User
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.conversations.models import Session
from reviews.documents.actions import original_of
from reviews.documents.models import Document

Follow = Callable[[Review, User, dt.datetime], None]
_follows: list[Follow] = []


def use_conversations(follow: Follow) -> None:
    """Call ``follow(review, by, at)`` when figures or quotes may have changed, in the same transaction."""
    if follow not in _follows:
        _follows.append(follow)


def followed(review: Review, *, by: User, at: dt.datetime) -> None:
    """Let what follows conversations look again. Called by actions."""
    for follow in _follows:
        follow(review, by, at)


def tell(
    event: Event,
    review: Review,
    subject: str,
    *,
    by: User | None,
    at: dt.datetime,
    changes: Any = None,
    on_behalf_of: str = "",
) -> None:
    """Tell the trail of the case."""
    record(event, by=by, at=at, review_code=review.code, subject=subject, changes=changes, on_behalf_of=on_behalf_of)


def papers_title(session: Session) -> str:
    """What the original is called of something that the office enters around a session."""
    return f"Session {session.number}: as it was given"


def paper_of(
    session: Session, original: UploadedFile | None, *, by: User, at: dt.datetime, given_by: str
) -> Document | None:
    """The original of what the office enters around a session. It stays with the office: it may name who takes part."""
    return original_of(
        session.review, original, title=papers_title(session), by=by, at=at, office=True,
        belongs_to=f"session:{session.pk}", on_behalf_of=given_by,
    )  # fmt: skip
