"""What is written to a practitioner who is asked to a conversation? Code, day and links, and nothing of the case."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import User
from cspr import ics
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.templatetags.page import workdate, worktime
from reviews.conversations.models import PointsSent, Session
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
CALLED_OFF = Letter(
    "conversations.called_off",
    "Cancelled: the conversation on {date} ({code})",
    """The conversation on {date} for the review {code} does not take place. You need to do nothing.

If another one is planned, you are invited to it by a message of its own.

What such a review is: {about}
Questions: ring {office} on the number you know for them, or on {phone}, and quote {reference}.

{sender}
{office}
""",
    ("code", "reference", "date", "sender", "office", "phone"),
    title="A conversation is cancelled",
    must=("code", "reference", "office", "phone"),
)
for letter in (INVITATION, NEWER, CALLED_OFF):
    register(letter)


def letter_of(sent: PointsSent, secret: str, sender: User, *, newer: bool) -> tuple[str, str]:
    """Subject and text of the letter that leads a participant to a version of the points."""
    session = sent.participant.session
    return word(
        NEWER.code if newer else INVITATION.code,
        **_head(session, sender),
        kind=f"{session.get_form_display()}, {session.get_mode_display().lower()}",
        time=worktime(session.begins_at) if session.begins_at else "the time is still to be agreed",
        minutes=str(session.minutes_long),
        place=session.place or "to be confirmed",
        due=workdate(works_until(session)),
        link=settings.SITE_URL + reverse("points-read", args=[secret]),
    )


def called_off(session: Session, sender: User) -> tuple[str, str]:
    """Subject and text of the letter to whoever was invited to a session that does not take place."""
    return word(CALLED_OFF.code, **_head(session, sender))


def _head(session: Session, sender: User) -> dict[str, str]:
    office = session.review.partnership
    return {
        "code": session.review.code,
        "reference": f"{session.review.code}/C{session.number}",
        "date": date_format(session.held_on, "l j F Y"),
        "sender": f"{sender.name}, {sender.job}" if sender.job else sender.name,
        "office": office.name,
        "phone": office.phone or settings.OFFICE_PHONE or PUBLISHED,
    }


def invitation_of(sent: PointsSent, *, at: dt.datetime) -> str:
    """The session for the calendar of who is invited, or its cancellation; nothing while its time is not agreed."""
    session = sent.participant.session
    if session.begins_at is None:
        return ""
    starts = timezone.make_aware(dt.datetime.combine(session.held_on, session.begins_at))
    entry = ics.Entry(
        key=f"conversation-{session.pk}-{sent.participant_id}", summary=f"{session.review.code}: conversation",
        starts=starts, ends=starts + dt.timedelta(minutes=session.minutes_long), link=settings.SITE_URL + reverse("help", args=["invited"]),
        # A later form of it has a higher number, whoever else was sent something meanwhile.
        sequence=int(at.timestamp()) // 60, cancelled=bool(session.cancelled_at),
    )  # fmt: skip
    office = session.review.partnership
    organiser = ics.Party(office.name, office.email or settings.DEFAULT_FROM_EMAIL)
    return ics.invitation(entry, organiser=organiser, guest=ics.Party(sent.email, sent.email), at=at)
