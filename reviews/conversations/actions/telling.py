"""Who hears of what happens to conversations: the trail, and what further right follows them?"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from agencies.models import User
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review

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
