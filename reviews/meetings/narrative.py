"""How are people told of a meeting? Codes only: an e-mail says nothing of the case."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.shipped import Letter, register
from reviews.meetings.models import Meeting

FIELDS = ("code", "kind", "date", "time", "minutes", "place", "sender", "office", "phone", "link")

_FOOT = """

Questions, or to check that this message is genuine: ring {office} on {phone} and quote {code}. What such a review is, and what becomes of what is said: {about}

{sender}
{office}
"""  # noqa: E501

INVITATION = Letter(
    "meetings.invitation",
    "Invitation: {kind}, {date} ({code})",
    """You are invited to a {kind} on {date} at {time}. It is planned to last {minutes} minutes.

Where: {place}

The agenda is here, for people who may sign in: {link}"""
    + _FOOT,
    FIELDS,
)
MOVED = Letter(
    "meetings.moved",
    "Changed: {kind}, now {date} ({code})",
    """The {kind} you are invited to has changed. It is now on {date} at {time} and is planned to last {minutes} minutes.

Where: {place}

The agenda is here, for people who may sign in: {link}"""
    + _FOOT,
    FIELDS,
)
CANCELLED = Letter(
    "meetings.cancelled",
    "Cancelled: {kind}, {date} ({code})",
    """The {kind} on {date} at {time} will not take place.""" + _FOOT,
    FIELDS,
)

for letter in (INVITATION, MOVED, CANCELLED):
    register(letter)


def tell_of(letter: Letter, meeting: Meeting, sender: User) -> tuple[str, str]:
    """Subject and body of a message about a meeting."""
    review, starts = meeting.review, timezone.localtime(meeting.starts_at)
    return word(
        letter.code,
        code=review.code,
        kind=meeting.get_kind_display().lower(),
        date=f"{starts:%A} {starts.day} {starts:%B %Y}",
        time=f"{starts:%H:%M}",
        minutes=str(meeting.minutes_long),
        place=meeting.place or "to be confirmed",
        sender=sender.name,
        office=review.partnership.name,
        phone=review.partnership.phone or settings.OFFICE_PHONE or "its published number",
        link=settings.SITE_URL + reverse("meetings-meeting", args=[review.code, meeting.pk]),
    )
