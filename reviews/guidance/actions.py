"""How is a rule corrected or verified, and a bank holiday entered? A clock that has started keeps what it started with."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from agencies.models import Partnership, User
from cspr import clock as time
from cspr import records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.guidance import events, queries, regimes, rules
from reviews.guidance.models import LOCAL, ExtraHoliday, RuleChange, RuleCheck
from reviews.guidance.regimes import Clock, Rule


@dataclass(frozen=True)
class Place:
    """Where a rule stands: in an edition, or among the local rules of a partnership."""

    edition: str
    clock: Clock
    partnership: Partnership | None = None

    @property
    def subject(self) -> str:
        local = f" {self.partnership.pk}" if self.partnership else ""
        return f"{self.edition}{local} {self.clock}"

    @property
    def newest(self) -> RuleChange | None:
        return queries.changes_of(self.edition, self.partnership, self.clock).first()

    @property
    def key(self) -> dict[str, object]:
        return {"edition": self.edition, "partnership": self.partnership, "clock": self.clock}


@transaction.atomic
def correct_rule(
    place: Place, rule: Rule, *, from_on: dt.date, why: str, revision: int, by: User, at: dt.datetime
) -> RuleChange:
    """Let a rule hold from a day on, in place of the one before; ``revision`` is the number it was made from."""
    rules.check_rule(rule)
    rules.check_from(place.edition, from_on)
    newest = place.newest
    before = newest.rule if newest and newest.applies else _shipped(place) if newest is None else None
    rules.check_differs(rule, before, from_on, newest.from_on if newest else None)
    made = _add(place, rule, newest, from_on=from_on, why=why, revision=revision, by=by, at=at)
    _tell(events.CORRECTED, place, by=by, at=at, rule=[str(before or ""), str(rule)], from_on=str(from_on))
    return made


def _shipped(place: Place) -> Rule | None:
    return regimes.edition_of(place.edition).rules[place.clock] if place.edition != LOCAL else None


@transaction.atomic
def end_local_rule(place: Place, *, from_on: dt.date, why: str, revision: int, by: User, at: dt.datetime) -> RuleChange:
    """Let the rule of the edition hold again from a day on."""
    newest = place.newest
    rules.check_ends(newest.from_on if newest and newest.applies else None, from_on)
    assert newest
    made = _add(place, newest.rule, newest, from_on=from_on, why=why, revision=revision, by=by, at=at, applies=False)
    _tell(events.ENDED, place, by=by, at=at, from_on=str(from_on))
    return made


def _add(
    place: Place, rule: Rule, newest: RuleChange | None, *, from_on: dt.date, why: str, revision: int, by: User,
    at: dt.datetime, applies: bool = True,
) -> RuleChange:  # fmt: skip
    """The next row of a rule; whoever had not seen the last one is told of it."""
    if revision != (newest.number if newest else 0):
        assert newest
        raise records.ChangedMeanwhile(newest)
    kept = rule.as_json()
    del kept["verified"]
    try:
        with transaction.atomic():
            return RuleChange.objects.create(
                **place.key, **kept, number=revision + 1, from_on=from_on, why=why, applies=applies, by=by, at=at
            )
    except IntegrityError:
        raise records.ChangedMeanwhile(place.newest) from None  # type: ignore[arg-type]


@transaction.atomic
def check_rule(
    place: Place, *, number: int, verified: bool, against: str, checked_on: dt.date, by: User, at: dt.datetime
) -> RuleCheck:
    """Say that a rule as it stands was held against its source, or that it counts as not verified."""
    rules.check_checked(checked_on, time.date_of(at))
    newest = place.newest
    if number != (newest.number if newest else 0):
        assert newest
        raise records.ChangedMeanwhile(newest)
    if place.edition == LOCAL and not (newest and newest.applies):
        raise records.NotYet("There is no local rule to verify.")
    made = RuleCheck.objects.create(
        **place.key, number=number, verified=verified, against=against, checked_on=checked_on, by=by, at=at
    )
    _tell(events.VERIFIED if verified else events.UNVERIFIED, place, by=by, at=at, against=against, revision=number)
    return made


@transaction.atomic
def add_holiday(*, day: dt.date, name: str, source: str, by: User, at: dt.datetime) -> ExtraHoliday:
    """Enter a bank holiday of one year; clocks that start from now on do not count it."""
    rules.check_holiday(day, queries.extra_holidays())
    made = ExtraHoliday.objects.create(day=day, name=name, source=source, entered_by=by, entered_at=at)
    changes = {"day": str(day), "name": name}
    record(events.HOLIDAY_ADDED, by=by, at=at, subject=f"bank holiday {made.pk}", changes=changes, audience="office")
    return made


@transaction.atomic
def withdraw_holiday(holiday: ExtraHoliday, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Take a bank holiday back that was entered by mistake; clocks that have started keep their dates."""
    if holiday.withdrawn_at:
        raise records.NotYet("This bank holiday was taken back already.")
    records.change(holiday, revision=revision, withdrawn_at=at, withdrawn_by=by, why_withdrawn=why)
    changes = {"day": str(holiday.day), "why": why}
    subject = f"bank holiday {holiday.pk}"
    record(events.HOLIDAY_WITHDRAWN, by=by, at=at, subject=subject, changes=changes, audience="office")


def _tell(event: Event, place: Place, *, by: User, at: dt.datetime, **changes: object) -> None:
    record(event, by=by, at=at, subject=place.subject, changes=changes, audience="office")
