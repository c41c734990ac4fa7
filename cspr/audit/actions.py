"""How does something get into the trail? In the transaction of the change it tells of, or not at all.

Many writers: each entry names the hash before it, so they write to a chain one after the other. On PostgreSQL (READ
COMMITTED, its default; a stricter isolation would not see the entry waited for) each waits in a queue, by a lock that
ends with the transaction, until the one before has committed. On SQLite a transaction begins by taking the one write
lock, so nobody else is ever between reading the last entry and adding the next.

A transaction that writes two chains, or a chain and then a row that another holds, can meet one that does so in the
other order: PostgreSQL ends one of the two after a second. It is rolled back whole, and ``cspr.pages`` asks the person
to send the form again (``cspr.records.is_clash``); a task is simply run again by the next sweep.
"""

import datetime as dt
import json
from typing import Any

from django.db import connection, transaction

from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.audit.queries import LOOK, chain_of, looks_chain_of

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
        on_behalf_of=on_behalf_of or as_deputy(by),
        review_code=review_code,
        audience=audience,
        subject=subject,
        changes=_plain(changes or {}),
    )


def as_deputy(by: Any) -> str:
    """For whom a person acts as deputy; their door says it for as long as they are there (``as_deputy`` of the user)."""
    return getattr(by, "as_deputy", "")


def record_look(page: str, *, by: Any, at: dt.datetime, review_code: str = "", subject: str = "") -> None:
    """Note that somebody opened a page; looks have chains of their own."""
    with transaction.atomic():
        _append(
            looks_chain_of(review_code),
            at=at,
            kind=LOOK,
            sentence=f"opened {page}",
            actor=str(by),
            actor_id=by.pk,
            on_behalf_of=as_deputy(by),
            review_code=review_code,
            audience="governance",
            subject=subject,
        )


def _plain(changes: dict[str, Any]) -> dict[str, Any]:
    """As the database will give it back, or the hash would not fit: text for dates and the like, lists for tuples."""
    return json.loads(json.dumps(changes, default=str))


def _append(chain: str, *, subject: str, **said: Any) -> TrailEntry:
    said["subject"] = subject[: TrailEntry._meta.get_field("subject").max_length]
    _wait_for_turn(chain)
    last = TrailEntry.objects.filter(chain=chain).order_by("-number").only("number", "hash").first()
    entry = TrailEntry(chain=chain, number=last.number + 1 if last else 1, previous=last.hash if last else "", **said)
    entry.hash = entry.digest()
    entry.save(force_insert=True)
    return entry


def _wait_for_turn(chain: str) -> None:
    """Hold the end of a chain until this transaction is over."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [chain])
