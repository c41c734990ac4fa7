"""How is contact with the family recorded? Every attempt counts, also one without an answer."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.family import duties, events, queries, rules
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding, SafeRoute
from reviews.identities.models import Person
from reviews.proceedings.models import What
from reviews.proceedings.queries import held

CHECKED = ("route", "through", "outcome", "why_not")


def _check(
    person: Person, contacted_on: dt.date, together_with: Iterable[Person], details: dict[str, Any], *, at: dt.datetime
) -> None:
    check_not_in_future(contacted_on, clock.date_of(at), field="contacted_on", name="The day of the contact")
    rules.check_contact(**{name: details.get(name, "") for name in CHECKED})
    agreed = queries.agreed_routes(person.review_id)
    rules.check_as_agreed(
        route=details.get("route", ""),
        agreed=agreed[person.pk].routes if person.pk in agreed else (),
        person=person.pk,
        others=[other.pk for other in together_with],
        apart={pk: {other.pk for other in one.never_with.all()} for pk, one in agreed.items()},
        why_otherwise=details.get("why_otherwise", ""),
    )


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
    together_with: Iterable[Person] = (),
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    **details: Any,
) -> FamilyContact:
    """Record a contact or an attempt; ``details`` are fields of the model. The office may enter it for somebody."""
    _check(person, contacted_on, together_with, details, at=at)
    _check_not_held(review, person, contacted_on, details.get("outcome", ""))
    contact = FamilyContact.objects.create(
        review=review, person=person, contacted_on=contacted_on, entered_by=by, entered_at=at,
        on_behalf_of=on_behalf_of, **details,
    )  # fmt: skip
    contact.together_with.set(together_with)
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
    contact: FamilyContact,
    *,
    revision: int,
    contacted_on: dt.date,
    person: Person | None = None,
    together_with: Iterable[Person] = (),
    by: User,
    at: dt.datetime,
    **details: Any,
) -> None:
    """Put a record right."""
    rules.check_stands(contact)
    person = person or contact.person
    _check(person, contacted_on, together_with, details, at=at)
    was = (contact.person, contact.contacted_on, contact.outcome)
    now = (person, contacted_on, details.get("outcome", contact.outcome))
    if now != was:
        _check_not_held(contact.review, *now)
    # Who entered it last changes each time, so that two who change only who was there notice each other.
    changes = records.change(
        contact, revision=revision, person=person, contacted_on=contacted_on, **details, entered_by=by, entered_at=at
    )
    contact.together_with.set(together_with)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
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


# Standing and safe routes --------------------------------------------------------------------------------


@transaction.atomic
def add_standing(person: Person, *, by: User, at: dt.datetime, **details: Any) -> FamilyStanding:
    """Record what somebody is in the proceedings or in law; ``details`` are fields of the model."""
    rules.check_period(details.get("from_on"), details.get("until_on"))
    made = FamilyStanding.objects.create(person=person, entered_by=by, entered_at=at, **details)
    _tell_of(events.STANDING, person, f"standing {made.pk}", by=by, at=at)
    return made


@transaction.atomic
def change_standing(made: FamilyStanding, *, revision: int, by: User, at: dt.datetime, **details: Any) -> None:
    """Put a standing right, or say when it ended."""
    rules.check_still_stands(made.void_at)
    rules.check_period(details.get("from_on"), details.get("until_on"))
    changes = records.change(made, revision=revision, **details)
    _tell_of(events.STANDING_CHANGED, made.person, f"standing {made.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def void_standing(made: FamilyStanding, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a standing as entered in error; its row stays."""
    rules.check_still_stands(made.void_at)
    changes = records.change(made, revision=revision, void_at=at, why_void=why_void)
    _tell_of(events.STANDING_VOIDED, made.person, f"standing {made.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def agree_route(
    person: Person,
    *,
    follows: int | None,
    routes: Iterable[str],
    never_with: Iterable[Person] = (),
    by: User,
    at: dt.datetime,
    **details: Any,
) -> SafeRoute:
    """Record how somebody is reached safely. It replaces the agreement ``follows``, which somebody may have done before."""
    rules.check_route(routes, details.get("ask_first", ""), details.get("key_worker", ""))
    before = person.safe_routes.filter(replaced_at=None).first()
    if (before.pk if before else None) != follows:
        raise records.NotYet("Somebody else has changed the safe route meanwhile. Open it again and compare.")
    if before:
        records.change(before, replaced_at=at)
    made = SafeRoute.objects.create(person=person, routes=list(routes), entered_by=by, entered_at=at, **details)
    made.never_with.set(never_with)
    _tell_of(events.ROUTE_AGREED, person, f"safe route {made.pk}", by=by, at=at)
    return made


# The day of publication ----------------------------------------------------------------------------------


@transaction.atomic
def plan_support(person: Person, *, day: dt.date, who: str, how: str, by: User, at: dt.datetime) -> DaySupport:
    """Agree who is with somebody when the report is published; the office is reminded of it on that day."""
    made = DaySupport.objects.create(person=person, day=day, who=who, how=how, entered_by=by, entered_at=at)
    _remind_of(made, at=at)
    _tell_of(events.SUPPORT_PLANNED, person, f"support {made.pk}", by=by, at=at)
    return made


def _remind_of(made: DaySupport, *, at: dt.datetime) -> None:
    open_duty(made.person.review, duties.SUPPORT, at=at, due_on=made.day, role=Role.BUSINESS_SUPPORT, thing_id=made.pk)


@transaction.atomic
def change_support(
    made: DaySupport, *, revision: int, day: dt.date, who: str, how: str, by: User, at: dt.datetime
) -> None:
    """Change what is planned; the reminder moves with the day."""
    rules.check_support_to_come(made)
    changes = records.change(made, revision=revision, day=day, who=who, how=how)
    withdraw_duties(made.person.review, duties.SUPPORT, at=at, thing_id=made.pk)
    _remind_of(made, at=at)
    _tell_of(events.SUPPORT_CHANGED, made.person, f"support {made.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def support_given(
    made: DaySupport, *, revision: int, done_on: dt.date, outcome: str, by: User, at: dt.datetime
) -> None:
    """Record that somebody was there, and how it went."""
    rules.check_support_to_come(made)
    check_not_in_future(done_on, clock.date_of(at), field="done_on", name="The day")
    changes = records.change(made, revision=revision, done_on=done_on, outcome=outcome)
    meet_duty(made.person.review, duties.SUPPORT, met_on=done_on, at=at, thing_id=made.pk)
    _tell_of(events.SUPPORT_GIVEN, made.person, f"support {made.pk}", by=by, at=at, changes=changes)


def _tell_of(event: Any, person: Person, subject: str, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    record(event, by=by, at=at, review_code=person.review.code, subject=subject, changes=changes)
