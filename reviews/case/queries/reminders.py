"""When does each partnership call duties to mind, and how did that change?"""

from collections import defaultdict

from agencies.models import Partnership
from cspr.audit.models import TrailEntry
from reviews.case import events
from reviews.case.models import ReminderSchedule
from reviews.case.rules import SHIPPED, Schedule


def schedules() -> dict[int | None, Schedule]:
    """Partnership (id) → its schedule; the shipped one for every other, and for what belongs to no case."""
    found: dict[int | None, Schedule] = defaultdict(lambda: SHIPPED, {None: SHIPPED})
    for row in ReminderSchedule.objects.all():
        found[row.partnership_id] = _of(row)
    return found


def schedule_of(partnership: Partnership) -> tuple[Schedule, int]:
    """The schedule of a partnership, and the revision of its record; 0 where the shipped one holds."""
    row = ReminderSchedule.objects.filter(partnership=partnership).first()
    return (_of(row), row.revision) if row else (SHIPPED, 0)


def schedule_changes(partnership: Partnership) -> list[TrailEntry]:
    """Who changed the schedule and when, newest first."""
    found = TrailEntry.objects.filter(kind=events.SCHEDULE_CHANGED.kind, subject=f"partnership {partnership.pk}")
    return list(found.order_by("-at")[:20])


def _of(row: ReminderSchedule) -> Schedule:
    return Schedule(tuple(row.offsets), row.every, row.raise_after, row.raise_to)
