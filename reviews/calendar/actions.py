"""How does somebody get an address for their calendar, and how does it end?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from reviews.calendar import events, queries, rules
from reviews.calendar.models import CalendarFeed


@transaction.atomic
def make(user: User, *, at: dt.datetime) -> str:
    """Give a person an address, in place of the one they had. Returns its secret, which is not kept and not told again."""
    ended = CalendarFeed.objects.filter(user=user, ended_at=None).update(ended_at=at)
    secret = rules.new_secret()
    CalendarFeed.objects.create(user=user, digest=rules.digest_of(secret), made_at=at)
    record(events.RENEWED if ended else events.MADE, by=user, at=at, subject=f"person {user.pk}")
    return secret


@transaction.atomic
def end(user: User, *, at: dt.datetime) -> bool:
    """End a person's address; calendars that ask there get nothing any more. Says whether there was one."""
    if not CalendarFeed.objects.filter(user=user, ended_at=None).update(ended_at=at):
        return False
    record(events.ENDED, by=user, at=at, subject=f"person {user.pk}")
    return True


def end_for_those_who_left(*, at: dt.datetime) -> int:
    """End the addresses of people who have left, so that one who comes back has to make another. Returns how many."""
    return sum(_end_for_one(feed, at=at) for feed in queries.feeds_of_those_who_left())


@transaction.atomic
def _end_for_one(feed: CalendarFeed, *, at: dt.datetime) -> int:
    ended = CalendarFeed.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=at)
    if ended:
        record(events.LEFT, by=None, at=at, subject=f"person {feed.user_id}")
    return ended
