"""How does a message get out? It is written as a row in the transaction that needs it; the sweep sends it.

A message says codes, never names or case text. Its Message-ID is made from its key: a mail server that was handed
the same message twice, because the worker died between sending and noting it, can tell.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet

from cspr.outbox.models import Message

LEASE = dt.timedelta(minutes=2)
LONGEST_WAIT = dt.timedelta(hours=1)
# After so many failures in a row a sweep leaves the rest to the next: the server is away, and each try takes time.
FAILURES_IN_A_ROW = 3
STUCK_AFTER = 3
log = logging.getLogger(__name__)


def write(
    key: str, *, to: str, subject: str, body: str, at: dt.datetime, review_code: str = ""
) -> tuple[Message, bool]:
    """Put a message in the outbox, once for each key; a second call changes nothing. Also says whether it is new."""
    return Message.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": subject, "body": body, "review_code": review_code, "written_at": at},
    )


def send_waiting(*, clock: Callable[[], dt.datetime]) -> int:
    """Send what waits; returns how many went. A failed one waits longer each time, and is never given up."""
    sent = failed_in_a_row = 0
    for pk, attempts in list(_free(clock()).order_by("pk").values_list("pk", "attempts")):
        message = _claim(pk, attempts, clock())
        if message is None:
            continue
        if _send(message):
            # Sent and not noted, because the worker dies here, means sent again with the same Message-ID.
            Message.objects.filter(pk=pk).update(sent_at=clock(), lease_until=None, problem="")
            sent, failed_in_a_row = sent + 1, 0
        else:
            failed_in_a_row += 1
        if failed_in_a_row == FAILURES_IN_A_ROW:
            break
    return sent


def stuck() -> QuerySet[Message]:
    """The messages that have failed several times, oldest first, for the office to see."""
    return Message.objects.filter(sent_at=None, attempts__gte=STUCK_AFTER).order_by("written_at")


def message_id(key: str) -> str:
    """The Message-ID header of a key: the same for every attempt, and telling nothing of what it is about."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


def wait_after(attempts: int) -> dt.timedelta:
    """How long a message rests after so many attempts before: 2 minutes, 4, 8, … and at most an hour."""
    return min(LEASE * 2 ** min(attempts, 10), LONGEST_WAIT)


def _free(at: dt.datetime) -> QuerySet[Message]:
    return Message.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), sent_at=None)


def _claim(pk: int, attempts: int, at: dt.datetime) -> Message | None:
    """The message, if nobody else took it meanwhile: one of two sweeps at once gets it."""
    free = _free(at).filter(pk=pk, attempts=attempts)
    if not free.update(lease_until=at + wait_after(attempts), attempts=attempts + 1):
        return None
    return Message.objects.get(pk=pk)


def _send(message: Message) -> bool:
    headers = {"Message-ID": message_id(message.key)}
    try:
        EmailMessage(message.subject, message.body, to=[message.to], headers=headers).send()
    except Exception as error:
        # Only the kind of error is kept: its text may hold an address.
        log.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        Message.objects.filter(pk=message.pk).update(problem=type(error).__name__)
        return False
    return True
