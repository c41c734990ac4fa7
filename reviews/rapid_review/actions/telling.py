"""How do the actions of a rapid review tell the trail, and write to an agency?"""

import datetime as dt
from typing import Any

from agencies.models import User
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.letters.shipped import Letter
from cspr.outbox import actions as outbox
from reviews.rapid_review import narrative, queries
from reviews.rapid_review.models import RapidReview, ReturnRequest


def tell(event: Event, rapid_review: RapidReview, *, by: User, at: dt.datetime, **more: Any) -> None:
    """Put an event of the rapid review into the trail of its case."""
    more.setdefault("subject", f"rapid review {rapid_review.pk}")
    record(event, by=by, at=at, review_code=rapid_review.review.code, **more)


def tell_of_request(
    event: Event, request: ReturnRequest, *, by: User, at: dt.datetime, own: bool = False, **more: Any
) -> None:
    """The same for a request; ``own`` keeps it to the agency and the office."""
    more.setdefault("audience", f"agency:{request.agency_id}" if own else "team")
    tell(event, request.rapid_review, by=by, at=at, subject=f"request {request.pk}", **more)


def write_to_agency(
    letter: Letter,
    request: ReturnRequest,
    *,
    due_on: dt.date,
    by: User,
    at: dt.datetime,
    round_: str,
    page: str = "rapid-review-return",
    addresses: list[tuple[str, str]] | None = None,
) -> int:
    """Write once to everybody at the agency who is to hear of it; ``round_`` tells one occasion from the next."""
    subject, body = narrative.tell_of(letter, request, sender=by, due_on=due_on, page=page)
    found = queries.addresses_of(request.agency, on=clock.date_of(at)) if addresses is None else addresses
    code = request.rapid_review.review.code
    for key, email in found:
        outbox.write(
            f"{letter.code}:{request.pk}:{round_}:{key}", to=email, subject=subject, body=body, at=at, review_code=code
        )
    return len(found)
