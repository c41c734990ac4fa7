"""What has this person typed here before?"""

import datetime as dt
from dataclasses import dataclass

from cspr.drafts import rules
from cspr.drafts.models import Draft


@dataclass(frozen=True)
class Kept:
    """A draft as it was last saved."""

    key: str
    data: rules.Typed
    saved_at: dt.datetime
    revision: int


def typed(user_id: int, key: str) -> Kept | None:
    """What the person typed into the form called ``key``, or nothing."""
    draft = Draft.objects.filter(user_id=user_id, key=key).first()
    return Kept(draft.key, draft.data, draft.saved_at, draft.revision) if draft else None
