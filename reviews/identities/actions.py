"""How does the identity register change? Names go into the trail only as "changed"."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.actions import rename_child
from reviews.case.models import Review, SubjectChild
from reviews.case.rules import check_not_in_future, check_order
from reviews.identities import events, queries
from reviews.identities.models import Address, Alias, IdentityNumber, Person, Voidable
from reviews.identities.rules import Identity, check_label, check_names, squeeze

Follow = Callable[[Review, User, dt.datetime], None]
_follows: list[Follow] = []


def use_registered(follow: Follow) -> None:
    """Call ``follow(review, by, at)`` when what the register knows has changed, in the same transaction."""
    if follow not in _follows:
        _follows.append(follow)


def _followed(review: Review, *, by: User, at: dt.datetime) -> None:
    for follow in _follows:
        follow(review, by, at)


@transaction.atomic
def add_person(
    review: Review,
    *,
    kind: str,
    by: User,
    at: dt.datetime,
    label: str = "",
    child: SubjectChild | None = None,
    **details: Any,
) -> Person:
    """Enter a real person; ``details`` are fields of ``Person``. A subject child takes the child's label."""
    label = (label or (child.label if child else "")).strip()
    _check(review, None, label, details, at)
    person = Person.objects.create(review=review, kind=kind, label=label, child=child, **details)
    record(events.PERSON_ADDED, by=by, at=at, review_code=review.code, subject=f"person {person.pk}")
    _followed(review, by=by, at=at)
    return person


@transaction.atomic
def enter_person(
    review: Review,
    *,
    by: User,
    at: dt.datetime,
    aliases: Sequence[str] = (),
    address: str = "",
    postcode: str = "",
    nhs_number: str = "",
    **details: Any,
) -> Person:
    """Enter a person with everything that is known at once."""
    person = add_person(review, by=by, at=at, **details)
    for name in aliases:
        add_alias(person, name=name, by=by, at=at)
    if address or postcode:
        add_address(person, lines=address, postcode=postcode, by=by, at=at)
    if nhs_number:
        add_number(person, kind=IdentityNumber.Kind.NHS, value=nhs_number, by=by, at=at)
    return person


@transaction.atomic
def change_person(person: Person, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Change what is known of a person. A subject child's label changes with theirs."""
    review = person.review
    label = str(values.get("label", person.label)).strip()
    details = {
        name: values.get(name, getattr(person, name)) for name in ("given_names", "family_name", *DECISION, *DAYS)
    }
    _check(review, person, label, details, at)
    before = (person.label, person.shown_name, person.shown_name_decision)
    changes = records.change(person, revision=revision, **{**values, "label": label})
    subject = f"person {person.pk}"
    record(events.PERSON_CHANGED, by=by, at=at, review_code=review.code, subject=subject, changes=changes)
    if label != before[0]:
        if person.child:
            rename_child(person.child, label=label, by=by, at=at)
        record(events.LABEL_CHANGED, by=by, at=at, review_code=review.code, subject=subject)
    if person.shown_name and (person.shown_name, person.shown_name_decision) != before[1:]:
        record(events.NAME_ALLOWED, by=by, at=at, review_code=review.code, subject=subject)
    _followed(review, by=by, at=at)


DECISION = ("shown_name", "shown_name_decision")
DAYS = ("born_on", "died_on")


def _check(review: Review, person: Person | None, label: str, details: dict[str, Any], at: dt.datetime) -> None:
    """The label is there, is nobody else's, and is in nobody's name; days are in order; a shown name was decided."""
    if not label:
        raise NotYet("Say which label stands for this person, such as “mother”.", field="label")
    own = person.pk if person else 0
    if review.people.filter(label__iexact=label, void_at=None).exclude(pk=own).exists():
        raise NotYet(f"The label “{label}” stands for somebody else already.", field="label")
    shown, decision = (str(details.get(name) or "").strip() for name in DECISION)
    if shown and not decision:
        raise NotYet(
            "Say who decided that the real name may be shown, when, with which legal advice, and what the family wishes.",
            field="shown_name_decision",
        )
    today = clock.date_of(at)
    check_not_in_future(details.get("born_on"), today, field="born_on", name="The date of birth")
    check_not_in_future(details.get("died_on"), today, field="died_on", name="The date of death")
    check_order(
        details.get("born_on"), details.get("died_on"), field="died_on", message="The death cannot be before the birth."
    )
    everybody = [one for one in queries.identities(review) if one.person_id != own]
    aliases = tuple(alias.name for alias in person.aliases.filter(void_at=None)) if person else ()
    names = (str(details.get("given_names") or ""), str(details.get("family_name") or ""))
    new = Identity(own, label, *names, aliases=aliases, allowed=shown)
    check_label(label, [*everybody, new], decided=bool(shown) and squeeze(shown) == squeeze(label))
    check_names(new, everybody)


@transaction.atomic
def add_alias(person: Person, *, name: str, by: User, at: dt.datetime) -> Alias:
    """Another name a person goes or went by, or a spelling found in records."""
    if person.aliases.filter(name__iexact=name.strip(), void_at=None).exists():
        raise NotYet("This name is in the register already.", field="name")
    check_names(Identity(0, "", aliases=(name,)), queries.identities(person.review), field="name")
    return _add(Alias(person=person, name=name.strip()), events.ALIAS_ADDED, by=by, at=at)


@transaction.atomic
def add_address(person: Person, *, lines: str, postcode: str = "", by: User, at: dt.datetime) -> Address:
    """Where a person lives or lived."""
    return _add(Address(person=person, lines=lines.strip(), postcode=postcode), events.ADDRESS_ADDED, by=by, at=at)


@transaction.atomic
def add_number(person: Person, *, kind: str, value: str, by: User, at: dt.datetime) -> IdentityNumber:
    """A number that finds a person."""
    if len(squeeze(value)) < 4:
        raise NotYet("A number of fewer than four signs would be found everywhere. Enter a longer one.", field="value")
    return _add(IdentityNumber(person=person, kind=kind, value=value.strip()), events.NUMBER_ADDED, by=by, at=at)


def _add(entry: Any, event: Any, *, by: User, at: dt.datetime) -> Any:
    entry.save(force_insert=True)
    code = entry.person.review.code
    record(event, by=by, at=at, review_code=code, subject=f"person {entry.person_id}")
    _followed(entry.person.review, by=by, at=at)
    return entry


@transaction.atomic
def void(entry: Voidable, *, why: str, revision: int, by: User, at: dt.datetime, with_child: bool = False) -> None:
    """An entry was made in error: it is kept, and no longer looked for in texts.

    A child goes ``with_child``: only together with its place in the case, where that is put right.
    """
    if not why.strip():
        raise NotYet("Say why this entry is wrong.", field="why")
    person = entry if isinstance(entry, Person) else entry.person  # type: ignore[attr-defined]
    if isinstance(entry, Person) and entry.child_id and not with_child:
        raise NotYet(
            "This is a child the review is about. Correct the entry instead, or take the child out of the case on the "
            "page of the referral.",
            field="why",
        )
    changes = records.change(entry, revision=revision, void_at=at, why_void=why.strip())
    subject = f"{entry._meta.verbose_name} {entry.pk}"
    record(events.VOIDED, by=by, at=at, review_code=person.review.code, subject=subject, changes=changes)
    _followed(person.review, by=by, at=at)
