"""Is the death of this child or young person to be notified besides, and until when?"""

import datetime as dt

from cspr.records import NotYet
from reviews.case.rules import check_not_in_future, check_order
from reviews.guidance.regimes import Clock
from reviews.identities.models import Person
from reviews.referral.models import OtherNotification

Because = OtherNotification.Because
CLOCKS = {Because.LOOKED_AFTER: Clock.LOOKED_AFTER_DEATH, Because.CARE_LEAVER: Clock.CARE_LEAVER_DEATH}
OLDEST_CARE_LEAVER = 24  # up to and including; Working Together 2023, as told by gov.uk


def check_owed(because: str, person: Person | None, known_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` where the young person was too old, or the day cannot be."""
    check_not_in_future(known_on, today, field="known_on", name="The day the authority came to know")
    died_on = person.died_on if person else None
    check_order(died_on, known_on, field="known_on", message="The authority cannot have known before the death.")
    born_on = person.born_on if person else None
    too_old = born_on and died_on and age_on(born_on, died_on) > OLDEST_CARE_LEAVER
    if because == Because.CARE_LEAVER and too_old:
        raise NotYet(
            f"This young person was older than {OLDEST_CARE_LEAVER}: nothing is owed for a care leaver.",
            field="because",
        )


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Whole years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_sent(
    told: OtherNotification, *, sent_on: dt.date, due_on: dt.date | None, late_reason: str, today: dt.date
) -> None:
    """Raises ``NotYet`` where the date cannot be, or lateness is not explained. The date on the receipt counts."""
    if told.void_at:
        raise NotYet("This was taken back: it is not owed.")
    check_not_in_future(sent_on, today, field="sent_on", name="The date on the receipt")
    check_order(told.known_on, sent_on, field="sent_on", message="It cannot have been sent before the authority knew.")
    if due_on and sent_on > due_on and not late_reason.strip():
        raise NotYet(f"It was due on {due_on:%-d %B %Y}. Say why it was sent later.", field="late_reason")
