"""How is a lead reviewer told that they are appointed? Codes, dates and links only."""

from django.conf import settings
from django.urls import reverse

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.templatetags.page import workdate
from reviews.panel.models import Commission

APPOINTED = Letter(
    "commissioning.appointed",
    "{code}: your appointment as lead reviewer",
    """Dear {name},

the safeguarding partners have chosen you to lead the review {code}. The report is due on {due}.

Before you can read the case, please sign your declaration of independence. Sign in here: {link}

What such a review is, on what legal basis, and what becomes of what is said: {about}

If you are not sure that this letter is genuine, ring {office} on a number you already have, or on the one on its public website, which should be {phone}, and quote {code}.

{sender}
{office}
""",  # noqa: E501
    ("code", "name", "due", "link", "office", "phone", "sender"),
    title="Letter of appointment to the lead reviewer",
    must=GENUINE,
)
register(APPOINTED)


def appointment(commission: Commission, sender: User) -> tuple[str, str]:
    """Subject and body of the letter of appointment."""
    review, office = commission.review, commission.review.partnership
    return word(
        APPOINTED.code,
        code=review.code,
        name=commission.reviewer.name,
        due=workdate(commission.due_on) if commission.due_on else "a day that is still to be agreed",
        link=settings.SITE_URL + reverse("panel-declare", args=[review.code, commission.pk]),
        office=office.name,
        phone=office.phone or settings.OFFICE_PHONE or "its published number",
        sender=f"{sender.name}, {sender.job}" if sender.job else sender.name,
    )
