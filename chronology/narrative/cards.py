"""How does a request stand on a home page?"""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from agencies.rules import Visitor
from chronology import queries, rules
from chronology.models import ChronologyRequest, MoreTime, ReportRequest
from cspr.templatetags.page import workdate
from reviews.case.models import Duty
from reviews.case.queries import Card, opened_words
from reviews.panel.models import TermsOfReference


def cards(owed: Sequence[Duty], visitor: Visitor) -> dict[int, Card]:
    """What each request is about, and the ways to answer it. People stand here by their labels alone."""
    found = {request.pk: request for request in queries.requests_asked(duty.thing_id for duty in owed)}
    return {duty.pk: _card(found[duty.thing_id], visitor) for duty in owed if duty.thing_id in found}


def _card(request: ChronologyRequest, visitor: Visitor) -> Card:
    asked, code = queries.as_asked(request, visitor.today), request.review.code

    def page(name: str) -> str:
        return reverse(f"chronology-{name}", args=[code, request.pk])

    begun = asked.state not in (rules.State.NOT_OPENED, rules.State.LATE) and request.entry_count
    ways = [("Go on typing", page("draft") + "#answer") if begun else ("Type it", page("entry-add"))]
    if request.submission.sent_back_at:
        ways = [("See what is needed", page("draft"))]
    ways += [("Upload a document", page("upload"))]
    ways += [("Nothing held", page("nothing"))] if not request.entry_count else []
    note = "Names and dates of birth are on the page that opens."
    if request.submission.ready_at and rules.signs_for(visitor, request.agency):
        ways = [("Read it and sign it off", page("draft") + "#answer")]
    elif request.submission.ready_at:
        ways = [("Read it again", page("draft") + "#answer")]
        note = "It waits for whoever signs for your agency, and they have been told. You have nothing more to do."
    opened = opened_words(request.first_opened_at)
    return Card(
        "Your agency's chronology",
        (*_facts(request), *_longer(asked.extension)),
        tuple(ways),
        asked.words,
        asked.colour,
        note,
        opened,
    )


def _facts(request: ChronologyRequest) -> tuple[tuple[str, str], ...]:
    terms = next(iter(request.review.agreed), None)
    facts = (
        ("Asked of", str(request.agency)),
        ("About", ", ".join(person.label for person in request.listed)),
        ("Years", _years(terms) if terms else "Not agreed yet: begin with what is nearest to the incident"),
        *_who_asks(request),
    )
    return tuple((label, value) for label, value in facts if value)


def report_cards(owed: Sequence[Duty], visitor: Visitor) -> dict[int, Card]:
    """What is asked of an agency that owes its agency report, and the ways to answer."""
    asked = queries.reports_with_due(None).filter(pk__in={duty.thing_id for duty in owed})
    found = {request.pk: request for request in asked}
    return {duty.pk: _report_card(found[duty.thing_id], visitor) for duty in owed if duty.thing_id in found}


def _report_card(request: ReportRequest, visitor: Visitor) -> Card:
    asked, code = queries.as_asked(request, visitor.today), request.review.code
    page, upload = (reverse(name, args=[code, request.pk]) for name in ("agency-report", "agency-report-upload"))
    ways, note = [("Write it", page), ("Upload a document", upload)], ""
    if asked.state in (rules.State.OPENED, rules.State.SENT_BACK):
        ways = [("Go on writing", page), ("Upload a document", upload)]
    if asked.state == rules.State.SENT_BACK:
        ways[0] = ("See what is needed", page)
    if request.report.ready_at:
        ways = [("Read it again", page)]
        note = "It waits for whoever signs for your agency, and they have been told. You have nothing more to do."
        if rules.signs_for(visitor, request.agency):
            ways, note = [("Read it and sign it off", page)], ""
    opened = opened_words(request.first_opened_at)
    facts = (("Asked of", str(request.agency)), *_who_asks(request), *_longer(asked.extension))
    return Card("Your agency's report", facts, tuple(ways), asked.words, asked.colour, note, opened)


def _who_asks(request: ChronologyRequest | ReportRequest) -> tuple[tuple[str, str], ...]:
    partnership = request.review.partnership
    return (
        ("Asked by", f"{request.asked_by}, {partnership}"),
        ("Ring", f"{partnership.phone or settings.OFFICE_PHONE}, reference {request.review.code}"),
    )


def _longer(extension: MoreTime | None) -> tuple[tuple[str, str], ...]:
    """What became of a request for more time; what was said of it stands on its page alone."""
    if extension is None:
        return ()
    if extension.is_open:
        said = f"Asked for, until {workdate(extension.until_on)}. The office has not answered yet"
    elif extension.granted_until_on:
        said = f"Granted, until {workdate(extension.granted_until_on)}"
    else:
        said = "Refused. The office says why on its page"
    return (("More time", said),)


def _years(terms: TermsOfReference) -> str:
    """The years of the period; its words tell of the case and stand on the request's page alone."""
    known = [day.year for day in (terms.period_from_on, terms.period_to_on) if day]
    return f"{known[0]} to {known[1]}" if len(known) == 2 else "The period stands on its page"
