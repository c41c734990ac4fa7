"""What is written to a practitioner who is asked to a conversation? Code, day and links, and nothing of the case."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.templatetags.page import workdate, worktime
from reviews.conversations.models import PointsSent
from reviews.conversations.rules import works_until

FIELDS = (
    "code", "reference", "kind", "date", "time", "minutes", "place", "due", "sender", "office", "phone", "link",
)  # fmt: skip
MUST = (*GENUINE, "reference", "link")
PUBLISHED = "its published number"

_FOOT = """

You may bring somebody, and support is offered afterwards. No record is made unless you agree. You may also say no.

What such a review is, on what grounds, and what becomes of what you say: {about}
Questions, or to check that this message is genuine: ring {office} on the number you know for them, or on {phone}, and quote {reference}.

{sender}
{office}
"""  # noqa: E501

INVITATION = Letter(
    "conversations.invitation",
    "Invitation to a conversation, {date} ({code})",
    """You are invited to a conversation for the review {code}. It is about how agencies worked together and why things made sense at the time. It is not about blame.

When: {date}, {time}. It is planned to last {minutes} minutes.
What: {kind}
Where: {place}

Please read beforehand what will be talked about: {link}

The page asks for the e-mail address this message went to, and shows nothing without it. It opens until {due}."""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="Invitation to a conversation, with the guided points",
    must=MUST,
)
NEWER = Letter(
    "conversations.newer_points",
    "Changed: what will be talked about on {date} ({code})",
    """You were sent what will be talked about in a conversation for the review {code}. There is a newer version, which takes the place of the earlier one: {link}

The page asks for the e-mail address this message went to, and shows nothing without it. It opens until {due}.

When: {date}, {time}. It is planned to last {minutes} minutes.
What: {kind}
Where: {place}"""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="A newer version of the guided points",
    must=MUST,
)
for letter in (INVITATION, NEWER):
    register(letter)


def letter_of(sent: PointsSent, secret: str, sender: User, *, newer: bool) -> tuple[str, str]:
    """Subject and text of the letter that leads a participant to a version of the points."""
    session = sent.participant.session
    office = session.review.partnership
    return word(
        NEWER.code if newer else INVITATION.code,
        code=session.review.code,
        reference=f"{session.review.code}/C{session.number}",
        kind=f"{session.get_form_display()}, {session.get_mode_display().lower()}",
        date=date_format(session.held_on, "l j F Y"),
        time=worktime(session.begins_at) if session.begins_at else "the time is still to be agreed",
        minutes=str(session.minutes_long),
        place=session.place or "to be confirmed",
        due=workdate(works_until(session)),
        sender=f"{sender.name}, {sender.job}" if sender.job else sender.name,
        office=office.name,
        phone=office.phone or settings.OFFICE_PHONE or PUBLISHED,
        link=settings.SITE_URL + reverse("points-read", args=[secret]),
    )
