"""How are versions of the report made: kept, sent round for comment, agreed for publication?"""

import datetime as dt
import hashlib
import json

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock
from cspr.audit.actions import record
from cspr.records import NotYet, next_number
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import TeamMember
from reviews.report import duties, events, queries
from reviews.report.models import Report, ReportComment, Version
from reviews.report.rules import Document, lost, places, refusal

EVENTS = {
    Version.Purpose.KEPT: events.KEPT,
    Version.Purpose.COMMENT: events.SENT_ROUND,
    Version.Purpose.FINAL: events.AGREED,
}


@transaction.atomic
def make_version(
    report: Report, *, purpose: str, name: str = "", by: User, at: dt.datetime, comments_due_on: dt.date | None = None
) -> Version:
    """Freeze the whole report as it would be printed today.

    Sent round and agreed versions are refused while anything in them tells who somebody is, or quotes a practitioner who
    has not cleared the words; an agreed one also while a comment is unanswered or a reference leads nowhere. Readers on the
    review panel owe their comments on one sent round.
    """
    today = clock.date_of(at)
    content = queries.document(report, on=today)
    if not any(section.blocks for section in content.sections):
        raise NotYet("The report is empty. Write something first.")
    if purpose != Version.Purpose.KEPT:
        _check_nobody_named(report, content)
        _check_quotes_cleared(report, content)
    if purpose == Version.Purpose.FINAL:
        _check_answered(report)
        _check_references(content)
    if purpose == Version.Purpose.COMMENT:
        _check_due(comments_due_on, today)
    frozen = content.as_json()
    number = next_number(report, report.versions.all())
    version = Version.objects.create(
        report=report, number=number, name=name.strip(), purpose=purpose, content=frozen, sha256=digest(frozen),
        made_at=at, made_by=by, comments_due_on=comments_due_on if purpose == Version.Purpose.COMMENT else None,
    )  # fmt: skip
    if purpose == Version.Purpose.COMMENT:
        _ask_readers(version, at=at)
    record(
        EVENTS[Version.Purpose(purpose)],
        by=by,
        at=at,
        review_code=report.review.code,
        subject=f"version {version.number}",
    )
    return version


def digest(content: dict) -> str:
    """The SHA-256 of a version's content in one canonical writing."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _check_nobody_named(report: Report, content: Document) -> None:
    hits = queries.hits_in_document(report.review, content)
    if hits:
        raise NotYet(
            f"The report still tells, or seems to tell, who somebody is: {places(hits)}. See the page “Checks”."
        )


def _check_quotes_cleared(report: Report, content: Document) -> None:
    """Raises ``NotYet`` where a document quotes a conversation in words that nobody has cleared."""
    found = queries.uncleared_in(report.review, content)
    if found:
        raise NotYet(refusal(found))


def _check_answered(report: Report) -> None:
    waiting = ReportComment.objects.standing().filter(version__report=report, response="").count()
    if waiting:
        comments = "1 comment is" if waiting == 1 else f"{waiting} comments are"
        raise NotYet(f"{comments} not answered yet. Answer each of them first, on the page “Versions and comments”.")


def _check_references(content: Document) -> None:
    """Raises ``NotYet`` where a document that is to be published refers to something that is gone."""
    found = list(dict.fromkeys(one.place for one in lost(content)))
    if found:
        raise NotYet(f"A reference leads nowhere: {'; '.join(found[:5])}. See the page “Checks”.")


def _check_due(due_on: dt.date | None, today: dt.date) -> None:
    if due_on is None:
        raise NotYet("Say by when you need the comments.", field="comments_due_on")
    if due_on < today:
        raise NotYet("The date for comments cannot be in the past.", field="comments_due_on")


def _ask_readers(version: Version, *, at: dt.datetime) -> None:
    review = version.report.review
    readers = TeamMember.objects.held_on(clock.date_of(at)).filter(
        review=review, role=Role.PANEL_MEMBER, deputy_for=None
    )
    for member in readers.select_related("user"):
        open_duty(
            review, duties.COMMENT, at=at, due_on=version.comments_due_on, user=member.user, thing_id=version.pk,
            what=f"read version {version.number} of the report and comment",
        )  # fmt: skip


@transaction.atomic
def close_round(version: Version, *, by: User, at: dt.datetime) -> None:
    """End a round of comments: nobody is asked any longer."""
    if version.purpose != Version.Purpose.COMMENT or version.closed_at:
        raise NotYet("This version is not out for comment.")
    if not Version.objects.filter(pk=version.pk, closed_at=None).update(closed_at=at):
        raise NotYet("Somebody else has just closed this round.")
    version.closed_at = at
    review = version.report.review
    withdraw_duties(review, duties.COMMENT, at=at, thing_id=version.pk)
    record(events.ROUND_CLOSED, by=by, at=at, review_code=review.code, subject=f"version {version.number}")


@transaction.atomic
def read_without_comments(version: Version, *, by: User, at: dt.datetime) -> None:
    """A reader has read the version and has nothing to say."""
    review = version.report.review
    meet_duty(
        review,
        duties.COMMENT,
        met_on=clock.date_of(at),
        at=at,
        user=queries.asked_through(version, by, on=clock.date_of(at)),
        thing_id=version.pk,
    )
    record(events.NO_COMMENTS, by=by, at=at, review_code=review.code, subject=f"version {version.number}")
