"""Has an e-mail come back, by the action the page uses."""

import datetime as dt

from cspr import clock
from cspr.outbox.models import Message
from cspr.tests.cast import Cast
from reviews.letters import actions


def came_back(cast: Cast, message: Message, *, at: dt.datetime, because: str = Message.Returned.NO_SUCH) -> Message:
    """It went out when it was written, and came back; nobody has seen to it yet."""
    # The worker sends; where there is none, it is noted here.
    Message.objects.filter(pk=message.pk, sent_at=None).update(sent_at=message.written_at)
    message.refresh_from_db()
    actions.record_came_back(message, came_back_on=clock.date_of(at), because=because, by=cast.priya, at=at)
    return message
