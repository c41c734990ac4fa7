"""Who comes to a case and leaves it: people of the review team, agencies?"""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from agencies.models import Agency, User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import events, rules
from reviews.case.actions.duties import come_back_with, go_with
from reviews.case.models import Involvement, Review, TeamMember

Follow = Callable[[Review, Agency, User, dt.datetime], None]
_comings: list[Follow] = []
_leavings: list[Follow] = []


def use_involved(follow: Follow) -> None:
    """Call ``follow(review, agency, by, at)`` when an agency comes into a case, in the same transaction."""
    _comings.append(follow)


def use_left(follow: Follow) -> None:
    """Call ``follow(review, agency, by, at)`` when an agency leaves a case, in the same transaction."""
    _leavings.append(follow)


@transaction.atomic
def join_team(
    review: Review, user: User, role: str, *, by: User, at: dt.datetime, agency: Agency | None = None,
    starts_on: dt.date | None = None, ends_on: dt.date | None = None, deputy_for: TeamMember | None = None,
) -> TeamMember:  # fmt: skip
    """Give a person a role in this review, or let them stand in for somebody who has it."""
    starts_on = starts_on or clock.date_of(at)
    rules.check_team_role(role)
    rules.check_order(starts_on, ends_on, field="ends_on", message="The last day cannot be before the first.")
    if not user.is_active:
        raise records.NotYet("This person has left. Choose somebody who can sign in.", field="user")
    same = [(member.starts_on, member.ends_on) for member in review.team.filter(user=user, role=role)]
    rules.check_no_overlap(starts_on, ends_on, same)
    later = review.team.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user)
    rules.check_reader(role, list(later.values_list("role", flat=True)))
    member = TeamMember.objects.create(
        review=review, user=user, role=role, agency=agency, starts_on=starts_on, ends_on=ends_on, deputy_for=deputy_for
    )
    changes = {"role": role} | ({"deputy for": f"person {deputy_for.user_id}"} if deputy_for else {})
    event = events.DEPUTY_NAMED if deputy_for else events.JOINED
    record(event, by=by, at=at, review_code=review.code, subject=f"person {user.pk}", changes=changes)
    return member


@transaction.atomic
def name_deputy(
    member: TeamMember, *, user: User, starts_on: dt.date, ends_on: dt.date, by: User, at: dt.datetime
) -> TeamMember:
    """Let somebody stand in for a member of the team for a time: they get what the member gets, and act as deputy."""
    rules.check_deputy(member, user, starts_on, ends_on, clock.date_of(at))
    others = member.review.team.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user, starts_on__lte=ends_on)
    if others.exists():
        raise records.NotYet("This person is in the review team themselves at that time.", field="user")
    standing = [(one.starts_on, one.ends_on) for one in member.deputies.all()]
    if any(begun <= ends_on and (over is None or over >= starts_on) for begun, over in standing):
        raise records.NotYet("Somebody stands in for this member at that time already.", field="starts_on")
    return join_team(
        member.review, user, member.role, agency=member.agency, starts_on=starts_on, ends_on=ends_on, deputy_for=member,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def leave_team(member: TeamMember, *, revision: int, ends_on: dt.date, by: User, at: dt.datetime) -> None:
    """End a person's role in this review; they lose sight of it from the next day."""
    message = f"The role began on {member.starts_on:%-d %B %Y}: it cannot end before that."
    rules.check_order(member.starts_on, ends_on, field="ends_on", message=message)
    changes = records.change(member, revision=revision, ends_on=ends_on)
    _end_deputies(member, ends_on)
    code = member.review.code
    record(events.LEFT, by=by, at=at, review_code=code, subject=f"person {member.user_id}", changes=changes)


def _end_deputies(member: TeamMember, ends_on: dt.date) -> None:
    """Nobody stands in for a place that is over; one that would only have begun later is over before it began."""
    for deputy in member.deputies.filter(ends_on__gt=ends_on):
        records.change(deputy, ends_on=max(ends_on, deputy.starts_on - dt.timedelta(days=1)))


@transaction.atomic
def involve(review: Review, agency: Agency, *, by: User, at: dt.datetime, why: str = "") -> Involvement:
    """Note that an agency has to do with the case; nothing happens where it is known already."""
    today = clock.date_of(at)
    involvement, new = Involvement.objects.get_or_create(
        review=review, agency=agency, defaults={"since_on": today, "why": why}
    )
    ended = Involvement.objects.filter(pk=involvement.pk, ended_on__isnull=False)
    again = ended.update(since_on=today, why=why, ended_on=None, why_ended="")
    if new or again:
        involvement.refresh_from_db()
        record(events.AGENCY_INVOLVED, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}")
        come_back_with(agency, review)
        for follow in _comings:
            follow(review, agency, by, at)
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, why: str, by: User, at: dt.datetime) -> None:
    """Note that an agency has nothing to do with the case, or no longer: its people lose sight of it at once.

    What it was asked for and has not given rests until it comes back; what it gave stays.
    """
    rules.check_said(why, field="why", message="Say why. It stays with the case.")
    rows = Involvement.objects.current().filter(pk=involvement.pk)
    if rows.update(ended_on=clock.date_of(at), why_ended=why) != 1:
        raise records.ChangedMeanwhile(Involvement.objects.get(pk=involvement.pk))
    review, agency = involvement.review, involvement.agency
    go_with(agency, review, at=at)
    record(events.AGENCY_ENDED, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}")
    for follow in _leavings:
        follow(review, agency, by, at)
