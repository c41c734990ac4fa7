"""How does an e-mail that cannot be delivered get to its reader after all?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.outbox import actions as outbox
from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.letters import events


@transaction.atomic
def send_again(message: Message, *, to: str, by: User, at: dt.datetime) -> None:
    """Let an e-mail that waits, or was refused, go to another address at once."""
    if message.refused_at and to.casefold() == message.to.casefold():
        raise NotYet("The mail server refused this address. Enter another one.", field="to")
    if not outbox.send_again(message, to=to):
        raise NotYet("This e-mail has gone out meanwhile.")
    record(
        events.AGAIN, by=by, at=at, review_code=message.review_code, subject=f"e-mail {message.pk}", audience="office",
        changes={"to": "changed"},
    )  # fmt: skip
