"""How do the rows of a referral come in: family into the identity register, other agencies, key dates?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.identities.actions import add_address, add_number, add_person
from reviews.identities.models import IdentityNumber, Person
from reviews.referral import events, rules
from reviews.referral.models import AgencyTold, KeyDate, Referral, RelativeTold
from reviews.referral.rules import AgencyGiven, DateGiven, RelativeGiven


def keep_rows(
    referral: Referral,
    *,
    family: Iterable[RelativeGiven],
    agencies: Iterable[AgencyGiven],
    dates: Iterable[DateGiven],
    by: User,
    at: dt.datetime,
) -> None:
    """Keep every row; a refusal names its row. Called by actions, in their transaction."""
    today = clock.date_of(at)
    for relative in family:
        rules.check_relative(relative, today)
        _enter_relative(referral, relative, by=by, at=at)
    for agency in agencies:
        _keep_agency(referral, agency, by=by, at=at)
    for day in dates:
        if not day.removed:
            rules.check_date(day, today)
        _keep_date(referral, day, at=at)


def _enter_relative(referral: Referral, told: RelativeGiven, *, by: User, at: dt.datetime) -> None:
    person = _enter_person(
        referral, told.relationship, f"family-{told.row}", kind=Person.Kind.FAMILY, given_names=told.given_names,
        family_name=told.family_name, born_on=told.born_on, ethnicity=told.ethnicity,
        relationship=told.relationship, by=by, at=at,
    )  # fmt: skip
    if told.address or told.postcode:
        add_address(person, lines=told.address, postcode=told.postcode, by=by, at=at)
    RelativeTold.objects.create(referral=referral, person=person, legal_status=told.legal_status, plan=told.plan)


def _enter_person(referral: Referral, word: str, row: str, *, by: User, at: dt.datetime, **details: Any) -> Person:
    """Into the register, under a label that is free; what the register refuses is said beside the row."""
    taken = {label.lower() for label in referral.review.people.filter(void_at=None).values_list("label", flat=True)}
    try:
        with transaction.atomic():
            return add_person(referral.review, label=rules.label_for(word, taken), by=by, at=at, **details)
    except records.NotYet as refusal:
        field = refusal.field if refusal.field in ("born_on", "given_names") else "given_names"
        raise records.NotYet(str(refusal), field=f"{row}-{field}") from None


def _keep_agency(referral: Referral, told: AgencyGiven, *, by: User, at: dt.datetime) -> None:
    values = {"agency": told.agency, "still": told.still}
    if told.pk is not None:
        _change(
            AgencyTold.objects.filter(pk=told.pk, referral=referral, void_at=None).first(), told.removed, values, at
        )
        return
    person = None
    if told.given_names or told.family_name:
        person = _enter_person(
            referral, "professional", f"agencies-{told.row}", kind=Person.Kind.PROFESSIONAL,
            given_names=told.given_names, family_name=told.family_name, by=by, at=at,
        )  # fmt: skip
        if told.contact:
            _keep_contact(person, told, by=by, at=at)
    AgencyTold.objects.create(referral=referral, person=person, **values)


def _keep_contact(person: Person, told: AgencyGiven, *, by: User, at: dt.datetime) -> None:
    kind = IdentityNumber.Kind.OTHER if "@" in told.contact else IdentityNumber.Kind.PHONE
    try:
        add_number(person, kind=kind, value=told.contact, by=by, at=at)
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field=f"agencies-{told.row}-contact") from None


def _keep_date(referral: Referral, told: DateGiven, *, at: dt.datetime) -> None:
    values = {"on": told.on, "time": told.time, "event": told.event}
    if told.pk is None:
        KeyDate.objects.create(referral=referral, **values)
        return
    _change(KeyDate.objects.filter(pk=told.pk, referral=referral, void_at=None).first(), told.removed, values, at)


def _change(standing: AgencyTold | KeyDate | None, removed: bool, values: dict[str, Any], at: dt.datetime) -> None:
    if standing:
        records.change(standing, **({"void_at": at} if removed else values))


@transaction.atomic
def change_rows(
    referral: Referral,
    *,
    agencies: Iterable[AgencyGiven],
    dates: Iterable[DateGiven],
    family: Iterable[RelativeGiven] = (),
    by: User,
    at: dt.datetime,
) -> None:
    """Put right what the referral says in rows, or add to it, at any time; a relative is put right in the register."""
    keep_rows(referral, family=family, agencies=agencies, dates=dates, by=by, at=at)
    code = referral.review.code
    record(events.ROWS_CHANGED, by=by, at=at, review_code=code, subject=f"referral {referral.pk}")
