"""What is noted when somebody takes the list of notifications away as a file?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from reviews.rapid_review import events


@transaction.atomic
def note_notifications_taken(ending: str, number: int, year: str, *, by: User, at: dt.datetime) -> None:
    """Tell the trail of the office who took it, how many stood in it, and of which year."""
    changes = {"file": ending, "notifications": number, "year": year}
    record(events.NOTIFICATIONS_TAKEN, by=by, at=at, subject="list of notifications", changes=changes)
