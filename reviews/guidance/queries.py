"""Which guidance holds for a partnership, and what does its page show?"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agencies.models import Partnership
from cspr.workdays import Extra, add_working_days
from reviews.guidance import regimes
from reviews.guidance.models import LOCAL, ExtraHoliday, RuleChange, RuleCheck
from reviews.guidance.regimes import EDITIONS, Clock, Edition, Rule
from reviews.guidance.rules import Applied, Guidance, Ref


def extra_holidays() -> Extra:
    """The bank holidays entered here, with their names."""
    return dict(ExtraHoliday.objects.filter(withdrawn_at=None).values_list("day", "name"))


def working_day_after(start: dt.date, days: int) -> dt.date:
    """So many working days later, by the calendar and the bank holidays entered here. One query."""
    return add_working_days(start, days, extra_holidays())


def working_day_from(day: dt.date) -> dt.date:
    """The day itself, or where nobody works on it the first working day after it. One query."""
    return working_day_after(day - dt.timedelta(days=1), 1)


def checks_standing() -> dict[Ref, RuleCheck]:
    """What was last said of each rule: verified, or not."""
    found = RuleCheck.objects.select_related("by").order_by("pk")
    return {Ref(row.edition, row.clock, row.number, row.partnership_id): row for row in found}


def guidance_for(partnership: Partnership | None) -> Guidance:
    """The guidance as it holds for a partnership now. Three queries."""
    local = Q(partnership=None) | Q(partnership=partnership) if partnership else Q(partnership=None)
    return Guidance(
        partnership=partnership.pk if partnership else None,
        place=partnership.short_name if partnership else "",
        changes=tuple(RuleChange.objects.filter(local)),
        checks=checks_standing(),
        extra=extra_holidays(),
    )


def holds_now(edition: str, partnership: Partnership | None, clock: Clock, on: dt.date) -> Applied:
    """What a clock runs by on a day: the local rule of a partnership with what stands below it, or an edition's."""
    guidance = guidance_for(partnership)
    return guidance.applied(clock, on) if partnership else guidance.of_edition(edition, clock, on)


# The page ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A rule on the page: as it holds, since when, and how often it was corrected."""

    clock: Clock
    applied: Applied | None
    change: RuleChange | None
    later: RuleChange | None = None

    @property
    def rule(self) -> Rule | None:
        return self.applied.rule if self.applied else None


@dataclass(frozen=True)
class Shown:
    """An edition, or the local rules of a partnership, with its rules."""

    code: str
    name: str
    from_on: dt.date | None
    until_on: dt.date | None
    rows: tuple[Row, ...]
    local: bool = False


def editions_shown(today: dt.date) -> list[Shown]:
    """Every edition, the newest first, as it holds today or held on its last day."""
    guidance = guidance_for(None)
    return [_edition(edition, guidance, today) for edition in reversed(EDITIONS)]


def _edition(edition: Edition, guidance: Guidance, today: dt.date) -> Shown:
    after = regimes.superseded_on(edition.code)
    until = after - dt.timedelta(days=1) if after else None
    on = max(edition.from_on, min(today, until or today))
    rows = []
    for clock in Clock:
        applied = guidance.of_edition(edition.code, clock, on)
        rows.append(_row(clock, applied, [row for row in guidance.changes if row.edition == edition.code], on))
    return Shown(edition.code, edition.name, edition.from_on, until, tuple(rows))


def _row(clock: Clock, applied: Applied | None, changes: list[RuleChange], on: dt.date) -> Row:
    own = [row for row in changes if row.clock == clock]
    change = next((row for row in own if applied and row.number == applied.ref.number), None)
    later = [row for row in own if row.from_on > on and (change is None or row.number > change.number)]
    return Row(clock, applied, change, max(later, key=lambda row: row.number, default=None))


def local_shown(partnerships: QuerySet[Partnership], today: dt.date) -> list[Shown]:
    """The local rules of partnerships, whether there are any or not. Three queries in all."""
    places = list(partnerships)
    changes = tuple(RuleChange.objects.filter(partnership__in=places))
    checks = checks_standing()
    found = []
    for place in places:
        own = tuple(row for row in changes if row.partnership_id == place.pk)
        guidance = Guidance(place.pk, place.short_name, own, checks)
        rows = (_local_row(clock, guidance, today) for clock in Clock)
        shown = tuple(row for row in rows if row.applied or row.later)
        found.append(Shown(f"{LOCAL}-{place.pk}", f"Local rules of {place.short_name}", None, None, shown, True))
    return found


def _local_row(clock: Clock, guidance: Guidance, today: dt.date) -> Row:
    applied = guidance.applied(clock, today)
    return _row(clock, applied if applied.ref.edition == LOCAL else None, list(guidance.changes), today)


def holidays_listed() -> QuerySet[ExtraHoliday]:
    """The bank holidays entered here, also those taken back, the latest first."""
    return ExtraHoliday.objects.select_related("entered_by", "withdrawn_by")


def changes_of(edition: str, partnership: Partnership | None, clock: str) -> QuerySet[RuleChange]:
    """What was made of a rule, the newest first."""
    found = RuleChange.objects.filter(edition=edition, partnership=partnership, clock=clock)
    return found.select_related("by").order_by("-number")


def checks_of(edition: str, partnership: Partnership | None, clock: str) -> QuerySet[RuleCheck]:
    """Who held a rule against its source, the latest first."""
    found = RuleCheck.objects.filter(edition=edition, partnership=partnership, clock=clock)
    return found.select_related("by").order_by("-pk")
