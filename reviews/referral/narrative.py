"""What is written to somebody who refers a case? The code and whom to ring, and nothing of the case."""

from django.conf import settings
from django.urls import reverse

from cspr.letters.actions import word
from cspr.letters.shipped import Letter, register
from reviews.referral.models import Referral

LINK = Letter(
    "referral.link",
    "Your link to refer a case",
    """Somebody, we think you, asked for a link to refer a case about the safety of children.

Open it in the browser in which you want to write, and enter this e-mail address there: {link}

It works once, and for one hour. Do not pass it on. If you did not ask for it, you need do nothing.

This is not a referral to children's social care. If a child may be in danger now, ring 999, or children's social care.

The office can be reached on {phone}.""",
    ("link", "phone"),
    title="Link for a referral without an account",
    must=("link", "phone"),
)
RECEIPT = Letter(
    "referral.receipt",
    "{code}: your referral has come",
    """{office} has your referral. Its code is {code}. Please quote it, and no names, when you write or ring.

The office screens it within days. If it needs to know more, it rings you. Keep your agency's records safe and unchanged.

This is not a referral to children's social care. If you have not told them, ring them now; if a child is in danger, ring 999.

The office can be reached on {phone}.""",
    ("code", "office", "phone"),
    title="Receipt of a referral",
    must=("code", "phone"),
)
for letter in (LINK, RECEIPT):
    register(letter)
PUBLISHED = "its published number"


def link_letter(secret: str) -> tuple[str, str]:
    """Subject and text of the letter with a link."""
    link = settings.SITE_URL + reverse("refer-online-link", args=[secret])
    return word(LINK.code, link=link, phone=settings.OFFICE_PHONE or PUBLISHED)


def receipt_letter(referral: Referral) -> tuple[str, str]:
    """Subject and text of the receipt."""
    office = referral.review.partnership
    phone = office.phone or settings.OFFICE_PHONE or PUBLISHED
    return word(RECEIPT.code, code=referral.review.code, office=office.name, phone=phone)
