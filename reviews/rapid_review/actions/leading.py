"""How does a lead pass a request on to those that answer through it, and combine their answers into one return?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from reviews.case.actions import open_duty, withdraw_duties
from reviews.rapid_review import duties, events, queries, rules
from reviews.rapid_review.actions.asking import ask_one
from reviews.rapid_review.actions.returns import save_return
from reviews.rapid_review.actions.telling import tell_of_request
from reviews.rapid_review.models import ReturnRequest
from reviews.rapid_review.rules import EventSaid, OfProvider, Said


@transaction.atomic
def pass_on(
    request: ReturnRequest, agencies: Iterable[Agency], *, due_on: dt.date, by: User, at: dt.datetime
) -> list[ReturnRequest]:
    """Ask agencies that answer through the one that was asked; each is written to, and sees its own request alone."""
    rules.check_asked(request)
    rules.check_unlocked(queries.return_of(request))
    rules.check_dated(due_on, clock.date_of(at), field="due_on", what="The date for their answers")
    chosen = list(agencies)
    if any(agency.led_by_id != request.agency_id for agency in chosen):
        raise records.NotYet("Choose agencies that answer through yours.", field="agencies")
    passed = [ask_one(request.rapid_review, agency, due_on=due_on, by=by, at=at) for agency in chosen]
    for one in passed:
        tell_of_request(events.PASSED_ON, one, by=by, at=at, changes={"from": request.pk})
    return passed


@transaction.atomic
def combine(request: ReturnRequest, led: Iterable[ReturnRequest], *, by: User, at: dt.datetime) -> None:
    """Take what those led have said into the lead's own return, each under its name; the lead then reads and signs it."""
    rules.check_asked(request)
    given = queries.return_of(request)
    rules.check_unlocked(given)
    chosen = list(led)
    if not chosen:
        raise records.NotYet("Choose at least one answer.", field="led")
    said = rules.combined(_standing(request, by), [_provider(request, one) for one in chosen])
    save_return(request, revision=given.revision if given else 0, said=said, by=by, at=at)
    for one in chosen:
        changes = records.change(one, combined_in=request)
        for kind in (duties.RETURN, duties.MORE):
            withdraw_duties(request.rapid_review.review, kind, thing_id=one.pk, at=at)
        tell_of_request(events.COMBINED, one, by=by, at=at, changes=changes)


def _standing(request: ReturnRequest, by: User) -> Said:
    given = queries.return_of(request)
    answers = {pk: (answer.held, answer.note) for pk, answer in queries.answers_of(given).items()}
    fields = {name: getattr(given, name, "") for name in rules.TEXTS}
    fields |= {"author_name": getattr(given, "author_name", "") or by.name}
    return Said(fields, answers)


def _provider(request: ReturnRequest, one: ReturnRequest) -> OfProvider:
    """What one of those led has said about everybody on the list; raises ``NotYet`` where that is not all."""
    if one.agency.led_by_id != request.agency_id or one.withdrawn_at or one.combined_in_id:
        raise records.NotYet("Choose answers of agencies that answer through yours.", field="led")
    given = queries.return_of(one)
    answers = {pk: (answer.held, answer.note) for pk, answer in queries.answers_of(given).items()}
    if given is None or any(row.pk not in answers for row in queries.search_list(request.rapid_review)):
        raise records.NotYet(f"{one.agency} has not answered about everybody yet.", field="led")
    events_said = tuple(
        EventSaid(event.happened_on, f"{one.agency}: {event.source}"[:200], event.what)
        for event in queries.key_events_of(given)
    )
    return OfProvider(str(one.agency), answers, {name: getattr(given, name) for name in rules.TEXTS}, events_said)


@transaction.atomic
def take_out(one: ReturnRequest, *, by: User, at: dt.datetime) -> None:
    """The agency answers for itself again; what of it was copied into the lead's return, the lead takes out there."""
    lead = one.combined_in
    if lead is None:
        raise records.NotYet("This answer stands by itself already.")
    rules.check_unlocked(queries.return_of(lead))
    changes = records.change(one, combined_in=None)
    given = queries.return_of(one)
    if not (given and given.signed_off_at):
        due_on = max(one.due_on, clock.date_of(at))
        open_duty(
            one.rapid_review.review, duties.RETURN, at=at, due_on=due_on, agency=one.agency, thing_id=one.pk
        )  # fmt: skip
    tell_of_request(events.TAKEN_OUT, one, by=by, at=at, changes=changes)
