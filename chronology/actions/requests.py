"""How is an agency asked for its chronology, told, and asked no more?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agencies.models import Agency, User
from agencies.queries import desks_to_write_to
from chronology import events, queries, rules
from chronology.actions.entries import draft_key_events
from chronology.actions.owed import follow
from chronology.duties import ENTER, MORE_TIME, SUBMIT
from chronology.models import ChronologyRequest, Submission
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write
from reviews.case.actions import hand_to, involve, move_duty, open_duty, withdraw_duties
from reviews.case.models import Duty, Review
from reviews.identities.models import Person


@transaction.atomic
def ask(
    review: Review,
    agencies: Iterable[Agency],
    *,
    due_on: dt.date,
    guidance: str = "",
    people: Iterable[Person] = (),
    by: User,
    at: dt.datetime,
) -> list[ChronologyRequest]:
    """Ask agencies for their chronologies, tell their people once, and file what they owe.

    An agency whose request was withdrawn may be asked again. Raises ``NotYet`` at ``agencies`` where one is asked
    already, at ``people`` where one is not of this review.
    """
    rules.check_may_ask(review, due_on, clock.date_of(at))
    people = list(people)
    if any(person.review_id != review.pk for person in people):
        raise records.NotYet("Choose people of this review only.", field="people")
    asked = [_ask_one(review, agency, due_on=due_on, guidance=guidance, by=by, at=at) for agency in agencies]
    for found in asked:
        found.people.set(people)
        draft_key_events(found, by=by, at=at)
        tell(found, "chronology_asked", due_on=due_on, people=whom_to_tell(found, at), at=at)
    return asked


def _ask_one(
    review: Review, agency: Agency, *, due_on: dt.date, guidance: str, by: User, at: dt.datetime
) -> ChronologyRequest:
    values = {"due_on": due_on, "guidance": guidance, "asked_at": at, "asked_by": by}
    found, new = ChronologyRequest.objects.get_or_create(review=review, agency=agency, defaults=values)
    if new:
        Submission.objects.create(request=found, entered_by=by, entered_at=at)
    elif not found.withdrawn_at:
        raise records.NotYet(f"{agency} has been asked already.", field="agencies")
    else:
        records.change(found, **values, withdrawn_at=None, why_withdrawn="", first_opened_at=None)
    involve(review, agency, by=by, at=at, why="Asked for its chronology")
    open_duty(review, SUBMIT, at=at, due_on=due_on, agency=agency, thing_id=found.pk)
    changes = {"due_on": str(due_on)}
    record(
        events.ASKED, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}", changes=changes,
        audience=audience_of(found),
    )  # fmt: skip
    return found


def audience_of(found: ChronologyRequest) -> str:
    """Who reads in the history what one agency did: the office, the team, and that agency."""
    return f"agency:{found.agency_id}"


def whom_to_tell(found: ChronologyRequest, at: dt.datetime) -> list[tuple[str, str]]:
    """Key and address of everybody who is written to: those who sign in, else the desks the office knows."""
    people = queries.answering(found.agency, found.review, on=clock.date_of(at))
    if people:
        return addresses(people)
    return [(f"contact{desk.pk}", desk.email) for desk in desks_to_write_to(found.agency, on=clock.date_of(at))]


def addresses(people: Iterable[User]) -> list[tuple[str, str]]:
    """Key and address of people who sign in."""
    return [(f"user{person.pk}", person.email) for person in people]


def tell(
    found: ChronologyRequest,
    letter: str,
    *,
    due_on: dt.date,
    people: list[tuple[str, str]],
    at: dt.datetime,
    sender: str = "",
    once: str = "",
) -> None:
    """Write a letter about a request, with codes only: once for each state of it, or for what ``once`` names."""
    review = found.review
    subject, body = word(
        letter,
        code=review.code,
        office=review.partnership.name,
        phone=review.partnership.phone or settings.OFFICE_PHONE,
        sender=sender or found.asked_by.name,
        link=f"{settings.SITE_URL}/",
        due=f"{due_on.day} {due_on:%B %Y}",
    )
    state = once or f"{found.submission.revision}.{found.revision}"
    for key, address in people:
        write(
            f"{letter}:{found.pk}:{state}:{key}",
            to=address, subject=subject, body=body, at=at, review_code=review.code,
        )  # fmt: skip


@transaction.atomic
def note_opened(found: ChronologyRequest, *, by: User, at: dt.datetime) -> bool:
    """Note that somebody of the agency has seen the request; says whether they are the first."""
    draft_key_events(found, by=by, at=at)
    if not ChronologyRequest.objects.filter(pk=found.pk, first_opened_at=None).update(first_opened_at=at):
        return False
    found.first_opened_at = at
    record(
        events.OPENED, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}",
        audience=audience_of(found),
    )  # fmt: skip
    return True


@transaction.atomic
def hand_on(found: ChronologyRequest, *, to: User, by: User, at: dt.datetime) -> None:
    """Hand the request on to a colleague who answers for the agency too; they are told, the others can still answer."""
    rules.check_open(submitted=bool(found.submission.submitted_at), withdrawn=bool(found.withdrawn_at))
    changes = hand_to(found, found.agency, to=to, at=at)
    duty = duty_of(found)
    due_on = (duty and duty.due_on) or found.due_on
    tell(found, "chronology_handed_on", due_on=due_on, people=addresses([to]), at=at, sender=by.name)
    record(
        events.HANDED_ON, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}", changes=changes,
        audience=audience_of(found),
    )  # fmt: skip


def duty_of(found: ChronologyRequest) -> Duty | None:
    """What the agency owes, while it owes it; its date is the one that counts."""
    return found.review.duties.open().filter(kind=SUBMIT.code, thing_id=found.pk).first()


def move_to(found: ChronologyRequest, due_on: dt.date, *, why: str, by: User, at: dt.datetime) -> dict[str, Any]:
    """Move the date of a request and of its duty; returns what changed. Called by actions."""
    duty = duty_of(found)
    if duty:
        move_duty(duty, due_on=due_on, why=why, by=by, at=at)
    return records.change(found, due_on=due_on)


def need_no_more_time(found: ChronologyRequest, *, at: dt.datetime) -> None:
    """What the agency asked for lapses: it has given its chronology, or is asked no more. Called by actions."""
    found.extensions.filter(answered_at=None, withdrawn_at=None).update(withdrawn_at=at, revision=F("revision") + 1)
    withdraw_duties(found.review, MORE_TIME, at=at, thing_id=found.pk)


@transaction.atomic
def move(found: ChronologyRequest, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> None:
    """Give an agency until another day, of the office's own accord."""
    rules.check_open(submitted=bool(found.submission.submitted_at), withdrawn=bool(found.withdrawn_at))
    rules.check_none_waits(queries.open_extension(found) is not None)
    if due_on < clock.date_of(at):
        raise records.NotYet("The new day cannot be in the past.", field="due_on")
    changes = move_to(found, due_on, why=why, by=by, at=at)
    record(
        events.MOVED, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}", changes=changes,
        audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def withdraw(found: ChronologyRequest, *, revision: int, why_withdrawn: str, by: User, at: dt.datetime) -> None:
    """Ask no more; what the agency wrote stays."""
    rules.check_open(submitted=bool(found.submission.submitted_at), withdrawn=bool(found.withdrawn_at))
    changes = records.change(found, revision=revision, withdrawn_at=at, why_withdrawn=why_withdrawn)
    for kind in (SUBMIT, ENTER):
        withdraw_duties(found.review, kind, at=at, thing_id=found.pk)
    need_no_more_time(found, at=at)
    follow(found, at=at)
    record(
        events.WITHDRAWN, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}",
        changes=changes, audience=audience_of(found),
    )  # fmt: skip
    tell(found, "chronology_withdrawn", due_on=found.due_on, people=whom_to_tell(found, at), at=at)
