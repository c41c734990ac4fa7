"""How is a letter that the office writes worded, and how does it look on paper?

By e-mail it says who writes, how to ring them, what to quote, and where to read what it is about: nothing of the case.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from agencies.models import User
from cspr.letters.actions import word
from cspr.letters.queries import wording
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.pdf import to_pdf
from cspr.templatetags.page import workdate
from reviews.case.models import Review
from reviews.correspondence.models import WrittenLetter
from reviews.family.queries import route_to

FIELDS = ("code", "reference", "sender", "office", "phone")
_FOOT = """

What this is about, who writes and on what legal basis: {about}

If you are not sure that this letter is genuine, ring {office} on a number you already have, or on the one on its public website, which should be {phone}, and quote {reference}. Please do not answer by e-mail with anything about a child or a family.

{sender}
{office}
"""  # noqa: E501
To = WrittenLetter.To
LETTERS: dict[str, Letter] = {
    To.PRACTITIONER: Letter(
        "correspondence.practitioner",
        "Please ring us about {code} ({reference})",
        "We should like to speak with you about {code}. A review looks at how services worked together. It does not judge "
        "anybody.\n\nPlease ring {phone} and quote {reference}. We will tell you what it is about and what support there is."
        + _FOOT,
        FIELDS,
        title="Letter by hand: to a practitioner",
        must=GENUINE,
    ),
    To.FAMILY: Letter(
        "correspondence.family",
        "Please ring us when it suits you ({reference})",
        "We should like to speak with you, whenever it suits you, and you may bring somebody you trust.\n\nPlease ring "
        "{phone} and quote {reference}. You need not say anything else. If you would rather not, that is all right too, "
        "and we should be glad if you told us.\n\nWe keep what belongs to this under {code}." + _FOOT,
        FIELDS,
        title="Letter by hand: to somebody of the family",
        must=GENUINE,
    ),
    To.PANEL: Letter(
        "correspondence.panel",
        "{code}: a letter to the national Panel ({reference})",
        "To the Child Safeguarding Practice Review Panel\n\nWe write about {code}. Please ring {phone} and quote "
        "{reference}, or name the secure way by which we may send you what belongs to it." + _FOOT,
        FIELDS,
        title="Letter by hand: to the national Panel",
        must=GENUINE,
    ),
    To.AREA: Letter(
        "correspondence.area",
        "{code}: please ring us ({reference})",
        "We write to you as the safeguarding partners of another area, about {code}.\n\nPlease ring {phone} and quote "
        "{reference}, so that we can agree how to go on and by which secure way papers are sent." + _FOOT,
        FIELDS,
        title="Letter by hand: to another area",
        must=GENUINE,
    ),
}
for _letter in LETTERS.values():
    register(_letter)


def drafted(review: Review, to: str, number: int, by: User) -> tuple[str, str, int]:
    """Subject and body as the template words them now, and the version of the template."""
    office, template = review.partnership, LETTERS[to]
    found = wording(template.code)
    subject, body = word(
        template.code, code=review.code, reference=f"{review.code}/L{number}", office=office.name,
        sender=f"{by.name}, {by.job}" if by.job else by.name,
        phone=office.phone or settings.OFFICE_PHONE or "its published number",
    )  # fmt: skip
    return subject, body, found.version if found else 0


@dataclass(frozen=True)
class Sheet:
    """A letter as it is printed: its address stands where the window of an envelope is."""

    owner: str
    address: tuple[str, ...]
    date: str
    reference: str
    subject: str
    paragraphs: tuple[str, ...]


def sheet(letter: WrittenLetter, on: dt.date) -> Sheet:
    """The letter to print. To the family it goes by the safe route, whose address stands in the register alone."""
    text = letter.body.replace("\r\n", "\n").strip()
    return Sheet(
        owner=letter.review.partnership.name,
        address=tuple(line for line in _address(letter) if line.strip()),
        date=workdate(on),
        reference=letter.reference,
        subject=letter.subject,
        paragraphs=tuple(piece.strip("\n") for piece in text.split("\n\n") if piece.strip()),
    )


def _address(letter: WrittenLetter) -> list[str]:
    if not letter.person:
        return [letter.recipient, *letter.address.splitlines()]
    route, person = route_to(letter.person), letter.person
    name = " ".join(filter(None, (person.given_names, person.family_name)))
    if route and route.address and not route.address.void_at:
        return [name, *route.address.lines.split(","), route.address.postcode]
    return [name, *letter.address.splitlines()]


def as_pdf(letter: WrittenLetter, on: dt.date) -> bytes:
    """The sheet as PDF."""
    page = render_to_string("pdf/letter.html", {"sheet": sheet(letter, on)})
    return to_pdf(page, stylesheet="css/pdf-letter.css")
