"""How is a date that guidance sets counted: of a clock that runs, or of one that would start on a day?"""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from agencies.rules import Visitor
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Review
from reviews.guidance.models import RuleCheck
from reviews.guidance.queries import checks_standing, extra_holidays, guidance_for
from reviews.guidance.regimes import Clock, Trigger
from reviews.guidance.rules import Explanation, Ref, explain, explain_kept


def clock_kept(review: Review, kind: DutyKind, timer: Clock, started_on: dt.date, thing_id: int | None) -> Duty | None:
    """The latest duty of this kind whose clock started on that day, also one that was withdrawn meanwhile."""
    found = review.duties.filter(kind=kind.code, clock=timer, started_on=started_on, thing_id=thing_id)
    return found.order_by("-pk").first()


def counted(
    review: Review,
    kind: DutyKind,
    timer: Clock,
    started_on: dt.date,
    *,
    readings: Mapping[Trigger, dt.date | None] | None = None,
) -> Explanation:
    """How the date is counted: as the clock that started on that day counts it, or as one that starts then would."""
    duty = clock_kept(review, kind, timer, started_on, None)
    kept = explained(duty, checks_standing(), extra_holidays()) if duty else None
    if kept:
        return kept
    applied = guidance_for(review.partnership).applied(timer, started_on)
    return explain(applied, started_on, why=applied.why(started_on), readings=readings)


def explained(duty: Duty, checks: Mapping[Ref, RuleCheck], extra: Mapping[dt.date, str]) -> Explanation | None:
    """How the date of a duty is counted; nothing for what was agreed."""
    return explain_kept(duty.clock, duty.counted, duty.started_on, duty.due_on, checks=checks, extra=extra)


def clocks_of(review: Review, visitor: Visitor) -> QuerySet[Duty]:
    """What guidance dates in a case, as far as this person may know of it; also what is done."""
    found = Duty.objects.seen_by(visitor).filter(review=review).exclude(clock="")
    return found.select_related("review__partnership", "agency", "user")
