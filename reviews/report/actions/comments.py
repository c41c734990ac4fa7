"""How are comments on the report given and answered?"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.records import NotYet
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.report import duties, events, queries
from reviews.report.actions.rounds import audience_of, check_open, check_reads, finish, review_of
from reviews.report.models import ReportComment, ReturnedCopy, RoundReader, Version

NOT_OUT = "This version is not out for comment, or its round is closed. Comments on it are not taken."


@dataclass(frozen=True)
class InFile:
    """What a comment has that came in a Word file: the words it is about or would change, who wrote it, its mark."""

    returned: ReturnedCopy
    mark: str
    quoted: str = ""
    old_words: str = ""
    new_words: str = ""
    written_by: str = ""


@transaction.atomic
def comment(
    version: Version,
    *,
    text: str,
    by: User,
    at: dt.datetime,
    block_uid: UUID | None = None,
    reader: RoundReader | None = None,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
    finished: bool = False,
    in_file: InFile | None = None,
) -> ReportComment:
    """Comment on a paragraph of a version that is out, or on all of it. The office may do so for somebody.

    ``reader`` is whoever was asked and whose comment it is; without one it is found from who comments, and is nobody's
    who was asked where somebody of the review team comments unasked. ``finished``: they have nothing more to say.
    """
    today = clock.date_of(at)
    reader = reader or (None if on_behalf_of else queries.reader_of(version, by, on=today))
    sent = reader.round if reader else queries.open_round(version)
    if sent is None:
        raise NotYet(NOT_OUT)
    check_reads(reader) if reader else check_open(sent)
    if not text.strip():
        raise NotYet("Write your comment.", field="text")
    check_not_in_future(given_on, today, field="given_on", name="The date the comment was given")
    found = ReportComment.objects.create(
        version=version, round=sent, reader=reader, block_uid=_of(version, block_uid), text=text.strip(), by=by, at=at,
        on_behalf_of=on_behalf_of or _for_whom(reader, by, today), given_on=given_on or today,
        **(vars(in_file) if in_file else {}),
    )  # fmt: skip
    _keep_original(found, original, by=by, at=at)
    open_duty(
        review_of(sent), duties.ANSWER, at=at, role=Role.LEAD_REVIEWER, thing_id=sent.pk,
        due_on=max(sent.due_on, today) + dt.timedelta(days=duties.ANSWER_DAYS),
    )  # fmt: skip
    _tell(events.COMMENTED, found, {}, by=by, at=at)
    if finished and reader:
        finish(reader, given_on=given_on, by=by, at=at)
    return found


def _for_whom(reader: RoundReader | None, by: User, today: dt.date) -> str:
    """Whose comment it is, where the office enters it for them."""
    return reader.called if reader and not queries.reads_as(reader, by, on=today) else ""


def _keep_original(found: ReportComment, original: UploadedFile | None, *, by: User, at: dt.datetime) -> None:
    """As it was written it may name people: it is its agency's, or the office's."""
    agency = found.reader and found.reader.agency
    paper = original_of(
        review_of(found.round), original, title=f"Comment on version {found.version.number} of the report",
        belongs_to=f"report-comment:{found.pk}", by=by, at=at, on_behalf_of=found.on_behalf_of, agency=agency,
        office=agency is None,
    )  # fmt: skip
    if paper:
        records.change(found, original=paper)


def _of(version: Version, uid: UUID | None) -> UUID | None:
    if uid is None:
        return None
    known = {block["uid"] for section in version.content["sections"] for block in section["blocks"]}
    if str(uid) not in known:
        raise NotYet("This paragraph is not in that version.")
    return uid


@transaction.atomic
def answer(comment: ReportComment, *, response: str, why: str, revision: int, by: User, at: dt.datetime) -> None:
    """Say what was done about a comment, and why where it was not taken up in full."""
    check_stands(comment)
    if not response:
        raise NotYet("Say whether the comment is accepted.", field="response")
    if response != ReportComment.Response.ACCEPTED and not why.strip():
        raise NotYet("Say why. The reader will see it.", field="why")
    changes = records.change(comment, revision=revision, response=response, why=why.strip(), answered_at=at)
    sent = comment.round
    if not sent.comments.standing().filter(response="").exists():
        meet_duty(review_of(sent), duties.ANSWER, met_on=clock.date_of(at), at=at, thing_id=sent.pk)
    _tell(events.ANSWERED, comment, changes, by=by, at=at)


@transaction.atomic
def change_comment(comment: ReportComment, *, text: str, revision: int, by: User, at: dt.datetime) -> None:
    """Put the words of a comment right, until it is answered: an answer is about the words it was given to."""
    check_stands(comment)
    if comment.response:
        raise NotYet("This comment is answered. Write another comment, or withdraw this one.")
    if not text.strip():
        raise NotYet("Write your comment.", field="text")
    changes = records.change(comment, revision=revision, text=text.strip())
    _tell(events.COMMENT_CHANGED, comment, changes, by=by, at=at)


@transaction.atomic
def withdraw_comment(comment: ReportComment, *, why: str, revision: int, by: User, at: dt.datetime) -> None:
    """Take a comment back, with a reason: nobody is shown it or asked to answer it any longer."""
    check_stands(comment)
    if not why.strip():
        raise NotYet("Say why it is withdrawn.", field="why")
    changes = records.change(comment, revision=revision, withdrawn_at=at, why_withdrawn=why.strip())
    sent = comment.round
    review, standing = review_of(sent), sent.comments.standing()
    if not standing.exists():
        withdraw_duties(review, duties.ANSWER, at=at, thing_id=sent.pk)
    elif not standing.filter(response="").exists():
        meet_duty(review, duties.ANSWER, met_on=clock.date_of(at), at=at, thing_id=sent.pk)
    _tell(events.COMMENT_WITHDRAWN, comment, changes, by=by, at=at)


def check_stands(comment: ReportComment) -> None:
    """Raises ``NotYet`` where the comment was withdrawn."""
    if comment.withdrawn_at:
        raise NotYet("This comment is withdrawn.")


def _tell(event: Event, comment: ReportComment, changes: dict, *, by: User, at: dt.datetime) -> None:
    record(
        event, by=by, at=at, review_code=review_of(comment.round).code, subject=f"comment {comment.pk}", changes=changes,
        audience=audience_of(comment.reader), on_behalf_of=comment.on_behalf_of if event == events.COMMENTED else "",
    )  # fmt: skip
