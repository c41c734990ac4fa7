"""Whose calendar is at an address, and what stands in it?"""

import datetime as dt

from django.conf import settings

from agencies.models import User
from agencies.queries import visitor
from agencies.rules import Visitor
from cspr import clock
from cspr.ics import Entry
from reviews.calendar.models import CalendarFeed
from reviews.calendar.rules import digest_of
from reviews.case.duties import KINDS
from reviews.case.models import Duty
from reviews.case.queries import duties_for
from reviews.meetings.models import Meeting
from reviews.meetings.narrative import entry_of

# Meetings longer ago leave the calendar; those called off stay this long, so that calendars see that they were.
BACK = dt.timedelta(days=60)


def feed_of(user: User) -> CalendarFeed | None:
    """The address that stands for a person."""
    return CalendarFeed.objects.filter(user=user, ended_at=None).first()


def feed_at(secret: str) -> CalendarFeed | None:
    """The address with this secret, while it stands and its owner may sign in."""
    found = CalendarFeed.objects.filter(digest=digest_of(secret), ended_at=None, user__is_active=True)
    return found.select_related("user").first()


def feeds_of_those_who_left() -> list[CalendarFeed]:
    """The addresses that stand although their owner has left."""
    return list(CalendarFeed.objects.filter(ended_at=None, user__is_active=False).select_related("user"))


def entries_of(user: User, *, now: dt.datetime) -> list[Entry]:
    """A person's duties and meetings, as their own page shows them today: codes, kinds and dates, in a fixed number of
    queries.
    """
    comer = visitor(user, today=clock.date_of(now), now=now)
    return [*_duties(comer), *_meetings(comer)]


def _duties(comer: Visitor) -> list[Entry]:
    return [_entry(duty) for duty in duties_for(comer) if duty.due_on and not duty.on_hold]


def _entry(duty: Duty) -> Entry:
    """The kind of duty in the words of its list: a text of its own might say more than a calendar should."""
    kind = KINDS.get(duty.kind)
    what = kind.what if kind else "something is due"
    code = f", {duty.review.code}" if duty.review else ""
    assert duty.due_on is not None
    return Entry(f"duty-{duty.pk}", f"Due: {what}{code}", duty.due_on, link=f"{settings.SITE_URL}/")


def _meetings(comer: Visitor) -> list[Entry]:
    invited = Meeting.objects.filter(attendance__user=comer.user, starts_at__gte=comer.now - BACK)
    return [entry_of(meeting) for meeting in invited.select_related("review", "partnership").distinct()]
