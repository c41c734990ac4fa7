"""How does an e-mail that did not arrive get to its reader after all?"""

import datetime as dt

from django.db import transaction

from agencies.actions.organisations import change_contact
from agencies.models import Contact, User
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.outbox import actions as outbox
from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.letters import events, rules

MEANWHILE = "This e-mail has gone out meanwhile."
SAID = "Somebody has recorded this already. Nothing was sent twice."


@transaction.atomic
def send_again(
    message: Message, *, to: str, by: User, at: dt.datetime, correct: list[Contact] | tuple[Contact, ...] = ()
) -> None:
    """Let an e-mail that waits, was refused or came back go to another address at once, and correct these contacts."""
    rules.check_address(message, to, message.came_back_because)
    if message.came_back_on:
        if not outbox.write_instead(message, to=to, at=at)[1]:
            raise NotYet(SAID)
    elif not outbox.send_again(message, to=to):
        raise NotYet(MEANWHILE)
    _correct(correct, to, by=by, at=at)
    _tell(events.AGAIN, message, by=by, at=at, to="changed")


@transaction.atomic
def record_came_back(
    message: Message,
    *,
    came_back_on: dt.date,
    because: str,
    to: str = "",
    correct: list[Contact] | tuple[Contact, ...] = (),
    by: User,
    at: dt.datetime,
) -> None:
    """Record that an e-mail came back, and in the same step send it to the right address where that is known."""
    rules.check_came_back(message, came_back_on, clock.date_of(at))
    if not outbox.note_came_back(message, on=came_back_on, because=because):
        raise NotYet(SAID)
    _tell(events.CAME_BACK, message, by=by, at=at, because=str(Message.Returned(because).label))
    message.refresh_from_db()
    if to:
        send_again(message, to=to, correct=correct, by=by, at=at)
    elif correct:
        raise NotYet("Enter the right address first.", field="to")


@transaction.atomic
def settle(message: Message, *, why: str, by: User, at: dt.datetime) -> None:
    """Record that an e-mail which was refused or came back need not be sent: why, or how it was told instead."""
    if not outbox.settle(message, why=why, at=at):
        raise NotYet("This e-mail is tried again by itself, or has been seen to already.")
    _tell(events.SETTLED, message, by=by, at=at)


def _correct(contacts: list[Contact] | tuple[Contact, ...], to: str, *, by: User, at: dt.datetime) -> None:
    for contact in contacts:
        change_contact(contact, revision=contact.revision, email=to, by=by, at=at)


def _tell(event: Event, message: Message, *, by: User, at: dt.datetime, **changes: str) -> None:
    record(
        event, by=by, at=at, review_code=message.review_code, subject=f"e-mail {message.pk}", audience="office",
        changes=changes,
    )  # fmt: skip
