"""How is a possible witness listed, and taken off the list?"""

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from cspr.records import NotYet
from reviews.case.rules import check_not_in_future, check_said
from reviews.identities.models import Person
from reviews.proceedings import events
from reviews.proceedings.actions.keeping import tell
from reviews.proceedings.models import Proceeding, Witness


@transaction.atomic
def list_witness(
    proceeding: Proceeding,
    *,
    by: User,
    at: dt.datetime,
    person: Person | None = None,
    role: str = "",
    agency: Agency | None = None,
    label: str = "",
    user: User | None = None,
) -> Witness:
    """List a person of the register, or a practitioner by role and agency, as one who is or may be a witness."""
    role, label = role.strip(), label.strip()
    _check(proceeding, person=person, role=role, agency=agency, label=label)
    made = Witness.objects.create(
        review=proceeding.review, proceeding=proceeding, person=person, role=role, agency=agency, label=label, user=user
    )
    tell(events.WITNESS_LISTED, proceeding.review, f"witness {made.pk}", by=by, at=at)
    return made


def _check(
    proceeding: Proceeding, *, person: Person | None, role: str, agency: Agency | None, label: str, own: int = 0
) -> None:
    if person and (role or agency):
        raise NotYet("List either a person of the register or a practitioner, one at a time.", field="person")
    if not person and not role:
        raise NotYet("Choose a person of the register, or enter the role of a practitioner.", field="role")
    if not person and agency is None:
        raise NotYet("Select the practitioner’s agency.", field="agency")
    there = proceeding.witnesses.filter(ended_on=None).exclude(pk=own)
    if person and there.filter(person=person).exists():
        raise NotYet("This person is listed already.", field="person")
    if role and there.filter(role__iexact=role, agency=agency, label__iexact=label).exists():
        message = "Somebody of this role and agency is listed already. Tell them apart, such as “first visit”."
        raise NotYet(message, field="label")


@transaction.atomic
def change_witness(found: Witness, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Put right what is known of a practitioner who is listed."""
    _check_listed(found)
    about = {name: values.get(name, getattr(found, name)) for name in ("person", "role", "agency", "label")}
    _check(found.proceeding, **about, own=found.pk)
    changes = records.change(found, revision=revision, **values)
    tell(events.WITNESS_CHANGED, found.review, f"witness {found.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def end_witness(found: Witness, *, revision: int, ended_on: dt.date, why_ended: str, by: User, at: dt.datetime) -> None:
    """Record that somebody is no witness, or no longer. A hold that names them stands until its release is confirmed."""
    _check_listed(found)
    check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="The day")
    check_said(why_ended, field="why_ended", message="Say who told you, and why.")
    changes = records.change(found, revision=revision, ended_on=ended_on, why_ended=why_ended)
    tell(events.WITNESS_ENDED, found.review, f"witness {found.pk}", by=by, at=at, changes=changes)


def _check_listed(found: Witness) -> None:
    if found.ended_on:
        raise NotYet("They are off the list already.")
