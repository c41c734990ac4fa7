"""How is a letter written to one reader, sent once, or recorded as posted?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.outbox import actions as outbox
from reviews.case.models import Review
from reviews.correspondence import events, narrative, rules
from reviews.correspondence.models import WrittenLetter
from reviews.documents.actions import add_made
from reviews.family.actions import record_contact
from reviews.family.models import FamilyContact
from reviews.family.queries import route_to
from reviews.identities.models import Person
from reviews.proceedings.models import What, Witness
from reviews.proceedings.queries import held

To, Way = WrittenLetter.To, WrittenLetter.Way


@transaction.atomic
def draft_letter(
    review: Review,
    *,
    to: str,
    way: str,
    person: Person | None = None,
    witness: Witness | None = None,
    recipient: str = "",
    email: str = "",
    address: str = "",
    sensitivity: str = "",
    by: User,
    at: dt.datetime,
) -> WrittenLetter:
    """Draft a letter out of the template for its kind of reader; what stands in the way of it is said at once."""
    route = route_to(person) if person else None
    _check_may_go(review, way, person, witness, on=clock.date_of(at))
    rules.check_reader(to, way, email=email, address=address, safe_address=bool(route and route.address))
    number = records.next_number(review, review.written_letters)
    subject, body, version = narrative.drafted(review, to, number, by)
    made = WrittenLetter.objects.create(
        review=review, number=number, to=to, way=way, template=narrative.LETTERS[to].code, template_version=version,
        person=person, witness=witness, recipient=recipient, email=email, address=address, subject=subject, body=body,
        sensitivity=rules.sensitivity_of(to, sensitivity), entered_by=by, entered_at=at,
    )  # fmt: skip
    _tell(events.DRAFTED, made, by=by, at=at)
    return made


def _check_may_go(review: Review, way: str, person: Person | None, witness: Witness | None, *, on: dt.date) -> None:
    if person:
        if sentence := held(review, What.CONTACT, person=person, on=on):
            raise records.NotYet(sentence, field="person")
        route = route_to(person)
        rules.check_safe(way, route.routes if route else None)
    if witness and (sentence := held(review, What.TALK, witness=witness, on=on)):
        raise records.NotYet(sentence, field="witness")


@transaction.atomic
def change_letter(letter: WrittenLetter, *, revision: int, subject: str, body: str, by: User, at: dt.datetime) -> None:
    """Word a letter for post freely. An e-mail is worded by its template alone, which names nobody."""
    rules.check_draft(letter)
    rules.check_way(letter.way, Way.POST)
    changes = records.change(letter, revision=revision, subject=subject, body=body)
    _tell(events.CHANGED, letter, by=by, at=at, changes=changes)


@transaction.atomic
def send_letter(letter: WrittenLetter, *, revision: int, by: User, at: dt.datetime) -> None:
    """Send a letter by e-mail, once, by the outbox."""
    rules.check_draft(letter)
    rules.check_way(letter.way, Way.EMAIL)
    today = clock.date_of(at)
    _check_may_go(letter.review, letter.way, letter.person, letter.witness, on=today)
    message, _ = outbox.write(
        f"written:{letter.pk}", to=letter.email, subject=letter.subject, body=letter.body, at=at,
        review_code=letter.review.code,
    )  # fmt: skip
    records.change(letter, revision=revision, sent_on=today, sent_by=by, message=message)
    _as_attempt(letter, today, by=by, at=at)
    _tell(events.SENT, letter, by=by, at=at)


def record_posted(letter: WrittenLetter, *, revision: int, posted_on: dt.date, by: User, at: dt.datetime) -> None:
    """Record that a letter was posted or handed over; the sheet as it stands becomes a paper of the case."""
    rules.check_draft(letter)
    rules.check_way(letter.way, Way.POST)
    rules.check_posted(posted_on, clock.date_of(letter.entered_at), clock.date_of(at))
    _check_may_go(letter.review, letter.way, letter.person, letter.witness, on=posted_on)
    _record_posted(letter, narrative.as_pdf(letter, posted_on), revision=revision, posted_on=posted_on, by=by, at=at)


@transaction.atomic
def _record_posted(
    letter: WrittenLetter, content: bytes, *, revision: int, posted_on: dt.date, by: User, at: dt.datetime
) -> None:
    copy = add_made(
        letter.review, f"{letter.review.code} letter {letter.number}.pdf", content, by=by, at=at, dated_on=posted_on,
        title=f"Letter {letter.number} to {letter.reader}, as it was posted"[:200], belongs_to=f"letter:{letter.pk}",
        sensitivity=letter.sensitivity,
    )  # fmt: skip
    records.change(letter, revision=revision, sent_on=posted_on, sent_by=by, copy=copy)
    _as_attempt(letter, posted_on, by=by, at=at)
    _tell(events.POSTED, letter, by=by, at=at)


def _as_attempt(letter: WrittenLetter, on: dt.date, *, by: User, at: dt.datetime) -> None:
    """A letter to somebody of the family is an attempt to reach them, and stands in the family log."""
    safe = route_to(letter.person) if letter.person else None
    if letter.person is None or safe is None:
        return
    route = rules.as_attempt(letter.way, safe.routes)
    record_contact(
        letter.review, person=letter.person, contacted_on=on, route=route, outcome=FamilyContact.Outcome.NO_ANSWER,
        through=(safe.key_worker or safe.ask_first)[:120] if route == FamilyContact.Route.THROUGH else "",
        note=f"Letter {letter.reference}.", by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def discard_letter(letter: WrittenLetter, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Put a draft aside; it stays on record."""
    rules.check_draft(letter)
    records.change(letter, revision=revision, void_at=at, why_void=why)
    _tell(events.DISCARDED, letter, by=by, at=at)


def _tell(event: Event, letter: WrittenLetter, *, by: User, at: dt.datetime, changes: dict | None = None) -> None:
    record(
        event, by=by, at=at, review_code=letter.review.code, subject=f"letter {letter.pk}", changes=changes,
        audience="office",
    )  # fmt: skip
