"""Who was asked, and where does each stand?"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from agencies.models import Agency, Contact, Post, User
from agencies.queries import with_deputies
from agencies.roles import ROLES, Permission, Role
from agencies.rules import Visitor
from chronology import rules
from chronology.duties import ENTER, MORE_TIME, QUESTION, SUBMIT
from chronology.models import AgencyReport, ChronologyRequest, MoreTime, ReportRequest, Submission
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Involvement, Rest, Review
from reviews.case.queries import Reader as TrailReader
from reviews.case.queries import Things, people_answering, way_to
from reviews.identities.models import Alias, Person
from reviews.panel.models import TermsOfReference
from reviews.rapid_review.models import KeyEvent

SIGNING = [role for role in Role if Permission.SIGN_FOR_AGENCY in ROLES[role].may]


@dataclass(frozen=True)
class Asked:
    """A request as the office sees it."""

    request: ChronologyRequest | ReportRequest
    state: rules.State
    due_on: dt.date
    extension: MoreTime | None = None

    @property
    def words(self) -> str:
        return rules.WORDS[self.state][0]

    @property
    def colour(self) -> str:
        return rules.WORDS[self.state][1]


def is_in_case(found: ChronologyRequest | ReportRequest) -> bool:
    """Is the agency that was asked still in the case?"""
    return found.review.involvements.current().filter(agency=found.agency_id).exists()


def requests_with_due(review: Review | None) -> QuerySet[ChronologyRequest]:
    """The requests of a review, or of all, with the day each is due now, and what more time was asked for. Two queries."""
    found = ChronologyRequest.objects.filter(**({"review": review} if review else {}))
    standing = Count("submission__entries", filter=Q(submission__entries__void_at=None))
    things = ("agency", "submission__original__file", "asked_by", "handed_to")
    return with_due(with_longer(found.select_related(*things)).annotate(entry_count=standing), SUBMIT)


def with_longer(requests: QuerySet[Any]) -> QuerySet[Any]:
    """Requests with what more time was asked for and not taken back. One more query."""
    asked = requests.model._meta.get_field("extensions").related_model._base_manager.filter(withdrawn_at=None)
    return requests.prefetch_related(Prefetch("extensions", asked.order_by("pk"), to_attr="asked_longer"))


def with_due(requests: QuerySet[Any], kind: DutyKind) -> QuerySet[Any]:
    """Requests with the day each is due now (its duty may have been moved), if it is on hold, and if its agency has left."""
    duties = Duty.objects.filter(kind=kind.code, replaced_by=None, withdrawn_at=None, review=OuterRef("review"))
    latest = duties.filter(thing_id=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    held = Exists(Rest.objects.over(Value(kind.code), OuterRef("pk")))
    here = Involvement.objects.current().filter(review=OuterRef("review"), agency=OuterRef("agency"))
    return requests.annotate(
        due=Coalesce(Subquery(latest), F("due_on")), on_hold=held, left=~Exists(here)
    ).order_by("pk")  # fmt: skip


def asked(review: Review, *, today: dt.date) -> list[Asked]:
    """Who was asked and where each stands, the worst first, with whom to ring."""
    contacts = Prefetch("agency__contacts", Contact.objects.filter(ended_on=None).order_by("name"))
    rows = [as_asked(found, today) for found in requests_with_due(review).prefetch_related(contacts)]
    return sorted(rows, key=lambda row: (row.state, row.due_on, row.request.agency.name))


def as_asked(found: ChronologyRequest | ReportRequest, today: dt.date) -> Asked:
    """One request (with its annotated ``due``, ``on_hold`` and ``left``) and where it stands."""
    written = found.written
    facts = rules.Facts(
        due_on=found.due,
        opened=found.first_opened_at is not None,
        ready=written.ready_at is not None,
        submitted=written.submitted_at is not None,
        sent_back=written.sent_back_at is not None,
        withdrawn=found.withdrawn_at is not None,
        handed_in=rules.is_handed_in(written),
        on_hold=found.on_hold,
        left=found.left,
    )
    return Asked(found, rules.state_of(facts, today), found.due, _extension(found))


def _extension(found: ChronologyRequest | ReportRequest) -> MoreTime | None:
    """The last request for more time, while what it was asked for is owed."""
    if found.withdrawn_at or found.written.submitted_at:
        return None
    since = max(filter(None, (found.asked_at, found.written.sent_back_at)))
    return next((one for one in reversed(found.asked_longer) if one.entered_at >= since), None)


def open_extension(found: ChronologyRequest | ReportRequest) -> MoreTime | None:
    """The request for more time that the office has not answered yet."""
    return found.extensions.filter(answered_at=None, withdrawn_at=None).first()


def typed_most(submission: Submission) -> User | None:
    """Who of the agency typed most of the entries that stand; nobody where all came through the office or from its return.

    Two queries.
    """
    own = submission.entries.filter(void_at=None, on_behalf_of="").exclude(origin__startswith="key_event:")
    most = own.values("entered_by").annotate(entries=Count("pk")).order_by("-entries", "entered_by").first()
    return User.objects.get(pk=most["entered_by"]) if most else None


def handed_in_on(found: ChronologyRequest) -> dt.date | None:
    """The day the agency gave the document that the office types in."""
    if not rules.is_handed_in(found.submission):
        return None
    met = Duty.objects.filter(review=found.review_id, kind=SUBMIT.code, thing_id=found.pk, met_on__isnull=False)
    return met.order_by("-pk").values_list("met_on", flat=True).first()


def requests_asked(pks: Iterable[int | None]) -> list[ChronologyRequest]:
    """Requests of any case with the day each is due, the people and the terms agreed last. Three queries."""
    agreed = TermsOfReference.objects.filter(agreed_on__isnull=False).order_by("-version")
    found = requests_with_due(None).filter(pk__in=set(pks)).select_related("review__partnership")
    people = Prefetch("people", Person.objects.filter(void_at=None).order_by("pk"), to_attr="listed")
    return list(found.prefetch_related(people, Prefetch("review__terms", agreed, to_attr="agreed")))


def agencies_to_ask(review: Review) -> QuerySet[Agency]:
    """The agencies that may still be asked; those involved in the case first."""
    return may_be_asked(review, ChronologyRequest.objects.filter(review=review))


def may_be_asked(review: Review, asked: QuerySet[Any]) -> QuerySet[Agency]:
    """The agencies of the case and of the partnership that none of the requests ``asked`` stands with."""
    standing = asked.filter(withdrawn_at=None).values("agency")
    members = Q(pk__in=review.partnership.agencies.values("pk"))
    involved = Q(pk__in=review.involvements.current().values("agency"))
    found = Agency.objects.filter(members | involved, ended_on=None).exclude(pk__in=standing)
    return found.annotate(place=Case(When(involved, then=Value(0)), default=Value(1))).order_by("place", "name")


def at_colleague(visitor: Visitor) -> QuerySet[Submission, int]:
    """The requests (ids) whose chronology is ready, and waits for somebody else to sign it off."""
    return _ready(Submission.objects.all(), visitor)


def reports_at_colleague(visitor: Visitor) -> QuerySet[AgencyReport, int]:
    """The same of agency reports."""
    return _ready(AgencyReport.objects.all(), visitor)


def _ready(written: QuerySet[Any], visitor: Visitor) -> QuerySet[Any]:
    ready = written.filter(ready_at__isnull=False, submitted_at=None)
    signs = visitor.agencies_with(Permission.SIGN_FOR_AGENCY)
    return ready.exclude(request__agency__in=signs).values_list("request", flat=True)


def people_of(found: ChronologyRequest) -> QuerySet[Person]:
    """The people an agency is to search for, with their other names."""
    aliases = Prefetch("aliases", Alias.objects.filter(void_at=None).order_by("pk"))
    children_first = F("child__position").asc(nulls_last=True)
    return found.people.filter(void_at=None).order_by(children_first, "pk").prefetch_related(aliases)


@dataclass(frozen=True)
class Given:
    """What the agencies that were asked have given, in the order of their names; ``none_about`` are labels by submission."""

    requests: list[ChronologyRequest]
    none_about: dict[int, list[str]]

    @property
    def submissions(self) -> list[Submission]:
        return [found.submission for found in self.requests]

    @property
    def agencies(self) -> list[Agency]:
        """Those that submitted their chronology, each once."""
        return list(dict.fromkeys(found.agency for found in self.requests if found.submission.submitted_at))

    @property
    def waiting(self) -> int:
        """How many chronologies are not here."""
        return sum(not found.withdrawn_at and not found.submission.submitted_at for found in self.requests)

    @property
    def nothing_held(self) -> list[tuple[str, list[str]]]:
        """Which agencies said of whom that they hold nothing, by label; of nobody in particular, where it is of all."""
        given = [found for found in self.requests if found.submission.submitted_at]
        told = [(found, self.none_about.get(found.submission.pk, [])) for found in given]
        return [(found.agency.name, labels) for found, labels in told if labels or found.submission.nothing_held]


def given(review: Review) -> Given:
    """What the agencies of a review have given. Two queries."""
    requests = ChronologyRequest.objects.filter(review=review).select_related("agency", "submission")
    none_about: dict[int, list[str]] = {}
    rows = Submission.none_about.through.objects.filter(submission__request__review=review, person__void_at=None)
    for submission, label in rows.order_by("person").values_list("submission", "person__label"):
        none_about.setdefault(submission, []).append(label)
    return Given(list(requests.order_by("agency__name", "pk")), none_about)


def agreed_terms(review: Review) -> TermsOfReference | None:
    """The terms agreed last: only they give a period an agency can rely on."""
    return review.terms.filter(agreed_on__isnull=False).order_by("-version").first()


def answering(agency: Agency, review: Review, *, on: dt.date) -> list[User]:
    """The people with a sign-in who answer for an agency or for the one that leads it."""
    return list(people_answering(agency, on=on))


def signatories(agency: Agency, *, on: dt.date) -> list[User]:
    """The people who may sign off what an agency sends: its own, and the leads of the one that leads it."""
    own, leading = Q(role__in=SIGNING, agency=agency), Q(role=Role.AGENCY_LEAD, agency__leads_over=agency)
    posts = Post.objects.held_on(on).filter(own | leading)
    return list(with_deputies(User.objects.filter(is_active=True, pk__in=posts.values("user")), on=on))


def key_events(found: ChronologyRequest) -> list[KeyEvent]:
    """The key events of the agency's signed return of the rapid review that are not in its chronology yet."""
    drafted = set(found.submission.entries.filter(origin__startswith="key_event:").values_list("origin", flat=True))
    events = KeyEvent.objects.filter(
        agency_return__request__agency=found.agency_id,
        agency_return__request__rapid_review__review=found.review_id,
        agency_return__signed_off_at__isnull=False,
        void_at=None,
    )
    return [event for event in events if f"key_event:{event.pk}" not in drafted]


# What the trail names ------------------------------------------------------------------------------


def draft_at(reader: TrailReader, request: ChronologyRequest) -> str:
    """Where an agency writes, for the agency itself and for the office."""
    reaches = request.agency_id in reader.agencies or reader.may(Permission.RUN_CASE)
    return way_to("chronology-draft", reader, request.pk) if reaches else ""


REQUESTS = {
    "request": Things(
        lambda reader: ChronologyRequest.objects.filter(review=reader.review).select_related("agency"),
        lambda request: str(request.agency),
        draft_at,
    ),
    "submission": Things(
        lambda reader: Submission.objects.filter(request__review=reader.review).select_related("request__agency"),
        lambda submission: str(submission.request.agency),
        lambda reader, submission: draft_at(reader, submission.request),
    ),
}


def requests_told(numbers: Collection[int]) -> dict[int, str]:
    """Which agencies' chronologies they are."""
    found = ChronologyRequest.objects.filter(pk__in=numbers).select_related("agency")
    return {request.pk: str(request.agency) for request in found}


REQUESTS_TOLD = {ENTER: requests_told, MORE_TIME: requests_told, QUESTION: requests_told}
