"""How does a message get out? It is written as a row in the transaction that needs it; the sweep sends it.

A message says codes, never names or case text. Its Message-ID is made from its key: a mail server that was handed
the same message twice, because the worker died between sending and noting it, can tell.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

from cspr import ics
from cspr.outbox.models import Message

LEASE = dt.timedelta(minutes=2)
LONGEST_WAIT = dt.timedelta(hours=1)
# Two machines at work seldom have quite the same time.
CLOCKS_DIFFER = dt.timedelta(minutes=1)
# After so many failures in a row a sweep leaves the rest to the next: the server is away, and each try takes time.
FAILURES_IN_A_ROW = 3
STUCK_AFTER = 3
# From this code on a mail server says no for good (RFC 5321); below, it asks to be tried later.
FOR_GOOD = 500
# What is not tried again: it was refused, or it went out and came back.
RESTING = Q(refused_at__isnull=False, sent_at=None) | Q(came_back_on__isnull=False)
log = logging.getLogger(__name__)


def write(
    key: str,
    *,
    to: str,
    subject: str,
    body: str,
    at: dt.datetime,
    review_code: str = "",
    calendar: str = "",
    personal: bool = False,
) -> tuple[Message, bool]:
    """Put a message in the outbox, once for each key; a second call changes nothing. Also says whether it is new.

    ``calendar`` is an invitation made by ``cspr.ics`` that goes with it. ``personal`` says that it holds a link which opens
    something for its reader alone.
    """
    said = {"to": to, "subject": subject, "body": body, "calendar": calendar, "review_code": review_code}
    said["personal"] = personal
    return Message.objects.get_or_create(key=key, defaults={**said, "written_at": at})


def send_again(message: Message, *, to: str) -> bool:
    """Let a message that has not gone out try at once, at another address. Says whether it was still waiting."""
    calendar = ics.readdressed(message.calendar, to=to) if message.calendar else ""
    waiting = Message.objects.filter(pk=message.pk, sent_at=None)
    free = {"attempts": 0, "lease_until": None, "refused_at": None, "problem": ""}
    return waiting.update(to=to, calendar=calendar, **free) == 1


def note_came_back(message: Message, *, on: dt.date, because: str) -> bool:
    """Keep that a message came back which had gone out. Says whether nobody had said so before."""
    went = Message.objects.filter(pk=message.pk, sent_at__isnull=False, came_back_on=None)
    return went.update(came_back_on=on, came_back_because=because) == 1


def write_instead(message: Message, *, to: str, at: dt.datetime) -> tuple[Message, bool]:
    """Write a message that came back once more, to another address; only ever one. Also says whether it is new."""
    said = {name: getattr(message, name) for name in ("subject", "body", "review_code")}
    said["calendar"] = ics.readdressed(message.calendar, to=to) if message.calendar else ""
    more = {"key": f"again:{message.pk}", "to": to, "written_at": at}
    return Message.objects.get_or_create(instead_of=message, defaults={**said, **more})


def settle(message: Message, *, why: str, at: dt.datetime) -> bool:
    """Let the office hear no more of a message that was refused or came back. Says whether it was still to be seen to."""
    return stuck().filter(RESTING, pk=message.pk).update(settled_at=at, why_settled=why) == 1


def send_waiting(*, clock: Callable[[], dt.datetime]) -> int:
    """Send what waits; returns how many went. A failed one waits longer each time, and is never given up."""
    sent = failed_in_a_row = 0
    for pk, attempts in list(_free(clock()).order_by("pk").values_list("pk", "attempts")):
        message = _claim(pk, attempts, clock())
        if message is None:
            continue
        row, problem = Message.objects.filter(pk=pk), _send(message)
        if problem is None:
            # Sent and not noted, because the worker dies here, means sent again with the same Message-ID.
            row.update(sent_at=clock(), lease_until=None, problem="")
            sent, failed_in_a_row = sent + 1, 0
        elif problem.for_good:
            row.update(refused_at=clock(), lease_until=None, problem=problem.kind)
            failed_in_a_row = 0
        else:
            row.update(problem=problem.kind)
            failed_in_a_row += 1
        if failed_in_a_row == FAILURES_IN_A_ROW:
            break
    return sent


def stuck() -> QuerySet[Message]:
    """The messages that have failed several times, were refused, or came back, oldest first, for the office to see."""
    failing = Q(attempts__gte=STUCK_AFTER, sent_at=None)
    again = Message.objects.filter(instead_of__isnull=False).values("instead_of")
    return Message.objects.filter(failing | RESTING, settled_at=None).exclude(pk__in=again).order_by("written_at")


def message_id(key: str) -> str:
    """The Message-ID header of a key: the same for every attempt, and telling nothing of what it is about."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


def wait_after(attempts: int) -> dt.timedelta:
    """How long a message rests after so many attempts before: 2 minutes, 4, 8, … and at most an hour."""
    return min(LEASE * 2 ** min(attempts, 10), LONGEST_WAIT)


def _free(at: dt.datetime) -> QuerySet[Message]:
    # A lease longer than any that is given stands from before the machine's clock was set back.
    run_out = Q(lease_until__lt=at) | Q(lease_until__gt=at + LONGEST_WAIT + CLOCKS_DIFFER)
    return Message.objects.filter(Q(lease_until=None) | run_out, sent_at=None, refused_at=None)


def _claim(pk: int, attempts: int, at: dt.datetime) -> Message | None:
    """The message, if nobody else took it meanwhile: one of two sweeps at once gets it."""
    free = _free(at).filter(pk=pk, attempts=attempts)
    if not free.update(lease_until=at + wait_after(attempts), attempts=attempts + 1):
        return None
    return Message.objects.get(pk=pk)


@dataclass(frozen=True)
class Problem:
    """Why a message did not go: the kind of error, and whether trying this address again is of no use."""

    kind: str
    for_good: bool


def _send(message: Message) -> Problem | None:
    try:
        validate_email(message.to)
        _as_email(message).send()
    except Exception as error:
        # Only the kind of error is kept: its text may hold an address.
        log.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        return Problem(type(error).__name__, _is_refusal(error))
    return None


def _is_refusal(error: Exception) -> bool:
    """Did the mail server refuse the address, or is it none? A server that is away or busy is tried again."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, ValidationError)


def _as_email(message: Message) -> EmailMultiAlternatives:
    """The e-mail; an invitation goes with it twice, because some programs read the one place and some the other."""
    headers = {"Message-ID": message_id(message.key)}
    email = EmailMultiAlternatives(message.subject, message.body, to=[message.to], headers=headers)
    if message.calendar:
        email.attach_alternative(message.calendar, f"text/calendar; method={ics.method_of(message.calendar)}")
        email.attach("meeting.ics", message.calendar.encode(), "application/ics")
    return email
