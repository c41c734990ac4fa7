"""How does what a person holds and owes by name in cases go to another?

A stage whose own record names who owes a duty has that record follow: ``use_handed(KIND, follow)`` in ``apps.ready()``.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import transaction

from agencies.models import User
from agencies.queries import visitor
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import events, queries, rules
from reviews.case.actions.duties import put_in_place
from reviews.case.actions.team import join_team, leave_team
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Duty, TeamMember

ONE_DAY = dt.timedelta(days=1)
Follow = Callable[[Duty, Visitor], None]
_follows: dict[str, Follow] = {}


def use_handed(kind: DutyKind, follow: Follow) -> None:
    """Call ``follow(duty, to)`` when a duty of this kind goes to somebody else; it may refuse with ``NotYet``."""
    _follows[kind.code] = follow


@transaction.atomic
def hand_over(user: User, *, to: User, keys: Sequence[str], from_on: dt.date, by: User, at: dt.datetime) -> None:
    """Hand over the chosen places from a day, then at once the chosen duties, which the other must be able to open."""
    today = clock.date_of(at)
    for member in queries.places_of(user, visitor(by, today=today, now=at)):
        if f"place {member.pk}" in keys:
            _hand_place(member, to, from_on, by=by, at=at)
    for duty in queries.duties_of(user):
        if f"duty {duty.pk}" in keys:
            _hand_duty(duty, to, by=by, at=at)


def _hand_place(member: TeamMember, to: User, from_on: dt.date, *, by: User, at: dt.datetime) -> None:
    """End the place the day before, and let the other join under the rules by which anybody joins."""
    ends_on, review = member.ends_on, member.review
    rules.check_place_lasts(review.code, ends_on, from_on)
    leave_team(
        member, revision=member.revision, ends_on=max(from_on - ONE_DAY, member.starts_on), by=by, at=at
    )  # fmt: skip
    try:
        join_team(
            review, to, member.role, agency=member.agency, starts_on=max(from_on, member.starts_on), ends_on=ends_on,
            deputy_for=member.deputy_for, by=by, at=at,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(f"{review.code}: {refusal}", field="to") from None


def _hand_duty(duty: Duty, to: User, *, by: User, at: dt.datetime) -> None:
    kind, review = KINDS[duty.kind], duty.review
    person = visitor(to, today=clock.date_of(at), now=at)
    may = queries.permissions_in(review, person) if review else person.permissions
    rules.check_can_do(duty, to, may, Permission(kind.asks) if kind.asks else None)
    if follow := _follows.get(duty.kind):
        follow(duty, person)
    same = Duty.objects.open().filter(review=review, kind=duty.kind, user=to, thing_id=duty.thing_id)
    if same.exists():  # they owe it themselves, and once is enough
        Duty.objects.open().filter(pk=duty.pk).update(withdrawn_at=at)
    else:
        put_in_place(duty, at=at, user=to)
    code = review.code if review else ""
    changes = {"from": duty.user_id, "to": to.pk}
    record(events.DUTY_HANDED, by=by, at=at, review_code=code, subject=duty.kind, changes=changes)
