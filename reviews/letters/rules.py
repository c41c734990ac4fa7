"""May it be said that an e-mail came back, and may it go to this address?"""

import datetime as dt

from cspr import clock
from cspr.outbox.models import Message
from cspr.records import NotYet

# For these reasons the same address may take it another time.
MAY_TAKE_IT_LATER = (Message.Returned.FULL, Message.Returned.BLOCKED, Message.Returned.OTHER)
PERSONAL = (
    "This e-mail holds a link for its reader alone, so it goes to no other address. Correct the address under People, "
    "then invite the person again."
)


def check_came_back(message: Message, on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` where it has not gone out, or the day is before that or still to come."""
    if message.sent_at is None:
        raise NotYet("This e-mail has not gone out yet, so it cannot have come back.")
    if on > today:
        raise NotYet("The day is still to come.", field="came_back_on")
    if on < clock.date_of(message.sent_at):
        raise NotYet("That is before it was sent.", field="came_back_on")


def check_address(message: Message, to: str, because: str = "") -> None:
    """Raises ``NotYet`` where an e-mail cannot go to this address: it is personal, or did not arrive there."""
    if message.personal:
        raise NotYet(PERSONAL, field="to")
    same = to.casefold() == message.to.casefold()
    if same and message.refused_at:
        raise NotYet("The mail server refused this address. Enter another one.", field="to")
    if same and because and because not in MAY_TAKE_IT_LATER:
        raise NotYet("It came back from this address. Enter another one.", field="to")
