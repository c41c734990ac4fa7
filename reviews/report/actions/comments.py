"""How are comments on the report given and answered?"""

import datetime as dt
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

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
from reviews.report.models import ReportComment, Version


@transaction.atomic
def comment(
    version: Version,
    *,
    text: str,
    by: User,
    at: dt.datetime,
    block_uid: UUID | None = None,
    reader: User | None = None,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> ReportComment:
    """Comment on a paragraph of a version, or on all of it. The office may do so for somebody.

    ``reader`` is the person on the review panel whose comment it is, where they have a duty to comment.
    """
    if version.closed_at:
        raise NotYet("This round of comments is closed.")
    if not text.strip():
        raise NotYet("Write your comment.", field="text")
    today = clock.date_of(at)
    check_not_in_future(given_on, today, field="given_on", name="The date the comment was given")
    review = version.report.review
    found = ReportComment.objects.create(
        version=version, block_uid=_of(version, block_uid), text=text.strip(), by=by, at=at,
        on_behalf_of=on_behalf_of or (reader.name if reader and reader != by else ""), given_on=given_on or today,
    )  # fmt: skip
    title = f"Comment on version {version.number} of the report"
    paper = original_of(
        review, original, title=title, belongs_to=f"report-comment:{found.pk}", by=by, at=at, on_behalf_of=found.on_behalf_of
    )  # fmt: skip
    if paper:
        records.change(found, original=paper)
    meet_duty(
        review, duties.COMMENT, met_on=given_on or today, at=at, user=queries.asked_through(version, reader or by, on=today),
        thing_id=version.pk,
    )  # fmt: skip
    open_duty(
        review, duties.ANSWER, at=at, role=Role.LEAD_REVIEWER, thing_id=version.pk,
        due_on=max(version.comments_due_on or today, today) + dt.timedelta(days=duties.ANSWER_DAYS),
    )  # fmt: skip
    record(
        events.COMMENTED, by=by, at=at, review_code=review.code, subject=f"comment {found.pk}",
        on_behalf_of=found.on_behalf_of,
    )  # fmt: skip
    return found


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
    version, review = comment.version, comment.version.report.review
    if not version.comments.standing().filter(response="").exists():
        meet_duty(review, duties.ANSWER, met_on=clock.date_of(at), at=at, thing_id=version.pk)
    record(events.ANSWERED, by=by, at=at, review_code=review.code, subject=f"comment {comment.pk}", changes=changes)


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
    """Take a comment back, with a reason: nobody is shown it or asked to answer it any longer.

    A reader who has then said nothing to a version that is still out is asked again.
    """
    check_stands(comment)
    if not why.strip():
        raise NotYet("Say why it is withdrawn.", field="why")
    changes = records.change(comment, revision=revision, withdrawn_at=at, why_withdrawn=why.strip())
    version, review = comment.version, comment.version.report.review
    standing = version.comments.standing()
    if not standing.exists():
        withdraw_duties(review, duties.ANSWER, at=at, thing_id=version.pk)
    elif not standing.filter(response="").exists():
        meet_duty(review, duties.ANSWER, met_on=clock.date_of(at), at=at, thing_id=version.pk)
    if not version.closed_at and not standing.filter(by=comment.by, on_behalf_of="").exists():
        _ask_reader_again(comment, at=at)
    _tell(events.COMMENT_WITHDRAWN, comment, changes, by=by, at=at)


def _ask_reader_again(comment: ReportComment, *, at: dt.datetime) -> None:
    """Only whoever was asked, and whose own comment it was."""
    version, review = comment.version, comment.version.report.review
    others = queries.stood_in_for(comment.by, review, clock.date_of(comment.at))
    theirs = review.duties.filter(kind=duties.COMMENT.code, thing_id=version.pk)
    theirs = theirs.filter(Q(user=comment.by) | Q(user__in=others))
    asked = theirs.exclude(met_on=None).order_by("-pk").first()
    if asked and not comment.on_behalf_of:
        open_duty(
            review, duties.COMMENT, at=at, due_on=asked.due_on, user=asked.user, thing_id=version.pk, what=asked.what
        )


def check_stands(comment: ReportComment) -> None:
    """Raises ``NotYet`` where the comment was withdrawn."""
    if comment.withdrawn_at:
        raise NotYet("This comment is withdrawn.")


def _tell(event: Event, comment: ReportComment, changes: dict, *, by: User, at: dt.datetime) -> None:
    code = comment.version.report.review.code
    record(event, by=by, at=at, review_code=code, subject=f"comment {comment.pk}", changes=changes)
