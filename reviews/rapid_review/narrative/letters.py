"""How is a request of a rapid review told: in letters, and as a card on a home page?

Codes and labels only: who asks, about whom, by when, and how to check that it is genuine.
"""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.templatetags.page import workdate
from reviews.rapid_review.models import ReturnRequest

FIELDS = ("code", "reference", "due", "sender", "office", "phone", "link")

_FOOT = """

To check that this message is genuine, ring {office} on a number you already have, or on the one on its public website, which should be {phone}, and quote {reference}. Please do not answer this message with anything about a child or a family.

{sender}
{office}
"""  # noqa: E501

REQUEST = Letter(
    "rapid_review.request",
    "Request for an agency return, due {due} ({reference})",
    """Your agency is asked for a return to a rapid review, case {code}, by {due}.

Please secure and seal your agency's records now.

Sign in here to see which people and which years are asked about. If you hold nothing, one click says so:
{link}

If you cannot sign in, ring the office. Who asks, on what legal basis, and what happens with what you write: {about}"""
    + _FOOT,
    FIELDS,
    title="Request for an agency return",
    must=GENUINE,
)
ONE_MORE = Letter(
    "rapid_review.one_more",
    "One more person to check, by {due} ({reference})",
    """The search list of the rapid review, case {code}, has grown. Please say by {due} whether your agency holds anything about the people who were added. What you have sent already stays as it is.

{link}

Who asks, on what legal basis, and what happens with what you write: {about}"""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="One more person to look for",
    must=GENUINE,
)
SENT_BACK = Letter(
    "rapid_review.sent_back",
    "Your agency return is needed again, by {due} ({reference})",
    """The office needs something more in your agency's return to the rapid review, case {code}, by {due}. It is open for you again, and says what is needed:

{link}"""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="An agency return is sent back",
)
READY = Letter(
    "rapid_review.ready",
    "An agency return waits for your sign-off, due {due} ({reference})",
    """Your agency's return to the rapid review, case {code}, is written and waits for your sign-off. It is due on {due}.

{link}"""
    + _FOOT,
    FIELDS,
    title="An agency return waits for its sign-off",
)
WITHDRAWN = Letter(
    "rapid_review.withdrawn",
    "Request withdrawn ({reference})",
    """The request for an agency return to the rapid review, case {code}, is withdrawn. Nothing more is asked of your agency for it. Please keep your records secured until the office says otherwise."""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="A request for an agency return is withdrawn",
)
MOVED = Letter(
    "rapid_review.moved",
    "New date for your agency return: {due} ({reference})",
    """The return to the rapid review, case {code}, is now due on {due}.

{link}"""
    + _FOOT,
    FIELDS,
    title="A new date for an agency return",
)

HANDED_ON = Letter(
    "rapid_review.handed_on",
    "A request for an agency return is yours now, due {due} ({reference})",
    """A colleague has handed you the request for an agency return to the rapid review, case {code}. It is due on {due}.

Please see that the records are secured and sealed. Sign in here to see which people and which years are asked about:
{link}

Who asks, on what legal basis, and what happens with what you write: {about}"""
    + _FOOT,
    FIELDS,
    title="A request for an agency return is handed on",
    must=GENUINE,
)

for letter in (HANDED_ON, REQUEST, ONE_MORE, SENT_BACK, READY, WITHDRAWN, MOVED):
    register(letter)


def reference_of(request: ReturnRequest) -> str:
    """What people quote on the telephone: "FM-2026-003/R12"."""
    return f"{request.rapid_review.review.code}/R{request.pk}"


def tell_of(
    letter: Letter, request: ReturnRequest, *, sender: User, due_on: dt.date, page: str = "rapid-review-return"
) -> tuple[str, str]:
    """Subject and body of a message about a request."""
    review = request.rapid_review.review
    return word(
        letter.code,
        code=review.code,
        reference=reference_of(request),
        due=workdate(due_on),
        sender=sender.name,
        office=review.partnership.name,
        phone=review.partnership.phone or settings.OFFICE_PHONE or "its published number",
        link=settings.SITE_URL + reverse(page, args=[review.code, request.pk]),
    )
