"""How does a request stand as a card on a home page? By labels alone: about whom, by when, and the ways to answer."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.templatetags.page import workdate
from reviews.case.models import Duty
from reviews.case.queries import Card, opened_words
from reviews.rapid_review import duties, queries, rules
from reviews.rapid_review.models import ReturnRequest, SearchedPerson
from reviews.rapid_review.narrative.letters import reference_of


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
    note = "Names and dates of birth are on the page that opens. Secure the records of these people now."
    if state is rules.State.READY and request.agency_id in signs:
        ways = (("Read it and sign it off", page("sign")), *ways[:1])
    elif state is rules.State.READY:
        ways = (("Read it again", page("sign")), ("Change it", page("return") + "#type"))
        note = "It waits for whoever signs for your agency, and they have been told. You have nothing more to do."
    title = "Agency return to the rapid review"
    opened = opened_words(request.first_opened_at)
    return Card(title, _facts(request, listed), ways, state.label, state.colour, note, opened)


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
