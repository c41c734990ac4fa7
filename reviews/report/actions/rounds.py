"""How does a version go round: to whom, until when, who has finished, when is it closed?"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from agencies.models import Agency, User
from agencies.queries import desks_to_write_to
from agencies.roles import Role
from agencies.rules import Visitor
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write
from cspr.records import NotYet
from cspr.templatetags.page import workdate
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.actions.duties import put_in_place
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.case.queries import people_answering
from reviews.case.rules import check_not_in_future
from reviews.report import duties, events, narrative, queries
from reviews.report.actions.versions import check_may_be_read, make_version
from reviews.report.models import Report, Round, RoundReader, Version
from reviews.report.rules import Document

NOT_OPEN = "This round is closed. Comments on this version are no longer taken."
CASE_CLOSED = (
    "The case is closed, so its report is no longer sent round, and comments on it are no longer taken. The office can open "
    "the case again."
)
OFF = "This reader is no longer asked to read this version."


@transaction.atomic
def send_round(
    report: Report,
    *,
    due_on: dt.date | None,
    people: Iterable[User] = (),
    agencies: Iterable[Agency] = (),
    others: Iterable[str] = (),
    aim: str = Round.Aim.COMMENT,
    name: str = "",
    version: Version | None = None,
    by: User,
    at: dt.datetime,
) -> Round:
    """Send a version to readers: one there is, or the draft as it stands, which is frozen first.

    Each owes their comments by the day. ``others`` are names of readers who do not sign in: the office gets those
    comments for them. Refused while anything in it tells who somebody is.
    """
    _check_case(report.review)
    _check_due(due_on, clock.date_of(at))
    asked = [("user", user) for user in people] + [("agency", agency) for agency in agencies]
    asked += [("name", " ".join(other.split())) for other in others if other.strip()]
    if not asked:
        raise NotYet("Choose at least one reader.", field="people")
    if version is None:
        version = make_version(report, purpose=Version.Purpose.COMMENT, name=name, by=by, at=at)
    else:
        check_may_be_read(report, Document.from_json(version.content))
    sent = Round.objects.create(version=version, aim=aim, due_on=due_on, sent_at=at, sent_by=by)
    for kind, whom in asked:
        _ask(sent, kind, whom, by=by, at=at)
    record(
        events.SENT_ROUND, by=by, at=at, review_code=report.review.code, subject=f"round {sent.pk}",
        changes={"version": version.number, "readers": len(asked), "due_on": str(due_on)},
    )  # fmt: skip
    return sent


def _check_due(due_on: dt.date | None, today: dt.date) -> None:
    if due_on is None:
        raise NotYet("Say by when you need the comments.", field="due_on")
    if due_on < today:
        raise NotYet("The date for comments cannot be in the past.", field="due_on")


def _ask(sent: Round, kind: str, whom: User | Agency | str, *, by: User, at: dt.datetime, why: str = "") -> RoundReader:
    """One reader of a round, with what they owe; one who was taken off comes back."""
    values = {"added_at": at, "added_by": by, "why_added": why}
    standing = sent.readers.filter(**{kind: whom}).first()
    if standing is None:
        standing = RoundReader.objects.create(round=sent, **{kind: whom}, **values)
    elif standing.off_at is None:
        raise NotYet(f"{standing.called} reads this version already.", field="people")
    else:
        records.change(standing, off_at=None, why_off="", finished_on=None, nothing_to_say=False, **values)
    _owe(standing, at=at)
    _write_to(standing, by=by, at=at)
    return standing


def _owe(reader: RoundReader, *, at: dt.datetime) -> None:
    sent = reader.round
    number = sent.version.number
    what = f"read version {number} of the report and {'check that it is accurate' if sent.aim == 'accuracy' else 'comment'}"
    owed: dict[str, object] = {"user": reader.user, "agency": reader.agency}
    if reader.name:
        owed, what = (
            {"role": Role.BUSINESS_SUPPORT},
            f"get the comments on version {number} of a reader who does not sign in",
        )
    open_duty(review_of(sent), duties.COMMENT, at=at, due_on=sent.due_on, thing_id=reader.pk, what=what, **owed)


def review_of(sent: Round) -> Review:
    return sent.version.report.review


def _write_to(reader: RoundReader, *, by: User, at: dt.datetime) -> None:
    """Tell a reader, once for each time they are asked, with codes only; of an agency all who answer for it."""
    review = review_of(reader.round)
    subject, body = word(
        narrative.ASKED_TO_READ.code, code=review.code, due=workdate(reader.round.due_on), sender=by.name,
        office=review.partnership.name, phone=review.partnership.phone or settings.OFFICE_PHONE,
        link=settings.SITE_URL + reverse("report-copy", args=[review.code, reader.pk]),
    )  # fmt: skip
    for key, address in _addresses(reader, clock.date_of(at)):
        write(
            f"report-round:{reader.pk}.{reader.revision}:{key}", to=address, subject=subject, body=body, at=at,
            review_code=review.code,
        )  # fmt: skip


def _addresses(reader: RoundReader, today: dt.date) -> list[tuple[str, str]]:
    if reader.user:
        return [(f"user{reader.user_id}", reader.user.email)]
    if not reader.agency:
        return []
    people = people_answering(reader.agency, on=today)
    if people:
        return [(f"user{person.pk}", person.email) for person in people]
    return [(f"contact{desk.pk}", desk.email) for desk in desks_to_write_to(reader.agency, on=today)]


def check_open(sent: Round) -> None:
    """Raises ``NotYet`` where a round is closed, or its case."""
    _check_case(review_of(sent))
    if sent.closed_at:
        raise NotYet(NOT_OPEN)


def _check_case(review: Review) -> None:
    if review.phase == Phase.CLOSED:
        raise NotYet(CASE_CLOSED)


def check_reads(reader: RoundReader) -> None:
    """Raises ``NotYet`` where the round is closed or the reader was taken off it."""
    check_open(reader.round)
    if reader.off_at:
        raise NotYet(OFF)


@transaction.atomic
def add_reader(
    sent: Round,
    *,
    user: User | None = None,
    agency: Agency | None = None,
    name: str = "",
    why: str,
    by: User,
    at: dt.datetime,
) -> RoundReader:
    """Ask one more to read, with the reason."""
    check_open(sent)
    if not why.strip():
        raise NotYet("Say why they are asked now.", field="why")
    kind, whom = ("user", user) if user else ("agency", agency) if agency else ("name", " ".join(name.split()))
    if not whom:
        raise NotYet("Say who is to read it.", field="who")
    try:
        found = _ask(sent, kind, whom, by=by, at=at, why=why.strip())
    except NotYet as refusal:
        raise NotYet(str(refusal), field="who") from None
    record(
        events.READER_ADDED, by=by, at=at, review_code=review_of(sent).code, subject=f"round {sent.pk}",
        changes={"reader": found.pk, "why": "given"},
    )  # fmt: skip
    return found


@transaction.atomic
def take_off(reader: RoundReader, *, why: str, revision: int, by: User, at: dt.datetime) -> None:
    """Ask a reader no longer, with the reason. What they said stands."""
    check_reads(reader)
    if not why.strip():
        raise NotYet("Say why they are taken off.", field="why")
    changes = records.change(reader, revision=revision, off_at=at, why_off=why.strip())
    review = review_of(reader.round)
    withdraw_duties(review, duties.COMMENT, at=at, thing_id=reader.pk)
    record(
        events.READER_OFF, by=by, at=at, review_code=review.code, subject=f"round {reader.round_id}",
        changes={"reader": reader.pk, **changes},
    )  # fmt: skip


@transaction.atomic
def move_round(sent: Round, *, due_on: dt.date | None, why: str, revision: int, by: User, at: dt.datetime) -> None:
    """Give all readers of a round another day."""
    check_open(sent)
    _check_due(due_on, clock.date_of(at))
    if not why.strip():
        raise NotYet("Say why the date moves.", field="why")
    changes = records.change(sent, revision=revision, due_on=due_on)
    readers = list(sent.readers.values_list("pk", flat=True))
    for duty in Duty.objects.open().filter(kind=duties.COMMENT.code, thing_id__in=readers, review=review_of(sent)):
        put_in_place(duty, at=at, due_on=due_on, why_moved=why.strip())
    record(
        events.ROUND_MOVED, by=by, at=at, review_code=review_of(sent).code, subject=f"round {sent.pk}", changes=changes
    )  # fmt: skip


@transaction.atomic
def close_round(sent: Round, *, revision: int | None = None, by: User, at: dt.datetime) -> None:
    """End a round: nobody is asked any longer, and agencies may read what the others said."""
    if sent.closed_at:
        raise NotYet("This round is closed already.")
    records.change(sent, revision=revision, closed_at=at, closed_by=by)
    review = review_of(sent)
    today = clock.date_of(at)
    for reader in sent.readers.filter(finished_on=None, off_at=None):
        if sent.comments.standing().filter(reader=reader).exists():
            meet_duty(review, duties.COMMENT, met_on=today, at=at, thing_id=reader.pk)
        else:
            withdraw_duties(review, duties.COMMENT, at=at, thing_id=reader.pk)
    record(events.ROUND_CLOSED, by=by, at=at, review_code=review.code, subject=f"round {sent.pk}")


def close_rounds(review: Review, by: User, at: dt.datetime) -> None:
    """End every round of a case that is being closed. Called by actions."""
    for sent in Round.objects.filter(version__report__review=review, closed_at=None).order_by("pk"):
        close_round(sent, by=by, at=at)


@transaction.atomic
def finish(
    reader: RoundReader, *, nothing_to_say: bool = False, given_on: dt.date | None = None, by: User, at: dt.datetime
) -> None:
    """A reader has read the version and said what they had to say, or had nothing to say."""
    check_reads(reader)
    today = clock.date_of(at)
    check_not_in_future(given_on, today, field="given_on", name="The date they finished")
    said_something = reader.comments.standing().exists()
    if nothing_to_say and said_something:
        raise NotYet("There are comments of this reader. Withdraw them first, or choose “I have finished”.")
    records.change(reader, finished_on=given_on or today, nothing_to_say=not said_something)
    review = review_of(reader.round)
    meet_duty(review, duties.COMMENT, met_on=given_on or today, at=at, thing_id=reader.pk)
    record(
        events.FINISHED if said_something else events.NO_COMMENTS, by=by, at=at, review_code=review.code,
        subject=f"reader {reader.pk}", audience=audience_of(reader),
        on_behalf_of="" if queries.reads_as(reader, by, on=today) else reader.called,
    )  # fmt: skip


def audience_of(reader: RoundReader | None) -> str:
    """Who reads in the history what a reader did: the team, and for an agency its own people."""
    return f"agency:{reader.agency_id}" if reader and reader.agency_id else "team"


@transaction.atomic
def note_opened(reader: RoundReader, *, at: dt.datetime) -> None:
    """The first look of a reader at their copy, so that whoever waits sees that it was opened."""
    if reader.opened_at is None:
        RoundReader.objects.filter(pk=reader.pk, opened_at=None).update(opened_at=at)
        reader.opened_at = at


@transaction.atomic
def note_table_taken(sent: Round, *, outside: bool, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took the table of comments and responses with them."""
    record(
        events.TABLE_TAKEN, by=by, at=at, review_code=review_of(sent).code, subject=f"round {sent.pk}",
        changes={"names": "left out" if outside else "in it"},
    )  # fmt: skip


def follow_to(duty: Duty, to: Visitor) -> None:
    """Let the copy of a reader go to whoever takes their duty over. Called by actions."""
    reader = RoundReader.objects.filter(pk=duty.thing_id).exclude(user=None).first()
    if reader and reader.round.readers.filter(user=to.user).exists():
        raise NotYet(f"{to.user.name} reads that version already. Take the other off the round instead.", field="to")
    if reader:
        records.change(reader, user=to.user)
