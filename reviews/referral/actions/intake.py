"""How does a case begin, and how is what was told at its beginning put right?"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, Partnership, User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.outbox import actions as outbox
from reviews.case import actions as case
from reviews.case.models import Incident, Review, SubjectChild
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_phase
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after
from reviews.identities.actions import add_address, add_person
from reviews.identities.models import Person
from reviews.referral import events, queries, rules
from reviews.referral.actions.notification import record_notification, start_clock
from reviews.referral.actions.screening import ask
from reviews.referral.actions.told import keep_rows
from reviews.referral.models import CameFrom, Question, Referral
from reviews.referral.narrative import receipt_letter
from reviews.referral.rules import AgencyGiven, ChildGiven, DateGiven, RelativeGiven


@transaction.atomic
def refer(
    partnership: Partnership,
    *,
    how: str,
    harm: str,
    received_on: dt.date,
    referrer_name: str,
    children: Sequence[ChildGiven],
    by: User,
    at: dt.datetime,
    what_happened: str = "",
    happened_on: dt.date | None = None,
    happened_note: str = "",
    known_on: dt.date | None = None,
    known_note: str = "",
    place: str = "",
    agency: Agency | None = None,
    referrer: User | None = None,
    original: UploadedFile | None = None,
    second_case: bool = False,
    family: Sequence[RelativeGiven] = (),
    agencies: Sequence[AgencyGiven] = (),
    dates: Sequence[DateGiven] = (),
    **details: Any,
) -> Review:
    """Open a case from a referral: one incident, its children, the referral, and what is now owed by whom.

    ``referrer`` is the person who signed in and referred; without one the office enters it for ``referrer_name``.
    ``details`` are further fields of ``Referral``. Raises ``NotYet`` at the form's fields, and at ``second_case`` where
    the partnership has a case about the same child and ``second_case`` does not say that this is another.
    """
    today = clock.date_of(at)
    check_not_in_future(received_on, today, field="received_on", name="The date it was received")
    rules.check_incident(happened_on, happened_note, today)
    rules.check_known(happened_on, known_on, today)
    rules.check_children(children, today)
    rules.check_plan(details.get("plan_from"), details.get("plan_until"), today)
    rules.check_signed(details.get("signed_on"), today)
    _check_similar(partnership, children, second_case)
    incident = Incident.objects.create(
        happened_on=happened_on, happened_note=happened_note, known_on=known_on, known_note=known_note, place=place
    )
    giver = "" if referrer else referrer_name
    review = case.open_case(
        partnership, incident=incident, kind=Kind.STATUTORY, opened_on=received_on, by=by, at=at, on_behalf_of=giver
    )
    referral = Referral.objects.create(
        review=review, how=how, harm=harm, received_on=received_on, referrer=referrer, referrer_name=referrer_name,
        agency=agency, what_happened=what_happened, entered_by=by, entered_at=at, on_behalf_of=giver, **details,
    )  # fmt: skip
    _keep_original(referral, original, by=by, at=at)
    for child in children:
        _enter_child(review, child, by=by, at=at)
    keep_rows(referral, family=family, agencies=agencies, dates=dates, by=by, at=at)
    if agency:
        case.involve(review, agency, by=by, at=at)
    record(
        events.REFERRED, by=by, at=at, review_code=review.code, subject=f"referral {referral.pk}", on_behalf_of=giver
    )
    _ask_screeners(referral, at=at)
    _send_receipt(referral, at=at)
    if known_on:
        start_clock(review, known_on=known_on, by=by, at=at)
    return review


def _send_receipt(referral: Referral, *, at: dt.datetime) -> None:
    """To whoever referred it themselves; what the office logged for somebody has no address that was confirmed."""
    to = referral.verified_email or (referral.referrer.email if referral.referrer else "")
    if to:
        subject, body = receipt_letter(referral)
        key = f"referral-receipt:{referral.pk}"
        outbox.write(key, to=to, subject=subject, body=body, at=at, review_code=referral.review.code)


def _check_similar(partnership: Partnership, children: Sequence[ChildGiven], second_case: bool) -> None:
    codes = [] if second_case else queries.similar_cases(partnership, children)
    if codes:
        raise records.NotYet(
            f"A child with this family name and date of birth is in {', '.join(codes)} already. Look there first; "
            "if this is another incident, tick the box and save again.",
            field="second_case",
        )


def _keep_original(referral: Referral, upload: UploadedFile | None, *, by: User, at: dt.datetime) -> None:
    paper = original_of(
        referral.review, upload, title=f"Referral as received: {referral.get_how_display().lower()}",
        belongs_to=f"referral:{referral.pk}", by=by, at=at, on_behalf_of=referral.on_behalf_of,
    )  # fmt: skip
    if paper:
        Referral.objects.filter(pk=referral.pk).update(original=paper)
        referral.original = paper


def _enter_child(review: Review, given: ChildGiven, *, by: User, at: dt.datetime, label: str = "") -> SubjectChild:
    child = case.add_child(review, label=label, unborn=given.unborn, by=by, at=at)
    person = add_person(
        review, kind=Person.Kind.CHILD, child=child, given_names=given.given_names, family_name=given.family_name,
        born_on=given.born_on, died_on=given.died_on, ethnicity=given.ethnicity, by=by, at=at,
    )  # fmt: skip
    if given.address or given.postcode:
        add_address(person, lines=given.address, postcode=given.postcode, by=by, at=at)
    return child


def _ask_screeners(referral: Referral, *, at: dt.datetime) -> None:
    if referral.how == Referral.How.NOTIFICATION:
        return
    start = referral.received_on
    due = {name: working_day_after(start, days) for name, days in rules.WITHIN.items()}
    ask(referral.review, Question.NOTIFY, due=due, started_on=start, at=at)


@transaction.atomic
def open_from_notification(
    partnership: Partnership,
    *,
    original: UploadedFile,
    authority: Agency,
    known_on: dt.date,
    sent_on: dt.date,
    by: User,
    at: dt.datetime,
    known_note: str = "",
    receipt: str = "",
    late_reason: str = "",
    referrer_name: str = "",
    **told: Any,
) -> Review:
    """Open a case from the copy of a notification that the authority sent: at "Notified" from the start.

    ``told`` is what ``refer`` takes: received_on, harm, children, the incident's date or note. The copy is kept
    as the original and as the receipt.
    """
    giver = referrer_name or authority.name
    review = refer(
        partnership, how=Referral.How.NOTIFICATION, agency=authority, referrer_name=giver, original=original,
        by=by, at=at, **told,
    )  # fmt: skip
    record_notification(
        review, authority=authority, known_on=known_on, known_note=known_note, sent_on=sent_on, receipt=receipt,
        late_reason=late_reason, receipt_document=review.referral.original, on_behalf_of=giver, by=by, at=at,
    )  # fmt: skip
    return review


@transaction.atomic
def change_referral(referral: Referral, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Put right what the referral says, while the case is being screened."""
    review = referral.review
    check_phase(review, Phase.REFERRED)
    received_on = values.get("received_on")
    rules.check_plan(values.get("plan_from"), values.get("plan_until"), clock.date_of(at))
    check_not_in_future(received_on, clock.date_of(at), field="received_on", name="The date it was received")
    changes = records.change(referral, revision=revision, **values)
    if agency := values.get("agency"):
        case.involve(review, agency, by=by, at=at)
    record(
        events.REFERRAL_CHANGED, by=by, at=at, review_code=review.code, subject=f"referral {referral.pk}",
        changes=changes,
    )  # fmt: skip


@transaction.atomic
def add_child(review: Review, *, child: ChildGiven, by: User, at: dt.datetime, label: str = "") -> SubjectChild:
    """Add a child to a case that is not closed: to the case under a label, and to the identity register."""
    if review.phase == Phase.CLOSED:
        raise records.NotYet("The case is closed.")
    rules.check_children([child], clock.date_of(at))
    if label and review.people.filter(label=label).exists():
        raise records.NotYet(f"The label “{label}” stands for somebody else already.", field="label")
    return _enter_child(review, child, by=by, at=at, label=label)


@transaction.atomic
def open_other(
    partnership: Partnership,
    *,
    kind: str,
    about: str,
    labels: Sequence[str],
    opened_on: dt.date,
    by: User,
    at: dt.datetime,
    happened_on: dt.date | None = None,
    happened_note: str = "",
    original: UploadedFile | None = None,
    source: str = "",
    source_name: str = "",
) -> Review:
    """Open a partnership review that needs no screening, take in an older report, or what was learned elsewhere.

    The first two stand at "In review"; learning from elsewhere has recommendations alone, and needs no child.
    """
    today = clock.date_of(at)
    if kind not in (Kind.PARTNERSHIP, Kind.ARCHIVE, Kind.ELSEWHERE):
        raise records.NotYet("Choose what it is.", field="kind")
    if kind == Kind.ELSEWHERE:
        rules.check_source(source, source_name)
        labels = ()
    elif not labels or len(set(labels)) != len(labels):
        raise records.NotYet("Enter at least one label, and each label once.", field="labels")
    check_not_in_future(opened_on, today, field="opened_on", name="The date")
    check_not_in_future(happened_on, today, field="happened_on", name="The date of the incident")
    incident = Incident.objects.create(happened_on=happened_on, happened_note=happened_note, summary=about)
    review = case.open_case(partnership, incident=incident, kind=kind, opened_on=opened_on, by=by, at=at)
    for label in labels:
        _enter_child(review, ChildGiven(), by=by, at=at, label=label)
    paper = original_of(
        review, original, title=f"{Kind(kind).label}: as received", belongs_to=f"review:{review.pk}", by=by, at=at
    )
    if kind == Kind.ELSEWHERE:
        CameFrom.objects.create(
            review=review, source=source, name=source_name, dated_on=opened_on, original=paper, entered_by=by,
            entered_at=at,
        )  # fmt: skip
    record(events.OPENED_DIRECTLY, by=by, at=at, review_code=review.code, changes={"kind": Kind(kind).label})
    if review.phase == Phase.REFERRED:
        case.advance(review, Phase.IN_REVIEW, by=by, at=at)
    return review
