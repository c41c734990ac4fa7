"""How is contact with the family recorded? Every attempt counts, also one without an answer."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.family import events, rules
from reviews.family.models import FamilyContact
from reviews.identities.models import Person
from reviews.proceedings.models import What
from reviews.proceedings.queries import held

CHECKED = ("route", "through", "outcome", "why_not")


def _check(contacted_on: dt.date, details: dict[str, Any], *, at: dt.datetime) -> None:
    check_not_in_future(contacted_on, clock.date_of(at), field="contacted_on", name="The day of the contact")
    rules.check_contact(**{name: details.get(name, "") for name in CHECKED})


def _check_not_held(review: Review, person: Person, contacted_on: dt.date, outcome: str) -> None:
    """Whoever is on hold on that day is not approached; that they are not can be recorded."""
    sentence = held(review, What.CONTACT, person=person, on=contacted_on)
    if sentence and outcome != FamilyContact.Outcome.NOT_ASKED:
        raise records.NotYet(sentence, field="person")


@transaction.atomic
def record_contact(
    review: Review,
    *,
    person: Person,
    contacted_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    **details: Any,
) -> FamilyContact:
    """Record a contact or an attempt; ``details`` are fields of the model. The office may enter it for somebody."""
    _check(contacted_on, details, at=at)
    _check_not_held(review, person, contacted_on, details.get("outcome", ""))
    contact = FamilyContact.objects.create(
        review=review, person=person, contacted_on=contacted_on, entered_by=by, entered_at=at,
        on_behalf_of=on_behalf_of, **details,
    )  # fmt: skip
    paper = _original(contact, original, by=by, at=at)
    if paper:
        records.change(contact, original=paper)
    _tell(events.RECORDED, contact, by=by, at=at)
    return contact


def _original(contact: FamilyContact, upload: UploadedFile | None, *, by: User, at: dt.datetime) -> Document | None:
    """A letter from the family names them, so it is kept where only the office reads it."""
    if not upload:
        return None
    try:
        return add_document(
            contact.review, upload, title="Contact with the family", sensitivity=Document.Sensitivity.OFFICE,
            belongs_to=f"contact:{contact.pk}", on_behalf_of=contact.on_behalf_of, by=by, at=at,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="original") from None


@transaction.atomic
def change_contact(
    contact: FamilyContact, *, revision: int, contacted_on: dt.date, by: User, at: dt.datetime, **details: Any
) -> None:
    """Put a record right."""
    rules.check_stands(contact)
    _check(contacted_on, details, at=at)
    was = (contact.person, contact.contacted_on, contact.outcome)
    now = (details.get("person", contact.person), contacted_on, details.get("outcome", contact.outcome))
    if now != was:
        _check_not_held(contact.review, *now)
    changes = records.change(contact, revision=revision, contacted_on=contacted_on, **details)
    _tell(events.CHANGED, contact, by=by, at=at, changes=changes)


@transaction.atomic
def void_contact(contact: FamilyContact, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a contact as entered in error; its row stays and counts no more."""
    rules.check_stands(contact)
    changes = records.change(contact, revision=revision, void_at=at, why_void=why_void)
    _tell(events.VOIDED, contact, by=by, at=at, changes=changes)


def _tell(event: Any, contact: FamilyContact, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    record(
        event, by=by, at=at, review_code=contact.review.code, subject=f"contact {contact.pk}", changes=changes,
        on_behalf_of=contact.on_behalf_of,
    )  # fmt: skip
