"""What does an office with many cases look like? Cheaply made rows, for counting queries and for measuring.

No action has made them, so they hold no more than what the home pages and the page of a case read.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from agencies.models import Agency
from agencies.roles import Role
from chronology.duties import SUBMIT
from chronology.models import ChronologyRequest, Submission
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests.cast import Cast
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Incident, Involvement, PhaseChange, Rest, Review, SubjectChild, TeamMember
from reviews.case.phases import Phase
from reviews.rapid_review import duties as rapid_review
from reviews.rapid_review.models import RapidReview, ReturnRequest
from reviews.referral.duties import DECIDE, NOTIFY, RECOMMEND
from reviews.report.duties import COMMENT

DUTIES_EACH = 10
LOOKS_EACH, EVENTS_EACH = 10, 10


def many_cases(cast: Cast, *, at: dt.datetime, cases: int = 200, prefix: str = "FM-2020") -> list[Review]:
    """So many cases in review, each with ten open duties: of two agencies, partners, chair, office, notifier, panel."""
    today = clock.date_of(at)
    incident = Incident.objects.create()
    reviews = Review.objects.bulk_create(
        Review(
            code=f"{prefix}-{number:03d}", partnership=cast.partnership, incident=incident, phase=Phase.IN_REVIEW,
            opened_on=today, opened_at=at, opened_by=cast.priya,
        )
        for number in range(1, cases + 1)
    )  # fmt: skip
    SubjectChild.objects.bulk_create(SubjectChild(review=review, position=1, label="Child A") for review in reviews)
    PhaseChange.objects.bulk_create(PhaseChange(review=review, became=Phase.IN_REVIEW, at=at) for review in reviews)
    agencies = [cast.agencies.health, cast.agencies.police]
    involved = [*agencies, cast.agencies.council, cast.agencies.gp]
    _each(Involvement, reviews, lambda review: [{"agency": a, "since_on": today} for a in involved])
    places = ((cast.luca, Role.LEAD_REVIEWER), (cast.pam, Role.PANEL_MEMBER), (cast.harriet, Role.HUMAN_READER))
    _each(TeamMember, reviews, lambda review: [{"user": u, "role": r, "starts_on": today} for u, r in places])
    Duty.objects.bulk_create(_duties(cast, reviews, agencies, at))
    TrailEntry.objects.bulk_create(_entries(cast, reviews, at))
    return reviews


def listed_cases(cast: Cast, *, at: dt.datetime, cases: int = 2000, prefix: str = "FM-2019") -> list[Review]:
    """So many cases with what the list of cases reads, and no more: a child, an agency, open duties, every tenth held."""
    today = clock.date_of(at)
    incident = Incident.objects.create()
    reviews = Review.objects.bulk_create(
        Review(
            code=f"{prefix}-{number:04d}", partnership=cast.partnership, incident=incident, phase=Phase.IN_REVIEW,
            opened_on=today - dt.timedelta(days=number), opened_at=at, opened_by=cast.priya,
        )
        for number in range(1, cases + 1)
    )  # fmt: skip
    SubjectChild.objects.bulk_create(SubjectChild(review=review, position=1, label="Child A") for review in reviews)
    _each(Involvement, reviews, lambda review: [{"agency": cast.agencies.health, "since_on": today}])
    Rest.objects.bulk_create(Rest(review=review, origin="hold:0", since_at=at) for review in reviews[::10])
    owed = {"kind": SUBMIT.code, "what": SUBMIT.what, "basis": Duty.Basis.AGREED, "started_on": today, "opened_at": at}
    Duty.objects.bulk_create(
        Duty(
            review=review, agency=cast.agencies.health, thing_id=place + 1,
            due_on=today + dt.timedelta(days=(number * 7 + place) % 90 - 10), **owed,
        )
        for number, review in enumerate(reviews) for place in range(3)
    )  # fmt: skip
    return reviews


def _each(model: type, reviews: list[Review], values: Callable[[Review], list[dict]]) -> list:
    return model.objects.bulk_create(model(review=review, **row) for review in reviews for row in values(review))


def _duties(cast: Cast, reviews: list[Review], agencies: list[Agency], at: dt.datetime) -> Iterator[Duty]:
    day = clock.date_of(at)
    rapid = RapidReview.objects.bulk_create(
        RapidReview(review=review, opened_on=day, opened_at=at, returns_due_on=day) for review in reviews
    )
    asked = {"asked_at": at, "asked_by": cast.priya, "due_on": day}
    returns = ReturnRequest.objects.bulk_create(
        ReturnRequest(rapid_review=found, agency=agency, **asked) for found in rapid for agency in agencies
    )
    chronologies = ChronologyRequest.objects.bulk_create(
        ChronologyRequest(review=review, agency=agency, **asked) for review in reviews for agency in agencies
    )
    Submission.objects.bulk_create(
        Submission(request=request, entered_by=cast.priya, entered_at=at) for request in chronologies
    )
    council, police = cast.agencies.council, cast.agencies.police

    def duty(number: int, kind: DutyKind, **debtor: object) -> Duty:
        return Duty(
            review=reviews[number], kind=kind.code, what=kind.what, started_on=day, opened_at=at,
            basis=Duty.Basis.STATUTORY if kind.statutory else Duty.Basis.AGREED,
            due_on=day + dt.timedelta(days=number % 30 - 5), **debtor,
        )  # fmt: skip

    for number in range(len(reviews)):
        for place, agency in enumerate(agencies):
            yield duty(number, rapid_review.RETURN, agency=agency, thing_id=returns[2 * number + place].pk)
            yield duty(number, SUBMIT, agency=agency, thing_id=chronologies[2 * number + place].pk)
        for partner in (council, police):
            yield duty(
                number, DECIDE["review"], role=Role.DELEGATED_PARTNER, agency=partner, thing_id=partner.pk
            )  # fmt: skip
        yield duty(number, RECOMMEND["review"], role=Role.SUBGROUP_CHAIR)
        yield duty(number, rapid_review.SEND, role=Role.BUSINESS_SUPPORT)
        yield duty(number, NOTIFY, role=Role.NOTIFIER, agency=council)
        yield duty(number, COMMENT, user=cast.pam, thing_id=number + 1)


def _entries(cast: Cast, reviews: list[Review], at: dt.datetime) -> Iterator[TrailEntry]:
    """Looks and events of each case over the past days; their chains hold no real hashes."""
    people = (cast.priya, cast.luca, cast.hana, cast.pam)
    for review in reviews:
        for number in range(1, LOOKS_EACH + EVENTS_EACH + 1):
            look, by = number <= LOOKS_EACH, people[number % len(people)]
            yield TrailEntry(
                chain=f"{'looks' if look else 'review'}:{review.code}", number=number, previous=f"p{number}",
                hash=f"h{number}", at=at - dt.timedelta(hours=number), kind="look" if look else "chronology.submitted",
                sentence="opened case" if look else "submitted a signed-off chronology", actor=by.name, actor_id=by.pk,
                review_code=review.code, audience="governance" if look else "team",
            )  # fmt: skip
