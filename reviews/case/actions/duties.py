"""How are duties filed, met and moved?"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from agencies.models import Agency, User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import events, queries, rules
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Rest, Review
from reviews.guidance.queries import guidance_for
from reviews.guidance.regimes import Clock, Trigger
from reviews.guidance.rules import Applied


def open_duty(
    review: Review | None,
    kind: DutyKind,
    *,
    at: dt.datetime,
    due_on: dt.date | None,
    started_on: dt.date | None = None,
    what: str = "",
    user: User | None = None,
    agency: Agency | None = None,
    role: str = "",
    thing_id: int | None = None,
    source: str = "",
    clocked: dict[str, Any] | None = None,
) -> Duty:
    """File a duty. Owed by a user, an agency, or a role (``agency`` then says which partner's). Called by actions.

    The same open duty of the same debtor is not filed twice. ``source`` says where a date stands that no
    guidance sets; ``clocked`` is what ``open_clock`` keeps with it.
    """
    key = {"review": review, "kind": kind.code, "user": user, "agency": agency, "role": role, "thing_id": thing_id}
    # Filtering for None asks for rows that have none: another debtor's duty is not the same.
    standing = Duty.objects.open().filter(**key).first()
    if standing:
        return standing
    return Duty.objects.create(
        **key,
        basis=Duty.Basis.STATUTORY if kind.statutory else Duty.Basis.AGREED,
        what=what or kind.what,
        source=source,
        **(clocked or {}),
        started_on=started_on or clock.date_of(at),
        due_on=due_on,
        opened_at=at,
    )


def open_clock(
    review: Review,
    kind: DutyKind,
    timer: Clock,
    *,
    started_on: dt.date,
    role: str,
    at: dt.datetime,
    agency: Agency | None = None,
    thing_id: int | None = None,
    what: str = "",
    readings: Mapping[Trigger, dt.date | None] | None = None,
    applied: Applied | None = None,
) -> Duty:
    """File a duty that guidance dates, due by the rule that holds on the day its clock starts. It keeps that rule,
    also where it is opened again for the same day.

    ``readings`` are the days from which the time would run under another reading; ``applied`` is the rule, where the
    caller had to ask for it to know the day.
    """
    before = queries.clock_kept(review, kind, timer, started_on, thing_id)
    if before:  # it started on that day already, and was met or let rest by mistake
        due_on, kept = before.due_on, before.counted
    else:
        limit = applied or guidance_for(review.partnership).applied(timer, started_on)
        due_on, kept = limit.due(started_on), limit.as_json(readings or {}, limit.why(started_on))
    return open_duty(
        review,
        kind,
        at=at,
        due_on=due_on,
        started_on=started_on,
        what=what,
        role=role,
        agency=agency,
        thing_id=thing_id,
        clocked={"clock": timer, "counted": kept},
    )


def meet_duty(
    review: Review | None,
    kind: DutyKind,
    *,
    met_on: dt.date,
    at: dt.datetime,
    user: User | None = None,
    agency: Agency | None = None,
    thing_id: int | None = None,
    why_late: str = "",
) -> int:
    """Mark the open duties of this kind as met on the day it really happened. Returns how many. Called by actions.

    ``why_late`` is the reason that was given where that day came after the date.
    """
    those = _those(review, kind, user=user, agency=agency, thing_id=thing_id)
    Duty.objects.filter(those, left_at__isnull=False).update(left_at=None)
    reason = {"why_moved": why_late} if why_late else {}
    return Duty.objects.open().filter(those).update(met_on=met_on, met_at=at, **reason)


def _those(review: Review | None, kind: DutyKind, **of: object) -> Q:
    """The duties of a kind, as far as it is said whose or about which thing; also those that went with their agency."""
    return Q(review=review, kind=kind.code, **{name: value for name, value in of.items() if value is not None})


KEPT = (
    "review", "kind", "basis", "what", "source", "clock", "counted", "user", "agency", "role", "thing_id",
    "started_on", "due_on", "why_moved",
)  # fmt: skip


def put_in_place(duty: Duty, *, at: dt.datetime, **changed: Any) -> Duty:
    """A new row in the place of an open duty, the same but for what changed. Called by actions."""
    new = Duty.objects.create(**{name: getattr(duty, name) for name in KEPT} | changed, opened_at=at)
    if not Duty.objects.open().filter(pk=duty.pk).update(replaced_by=new):
        raise records.ChangedMeanwhile(Duty.objects.get(pk=duty.pk))
    return new


@transaction.atomic
def move_duty(duty: Duty, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> Duty:
    """Move the date of a duty: a new row takes the place of the old one."""
    rules.check_may_be_moved(duty.basis, due_on, clock.date_of(at))
    rules.check_said(why, field="why", message="Say why the date moves.")
    new = put_in_place(duty, at=at, due_on=due_on, why_moved=why)
    changes = {"due_on": [str(duty.due_on), str(due_on)]}
    code = duty.review.code if duty.review else ""
    record(events.DUTY_MOVED, by=by, at=at, review_code=code, subject=duty.kind, changes=changes)
    return new


@transaction.atomic
def explain_delay(duty: Duty, *, why: str, by: User, at: dt.datetime) -> None:
    """Keep the reason why a statutory date is not held. The date stays, and so does being late."""
    rules.check_said(why, field="why", message="Say what holds it up.")
    standing = Duty.objects.open() | Duty.objects.late_by(clock.date_of(at))
    if not standing.filter(pk=duty.pk).update(why_moved=why):
        raise records.ChangedMeanwhile(Duty.objects.get(pk=duty.pk))
    duty.why_moved = why
    code = duty.review.code if duty.review else ""
    record(events.DELAY_EXPLAINED, by=by, at=at, review_code=code, subject=duty.kind, changes={"why": "changed"})


def withdraw_duties(
    review: Review | None, kind: DutyKind, *, at: dt.datetime, thing_id: int | None = None, agency: Agency | None = None
) -> int:
    """Let the open duties of this kind rest: they are no longer asked for. Called by actions."""
    those = _those(review, kind, agency=agency, thing_id=thing_id)
    Duty.objects.filter(those, left_at__isnull=False).update(left_at=None)
    return Duty.objects.open().filter(those).update(withdrawn_at=at)


def go_with(agency: Agency, review: Review, *, at: dt.datetime) -> None:
    """Let what an agency owes rest, because it leaves the case; a role that decides for it goes on. Called by actions."""
    review.duties.open().filter(agency=agency, role="").update(withdrawn_at=at, left_at=at)


def come_back_with(agency: Agency, review: Review) -> None:
    """What rested because an agency had left is owed again, but for what was done or given up meanwhile. Called by actions."""
    anew = set(review.duties.open().filter(agency=agency).values_list("kind", "thing_id"))
    left = review.duties.filter(agency=agency, left_at__isnull=False)
    again = [pk for pk, *same in left.values_list("pk", "kind", "thing_id") if tuple(same) not in anew]
    review.duties.filter(pk__in=again).update(withdrawn_at=None)
    left.update(left_at=None)


def let_rest(review: Review, *, origin: str, what: Iterable[tuple[str, int | None]], at: dt.datetime) -> None:
    """Let exactly these agreed duties wait because of ``origin``: how their codes begin, and about which thing.

    What it let wait before and is not named now goes on; with nothing named, all of it does. Called by actions.
    """
    wanted = set(what)
    standing = Rest.objects.filter(review=review, origin=origin, ended_at=None)
    there = {(rest.kinds, rest.thing_id): rest.pk for rest in standing}
    Rest.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).update(ended_at=at)
    for kinds, thing_id in sorted(wanted - set(there), key=str):
        Rest.objects.create(review=review, origin=origin, kinds=kinds, thing_id=thing_id, since_at=at)
