"""What do the pages of a rapid review need? A fixed number of queries however many agencies are asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from agencies.models import Agency, Contact, Post, User
from agencies.roles import Role
from reviews.case.models import Duty, Review
from reviews.identities.models import Address, Alias, Person
from reviews.rapid_review import duties, rules
from reviews.rapid_review.models import (
    AgencyReturn,
    KeyEvent,
    NationalPanelReply,
    PersonAnswer,
    RapidReview,
    ReturnRequest,
    SearchedPerson,
)
from reviews.referral.models import Notification, Question
from reviews.referral.queries import decisions_on
from reviews.referral.rules import Decisions

SIGNING = (Role.SIGNATORY, Role.AGENCY_LEAD)
ANSWERING = (Role.CONTRIBUTOR, *SIGNING)


def rapid_review_of(review: Review) -> RapidReview | None:
    """The rapid review of a case, if it was opened."""
    return RapidReview.objects.filter(review=review).select_related("review__partnership").first()


def notification_of(review: Review) -> Notification | None:
    """The notification of a case, if it was sent."""
    return Notification.objects.filter(review=review).exclude(sent_on=None).first()


def clock_of(review: Review) -> rules.ClockStart | None:
    """How the time limit of this rapid review is counted; nothing before the notification is sent."""
    sent = notification_of(review)
    return rules.clock_start(known_on=sent.known_on, sent_on=sent.sent_on) if sent and sent.sent_on else None


def clock_duty(review: Review) -> Duty | None:
    """The duty to send it to the national Panel: the open one, or else the one last met."""
    found = review.duties.filter(kind=duties.SEND.code, withdrawn_at=None, replaced_by=None)
    return found.order_by("-pk").first()


# The search list --------------------------------------------------------------------------------------


def search_list(rapid_review: RapidReview) -> QuerySet[SearchedPerson]:
    """The people to be searched for, with the names and addresses by which an agency finds them."""
    return rapid_review.searched.filter(withdrawn_at=None).select_related("person__child").prefetch_related(
        Prefetch("person__aliases", Alias.objects.filter(void_at=None)),
        Prefetch("person__addresses", Address.objects.filter(void_at=None)),
    )  # fmt: skip


def people_not_searched(rapid_review: RapidReview) -> QuerySet[Person]:
    """The people of the identity register who are not on the list; professionals are not searched for."""
    listed = rapid_review.searched.filter(withdrawn_at=None).values("person")
    standing = rapid_review.review.people.filter(void_at=None)
    return standing.exclude(kind=Person.Kind.PROFESSIONAL).exclude(pk__in=listed)


# Requests and returns ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One line of the returns table."""

    request: ReturnRequest
    given: AgencyReturn | None
    state: rules.State
    due_on: dt.date
    unanswered: int

    @property
    def answered_on(self) -> dt.date | None:
        return self.given.given_on if self.given and self.state in rules.ANSWERED else None

    @property
    def is_signed(self) -> bool:
        return self.state in rules.ANSWERED

    @property
    def is_open(self) -> bool:
        return not self.is_signed and self.state is not rules.State.WITHDRAWN


def requests_of(review: Review) -> QuerySet[ReturnRequest]:
    """The requests of a case, each with the day it is due now."""
    due = Duty.objects.filter(
        review=review, kind=duties.RETURN.code, thing_id=OuterRef("pk"), replaced_by=None, withdrawn_at=None
    ).order_by("-pk")
    return (
        ReturnRequest.objects.filter(rapid_review__review=review)
        .select_related("agency", "asked_by", "rapid_review__review__partnership", "agency_return__original__file")
        .annotate(due_now=Subquery(due.values("due_on")[:1]))
        .order_by("agency__name")
    )


def rows_of(review: Review, *, agencies: frozenset[int] | None = None) -> list[Row]:
    """Who was asked and how far each is; ``agencies`` narrows it to one side's own."""
    listed = set(
        SearchedPerson.objects.filter(rapid_review__review=review, withdrawn_at=None).values_list("pk", flat=True)
    )
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


def requests_asked(pks: Iterable[int | None]) -> dict[int, ReturnRequest]:
    """Requests of any case, each with its return and with ``listed``, the people to look for. Three queries."""
    listed = SearchedPerson.objects.filter(withdrawn_at=None).select_related("person")
    found = ReturnRequest.objects.filter(pk__in=set(pks)).select_related(
        "agency", "asked_by", "rapid_review__review__partnership", "agency_return"
    )
    people = Prefetch("rapid_review__searched", listed, to_attr="listed")
    return {request.pk: request for request in found.prefetch_related(people, "agency_return__answers")}


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
    listed = set(
        SearchedPerson.objects.filter(rapid_review__review=review, withdrawn_at=None).values_list("pk", flat=True)
    )
    answers = PersonAnswer.objects.filter(searched__withdrawn_at=None).select_related("searched__person")
    found = (
        requests_of(review)
        .filter(agency_return__signed_off_at__isnull=False, withdrawn_at=None)
        .prefetch_related(
            Prefetch("agency_return__answers", answers.order_by("searched")),
            Prefetch("agency_return__key_events", KeyEvent.objects.filter(void_at=None)),
        )
    )
    sectors = [sector for sector, _ in Agency.Sector.choices]
    rows = [_row(request, listed) for request in found]
    return sorted(rows, key=lambda row: (sectors.index(row.request.agency.sector), row.request.agency.name))


# Whom to ask ------------------------------------------------------------------------------------------


def agencies_to_ask(review: Review) -> list[Agency]:
    """The partnership's agencies that have not been asked, or whose request was withdrawn."""
    asked = ReturnRequest.objects.filter(rapid_review__review=review, withdrawn_at=None).values("agency")
    found = review.partnership.agencies.filter(ended_on=None).exclude(pk__in=asked)
    return list(found.select_related("led_by").order_by("name"))


def people_of(agency: Agency, *, on: dt.date, roles: tuple[Role, ...] = ANSWERING) -> QuerySet[User]:
    """The active people who hold one of the roles for an agency, or lead over it."""
    posts = Post.objects.held_on(on).filter(
        Q(agency=agency.pk, role__in=roles) | Q(agency=agency.led_by_id, role=Role.AGENCY_LEAD, agency__isnull=False)
    )
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name")


def addresses_of(agency: Agency, *, on: dt.date) -> list[tuple[str, str]]:
    """(key, e-mail address) of everybody at an agency who is to hear of a request: people who sign in, and contacts."""
    users = [(f"user:{user.pk}", user.email) for user in people_of(agency, on=on)]
    contacts = Contact.objects.filter(agency=agency, ended_on=None).exclude(email="")
    found = users + [(f"contact:{contact.pk}", contact.email) for contact in contacts]
    return list({email.casefold(): (key, email) for key, email in reversed(found)}.values())


def has_signatory(agency: Agency, *, on: dt.date) -> bool:
    """Is there somebody above the author who signs for this agency?"""
    return people_of(agency, on=on, roles=SIGNING).exists()


# The decision -----------------------------------------------------------------------------------------


def decisions_of(review: Review) -> Decisions:
    """Every statutory partner, with or without its decision about what follows the rapid review."""
    return decisions_on(review, Question.REVIEW)


def reply_of(rapid_review: RapidReview) -> NationalPanelReply | None:
    """The national Panel's letter, if it came."""
    return NationalPanelReply.objects.filter(rapid_review=rapid_review).select_related("original__file").first()
