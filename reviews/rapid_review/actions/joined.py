"""How does another area join a review, decide in a group of its own, and leave?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from agencies.models import Agency, Partnership, User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import end_involvement, join_team, leave_team, meet_duty, open_duty
from reviews.case.models import TeamMember
from reviews.case.rules import check_not_in_future, check_order
from reviews.rapid_review import duties, events, rules
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import RapidReview
from reviews.referral import actions as screening
from reviews.referral.models import JoinedPartnership, PartnerDecision, Question
from reviews.referral.queries import agencies_joined, partners_of_area
from reviews.referral.rules import check_still_joined


@transaction.atomic
def join_area(
    rapid_review: RapidReview,
    *,
    partnership: Partnership | None = None,
    name: str = "",
    lead: str,
    agencies: Iterable[Agency] = (),
    since_on: dt.date,
    by: User,
    at: dt.datetime,
) -> JoinedPartnership:
    """Record that another area's partnership has joined: one this office serves too, or another by its name."""
    review = rapid_review.review
    check_not_in_future(since_on, clock.date_of(at), field="since_on", name="The date it joined")
    standing = [str(one) for one in review.joined.filter(ended_on=None).select_related("partnership")]
    rules.check_area(partnership, name, home=review.partnership, standing=standing)
    joined = JoinedPartnership.objects.create(
        review=review, partnership=partnership, name="" if partnership else name, lead=lead, since_on=since_on,
        entered_by=by, entered_at=at,
    )  # fmt: skip
    joined.agencies.set(agencies)
    _tell(events.AREA_JOINED, rapid_review, joined, by=by, at=at)
    return joined


@transaction.atomic
def change_area(
    rapid_review: RapidReview, joined: JoinedPartnership, *, revision: int, agencies: Iterable[Agency], by: User,
    at: dt.datetime, **values: Any,
) -> None:  # fmt: skip
    """Put the record of another area right, or name further agencies of it."""
    check_still_joined(joined)
    check_not_in_future(values["since_on"], clock.date_of(at), field="since_on", name="The date it joined")
    changes = records.change(joined, revision=revision, **values)
    chosen = {agency.pk for agency in agencies}
    if chosen != set(joined.agencies.values_list("pk", flat=True)):
        joined.agencies.set(chosen)
        changes["agencies"] = sorted(chosen)
    if changes:
        _tell(events.AREA_CHANGED, rapid_review, joined, by=by, at=at, changes=changes)


@transaction.atomic
def end_joining(
    rapid_review: RapidReview, joined: JoinedPartnership, *, revision: int, ended_on: dt.date, why_ended: str,
    by: User, at: dt.datetime,
) -> None:  # fmt: skip
    """Its part ends: its delegates lose their places and its agencies sight of the case; what was given stays."""
    check_still_joined(joined)
    check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="The date it left")
    check_order(joined.since_on, ended_on, field="ended_on", message="It cannot leave before it has joined.")
    review = rapid_review.review
    theirs = set(agencies_joined(review))
    changes = records.change(joined, revision=revision, ended_on=ended_on, why_ended=why_ended)
    gone = theirs - set(agencies_joined(review)) - set(review.partnership.agencies.all())
    for involvement in review.involvements.current().filter(agency__in=gone):
        end_involvement(involvement, why="Another area has left the review", by=by, at=at)
    for member in _places(joined).filter(agency__in=gone, ends_on=None).select_related("user", "review"):
        leave_team(member, revision=member.revision, ends_on=max(ended_on, member.starts_on), by=by, at=at)
        review.duties.open().filter(kind=duties.JOINED.code, user=member.user).update(withdrawn_at=at)
    _tell(events.AREA_LEFT, rapid_review, joined, by=by, at=at, changes=changes)


def _places(joined: JoinedPartnership):
    return TeamMember.objects.filter(review=joined.review_id, role=Role.JOINED_PARTNER)


@transaction.atomic
def seat_delegate(
    rapid_review: RapidReview, joined: JoinedPartnership, *, user: User, partner: Agency, by: User, at: dt.datetime
) -> TeamMember:
    """Give somebody who signs in a place in this review alone, to decide for a statutory partner of the other area."""
    check_still_joined(joined)
    if partner not in partners_of_area(joined):
        raise records.NotYet("Choose one of the statutory safeguarding partners of that area.", field="partner")
    review = rapid_review.review
    member = join_team(review, user, Role.JOINED_PARTNER, agency=partner, by=by, at=at)
    if not joined.decisions.filter(question=Question.REVIEW, partner=partner).exists():
        open_duty(review, duties.JOINED, at=at, due_on=None, user=user)
    return member


@transaction.atomic
def decide_for_area(
    rapid_review: RapidReview, joined: JoinedPartnership, *, partner: Agency, by: User, at: dt.datetime, **said: Any
) -> PartnerDecision:
    """Record what a statutory partner of the other area decides, for itself: nothing here waits for it."""
    review = rapid_review.review
    given = screening.decide(
        review, question=Question.REVIEW, partner=partner, joined=joined, by=by, at=at, **said
    )  # fmt: skip
    for member in _places(joined).filter(agency=partner):
        meet_duty(review, duties.JOINED, met_on=given.decided_on, at=at, user=member.user)
    return given


def _tell(
    event: Any, rapid_review: RapidReview, joined: JoinedPartnership, *, by: User, at: dt.datetime, **more: Any
) -> None:
    tell(event, rapid_review, by=by, at=at, subject=f"area {joined.pk}", **more)
