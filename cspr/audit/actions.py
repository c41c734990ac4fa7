"""How does something get into the trail? In the transaction of the change it tells of, or not at all."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, connection, transaction

from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.audit.queries import chain_of, looks_chain_of

TRIES = 50
SYSTEM = "The system"


def record(
    event: Event,
    *,
    by: Any,
    at: dt.datetime,
    review_code: str = "",
    subject: str = "",
    changes: dict[str, Any] | None = None,
    on_behalf_of: str = "",
    audience: str = "team",
) -> TrailEntry:
    """Add an event to the review's chain, or the installation's. ``by`` is a user, or None for the system.

    Raises ``RuntimeError`` outside a transaction: the change and its entry stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The trail is written in the transaction of the change.")
    return _append(
        chain_of(review_code),
        at=at,
        kind=event.kind,
        sentence=event.sentence,
        actor=str(by) if by else SYSTEM,
        actor_id=by.pk if by else None,
        on_behalf_of=on_behalf_of,
        review_code=review_code,
        audience=audience,
        subject=subject,
        changes=changes or {},
    )


def record_look(page: str, *, by: Any, at: dt.datetime, review_code: str = "", subject: str = "") -> None:
    """Note that somebody opened a page; looks have chains of their own."""
    with transaction.atomic():
        _append(
            looks_chain_of(review_code),
            at=at,
            kind="look",
            sentence=f"opened {page}",
            actor=str(by),
            actor_id=by.pk,
            review_code=review_code,
            audience="governance",
            subject=subject,
        )


def _append(chain: str, **said: Any) -> TrailEntry:
    for _ in range(TRIES):
        last = TrailEntry.objects.filter(chain=chain).order_by("-number").only("number", "hash").first()
        entry = TrailEntry(
            chain=chain, number=last.number + 1 if last else 1, previous=last.hash if last else "", **said
        )
        entry.hash = entry.digest()
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            continue  # another writer was first; follow it
        return entry
    raise RuntimeError("The trail could not be written: too many writers at once.")
