"""How is an agency that was asked for something told, given more time, and asked no more, whatever it was asked for?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agencies.models import Agency, User
from agencies.queries import desks_to_write_to
from chronology import events, queries, rules
from chronology.duties import ENTER, MORE_TIME, REPORT, REPORT_MORE_TIME, SUBMIT
from chronology.models import ChronologyRequest, ReportRequest
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.letters.actions import word
from cspr.outbox.actions import write
from reviews.case.actions import hand_to, involve, move_duty, open_duty, withdraw_duties
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Review

Request = ChronologyRequest | ReportRequest


@dataclass(frozen=True)
class Longer:
    """More time: who owes the answer, and what the trail says of it."""

    duty: DutyKind
    asked: Event
    taken_back: Event
    granted: Event
    refused: Event


@dataclass(frozen=True)
class Asked:
    """What is asked for: the word for it, its letters and duties, and what the trail says of it."""

    what: str
    letters: str
    duties: tuple[DutyKind, ...]
    asked: Event
    opened: Event
    handed_on: Event
    moved: Event
    withdrawn: Event
    longer: Longer

    @property
    def duty(self) -> DutyKind:
        """What the agency owes."""
        return self.duties[0]


KINDS: dict[type[Request], Asked] = {
    ChronologyRequest: Asked(
        "chronology", "chronology", (SUBMIT, ENTER), events.ASKED, events.OPENED, events.HANDED_ON, events.MOVED,
        events.WITHDRAWN,
        Longer(
            MORE_TIME, events.MORE_TIME_ASKED, events.MORE_TIME_TAKEN_BACK, events.MORE_TIME_GRANTED,
            events.MORE_TIME_REFUSED,
        ),
    ),
    ReportRequest: Asked(
        "agency report", "agency_report", (REPORT,), events.REPORT_ASKED, events.REPORT_OPENED,
        events.REPORT_HANDED_ON, events.REPORT_MOVED, events.REPORT_WITHDRAWN,
        Longer(
            REPORT_MORE_TIME, events.REPORT_MORE_TIME_ASKED, events.REPORT_MORE_TIME_TAKEN_BACK,
            events.REPORT_MORE_TIME_GRANTED, events.REPORT_MORE_TIME_REFUSED,
        ),
    ),
}  # fmt: skip


def kind_of(found: Request) -> Asked:
    """What this request asks for."""
    return KINDS[type(found)]


def ask_again(found: Request, *, new: bool, **values: Any) -> None:
    """Ask once more where the request was withdrawn; raises ``NotYet`` at ``agencies`` where it stands."""
    if new:
        return
    if not found.withdrawn_at:
        raise records.NotYet(f"{found.agency} has been asked already.", field="agencies")
    records.change(found, **values, withdrawn_at=None, why_withdrawn="", first_opened_at=None)


def owe(review: Review, found: Request, *, due_on: dt.date, by: User, at: dt.datetime) -> None:
    """The agency comes into the case, owes what it is asked for, and the trail says so."""
    kind = kind_of(found)
    involve(review, found.agency, by=by, at=at, why=f"Asked for its {kind.what}")
    open_duty(review, kind.duty, at=at, due_on=due_on, agency=found.agency, thing_id=found.pk)
    record(
        kind.asked, by=by, at=at, review_code=review.code, subject=f"agency {found.agency_id}",
        changes={"due_on": str(due_on)}, audience=audience_of(found),
    )  # fmt: skip


def audience_of(found: Request) -> str:
    """Who reads in the history what one agency did: the office, the team, and that agency."""
    return f"agency:{found.agency_id}"


def whom_to_tell(found: Request, at: dt.datetime) -> list[tuple[str, str]]:
    """Key and address of everybody who is written to: those who sign in, else the desks the office knows."""
    people = queries.answering(found.agency, found.review, on=clock.date_of(at))
    if people:
        return addresses(people)
    return [(f"contact{desk.pk}", desk.email) for desk in desks_to_write_to(found.agency, on=clock.date_of(at))]


def addresses(people: Iterable[User]) -> list[tuple[str, str]]:
    """Key and address of people who sign in."""
    return [(f"user{person.pk}", person.email) for person in people]


def tell(
    found: Request, what: str, *, due_on: dt.date, people: list[tuple[str, str]], at: dt.datetime, sender: str = "",
    once: str = "",
) -> None:  # fmt: skip
    """Write the letter of its kind ("asked", "ready") about a request, with codes only: once for each state of it, or for
    what ``once`` names.
    """
    review, letter = found.review, f"{kind_of(found).letters}_{what}"
    subject, body = word(
        letter,
        code=review.code,
        office=review.partnership.name,
        phone=review.partnership.phone or settings.OFFICE_PHONE,
        sender=sender or found.asked_by.name,
        link=f"{settings.SITE_URL}/",
        due=f"{due_on.day} {due_on:%B %Y}",
    )
    state = once or f"{found.written.revision}.{found.revision}"
    for key, address in people:
        write(
            f"{letter}:{found.pk}:{state}:{key}", to=address, subject=subject, body=body, at=at, review_code=review.code,
        )  # fmt: skip


def check_open(found: Request, *, waiting: bool = False) -> None:
    """What is asked for may still be changed; with ``waiting``, only while nobody is to sign it."""
    written = found.written
    rules.check_open(
        submitted=bool(written.submitted_at), withdrawn=bool(found.withdrawn_at),
        waiting=waiting and rules.is_waiting(written), what=kind_of(found).what,
    )  # fmt: skip


def check_in_case(found: Request) -> None:
    """More may be asked of the agency: it is still in the case, which goes on."""
    rules.check_in_case(found.agency, found.review.phase, there=queries.is_in_case(found))


def note(
    found: Request, event: Event, changes: dict[str, Any] | None = None, *, by: User, at: dt.datetime,
    on_behalf_of: str = "",
) -> None:  # fmt: skip
    """Say in the trail what happened to a request."""
    subject = "request" if isinstance(found, ChronologyRequest) else "report request"
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"{subject} {found.pk}", changes=changes,
        on_behalf_of=on_behalf_of, audience=audience_of(found),
    )  # fmt: skip


@transaction.atomic
def note_first_look(found: Request, *, by: User, at: dt.datetime) -> bool:
    """Note that somebody of the agency has seen the request; says whether they are the first."""
    if not type(found)._base_manager.filter(pk=found.pk, first_opened_at=None).update(first_opened_at=at):
        return False
    found.first_opened_at = at
    note(found, kind_of(found).opened, by=by, at=at)
    return True


def duty_of(found: Request) -> Duty | None:
    """What the agency owes, while it owes it; its date is the one that counts."""
    return found.review.duties.open().filter(kind=kind_of(found).duty.code, thing_id=found.pk).first()


@transaction.atomic
def hand_on(found: Request, *, to: User, by: User, at: dt.datetime) -> None:
    """Hand the request on to a colleague who answers for the agency too; they are told, the others can still answer."""
    check_open(found)
    changes = hand_to(found, found.agency, to=to, at=at)
    duty = duty_of(found)
    due_on = (duty and duty.due_on) or found.due_on
    tell(found, "handed_on", due_on=due_on, people=addresses([to]), at=at, sender=by.name)
    note(found, kind_of(found).handed_on, changes, by=by, at=at)


def move_to(found: Request, due_on: dt.date, *, why: str, by: User, at: dt.datetime) -> dict[str, Any]:
    """Move the date of a request and of its duty; returns what changed. Called by actions."""
    if duty := duty_of(found):
        move_duty(duty, due_on=due_on, why=why, by=by, at=at)
    return records.change(found, due_on=due_on)


@transaction.atomic
def move(found: Request, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> None:
    """Give an agency until another day, of the office's own accord."""
    check_open(found)
    check_in_case(found)
    rules.check_none_waits(queries.open_extension(found) is not None)
    rules.check_to_come(due_on, clock.date_of(at), name="The new day")
    note(found, kind_of(found).moved, move_to(found, due_on, why=why, by=by, at=at), by=by, at=at)


def need_no_more_time(found: Request, *, at: dt.datetime) -> None:
    """What the agency asked for lapses: it has given what it owes, or is asked no more. Called by actions."""
    found.extensions.filter(answered_at=None, withdrawn_at=None).update(withdrawn_at=at, revision=F("revision") + 1)
    withdraw_duties(found.review, kind_of(found).longer.duty, at=at, thing_id=found.pk)


def follow_leaving(review: Review, agency: Agency, by: User, at: dt.datetime) -> None:
    """An agency that leaves the case waits for no answer: the office owes it none, whatever more time was asked for."""
    for kind in KINDS:
        for found in kind._base_manager.filter(review=review, agency=agency):
            need_no_more_time(found, at=at)


@transaction.atomic
def withdraw(found: Request, *, revision: int, why_withdrawn: str, by: User, at: dt.datetime) -> None:
    """Ask no more; what the agency wrote stays, and what it asked for lapses."""
    check_open(found)
    changes = records.change(found, revision=revision, withdrawn_at=at, why_withdrawn=why_withdrawn)
    for duty in kind_of(found).duties:
        withdraw_duties(found.review, duty, at=at, thing_id=found.pk)
    need_no_more_time(found, at=at)
    note(found, kind_of(found).withdrawn, changes, by=by, at=at)
    tell(found, "withdrawn", due_on=found.due_on, people=whom_to_tell(found, at), at=at)
