"""How is the death of a looked-after child or a care leaver owed to be notified, and how is that recorded as done?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case import actions as case
from reviews.case.models import Review, SubjectChild
from reviews.documents.actions import add_document
from reviews.identities.models import Person
from reviews.referral import duties, events, queries, rules
from reviews.referral.actions.notification import authority_is_foreign
from reviews.referral.models import OtherNotification


@transaction.atomic
def owe_other(
    review: Review,
    *,
    child: SubjectChild,
    because: str,
    authority: Agency,
    known_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> list[OtherNotification]:
    """The death is to be notified to both bodies: a record and a duty for each. The phase of the case stays."""
    if authority_is_foreign(review, authority):
        raise records.NotYet("Choose a local authority of this partnership.", field="authority")
    person = Person.objects.filter(child=child, void_at=None).first()
    rules.check_owed(because, person, known_on, clock.date_of(at))
    if OtherNotification.objects.filter(child=child, void_at=None).exists():
        raise records.NotYet("The death of this child is recorded as owed already.", field="child")
    case.involve(review, authority, by=by, at=at)
    return [
        _owe(review, to, child=child, because=because, authority=authority, known_on=known_on, by=by, at=at,
             on_behalf_of=on_behalf_of)
        for to in OtherNotification.To
    ]  # fmt: skip


def _owe(
    review: Review, to: OtherNotification.To, *, by: User, at: dt.datetime, on_behalf_of: str, **values: object
) -> OtherNotification:
    told = OtherNotification.objects.create(
        review=review, to=to, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of, **values
    )
    words = f"notify {to.label}: {told.get_because_display().lower()}"
    case.open_clock(
        review, duties.OTHER_NOTIFY, rules.CLOCKS[told.because], started_on=told.known_on, role=Role.NOTIFIER,
        agency=told.authority, thing_id=told.pk, what=words, at=at,
    )  # fmt: skip
    _tell(events.OTHER_OWED, told, {}, by=by, at=at)
    return told


@transaction.atomic
def record_other(
    told: OtherNotification,
    *,
    sent_on: dt.date,
    revision: int,
    by: User,
    at: dt.datetime,
    receipt: str = "",
    late_reason: str = "",
    file: UploadedFile | None = None,
    both: bool = False,
    on_behalf_of: str = "",
) -> None:
    """Record it as sent on the date of its receipt, or put that right; ``both`` where one sending reached both."""
    paper = None
    if file:
        paper = add_document(
            told.review, file, title=f"Receipt of {told.get_to_display()}", belongs_to=f"other-notification:{told.pk}",
            by=by, at=at, on_behalf_of=on_behalf_of,
        )  # fmt: skip
    values = {"sent_on": sent_on, "receipt": receipt, "late_reason": late_reason, "on_behalf_of": on_behalf_of}
    rows = [(told, revision)]
    if both:
        others = OtherNotification.objects.filter(child=told.child, void_at=None, sent_on=None).exclude(pk=told.pk)
        rows += [(other, other.revision) for other in others.select_related("review", "child")]
    for row, seen in rows:
        due = queries.duty_of_other(row)
        rules.check_sent(
            row, sent_on=sent_on, due_on=due.due_on if due else None, late_reason=late_reason, today=clock.date_of(at)
        )
        changes = records.change(row, revision=seen, **values)
        if paper:
            row.receipts.add(paper)
        _meet(row, at=at)
        _tell(events.OTHER_SENT, row, changes, by=by, at=at)


def _meet(told: OtherNotification, *, at: dt.datetime) -> None:
    """The duty is met on the date of the receipt, also where another date had been typed before."""
    rows = told.review.duties.filter(kind=duties.OTHER_NOTIFY.code, thing_id=told.pk, withdrawn_at=None)
    rows.update(met_on=told.sent_on, met_at=at)


@transaction.atomic
def void_other(told: OtherNotification, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """It is not owed after all; it stays in the trail."""
    if told.void_at:
        raise records.NotYet("This was taken back already.")
    if not why.strip():
        raise records.NotYet("Say why it is not owed.", field="why")
    changes = records.change(told, revision=revision, void_at=at, why_void=why.strip())
    case.withdraw_duties(told.review, duties.OTHER_NOTIFY, at=at, thing_id=told.pk)
    _tell(events.OTHER_VOIDED, told, changes, by=by, at=at)


def _tell(event: Event, told: OtherNotification, changes: dict[str, object], *, by: User, at: dt.datetime) -> None:
    record(
        event, by=by, at=at, review_code=told.review.code, subject=f"other notification {told.pk}", changes=changes,
        on_behalf_of=told.on_behalf_of,
    )  # fmt: skip
