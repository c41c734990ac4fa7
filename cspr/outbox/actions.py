"""How does a message get out? It is written as a row in the transaction that needs it; the sweep sends it.

A message says codes, never names or case text. Its Message-ID is made from its key: a mail server that was handed
the same message twice, because the worker died between sending and noting it, can tell.
"""

import datetime as dt
import hashlib
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from cspr.outbox.models import Message

LEASE = dt.timedelta(minutes=2)
LONGEST_WAIT = dt.timedelta(hours=1)
log = logging.getLogger(__name__)


def write(
    key: str, *, to: str, subject: str, body: str, at: dt.datetime, review_code: str = ""
) -> tuple[Message, bool]:
    """Put a message in the outbox, once for each key; a second call changes nothing. Also says whether it is new."""
    return Message.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": subject, "body": body, "review_code": review_code, "written_at": at},
    )


def send_waiting(*, at: dt.datetime) -> int:
    """Send what waits; returns how many went. A failed one waits longer each time, and is never given up."""
    waiting = _free(at).order_by("pk").values_list("pk", "attempts")
    return sum(_send(pk, attempts, at) for pk, attempts in list(waiting))


def stuck() -> list[Message]:
    """The messages that have failed at least three times, for the office to see."""
    return list(Message.objects.filter(sent_at=None, attempts__gte=3).order_by("written_at"))


def message_id(key: str) -> str:
    """The Message-ID header of a key: the same for every attempt, and telling nothing of what it is about."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


def _free(at: dt.datetime):
    return Message.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), sent_at=None)


def _send(pk: int, attempts: int, at: dt.datetime) -> int:
    wait = min(LEASE * 2**attempts, LONGEST_WAIT)
    if not _free(at).filter(pk=pk, attempts=attempts).update(lease_until=at + wait, attempts=attempts + 1):
        return 0
    message = Message.objects.get(pk=pk)
    try:
        EmailMessage(
            message.subject, message.body, to=[message.to], headers={"Message-ID": message_id(message.key)}
        ).send()
    except Exception as error:
        log.warning("Message %s was not sent: %s", pk, type(error).__name__)
        Message.objects.filter(pk=pk).update(problem=type(error).__name__)
        return 0
    return Message.objects.filter(pk=pk, sent_at=None).update(sent_at=at, lease_until=None, problem="")
