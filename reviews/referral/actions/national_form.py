"""How is what the national form asks made ready: notifier, children, incident, and whether siblings are safe?"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.referral import events, rules
from reviews.referral.models import NotificationSheet, NotifiedChild, SiblingSafety
from reviews.referral.rules import SiblingSaid


@transaction.atomic
def write_sheet(
    review: Review,
    *,
    revision: int,
    fields: Mapping[str, Any],
    children: Mapping[int, Mapping[str, str]],
    siblings: Iterable[SiblingSaid],
    by: User,
    at: dt.datetime,
) -> NotificationSheet:
    """Keep what was typed, complete or not; ``children`` are texts by subject child (id)."""
    given = list(siblings)
    today = clock.date_of(at)
    for said in given:
        if not said.removed:
            rules.check_sibling(said, today)
    sheet, changes = _keep(review, dict(fields), revision=revision, at=at)
    own = set(review.children.values_list("pk", flat=True))
    for child_id, texts in children.items():
        if child_id in own:
            changes |= _of_child(sheet, child_id, dict(texts))
    changes.pop("written_at", None)
    _tell(events.SHEET_WRITTEN, sheet, f"notification sheet {sheet.pk}", changes, by=by, at=at)
    for said in given:
        _sibling(sheet, said, by=by, at=at)
    return sheet


def _keep(
    review: Review, values: dict[str, Any], *, revision: int, at: dt.datetime
) -> tuple[NotificationSheet, dict[str, Any]]:
    standing = NotificationSheet.objects.filter(review=review).first()
    if standing:
        return standing, records.change(standing, revision=revision, written_at=at, **values)
    try:
        with transaction.atomic():
            return NotificationSheet.objects.create(review=review, written_at=at, **values), {}
    except IntegrityError:
        raise records.ChangedMeanwhile(NotificationSheet.objects.get(review=review)) from None


def _of_child(sheet: NotificationSheet, child_id: int, texts: dict[str, str]) -> dict[str, Any]:
    standing, _ = NotifiedChild.objects.get_or_create(child_id=child_id, defaults={"sheet": sheet})
    changes = records.change(standing, **texts)
    return {f"child {child_id}: {name}": value for name, value in changes.items()}


def _sibling(sheet: NotificationSheet, said: SiblingSaid, *, by: User, at: dt.datetime) -> None:
    values = {name: getattr(said, name) for name in ("who", "safe", "confirmed_by", "confirmed_on", "how")}
    if said.pk is None:
        made = SiblingSafety.objects.create(sheet=sheet, **values)
        _tell(events.SIBLING_RECORDED, sheet, f"sibling {made.pk}", {}, by=by, at=at)
        return
    standing = SiblingSafety.objects.filter(pk=said.pk, sheet=sheet, void_at=None).first()
    if standing is None:
        return
    changes = records.change(standing, void_at=at) if said.removed else records.change(standing, **values)
    if changes:
        event = events.SIBLING_REMOVED if said.removed else events.SIBLING_CHANGED
        _tell(event, sheet, f"sibling {standing.pk}", changes, by=by, at=at)


def _tell(
    event: Event, sheet: NotificationSheet, subject: str, changes: dict[str, Any], *, by: User, at: dt.datetime
) -> None:
    record(event, by=by, at=at, review_code=sheet.review.code, subject=subject, changes=changes)
