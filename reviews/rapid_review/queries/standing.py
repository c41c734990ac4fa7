"""Where does the rapid review of a case stand: its clock, its search list, the decision, the national Panel?"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from agencies.models import User
from cspr.jobs.models import Job
from reviews.case.models import Duty, Review
from reviews.guidance.queries import checks_standing, guidance_for
from reviews.guidance.regimes import Trigger
from reviews.guidance.rules import applied_kept, readings_kept
from reviews.identities.models import Address, Alias, Person
from reviews.identities.queries import people
from reviews.meetings.models import Meeting
from reviews.rapid_review import duties, rules
from reviews.rapid_review.models import NationalPanelReply, PanelAsk, RapidReview, SafetyAction, SearchedPerson
from reviews.rapid_review.queries.returns import Row, rows_of
from reviews.referral.models import Notification, Question, Referral, SiblingSafety
from reviews.referral.queries import (
    JoinedArea,
    Screening,
    decisions_on,
    joined_areas,
    referral_of,
    screening,
    siblings_of,
)
from reviews.referral.rules import Decisions


def rapid_review_of(review: Review) -> RapidReview | None:
    """The rapid review of a case, if it was opened."""
    return RapidReview.objects.filter(review=review).select_related("review__partnership").first()


def notification_of(review: Review) -> Notification | None:
    """The notification of a case, if it was sent."""
    return Notification.objects.filter(review=review).exclude(sent_on=None).first()


def withdrawn_on(review: Review) -> dt.date | None:
    """The day on which the notification was withdrawn, where it was: the rapid review then goes no further."""
    found = notification_of(review)
    return found.withdrawn_on if found else None


def clock_of(review: Review) -> rules.ClockStart | None:
    """How the time limit of this rapid review is counted; nothing before the notification is sent."""
    sent = notification_of(review)
    if not (sent and sent.sent_on):
        return None
    dates = {Trigger.AWARE: sent.known_on, Trigger.SENT: sent.sent_on}
    started = review.duties.filter(kind=duties.SEND.code).exclude(clock="").order_by("-pk").first()
    if started and readings_kept(started.counted) == dates:  # a clock that has started keeps its rule
        applied = applied_kept(started.clock, started.counted, checks_standing())
        return rules.ClockStart(started.started_on, applied, dates)
    return rules.clock_start(guidance_for(review.partnership), known_on=sent.known_on, sent_on=sent.sent_on)


def clock_duty(review: Review) -> Duty | None:
    """The duty to send it to the national Panel: the open one, or else the one last met."""
    found = review.duties.filter(kind=duties.SEND.code, withdrawn_at=None, replaced_by=None)
    return found.order_by("-pk").first()


def meeting_of(review: Review) -> Meeting | None:
    """The rapid review meeting that papers are made for: the last one that was not called off."""
    found = review.meetings.filter(kind=Meeting.Kind.RAPID_REVIEW, cancelled_at=None)
    return found.select_related("review__partnership").order_by("starts_at").last()


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


# The decision -----------------------------------------------------------------------------------------


def decisions_of(review: Review) -> Decisions:
    """Every statutory partner, with or without its decision about what follows the rapid review."""
    return decisions_on(review, Question.REVIEW)


def replies_of(rapid_review: RapidReview) -> QuerySet[NationalPanelReply]:
    """The letters of the national Panel in the order they came, each with what it ``asks`` for."""
    asked = PanelAsk.objects.filter(void_at=None).select_related("original__file")
    found = NationalPanelReply.objects.filter(rapid_review=rapid_review).select_related(
        "original__file", "rapid_review__review__partnership"
    )
    return found.prefetch_related(Prefetch("asks", asked, to_attr="standing")).order_by("received_on", "pk")


def asks_of(review: Review) -> QuerySet[PanelAsk]:
    """Everything the national Panel asked for in a case."""
    found = PanelAsk.objects.filter(reply__rapid_review__review=review)
    return found.select_related("reply__rapid_review__review__partnership", "original__file")


def safety_of(review: Review) -> QuerySet[SafetyAction]:
    """The immediate safety actions of a case: what is open first, the earliest due before."""
    found = SafetyAction.objects.filter(rapid_review__review=review, void_at=None)
    found = found.select_related("agency", "rapid_review__review__partnership")
    return found.order_by(F("done_on").asc(nulls_first=True), "due_on", "pk")


# The rapid review document ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Everything a rapid review document is put together from."""

    people: tuple[Person, ...]
    notification: Notification | None
    referral: Referral | None
    rows: list[Row]
    screening: Screening
    siblings: tuple[SiblingSafety, ...]
    safety: tuple[SafetyAction, ...]
    due_on: dt.date | None
    areas: tuple[JoinedArea, ...] = ()


def standing_of(rapid_review: RapidReview) -> Standing:
    """What the records hold now. A fixed number of queries."""
    review = rapid_review.review
    limit = clock_duty(review)
    return Standing(
        people=tuple(people(review)),
        notification=notification_of(review),
        referral=referral_of(review),
        rows=rows_of(review),
        screening=screening(review, Question.REVIEW),
        siblings=tuple(siblings_of(review)),
        safety=tuple(safety_of(review)),
        due_on=limit.due_on if limit else None,
        areas=tuple(joined_areas(review, Question.REVIEW)),
    )


def missing_from_document(rapid_review: RapidReview) -> list[rules.Missing]:
    """What the document would show as not recorded, were it made now."""
    standing = standing_of(rapid_review)
    put = standing.screening
    return [
        *rules.missing_of_people(standing.people),
        *rules.missing_of_returns(row.state for row in standing.rows),
        *rules.missing_of_text(rapid_review, safety=bool(standing.safety)),
        *rules.missing_of_decision(
            criteria=put.criteria.open,
            national=put.national.open if put.national else 0,
            recommended=bool(put.recommended),
            waiting=[(view.partner.pk, str(view.partner)) for view in put.decisions.waiting],
            commented=bool(put.comment),
        ),
    ]


def papers_made(review: Review, user: User, kinds: tuple[str, ...]) -> QuerySet[Job]:
    """The papers of these kinds that this person had made, or is waiting for, newest first."""
    return Job.objects.filter(review_code=review.code, kind__in=kinds, asked_by_id=user.pk).order_by("-pk")[:5]
