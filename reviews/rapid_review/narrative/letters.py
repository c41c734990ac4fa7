"""How is a request of a rapid review told: in letters, and as a card on a home page?

Codes and labels only: who asks, about whom, by when, and how to check that it is genuine.
"""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.letters.actions import word
from cspr.letters.shipped import GENUINE, Letter, register
from cspr.templatetags.page import workdate
from reviews.case.models import Duty
from reviews.case.queries import Card
from reviews.rapid_review import duties, queries, rules
from reviews.rapid_review.models import ReturnRequest, SearchedPerson

FIELDS = ("code", "reference", "due", "sender", "office", "phone", "link")

_FOOT = """

To check that this message is genuine, ring {office} on the number you know for them, or on {phone}, and quote {reference}. Please do not answer this message with anything about a child or a family.

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

If you do not sign in, ring the office. Who asks, on what legal basis, and what happens with what you write: {about}"""
    + _FOOT,
    FIELDS,
    title="Request for an agency return",
    must=GENUINE,
)
ONE_MORE = Letter(
    "rapid_review.one_more",
    "One more person to check, by {due} ({reference})",
    """The search list of the rapid review, case {code}, has grown. Please say by {due} whether your agency holds anything about the people who were added. What you have sent already stays as it is.

{link}"""  # noqa: E501
    + _FOOT,
    FIELDS,
    title="One more person to look for",
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
{link}"""
    + _FOOT,
    FIELDS,
    title="A request for an agency return is handed on",
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


# On a home page ---------------------------------------------------------------------------------------


def cards(owed: Sequence[Duty], visitor: Visitor) -> dict[int, Card]:
    """What each request is about, and the ways to answer it. People stand here by their labels alone."""
    found = queries.requests_asked(duty.thing_id for duty in owed)
    signs = visitor.agencies_with(Permission.SIGN_FOR_AGENCY)
    return {duty.pk: _card(duty, found[duty.thing_id], signs) for duty in owed if duty.thing_id in found}


def _card(duty: Duty, request: ReturnRequest, signs: frozenset[int]) -> Card:
    given = queries.return_of(request)
    listed: list[SearchedPerson] = request.rapid_review.listed  # type: ignore[attr-defined]
    answers = {answer.searched_id: answer.held for answer in given.answers.all()} if given else {}
    state = rules.state_of(request, given, held=answers.values())
    code = request.rapid_review.review.code

    def page(name: str) -> str:
        return reverse(f"rapid-review-{name}", args=[code, request.pk])

    if duty.kind == duties.MORE.code:
        added = [row for row in listed if row.pk not in answers]
        facts = _facts(request, added)
        return Card("Answer about a person added to the search list", facts, (("Answer about them", page("answer")),))
    ways = (
        ("Go on typing" if given else "Type it", page("return") + "#type"),
        ("Upload a document", page("upload")),
        ("Nothing held", page("nothing-held")),
    )
    if state is rules.State.READY and request.agency_id in signs:
        ways = (("Read it and sign it off", page("sign")), *ways[:1])
    note = "Names and dates of birth stand on its page. Secure the records of these people now."
    title = "Agency return to the rapid review"
    return Card(title, _facts(request, listed), ways, state.label, state.colour, note)


def _facts(request: ReturnRequest, listed: list[SearchedPerson]) -> tuple[tuple[str, str], ...]:
    partnership, since = request.rapid_review.review.partnership, request.rapid_review.search_from_on
    about = ", ".join(f"{row.person}{f' ({row.years})' if row.years else ''}" for row in listed)
    facts = (
        ("Asked of", str(request.agency)),
        ("About", about),
        ("Years", f"From {workdate(since)} on, or those given beside the label" if since else "All"),
        ("Asked by", f"{request.asked_by}, {partnership}"),
        ("Ring", f"{partnership.phone or settings.OFFICE_PHONE}, reference {reference_of(request)}"),
    )
    return tuple((label, value) for label, value in facts if value)
