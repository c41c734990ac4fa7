"""How are duties called to mind, how does a late one go up, and how does the office change when?"""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction

from agencies.models import Partnership, User
from agencies.queries import holders, visitor
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write
from reviews.case import events, queries, rules
from reviews.case.models import Duty, ReminderSchedule
from reviews.case.rules import Schedule


@transaction.atomic
def set_schedule(partnership: Partnership, schedule: Schedule, *, revision: int, by: User, at: dt.datetime) -> None:
    """Change when a partnership calls duties to mind, from now on; the trail keeps each change with its day."""
    rules.check_schedule(schedule)
    values = {
        "offsets": list(schedule.offsets), "every": schedule.every, "raise_after": schedule.raise_after,
        "raise_to": schedule.raise_to,
    }  # fmt: skip
    standing = ReminderSchedule.objects.filter(partnership=partnership).first()
    if standing:
        changes = records.change(standing, revision=revision, **values)
    else:
        try:
            with transaction.atomic():
                standing = ReminderSchedule.objects.create(partnership=partnership, **values)
        except IntegrityError:
            raise records.ChangedMeanwhile(ReminderSchedule.objects.get(partnership=partnership)) from None
        changes = {name: [None, value] for name, value in values.items()}
    if changes:
        subject = f"partnership {partnership.pk}"
        record(events.SCHEDULE_CHANGED, by=by, at=at, subject=subject, changes=changes, audience="office")


def remind(*, at: dt.datetime) -> int:
    """Write the reminders that have come due, each once however often or late this runs. Returns how many are new.

    Who is reminded is asked as their own page asks it: of what waits for them today. Nobody is of what is on hold.
    """
    today, plans = clock.date_of(at), queries.schedules()
    soon = today - dt.timedelta(days=min(plan.offsets[0] for plan in plans.values()))
    due = Duty.objects.open().with_hold().filter(due_on__lte=soon, on_hold=False)
    new = 0
    for person in queries.people_who_may_owe(due, on=today) if due.exists() else ():
        theirs = due.owed_by(visitor(person, today=today, now=at)).select_related("review__partnership")
        new += sum(_remind(person, duty, plans[_of(duty)], today, at) for duty in theirs)
    return new + _raise(plans, today, at)


def _of(duty: Duty) -> int | None:
    """Whose schedule counts for a duty; what belongs to no case goes by the shipped one."""
    return duty.review.partnership_id if duty.review else None


@transaction.atomic
def _remind(person: User, duty: Duty, plan: Schedule, today: dt.date, at: dt.datetime) -> int:
    offset = rules.reminder_due(duty, today, opened_on=clock.date_of(duty.opened_at), schedule=plan)
    if offset is None:
        return 0
    code = duty.review.code if duty.review else ""
    partnership = duty.review.partnership if duty.review else None
    subject, body = word(
        "duty_overdue" if offset > 0 else "duty_reminder",
        code=code or settings.SERVICE_NAME,
        what=duty.what,
        due=f"{duty.due_on:%-d %B %Y}",
        link=f"{settings.SITE_URL}/",
        phone=(partnership.phone if partnership else "") or settings.OFFICE_PHONE,
        sender=str(partnership or settings.SERVICE_NAME),
    )
    key = f"duty:{duty.pk}:{offset}:{person.pk}"
    return write(key, to=person.email, subject=subject, body=body, at=at, review_code=code)[1]


def _raise(plans: dict[int | None, Schedule], today: dt.date, at: dt.datetime) -> int:
    """Tell those above of what an agency still owes so many days after its date, once each."""
    found = Duty.objects.open().with_hold().filter(
        on_hold=False, agency__isnull=False, review__isnull=False, role="", due_on__lt=today
    )  # fmt: skip
    told: dict[tuple[str, int], list[User]] = {}
    new = 0
    for duty in found.select_related("review__partnership", "agency"):
        partnership, plan = duty.review.partnership, plans[_of(duty)]  # type: ignore[union-attr]
        if not rules.goes_up(duty, today, plan):
            continue
        place = (plan.raise_to, partnership.pk)
        if place not in told:
            told[place] = list(holders(Role(plan.raise_to), on=today, partnership=partnership))
        new += sum(_tell_above(person, duty, plan, at) for person in told[place])
    return new


@transaction.atomic
def _tell_above(person: User, duty: Duty, plan: Schedule, at: dt.datetime) -> int:
    review = duty.review
    assert review and duty.due_on
    subject, body = word(
        "duty_raised", code=review.code, agency=str(duty.agency), what=duty.what, due=f"{duty.due_on:%-d %B %Y}",
        link=f"{settings.SITE_URL}/", phone=review.partnership.phone or settings.OFFICE_PHONE,
        sender=review.partnership.name,
    )  # fmt: skip
    key = f"raised:{duty.pk}:{plan.raise_after}:{person.pk}"
    return write(key, to=person.email, subject=subject, body=body, at=at, review_code=review.code)[1]
