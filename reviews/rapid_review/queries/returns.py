"""Which agencies were asked for a return, and how far is each? A fixed number of queries however many are asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from agencies.models import Agency
from agencies.roles import Permission
from agencies.rules import Visitor
from reviews.case.models import Duty, Review
from reviews.rapid_review import duties, rules
from reviews.rapid_review.models import AgencyReturn, KeyEvent, PersonAnswer, ReturnRequest, SearchedPerson
from reviews.rapid_review.queries.asking import Answering, answering_for


@dataclass(frozen=True)
class Row:
    """One line of the returns table."""

    request: ReturnRequest
    given: AgencyReturn | None
    state: rules.State
    due_on: dt.date
    unanswered: int
    people: tuple[Answering, ...] = ()

    @property
    def everybody_away(self) -> bool:
        return bool(self.people) and all(person.away_until for person in self.people)

    @property
    def answered_on(self) -> dt.date | None:
        return self.given.given_on if self.given and self.state in rules.ANSWERED else None

    @property
    def is_signed(self) -> bool:
        return self.state in rules.ANSWERED

    @property
    def is_open(self) -> bool:
        return self.state not in (*rules.DONE, rules.State.WITHDRAWN)


def requests_of(review: Review) -> QuerySet[ReturnRequest]:
    """The requests of a case, each with the day it is due now."""
    due = Duty.objects.filter(
        review=review, kind=duties.RETURN.code, thing_id=OuterRef("pk"), replaced_by=None, withdrawn_at=None
    ).order_by("-pk")
    return (
        ReturnRequest.objects.filter(rapid_review__review=review)
        .select_related(
            "agency__led_by",
            "asked_by",
            "handed_to",
            "rapid_review__review__partnership",
            "agency_return__original__file",
            "combined_in__agency_return",
        )
        .annotate(due_now=Subquery(due.values("due_on")[:1]))
        .order_by("agency__name")
    )


def rows_of(review: Review, *, agencies: frozenset[int] | None = None) -> list[Row]:
    """Who was asked and how far each is; ``agencies`` narrows it to one side's own."""
    listed = set(search_pks(review))
    found = requests_of(review).prefetch_related("agency_return__answers")
    if agencies is not None:
        found = found.filter(agency__in=agencies)
    return [_row(request, listed) for request in found]


def _row(request: ReturnRequest, listed: set[int]) -> Row:
    given = return_of(request)
    said = given.answers.all() if given else ()
    answers = {answer.searched_id: answer.held for answer in said if answer.searched_id in listed}
    state = rules.state_of(request, given, held=answers.values())
    due_on = getattr(request, "due_now", None) or request.due_on
    return Row(request, given, state, due_on, len(listed - answers.keys()))


def led_requests(request: ReturnRequest, agencies: Iterable[int]) -> list[Row]:
    """The requests to these agencies that answer through the one asked, and how far each is, with what it says."""
    review = request.rapid_review.review
    listed = set(search_pks(review))
    events = Prefetch("agency_return__key_events", KeyEvent.objects.filter(void_at=None))
    answers = PersonAnswer.objects.filter(searched__withdrawn_at=None).select_related("searched__person")
    found = requests_of(review).filter(agency__in=list(agencies), agency__led_by=request.agency_id, withdrawn_at=None)
    found = found.prefetch_related(Prefetch("agency_return__answers", answers.order_by("searched")), events)
    return [_row(one, listed) for one in found]


def led_to_pass_on(request: ReturnRequest, agencies: Iterable[int]) -> QuerySet[Agency]:
    """The agencies that answer through the one asked, and are not asked themselves."""
    asked = ReturnRequest.objects.filter(rapid_review=request.rapid_review_id, withdrawn_at=None).values("agency")
    led = Agency.objects.filter(pk__in=list(agencies), led_by=request.agency_id, ended_on=None)
    return led.exclude(pk__in=asked).order_by("name")


def search_pks(review: Review) -> QuerySet[SearchedPerson, int]:
    """The search list as numbers."""
    return SearchedPerson.objects.filter(rapid_review__review=review, withdrawn_at=None).values_list("pk", flat=True)


def requests_asked(pks: Iterable[int | None]) -> dict[int, ReturnRequest]:
    """Requests of any case, each with its return and with ``listed``, the people to look for. Three queries."""
    listed = SearchedPerson.objects.filter(withdrawn_at=None).select_related("person")
    found = ReturnRequest.objects.filter(pk__in=set(pks)).select_related(
        "agency", "asked_by", "rapid_review__review__partnership", "agency_return"
    )
    people = Prefetch("rapid_review__searched", listed, to_attr="listed")
    return {request.pk: request for request in found.prefetch_related(people, "agency_return__answers")}


def with_people(rows: list[Row], *, on: dt.date) -> list[Row]:
    """The rows with who answers for each agency, and who of them is away. One query more."""
    there = answering_for([row.request.agency for row in rows], on=on)
    return [replace(row, people=tuple(there[row.request.agency_id])) for row in rows]


def at_colleague(visitor: Visitor) -> QuerySet[AgencyReturn, int]:
    """The requests (ids) whose return is ready, and waits for somebody else to sign it off."""
    ready = AgencyReturn.objects.filter(ready_at__isnull=False, signed_off_at=None)
    signs = visitor.agencies_with(Permission.SIGN_FOR_AGENCY)
    return ready.exclude(request__agency__in=signs).values_list("request", flat=True)


def return_of(request: ReturnRequest) -> AgencyReturn | None:
    """The return to a request, if it was begun."""
    return getattr(request, "agency_return", None)


def answers_of(given: AgencyReturn | None) -> dict[int, PersonAnswer]:
    """Searched person → what the agency said about them; those taken off the list are left out."""
    if given is None:
        return {}
    found = given.answers.filter(searched__withdrawn_at=None).select_related("searched__person", "original__file")
    return {answer.searched_id: answer for answer in found.order_by("searched")}


def key_events_of(given: AgencyReturn | None) -> list[KeyEvent]:
    return list(given.key_events.filter(void_at=None)) if given else []


def pack_of(review: Review) -> list[Row]:
    """All signed-off returns, by sector and agency, with their answers and key events."""
    listed = set(search_pks(review))
    answers = PersonAnswer.objects.filter(searched__withdrawn_at=None).select_related(
        "searched__person", "original__file"
    )
    found = (
        requests_of(review)
        .filter(agency_return__signed_off_at__isnull=False, withdrawn_at=None, combined_in=None)
        .prefetch_related(
            Prefetch("agency_return__answers", answers.order_by("searched")),
            Prefetch("agency_return__key_events", KeyEvent.objects.filter(void_at=None)),
        )
    )
    sectors = [sector for sector, _ in Agency.Sector.choices]
    rows = [_row(request, listed) for request in found]
    return sorted(rows, key=lambda row: (sectors.index(row.request.agency.sector), row.request.agency.name))
