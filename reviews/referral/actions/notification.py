"""How is the notification prepared and recorded, and how does its clock run?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import actions as case
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_phase
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.guidance.queries import working_day_after
from reviews.guidance.regimes import Clock
from reviews.referral import duties, events, queries, rules
from reviews.referral.models import Notification, Outcome, Question


@transaction.atomic
def record_notification(
    review: Review,
    *,
    authority: Agency,
    known_on: dt.date,
    by: User,
    at: dt.datetime,
    known_note: str = "",
    sent_on: dt.date | None = None,
    receipt: str = "",
    late_reason: str = "",
    file: UploadedFile | None = None,
    receipt_document: Document | None = None,
    on_behalf_of: str = "",
    revision: int | None = None,
    **across: Any,
) -> Notification:
    """Prepare the notification, record it as sent (``sent_on``, the date on the receipt), or correct the record.

    The case moves to "Notified" together with the first record of its being sent. ``revision`` is that of the record
    that was opened. ``across`` are the fields about another area in which the child lives. Raises ``NotYet`` at ``authority``, ``known_on``, ``sent_on``, ``late_reason`` or ``file``.
    """
    standing = Notification.objects.filter(review=review).first()
    values = {
        "authority": authority, "known_on": known_on, "known_note": known_note, "sent_on": sent_on,
        "receipt": receipt, "late_reason": late_reason, "on_behalf_of": on_behalf_of, **across,
    }  # fmt: skip
    _check(review, standing, values, clock.date_of(at))
    if file:
        receipt_document = _keep_receipt(review, file, by=by, at=at, on_behalf_of=on_behalf_of)
    _become_aware(review, known_on=known_on, known_note=known_note, by=by, at=at)
    notification, changes = _keep(review, standing, values, revision=revision, by=by, at=at)
    if receipt_document:  # beside those that are there: a second one takes no place
        notification.receipts.add(receipt_document)
        changes["receipts"] = [None, str(receipt_document.pk)]
    case.involve(review, authority, by=by, at=at)
    _run_clock(notification, at=at)
    first_sent = bool(sent_on) and review.phase == Phase.REFERRED
    event = events.NOTIFIED if first_sent else _event_for(standing)
    record(
        event, by=by, at=at, review_code=review.code, subject=f"notification {notification.pk}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    if first_sent:
        _move_to_notified(review, by=by, at=at)
    return notification


def _event_for(standing: Notification | None):
    return events.NOTIFICATION_CHANGED if standing else events.NOTIFICATION_PREPARED


def _check(review: Review, standing: Notification | None, values: dict, today: dt.date) -> None:
    if authority_is_foreign(review, values["authority"]):
        raise records.NotYet("Choose a local authority of this partnership.", field="authority")
    if values["receipt"] and not values["sent_on"]:
        raise records.NotYet("Enter the date on the receipt.", field="sent_on")
    rules.check_known(review.incident.happened_on, values["known_on"], today)
    due_on = queries.notify_by(review, values["known_on"]).due_on
    rules.check_notification(values["known_on"], values["sent_on"], values["late_reason"], today, due_on=due_on)
    rules.check_across(values, today)
    rules.check_not_withdrawn(standing)
    if review.phase == Phase.REFERRED:
        _check_decision(review, values["sent_on"])
    elif review.phase == Phase.NOTIFIED:
        if not values["sent_on"]:
            raise records.NotYet(
                "The case stands at “Notified”. To take the notification back, first move the case back a phase.",
                field="sent_on",
            )
    else:
        _check_dates_stay(review, standing, values)


def authority_is_foreign(review: Review, authority: Agency) -> bool:
    """Is this not a local authority of the review's partnership?"""
    return not queries.authorities(review.partnership).filter(pk=authority.pk).exists()


def _check_decision(review: Review, sent_on: dt.date | None) -> None:
    """Sending it is the authority's own choice; only a recorded decision to the contrary stands against it."""
    outcome = rules.settled(queries.decisions_on(review, Question.NOTIFY)) if sent_on else None
    if outcome not in (None, Outcome.NOTIFY):
        raise records.NotYet(
            "The decision recorded is not to notify. If it was sent all the same, change the authority's decision first."
        )


def _check_dates_stay(review: Review, standing: Notification | None, values: dict) -> None:
    """The clock of the rapid review runs from these dates."""
    if standing is None:
        check_phase(review, Phase.REFERRED, Phase.NOTIFIED)
        return
    for field in ("known_on", "sent_on"):
        if getattr(standing, field) != values[field]:
            raise records.NotYet(
                "The time of the rapid review runs from this date. To change it, first move the case back to “Notified”.",
                field=field,
            )


def _keep_receipt(review: Review, file: UploadedFile, *, by: User, at: dt.datetime, on_behalf_of: str) -> Document:
    title = "Serious incident notification: copy and receipt"
    return add_document(
        review, file, title=title, belongs_to=f"notification:{review.pk}", by=by, at=at, on_behalf_of=on_behalf_of
    )


def _become_aware(review: Review, *, known_on: dt.date, known_note: str, by: User, at: dt.datetime) -> None:
    incident = review.incident
    if (incident.known_on, incident.known_note) != (known_on, known_note):
        case.change_incident(
            review, revision=incident.revision, happened_on=incident.happened_on, known_on=known_on,
            known_note=known_note, by=by, at=at,
        )  # fmt: skip


def _keep(
    review: Review, standing: Notification | None, values: dict, *, revision: int | None, by: User, at: dt.datetime
) -> tuple[Notification, dict]:
    if standing:
        if revision is None:
            raise records.ChangedMeanwhile(standing)
        return standing, records.change(standing, revision=revision, **values)
    try:
        with transaction.atomic():
            return Notification.objects.create(review=review, entered_by=by, entered_at=at, **values), {}
    except IntegrityError:
        raise records.ChangedMeanwhile(Notification.objects.get(review=review)) from None


def start_clock(review: Review, *, known_on: dt.date, by: User, at: dt.datetime) -> None:
    """Start the authority's clock from a referral that says when it came to know. Called by actions.

    Where the partnership has several authorities, the office owes it until the notification names one.
    """
    authority = queries.only_authority(review.partnership)
    if authority:
        case.involve(review, authority, by=by, at=at)
    role = Role.NOTIFIER if authority else Role.BUSINESS_SUPPORT
    case.open_clock(review, duties.NOTIFY, Clock.NOTIFY, started_on=known_on, role=role, agency=authority, at=at)


def _run_clock(notification: Notification, *, at: dt.datetime) -> None:
    """Let the clock stand as the notification says; one that ran from another day or for another is withdrawn."""
    review, authority = notification.review, notification.authority
    rows = review.duties.filter(kind=duties.NOTIFY.code, withdrawn_at=None)
    facts = (notification.known_on, authority.pk, notification.sent_on)
    if any((row.started_on, row.agency_id, row.met_on) == facts for row in rows):
        return
    same = (notification.known_on, authority.pk, None)
    if not any((row.started_on, row.agency_id, row.met_on) == same for row in rows):
        rows.update(withdrawn_at=at)
        case.open_clock(
            review, duties.NOTIFY, Clock.NOTIFY, started_on=notification.known_on, role=Role.NOTIFIER,
            agency=authority, at=at,
        )  # fmt: skip
    if notification.sent_on:
        late = notification.late_reason
        case.meet_duty(review, duties.NOTIFY, met_on=notification.sent_on, at=at, why_late=late)


def _move_to_notified(review: Review, *, by: User, at: dt.datetime) -> None:
    if review.kind == Kind.PARTNERSHIP:  # it had been taken for one, and was moved back
        records.change(review, kind=Kind.STATUTORY)
    case.advance(review, Phase.NOTIFIED, by=by, at=at)
    let_screening_rest(review, at=at)
    next_day = working_day_after(clock.date_of(at), 1)
    case.open_duty(review, duties.OPEN_RAPID_REVIEW, at=at, due_on=next_day, role=Role.BUSINESS_SUPPORT)


def let_screening_rest(review: Review, *, at: dt.datetime) -> None:
    """Nothing more is asked on the first question. Called by actions."""
    question = Question.NOTIFY
    for kind in (duties.CRITERIA[question], duties.RECOMMEND[question], duties.DECIDE[question]):
        case.withdraw_duties(review, kind, at=at)
