"""How is something put on hold, looked at again, and let go on? Nothing goes on before a named person has confirmed it."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import let_rest, meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future, check_order, check_said
from reviews.identities.models import Person
from reviews.proceedings import events, queries, rules
from reviews.proceedings.actions.keeping import keep_paper, tell
from reviews.proceedings.duties import CONFIRM, GOES_ON, LOOK_AT_HOLD
from reviews.proceedings.models import Hold, HoldScope, Proceeding, Release, What, Witness

Outcome = Release.Outcome
TOLD = {Outcome.ALL: events.RELEASED, Outcome.PART: events.RELEASED_PART, Outcome.KEPT: events.KEPT}


@transaction.atomic
def put_on_hold(
    review: Review,
    *,
    what: Collection[str],
    why: str,
    decided_by: str,
    advised_as: str,
    advised_on: dt.date,
    since_on: dt.date,
    look_again_on: dt.date,
    by: User,
    at: dt.datetime,
    proceeding: Proceeding | None = None,
    because: str = "",
    people: Iterable[Person] = (),
    practitioners: Iterable[Witness] = (),
    original: UploadedFile | None = None,
    **details: Any,
) -> Hold:
    """Let certain things wait: ``what`` of them, with which people and practitioners, why, and on whose advice.

    ``because`` is the kind of proceeding, where none is recorded yet. Several holds may stand at once.
    """
    today = clock.date_of(at)
    rules.check_may_hold(review)
    targets = _targets(what, people, practitioners)
    rules.check_targets([(one, person or witness) for one, person, witness in targets], chosen=what)
    check_said(why, field="why", message="Say why it waits: the reason for a delay is taken from here.")
    check_not_in_future(since_on, today, field="since_on", name="The first day")
    check_not_in_future(advised_on, today, field="advised_on", name="The day of the advice")
    rules.check_look_again(look_again_on, today)
    hold = Hold.objects.create(
        review=review, proceeding=proceeding, because=proceeding.kind if proceeding else because, why=why,
        decided_by=decided_by, advised_as=advised_as, advised_on=advised_on, since_on=since_on,
        look_again_on=look_again_on, entered_by=by, entered_at=at, **details,
    )  # fmt: skip
    for one, person, witness in targets:
        HoldScope.objects.create(hold=hold, what=one, person=person, witness=witness)
    keep_paper(review, hold, original, title="Advice on a hold", by=by, at=at)
    _rest_and_owe(hold, at=at)
    if proceeding:
        meet_duty(review, GOES_ON, met_on=today, at=at, thing_id=proceeding.pk)
    changes = {
        "because": hold.because,
        "what": ", ".join(str(What(one).label) for one in what),
        "since_on": str(since_on),
    }
    tell(events.HELD, review, hold, by=by, at=at, changes=changes, for_=hold.on_behalf_of)
    return hold


def _targets(
    what: Collection[str], people: Iterable[Person], practitioners: Iterable[Witness]
) -> list[tuple[str, Person | None, Witness | None]]:
    about = {What.CONTACT: [(one, None) for one in people], What.TALK: [(None, one) for one in practitioners]}
    return [(one, person, witness) for one in dict.fromkeys(what) for person, witness in about.get(one, [(None, None)])]


def _rest_and_owe(hold: Hold, *, at: dt.datetime) -> None:
    """Agreed work that is held rests; the office owes another look on a day to come."""
    scopes = hold.scopes.filter(release=None)
    held = [
        (rules.RESTS[What(scope.what)], scope.person_id or scope.witness_id)
        for scope in scopes
        if scope.what in rules.RESTS
    ]
    let_rest(hold.review, origin=f"hold:{hold.pk}", what=held, at=at)
    if not hold.ended_on:
        due_on, role = hold.look_again_on, Role.BUSINESS_SUPPORT
        open_duty(hold.review, LOOK_AT_HOLD, at=at, due_on=due_on, role=role, thing_id=hold.pk)


@transaction.atomic
def look_again(
    hold: Hold, *, revision: int, why: str, look_again_on: dt.date, waits_for: str, by: User, at: dt.datetime
) -> None:
    """Let a hold stand after another look, until another day."""
    today = clock.date_of(at)
    rules.check_stands(hold)
    check_said(why, field="why", message="Say why it still waits.")
    rules.check_look_again(look_again_on, today)
    changes = records.change(hold, revision=revision, why=why, look_again_on=look_again_on, waits_for=waits_for)
    meet_duty(hold.review, LOOK_AT_HOLD, met_on=today, at=at, thing_id=hold.pk)
    _rest_and_owe(hold, at=at)
    tell(events.LOOKED_AT, hold.review, hold, by=by, at=at, changes=changes)


@transaction.atomic
def confirm_release(
    hold: Hold,
    *,
    revision: int,
    outcome: str,
    why: str,
    advised_as: str,
    advised_on: dt.date,
    by: User,
    at: dt.datetime,
    decided_on: dt.date | None = None,
    released: Collection[HoldScope] = (),
    conditions: str = "",
    look_again_on: dt.date | None = None,
    waits_for: str = "",
    original: UploadedFile | None = None,
    **details: Any,
) -> Release:
    """A named person's word: all that is held may go ahead, or the ``released`` part of it, or the hold stays.

    With the advice it rests on and the conditions that are laid down. What stays held waits for ``waits_for``, and is
    looked at again on a day to come.
    """
    today = clock.date_of(at)
    decided_on = decided_on or today
    left = list(queries.scopes_standing(hold))
    freed = {Outcome.ALL: left, Outcome.PART: [one for one in left if one in released]}.get(Outcome(outcome), [])
    _check_release(hold, outcome, freed, left, why, advised_on, decided_on, today)
    if outcome != Outcome.ALL:
        rules.check_look_again(look_again_on, today)
    ended = {"ended_on": decided_on} if outcome == Outcome.ALL else {}
    stays = {} if ended else {"look_again_on": look_again_on, "waits_for": waits_for}
    happened = queries.what_happened(hold)
    changes = records.change(hold, revision=revision, **ended, **stays)
    made = Release.objects.create(
        hold=hold, event=happened, outcome=outcome, decided_on=decided_on, why=why,
        conditions="" if outcome == Outcome.KEPT else conditions, advised_as=advised_as, advised_on=advised_on,
        entered_by=by, entered_at=at, **details,
    )  # fmt: skip
    for scope in freed:
        records.change(scope, release=made)
    keep_paper(hold.review, made, original, title="Advice on the release of a hold", by=by, at=at)
    meet_duty(hold.review, CONFIRM, met_on=decided_on, at=at, thing_id=hold.pk)
    if outcome == Outcome.ALL:
        withdraw_duties(hold.review, LOOK_AT_HOLD, at=at, thing_id=hold.pk)
    else:
        meet_duty(hold.review, LOOK_AT_HOLD, met_on=today, at=at, thing_id=hold.pk)
    _rest_and_owe(hold, at=at)
    tell(TOLD[Outcome(outcome)], hold.review, hold, by=by, at=at, changes=changes, for_=made.on_behalf_of)
    return made


def _check_release(
    hold: Hold, outcome: str, freed: Collection[HoldScope], left: Collection[HoldScope], why: str,
    advised_on: dt.date, decided_on: dt.date, today: dt.date,
) -> None:  # fmt: skip
    rules.check_stands(hold)
    rules.check_release(outcome, freed, left)
    check_said(why, field="why", message="Say why: a verdict is not always the end.")
    check_not_in_future(advised_on, today, field="advised_on", name="The day of the advice")
    check_not_in_future(decided_on, today, field="decided_on", name="The day it was decided")
    message = f"The hold began on {rules.day(hold.since_on)}: it cannot end before that."
    check_order(hold.since_on, decided_on, field="decided_on", message=message)
