"""How do those invited hear of a meeting, and the trail of what was done to it?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from agencies.models import User
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.letters.shipped import Letter
from cspr.outbox import actions as outbox
from reviews.case.models import Review
from reviews.meetings import narrative
from reviews.meetings.models import Attendance, Meeting


def write(letter: Letter, meeting: Meeting, rows: Iterable[Attendance], *, by: User, at: dt.datetime) -> None:
    """Put a message, with the entry for their calendar, into the outbox for each of these people who has an address.

    Its key holds the revisions of meeting and guest: a second move, or a corrected address, makes another message.
    """
    subject, body = narrative.tell_of(letter, meeting, by)
    for row in rows:
        if row.email:
            outbox.write(
                key_of(letter, meeting, row), to=row.email, subject=subject, body=body, at=at,
                review_code=meeting.code, calendar=narrative.invitation_of(meeting, row, at=at),
            )  # fmt: skip


def key_of(letter: Letter, meeting: Meeting, row: Attendance) -> str:
    """The key of the message to a guest, as the meeting and the guest stand."""
    return f"{letter.code}:{row.pk}:{meeting.revision}:{row.revision}"


def tell(
    event: Event,
    meeting: Meeting,
    *,
    by: User,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
    on_behalf_of: str = "",
    review: Review | None = None,
) -> None:
    """Tell the trail: of the meeting's case, of ``review`` where one of all cases talks of it, or else of the office."""
    code = review.code if review else meeting.code
    record(
        event, by=by, at=at, review_code=code, subject=f"meeting {meeting.pk}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
