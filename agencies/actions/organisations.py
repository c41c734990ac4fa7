"""How do agencies, their contacts and partnerships change? In one transaction with the trail of the installation."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction

from agencies import events, rules
from agencies.models import Agency, AgencyAlias, Contact, Partnership, Post, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record

ONE_DAY = dt.timedelta(days=1)


# Agencies ------------------------------------------------------------------------------------------


@transaction.atomic
def add_agency(
    *, name: str, sector: str, partnerships: Iterable[Partnership], by: User, at: dt.datetime,
    partner_in: Collection[Partnership] = (), short_name: str = "", led_by: Agency | None = None,
) -> Agency:  # fmt: skip
    """Enter an agency. Raises ``NotYet`` at ``name`` where one has that name."""
    _check_name(name)
    rules.check_lead(None, led_by)
    rules.check_partner(sector, list(partnerships), partner_in)
    agency = Agency.objects.create(name=name, short_name=short_name, sector=sector, led_by=led_by)
    agency.partnerships.set(partnerships)
    record(events.AGENCY_ADDED, by=by, at=at, subject=f"agency {agency.pk}", changes={"name": name})
    _be_partner_in(agency, partner_in, by=by, at=at)
    return agency


@transaction.atomic
def change_agency(
    agency: Agency, *, revision: int, partnerships: Iterable[Partnership], partner_in: Collection[Partnership] = (),
    by: User, at: dt.datetime, **values: Any,
) -> None:  # fmt: skip
    """Change what kind of agency it is, where it works, where it is a safeguarding partner, and who answers for it."""
    partnerships = list(partnerships)
    rules.check_lead(agency, values.get("led_by"))
    rules.check_partner(values.get("sector", agency.sector), partnerships, partner_in)
    changes = records.change(agency, revision=revision, **values)
    before = {partnership.pk for partnership in agency.partnerships.all()}
    after = {partnership.pk for partnership in partnerships}
    if before != after:
        agency.partnerships.set(after)
        changes["partnerships"] = [sorted(before), sorted(after)]
    record(events.AGENCY_CHANGED, by=by, at=at, subject=f"agency {agency.pk}", changes=changes)
    _be_partner_in(agency, partner_in, by=by, at=at)


# Which agency is a safeguarding partner where. The cases stand further right, which registers how they follow. ---------

Follow = Callable[..., None]
_followers: list[Follow] = []


def use_partners(follow: Follow) -> None:
    """Have cases follow by ``follow(agency, partnership, asked=, by=, at=)``: a partner was added, or is none any more."""
    if follow not in _followers:
        _followers.append(follow)


def _be_partner_in(agency: Agency, partner_in: Collection[Partnership], *, by: User, at: dt.datetime) -> None:
    """Let an agency be a safeguarding partner of these and no others; open cases ask it, or let it go."""
    before, after = set(agency.partner_in.all()), set(partner_in)
    if before == after:
        return
    agency.partner_in.set(after)
    changes = {"partner_in": [sorted(place.pk for place in those) for those in (before, after)]}
    record(events.PARTNER_CHANGED, by=by, at=at, subject=f"agency {agency.pk}", changes=changes)
    for place in sorted(before ^ after, key=lambda place: place.pk):
        _tell_cases(agency, place, asked=place in after, by=by, at=at)


def _tell_cases(agency: Agency, partnership: Partnership, *, asked: bool, by: User, at: dt.datetime) -> None:
    if asked and agency.ended_on:
        return
    for follow in _followers:
        follow(agency, partnership, asked=asked, by=by, at=at)


@transaction.atomic
def rename_agency(agency: Agency, *, revision: int, name: str, renamed_on: dt.date, by: User, at: dt.datetime) -> None:
    """Give an agency its new name; the old one stays known as an alias until the day before."""
    _check_name(name, but=agency)
    rules.check_past(renamed_on, clock.date_of(at), field="renamed_on", message="Rename it once the new name holds.")
    old = agency.name
    changes = records.change(agency, revision=revision, name=name)
    if changes:
        AgencyAlias.objects.create(agency=agency, name=old, until_on=renamed_on - ONE_DAY)
    record(events.AGENCY_RENAMED, by=by, at=at, subject=f"agency {agency.pk}", changes=changes)


def _check_name(name: str, but: Agency | None = None) -> None:
    others = Agency.objects.filter(name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise records.NotYet("There is an agency of this name already.", field="name")


@transaction.atomic
def end_agency(
    agency: Agency, *, revision: int, ended_on: dt.date, into: Agency | None = None, by: User, at: dt.datetime
) -> None:
    """End an agency that closed or was merged into another, which then also answers to its name.

    Its people's roles and its contacts stay as they are, so that what was asked of it can be finished: also as a
    safeguarding partner. What is asked of one from now on is asked of the agency that took its place.
    """
    partner_in = set(agency.partner_in.all())
    rules.check_merge(agency, into, is_partner=bool(partner_in))
    rules.check_past(ended_on, clock.date_of(at), field="ended_on", message="Record this once it has happened.")
    changes = records.change(agency, revision=revision, ended_on=ended_on, successor=into)
    if into:
        AgencyAlias.objects.create(agency=into, name=agency.name, until_on=ended_on)
        into.partnerships.add(*partner_in)
        into.partner_in.add(*partner_in)
    event = events.AGENCIES_MERGED if into else events.AGENCY_ENDED
    record(event, by=by, at=at, subject=f"agency {agency.pk}", changes=changes)


@transaction.atomic
def restore_agency(agency: Agency, *, revision: int, by: User, at: dt.datetime) -> None:
    """Let an agency stand again that was ended or merged in error; the other no longer answers to its name.

    A safeguarding partner is one again, and is asked for what was asked of others meanwhile.
    """
    if not agency.ended_on:
        raise records.NotYet("This agency has not ended.")
    taken_over = AgencyAlias.objects.filter(agency=agency.successor_id, name=agency.name, until_on=agency.ended_on)
    taken_over.filter(void_at=None).update(void_at=at)
    changes = records.change(agency, revision=revision, ended_on=None, successor=None)
    record(events.AGENCY_RESTORED, by=by, at=at, subject=f"agency {agency.pk}", changes=changes)
    for place in agency.partner_in.order_by("pk"):
        _tell_cases(agency, place, asked=True, by=by, at=at)


@transaction.atomic
def say_contact_away(
    contact: Contact,
    *,
    revision: int,
    away_from: dt.date | None,
    away_until: dt.date | None,
    deputy: Contact | None,
    by: User,
    at: dt.datetime,
) -> None:
    """Say from when until when a contact is away, and which desk is written to as well; without days it is here."""
    rules.check_desk_away(contact, away_from, away_until, deputy, clock.date_of(at))
    deputy = deputy if away_from else None
    changes = records.change(contact, revision=revision, away_from=away_from, away_until=away_until, deputy=deputy)
    if changes:
        record(events.CONTACT_AWAY, by=by, at=at, subject=f"contact {contact.pk}", changes=changes)


# Contacts and partnerships ---------------------------------------------------------------------------


@transaction.atomic
def add_contact(agency: Agency, *, by: User, at: dt.datetime, **values: Any) -> Contact:
    """Enter a desk or a person whom the office writes to."""
    contact = Contact.objects.create(agency=agency, **values)
    record(events.CONTACT_ADDED, by=by, at=at, subject=f"contact {contact.pk}", changes={"agency": agency.pk})
    return contact


@transaction.atomic
def change_contact(contact: Contact, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Change a contact's details, or end it with ``ended_on``."""
    changes = records.change(contact, revision=revision, **values)
    record(events.CONTACT_CHANGED, by=by, at=at, subject=f"contact {contact.pk}", changes=changes)


@transaction.atomic
def add_partnership(*, by: User, at: dt.datetime, **values: Any) -> Partnership:
    """Enter a partnership. Whoever does so looks after its people from then on, or nobody could."""
    _check_partnership(values)
    partnership = Partnership.objects.create(**values)
    Post.objects.create(user=by, role=Role.ADMINISTRATOR, partnership=partnership, starts_on=clock.date_of(at))
    record(events.PARTNERSHIP_ADDED, by=by, at=at, subject=f"partnership {partnership.pk}")
    return partnership


@transaction.atomic
def change_partnership(partnership: Partnership, *, revision: int, by: User, at: dt.datetime, **values: Any) -> None:
    """Change a partnership's names, address or the letters that begin the codes of its next cases."""
    _check_partnership(values, but=partnership)
    changes = records.change(partnership, revision=revision, **values)
    record(events.PARTNERSHIP_CHANGED, by=by, at=at, subject=f"partnership {partnership.pk}", changes=changes)


def _check_partnership(values: dict[str, Any], but: Partnership | None = None) -> None:
    others = Partnership.objects.exclude(pk=but.pk) if but else Partnership.objects.all()
    for name, what in (("name", "name"), ("code_prefix", "letters")):
        if others.filter(**{f"{name}__iexact": values[name]}).exists():
            raise records.NotYet(f"Another partnership has the same {what}.", field=name)
